"""A plan in words and numbers, as the commands print it and other programs read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from conference_portal.kit.formats import day_range
from conference_portal.kit.languages import language_name
from events.editions.models import Event
from events.programme.imports.grouping import Group, grouped
from events.programme.imports.plan import Plan

UNSURE = "Nothing in the texts says in which language they are: that of the place was taken."
_SUBJECTS = {"subthemes": "Sub-themes", "topics": "Topics"}
_MOST = 200  # lines of one kind; a list that nobody reads to its end helps nobody


def as_json(made: Plan) -> dict[str, Any]:
    errors = [{"sheet": fault.spot.sheet, "line": fault.spot.line, "message": fault.message} for fault in made.errors]
    return {**made.counts, "errors": errors}


def as_lines(made: Plan, *, is_kept: bool = True) -> Iterator[str]:
    """For people at a terminal, in English; what is wrong with a row comes in the active language.
    `is_kept`: the event will be there when it is read, and its pages at the desk."""
    yield "{sessions} sessions, {rooms} rooms, {speakers} speakers, {days} days".format(**made.counts)
    yield "{new} new, {changed} changed, {same} the same, {conflicts} in conflict".format(**made.counts)
    for faults in (made.errors, made.notes):
        found = grouped(faults)
        for group in found[:_MOST]:
            yield from _told(group, made, is_kept=is_kept)
        if len(found) > _MOST:
            yield "…"
    yield from (offer.message for offer in made.people.offers)
    yield from _overlaps(made)
    yield from _without_place(made, is_kept=is_kept)
    yield from (f"No longer in the file: “{gone.title}”" for gone in made.gone[:_MOST])
    if made.languages:
        yield f"Texts in {', '.join(f'{language_name(code)} ({rows})' for code, rows in made.languages.most_common())}"
    if made.is_language_unsure:
        yield f"{UNSURE} --language says it."


def _told(group: Group, made: Plan, *, is_kept: bool) -> Iterator[str]:
    if group.heading:
        yield f"{group.count} × {group.heading}"
    yield from (f"{'  ' if group.heading else ''}{place}: {message}" for place, message in group.lines[:_MOST])
    if group.is_of_days:
        address = reverse("admin:editions_event_change", args=[made.event.pk])
        yield f"  {event_days(made.event)}{f' They are changed at {address}' if is_kept else ''}"


def _without_place(made: Plan, *, is_kept: bool) -> Iterator[str]:
    for name, found in made.unknown.items():
        if found:
            words = ", ".join(f"{each} ({rows})" for each, rows in found.most_common(_MOST))
            yield f"{_SUBJECTS[name]} that the portal does not know, and that are not stored: {words}"
    if made.facts.unknown:
        where_else = f", or at {reverse('admin:programme_upload_add')}?event={made.event.pk}" if is_kept else ""
        words = ", ".join(f"“{each}”" for each in made.facts.unknown[:_MOST])
        yield f"Headings that are not known: {words}. Say what stands below with --heading HEADING=FIELD{where_else}."


def event_days(event: Event) -> str:
    if event.starts_on is None:
        return _("The event has no days yet.")
    return _("The event is on %(days)s.") % {"days": day_range(event.starts_on, event.ends_on)}


def _overlaps(made: Plan) -> Iterator[str]:
    for ref, pairs in made.overlaps.items():
        room = made.places.name(int(ref) if ref.isdecimal() else ref)
        yield f"{room}: {pairs} pair{'s' if pairs > 1 else ''} of sessions at the same time"
