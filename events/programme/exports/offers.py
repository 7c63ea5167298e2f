"""The forms in which a programme is offered, in words and with their addresses: for the page that explains them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from conference_portal.kit.languages import READING, language_name, reading_language

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Offer:
    name: str
    words: str
    links: Sequence[Link]


def to_print(stem: str) -> list[Offer]:
    """`stem`: the address of the programme without the slash at its end."""
    return [
        Offer(
            gettext("Booklet"),
            gettext(
                "The whole programme as PDF, readable with a screen reader, in this language or in two side by side."
            ),
            [
                Link(gettext("On A4"), f"{stem}.pdf"),
                Link(gettext("On A5"), f"{stem}.pdf?size=a5"),
                *(Link(_beside(code), f"{stem}.pdf?beside={code}") for code in READING if code != reading_language()),
            ],
        ),
        Offer(
            gettext("Day sheets and door signs"),
            gettext("A sheet per day to hang up, and a sign per room with a QR code that leads to what happens there."),
            [
                Link(gettext("Day sheets"), f"{stem}/day-sheets.pdf"),
                Link(gettext("Door signs"), f"{stem}/door-signs.pdf"),
            ],
        ),
        Offer(
            gettext("Spreadsheet"),
            gettext("Everything as a workbook: sessions, rooms, speakers. Or as CSV, with commas, in UTF-8."),
            [Link("Excel (xlsx)", f"{stem}.xlsx"), Link("CSV", f"{stem}.csv")],
        ),
    ]


def for_machines(stem: str) -> list[Offer]:
    return [
        Offer(
            "iCalendar",
            gettext("RFC 5545, with the zone’s definition. Whole, filtered, or one session."),
            [Link("programme.ics", f"{stem}.ics")],
        ),
        Offer(
            "schedule.xml",
            gettext("As frab and pretalx write it, valid against the schema: for Giggity, Fahrplan and other apps."),
            [Link("programme.xml", f"{stem}.xml")],
        ),
        Offer(
            "JSON",
            gettext(
                "The same in JSON, with more: sessions without a time, states, moves, languages, people and rooms."
            ),
            [Link("programme.json", f"{stem}.json")],
        ),
        Offer(
            "Atom",
            gettext("What each release has changed, the newest first."),
            [Link("changes.atom", f"{stem}/changes.atom")],
        ),
    ]


def _beside(code: str) -> str:
    return gettext("On A4, with %(language)s beside") % {"language": language_name(code)}
