"""What is longer than its field: said, or kept whole beside it; never cut in silence."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from events.programme.imports.days import Misread
from events.programme.imports.drafts import Draft, PersonDraft

TITLE, ROOM, NAME, WORK, KEY = 250, 100, 200, 250, 400  # the columns' own


def fitted(draft: Draft) -> Draft:
    """Raises Misread where nothing can stand in for the whole."""
    _check(draft.title, TITLE)
    for person in draft.people:
        _check(person.name, NAME)
    rest = [
        ("…", text) for person in draft.people for text in (person.job_title, person.organisation) if len(text) > WORK
    ]
    if len(draft.place_note) > WORK:
        rest.append(("…", draft.place_note))
    is_room = len(draft.room) <= ROOM
    if not is_room and len(draft.room) > WORK:
        rest.append(("…", draft.room))
    return replace(
        draft,
        key=draft.key if len(draft.key) <= KEY else "",
        room=draft.room if is_room else "",
        place_note=_short(draft.place_note if is_room else draft.place_note or draft.room),
        people=tuple(_person(person) for person in draft.people),
        rest=(*draft.rest, *rest),
    )


def _check(text: str, most: int) -> None:
    if len(text) > most:
        message = _("“%(text)s” is longer than %(most)s characters.")
        raise Misread(message % {"text": text, "most": most})


def _person(person: PersonDraft) -> PersonDraft:
    return replace(person, job_title=_short(person.job_title), organisation=_short(person.organisation))


def _short(text: str) -> str:
    return text if len(text) <= WORK else text[: WORK - 1] + "…"
