"""What an event knows that its files may leave out: zone, year, days, language; and what organisers said before."""

from __future__ import annotations

from collections.abc import Mapping

from conference_portal.kit.languages import READING, column
from events.editions.models import Event
from events.programme.imports.drafts import Setting
from events.programme.imports.plan.planning import memory_of

_OF_COUNTRY = {"DK": "da", "SE": "sv", "IS": "is", "NO": "nb", "FI": "fi"}
_OF_ZONE = {
    "Europe/Copenhagen": "da",
    "Europe/Stockholm": "sv",
    "Atlantic/Reykjavik": "is",
    "Europe/Oslo": "nb",
    "Europe/Helsinki": "fi",
    "Europe/Mariehamn": "sv",
}


def setting_of(
    event: Event, *, headings: Mapping[str, str] | None = None, answers: Mapping[str, str] | None = None
) -> Setting:
    memory = memory_of(event)
    return Setting(
        zone=event.time_zone,
        year=event.year,
        first_day=event.starts_on,
        last_day=event.ends_on,
        language=language_of(event),
        headings=memory.headings | dict(headings or {}),
        answers=memory.answers | dict(answers or {}),
    )


def language_of(event: Event) -> str:
    """That of its title where it has one language only, else that of its place."""
    titled = [language for language in READING if getattr(event, column("title", language))]
    if len(titled) == 1:
        return titled[0]
    city = event.city or (event.edition.host if event.edition else None)
    return _OF_COUNTRY.get(city.country, "en") if city else _OF_ZONE.get(event.time_zone, "en")
