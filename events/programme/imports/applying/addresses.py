"""Web addresses for what an import makes: stable, never taken, never one that was another page's."""

from __future__ import annotations

from collections.abc import Iterable

from cities.models import Room, Venue
from conference_portal.kit import text
from conference_portal.kit.addresses import page_path
from conference_portal.kit.models import FormerAddress
from events.editions.models import Event
from events.programme.models import Session
from events.programme.models.session import RESERVED
from speakers.models import Speaker

LONGEST = 80


class Addresses:
    """Gives out addresses in the order in which it is asked, so that a file always gets the same ones."""

    def __init__(self, taken: Iterable[str], *, nameless: str) -> None:
        self._taken, self._nameless = set(taken), nameless
        self._next: dict[str, int] = {}

    def give(self, title: str, most: int = LONGEST) -> str:
        stem = shortened(text.slug(title), most - 4)
        found = stem or self._numbered(self._nameless, first=1)
        if found in self._taken:
            found = self._numbered(stem, first=2)
        self._taken.add(found)
        return found

    def _numbered(self, stem: str, *, first: int) -> str:
        number = self._next.get(stem, first)
        while f"{stem}-{number}" in self._taken:
            number += 1
        self._next[stem] = number + 1
        return f"{stem}-{number}"


def of_sessions(event: Event) -> Addresses:
    mine = Session.objects.of(event).values_list("slug", flat=True)
    return Addresses({*mine, *_former(page_path(event.programme_address)), *RESERVED}, nameless="session")


def of_speakers() -> Addresses:
    return Addresses({*Speaker.objects.values_list("slug", flat=True), *_former("/speakers/")}, nameless="speaker")


def of_rooms(venue: Venue) -> Addresses:
    return Addresses(Room.objects.filter(venue=venue).values_list("slug", flat=True), nameless="room")


def of_venues() -> Addresses:
    return Addresses(Venue.objects.values_list("slug", flat=True), nameless="venue")


def shortened(slug: str, most: int) -> str:
    """Cut after a whole word."""
    if len(slug) <= most:
        return slug
    return slug[: most + 1].rpartition("-")[0] or slug[:most]


def _former(path: str) -> list[str]:
    """Last parts of addresses below this one that were somebody's."""
    paths = FormerAddress.objects.filter(path__startswith=path).values_list("path", flat=True)
    return [each.removeprefix(path).strip("/") for each in paths]
