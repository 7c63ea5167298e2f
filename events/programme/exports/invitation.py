"""An event's invitation on one sheet of A4: a tagged PDF, set by Typst from the same texts as the page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext

from conference_portal.kit import formats
from conference_portal.kit.languages import reading_language, text
from conference_portal.kit.text import plain
from events.programme.exports import printing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.editions.models import Event, Involvement
    from events.programme.schedule import Item, Person


def pdf(event: Event, items: Sequence[Item], involvements: Iterable[Involvement]) -> bytes:
    return printing.pdf("invitation.typ", _words(event, items, involvements))


def _words(event: Event, items: Sequence[Item], involvements: Iterable[Involvement]) -> dict[str, object]:
    groups = [list(rows) for _role, rows in groupby(involvements, key=lambda row: row.role)]
    behind = [(_role(rows), " · ".join(_body(row) for row in rows)) for rows in groups]
    facts = [
        (gettext("Place"), _place(event)),
        (gettext("Target group"), plain(text(event, "target_group").value)),
        (gettext("Catering"), text(event, "catering").value),
        *behind,
    ]
    return {
        "language": reading_language(),
        "series": gettext("Heart and Pain of the Big City"),
        "kind": capfirst(str(event.get_kind_display())),
        "title": text(event, "title").value,
        "when": _when(event),
        "tagline": text(event, "tagline").value,
        "lead": plain(text(event, "lead").value),
        "programme": gettext("Programme"),
        "items": [{"title": item.title.value, "people": [_person(row) for row in item.credits]} for item in items],
        "facts": [{"term": term, "words": words} for term, words in facts if words],
    }


def _person(row: Person) -> str:
    return ", ".join(str(part) for part in (row.name, row.job_title, row.organisation) if str(part))


def _role(rows: list[Involvement]) -> str:
    return capfirst(rows[0].role_of_several if len(rows) > 1 else str(rows[0].get_role_display()))


def _body(row: Involvement) -> str:
    """The body, and the sentence that it asks for."""
    words = [text(row.organisation, "name").value, plain(text(row, "wording").value)]
    return ". ".join(word for word in words if word)


def _when(event: Event) -> str:
    words = [formats.day_range(event.starts_on, event.ends_on)] if event.starts_on else []
    if event.starts_at:
        words.append(formats.clock_range(event.starts_at, event.ends_at, event.time_zone))
    if note := text(event, "when_note").value:
        words.append(note)
    return ", ".join(words)


def _place(event: Event) -> str:
    words = [str(event.get_attendance_display())]
    if event.room:
        words += [text(event.room.venue, "name").value, text(event.room, "name").value, event.room.venue.address]
    if note := text(event, "place_note").value:
        words.append(note)
    return ", ".join(word for word in words if word)
