"""What can be read and still not be stored as it is: too long, outside the event, rooms taken twice by the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from conference_portal.kit.formats import day
from events.editions.models import Event
from events.programme.imports.drafts import DAYS, Draft, Fault
from events.programme.imports.plan.places import LONGEST as ROOM
from events.programme.imports.plan.places import Places
from events.programme.imports.plan.span import FAR, day_of

KEEP = "keep"
TITLE, NAME, WORDS = 250, 200, 250


def doubts(drafts: Sequence[Draft], event: Event, answers: Mapping[str, str]) -> dict[int, Fault]:
    """By the place of the draft in the file. One each: the first is mended first."""
    first, last = event.starts_on, event.ends_on or event.starts_on
    found = {}
    for number, draft in enumerate(drafts):
        fault = _too_long(draft) or _unordered(draft)
        on = day_of(draft, event.time_zone)
        if fault is None and on and first and last and not first - FAR <= on <= last + FAR:
            fault = _far_away(draft, str(on), day(on), answers)
        if fault:
            found[number] = fault
    return found


def _far_away(draft: Draft, on: str, shown: str, answers: Mapping[str, str]) -> Fault | None:
    question = f"far:{on}"
    if answers.get(question) == KEEP:
        return None
    message = _("“%(title)s” stands on %(day)s, far from all days of the event. Is the date right?")
    told = message % {"title": draft.title, "day": shown}
    return Fault(draft.spot, told, "asked", question, KEEP, DAYS)


def _unordered(draft: Draft) -> Fault | None:
    if draft.starts_at and draft.ends_at and draft.ends_at <= draft.starts_at:
        return Fault(draft.spot, _("A session must end after it starts."))
    return None


def _too_long(draft: Draft) -> Fault | None:
    lengths = [(draft.title, TITLE), (draft.place_note, WORDS), (draft.room, ROOM)]
    for person in draft.people:
        lengths += [(person.name, NAME), (person.job_title, WORDS), (person.organisation, WORDS)]
    lengths += [(words, TITLE) for name, _language, words in draft.texts if name in {"title", "place_note"}]
    for words, most in lengths:
        if len(words) > most:
            told = _("“%(words)s…” has %(count)s characters; at most %(most)s have room here.")
            return Fault(draft.spot, told % {"words": words[:60], "count": len(words), "most": most})
    return None


def overlaps(drafts: Iterable[Draft], places: Places) -> dict[str, int]:
    """Rooms, by reference, in which sessions of the file are at the same time, and how many pairs they are."""
    known = [
        (str(places.ref(draft.room)), draft.starts_at, draft.ends_at)
        for draft in drafts
        if draft.room and draft.starts_at and draft.ends_at and not draft.cancelled
        if not places.is_shared(places.ref(draft.room))
    ]
    found: dict[str, int] = {}
    for room, group in groupby(sorted(known), key=lambda each: each[0]):
        spans = [each[1:] for each in group]
        pairs = 0
        for index, (_start, end) in enumerate(spans):
            for start, _end in spans[index + 1 :]:
                if start >= end:
                    break
                pairs += 1
        if pairs:
            found[room] = pairs
    return found
