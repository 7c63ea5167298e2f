"""A session's language passport: what is spoken, shown, interpreted and captioned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from conference_portal.kit.formats import words_list
from conference_portal.kit.languages import language_name

if TYPE_CHECKING:
    from events.programme.schedule.structure import Item


@dataclass(frozen=True)
class Line:
    """All four stand there, or what is not stated once for all of them."""

    term: str
    value: str


def passport(session: Item) -> list[Line]:
    # Translators: “Slides, interpretation and captions: Not stated”.
    lines = (
        (_("Spoken in"), pgettext("passport", "language"), session.spoken),
        (_("Slides in"), pgettext("passport", "slides"), session.slides_in),
        (_("Interpreted into"), pgettext("passport", "interpretation"), session.interpreted_into),
        (_("Captioned in"), pgettext("passport", "captions"), session.captioned_in),
    )
    told = [
        Line(term, capfirst(words_list([language_name(code) for code in codes])))
        for term, _name, codes in lines
        if codes
    ]
    unknown = [name for _term, name, codes in lines if not codes]
    return [*told, Line(capfirst(words_list(unknown)), _("Not stated"))] if unknown else told
