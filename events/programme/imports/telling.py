"""A plan in words and numbers, as the commands print it and other programs read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from conference_portal.kit.languages import language_name
from events.programme.imports.drafts import Spot
from events.programme.imports.plan import Plan

UNSURE = "Nothing in the texts says in which language they are: that of the place was taken."
_MOST = 200  # lines of one kind; a list that nobody reads to its end helps nobody


def as_json(made: Plan) -> dict[str, Any]:
    errors = [{"sheet": fault.spot.sheet, "line": fault.spot.line, "message": fault.message} for fault in made.errors]
    return {**made.counts, "errors": errors}


def as_lines(made: Plan) -> Iterator[str]:
    """For people at a terminal, in English; what is wrong with a row comes in the active language."""
    yield "{sessions} sessions, {rooms} rooms, {speakers} speakers, {days} days".format(**made.counts)
    yield "{new} new, {changed} changed, {same} the same, {conflicts} in conflict".format(**made.counts)
    if made.languages:
        yield f"In {', '.join(f'{language_name(code)} ({rows})' for code, rows in made.languages.most_common())}"
    if made.is_language_unsure:
        yield f"{UNSURE} --language says it."
    for faults in (made.errors, made.notes):
        yield from (f"{where(fault.spot)}: {fault.message}" for fault in faults[:_MOST])
        if len(faults) > _MOST:
            yield "…"
    yield from (offer.message for offer in made.people.offers)
    yield from _overlaps(made)
    yield from (f"No longer in the file: “{gone.title}”" for gone in made.gone[:_MOST])


def _overlaps(made: Plan) -> Iterator[str]:
    for ref, pairs in made.overlaps.items():
        room = made.places.name(int(ref) if ref.isdecimal() else ref)
        yield f"{room}: {pairs} pair{'s' if pairs > 1 else ''} of sessions at the same time"


def where(spot: Spot) -> str:
    line = _("line %(line)s") % {"line": spot.line} if spot.line else ""
    return ", ".join(filter(None, (spot.sheet, line, spot.cell))) or "–"
