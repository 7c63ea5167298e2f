"""A session's language passport: what is spoken, shown, interpreted and captioned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from conference_portal.kit.formats import words_list
from conference_portal.kit.languages import language_name

if TYPE_CHECKING:
    from events.programme.schedule.structure import Item


@dataclass(frozen=True)
class Line:
    """All four stand there, those not stated too."""

    term: str
    value: str


def passport(session: Item) -> list[Line]:
    lines = (
        (_("Spoken in"), session.spoken),
        (_("Slides in"), session.slides_in),
        (_("Interpreted into"), session.interpreted_into),
        (_("Captioned in"), session.captioned_in),
    )
    return [
        Line(term, words_list([language_name(code) for code in codes]) if codes else _("Not stated"))
        for term, codes in lines
    ]
