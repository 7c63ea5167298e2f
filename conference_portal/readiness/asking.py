"""`readiness(edition, user)`: everything that stands between today and the opening, the most pressing first."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from conference_portal.readiness.around import around, dates, pages, texts
from conference_portal.readiness.findings import Finding, Level
from conference_portal.readiness.media import links, pictures, statements
from conference_portal.readiness.programme import clashes, released, sessions
from conference_portal.readiness.reading import Whole

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone
    from events.editions.models import Edition

ASKED = (around, released, clashes, sessions, texts, pages, dates, pictures, links, statements)


def readiness(edition: Edition, user: Someone | None) -> list[Finding]:
    """Also what is done already: `is_open` says which. A constant number of queries, whatever the programme's size."""
    whole = Whole.of(edition, user)
    found = [finding for ask in ASKED for finding in ask(whole)]
    return sorted(found, key=lambda each: -each.weight)


def by_level(found: list[Finding]) -> list[tuple[Level, list[Finding]]]:
    waiting = sorted((each for each in found if each.is_open), key=lambda each: (each.level, -each.weight))
    return [(level, list(rows)) for level, rows in groupby(waiting, key=lambda each: each.level)]


def done(found: list[Finding]) -> list[str]:
    return [each.done for each in found if not each.is_open and each.done]


def pressing(found: list[Finding]) -> int:
    """How many things are to be done before the opening: what is only good to know is none."""
    return sum(each.is_open and each.level != Level.GOOD for each in found)
