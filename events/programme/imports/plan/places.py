"""Rooms that a file names: those of the event's venues, and new ones in the order in which the file meets them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q

from cities.models import Room, Venue
from conference_portal.kit.languages import STORED, column, text
from events.editions.models import Event
from events.programme.imports.plan.names import fold, tidy
from events.programme.imports.plan.persons import NEW, Ref

LONGEST = 100


class Places:
    def __init__(self, names: Iterable[str], event: Event, *, known: Mapping[str, int], venue: Venue | None) -> None:
        self.venue = venue or (event.room.venue if event.room else None) or _of_edition(event)
        self.rooms = {room.pk: room for room in _rooms(event, self.venue, known)}
        used = set(event.sessions.exclude(room=None).values_list("room", flat=True))
        by_name: dict[str, int] = {}
        for room in sorted(self.rooms.values(), key=lambda room: (room.pk not in used, room.position, room.pk)):
            for language in STORED:
                if name := getattr(room, column("name", language)):
                    by_name.setdefault(fold(name), room.pk)
        by_name |= {name: key for name, key in known.items() if key in self.rooms}
        self.refs: dict[str, Ref] = {}
        self.new: dict[Ref, str] = {}
        for name in filter(None, map(tidy, names)):
            ref = self.refs.setdefault(fold(name), by_name.get(fold(name), f"{NEW}{fold(name)}"))
            if isinstance(ref, str):
                self.new.setdefault(ref, name)

    def __len__(self) -> int:
        return len(set(self.refs.values()))

    def ref(self, name: str) -> Ref | None:
        return self.refs.get(fold(name))

    def name(self, ref: Ref) -> str:
        return self.new[ref] if ref in self.new else text(self.rooms.get(int(ref)) or Room(), "name").value

    def is_shared(self, ref: Ref | None) -> bool:
        return isinstance(ref, int) and self.rooms[ref].shared


def _of_edition(event: Event) -> Venue | None:
    return event.edition.venue if event.edition else None


def _rooms(event: Event, venue: Venue | None, known: Mapping[str, int]) -> Iterable[Room]:
    """Of the event's venue, of every venue that its sessions meet in already, and those that a file meant before."""
    venues = Room.objects.filter(sessions__event=event).values("venue")
    mine = Q(venue__in=venues) | Q(pk__in=known.values())
    return Room.objects.filter(mine | Q(venue=venue) if venue else mine)
