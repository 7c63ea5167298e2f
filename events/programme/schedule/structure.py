"""An event's programme: days, rooms, slots, sessions. The page, the feeds and the files are writers of this."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from conference_portal.kit.text import plain
from events.programme.models import Placement, Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conference_portal.kit.languages import Text


PAUSES = frozenset({Session.Kind.MEAL, Session.Kind.BREAK, Session.Kind.TRANSPORT})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a session, as they were then."""

    name: str
    slug: str
    url: str
    role: str  # in words; empty for a plain speaker
    job_title: Text
    organisation: Text


@dataclass(frozen=True, slots=True)
class Place:
    """A room, with what a reader must know to get in and to hear."""

    key: int
    slug: str
    name: Text
    venue: Text
    address: str
    position: int
    city: str  # its slug; empty where nobody said
    city_name: str
    capacity: int | None
    step_free: bool | None
    hearing_loop: bool | None
    shared: bool
    map_url: str = ""  # as the two that follow, only where the schedule was built with texts
    access: Text | None = None
    venue_access: Text | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A sub-theme or a topic that runs through the programme. `position`: from 1."""

    slug: str
    name: Text
    position: int


@dataclass(frozen=True, slots=True)
class Before:
    """How a session stood before it was moved."""

    start: datetime | None
    end: datetime | None
    first_day: date | None
    last_day: date | None
    room: Text | None


@dataclass(frozen=True)
class Item:
    """A session as a release places it; its texts are live."""

    key: int
    slug: str
    url: str
    kind: str
    kind_words: str
    title: Text
    text: Text  # the abstract; empty where the schedule was built without texts
    content_note: Text
    place_note: Text
    because: Text
    start: datetime | None
    end: datetime | None
    first_day: date | None  # of what lasts whole days; inclusive
    last_day: date | None
    room: Place | None
    state: str
    for_everyone: bool
    zone: str
    spoken: tuple[str, ...]
    slides_in: tuple[str, ...]
    interpreted_into: tuple[str, ...]
    captioned_in: tuple[str, ...]
    capacity: int | None
    sequence: int
    since: datetime | None  # when the release that put it where it is was made
    is_new: bool  # no earlier release had it
    before: Before | None = None  # set as long as readers are told that it moved
    credits: tuple[Person, ...] = ()
    subthemes: tuple[Thread, ...] = ()
    topics: tuple[Thread, ...] = ()

    @cached_property
    def day(self) -> date | None:
        """Of its place: at half past midnight it is still yesterday in Iceland."""
        return self.start.astimezone(ZoneInfo(self.zone)).date() if self.start else self.first_day

    @property
    def is_cancelled(self) -> bool:
        return self.state == Placement.State.CANCELLED

    @property
    def is_pause(self) -> bool:
        """Between the sessions: nobody chooses it, and its kind says nothing that its title does not."""
        return self.kind in PAUSES

    @property
    def is_withdrawn(self) -> bool:
        return self.state == Placement.State.WITHDRAWN

    @property
    def minutes(self) -> int | None:
        return int((self.end - self.start).total_seconds() // 60) if self.start and self.end else None

    @property
    def summary(self) -> Text:
        """The abstract as one paragraph, for lists."""
        return replace(self.text, value=plain(self.text.value))

    @cached_property
    def access(self) -> list[str]:
        """What is known of it; what nobody said is not promised."""
        room = self.room
        known = {
            "step-free": room is not None and room.step_free is True,
            "hearing-loop": room is not None and room.hearing_loop is True,
            "interpreted": bool(self.interpreted_into),
            "captioned": bool(self.captioned_in),
        }
        return [name for name, there in known.items() if there]

    @cached_property
    def understood_in(self) -> set[str]:
        """Languages in which it can be followed: spoken, interpreted or captioned."""
        return {*self.spoken, *self.interpreted_into, *self.captioned_in}


@dataclass(frozen=True)
class Slot:
    """What begins at one time. `start` is None for what lasts the whole day."""

    start: datetime | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Day:
    """`number`: from 1, in the whole programme, whatever was filtered. `date` is None for sessions without any."""

    date: date | None
    number: int
    slots: tuple[Slot, ...]

    @property
    def items(self) -> list[Item]:
        return [item for slot in self.slots for item in slot.items]


@dataclass(frozen=True)
class Schedule:
    """Sessions in reading order: by start, then by room. Withdrawn ones are apart: feeds must tell of them.

    `number` and `released_at` are those of the release; None on the working copy.
    """

    zone: str
    items: tuple[Item, ...] = ()
    withdrawn: tuple[Item, ...] = ()
    number: int | None = None
    released_at: datetime | None = None
    note: Text | None = None
    dates: tuple[date, ...] = field(default_factory=tuple)  # all days of the programme, also those filtered away

    def __bool__(self) -> bool:
        return bool(self.items)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Dated days in order, then what has no date."""
        found: dict[date | None, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.day, []).append(item)
        numbers = {day: number for number, day in enumerate(self.dates, start=1)}
        days = [Day(day, numbers[day], _slots(found[day])) for day in self.dates if day in found]
        return (*days, Day(None, 0, _slots(found[None]))) if None in found else tuple(days)

    @cached_property
    def rooms(self) -> tuple[Place, ...]:
        """Those in use, in the one order that every page, day and file keeps."""
        found = {item.room.key: item.room for item in self.items if item.room}
        return tuple(sorted(found.values(), key=room_order))

    @property
    def has_times(self) -> bool:
        return bool(self.dates)

    def find(self, slug: str) -> Item | None:
        """Also one that was withdrawn: its address answers."""
        return next((item for item in (*self.items, *self.withdrawn) if item.slug == slug), None)

    def only(self, items: Iterable[Item]) -> Schedule:
        """The same programme with fewer sessions; days keep their numbers."""
        return replace(self, items=tuple(items))


def room_order(room: Place) -> tuple[int, str, int]:
    return (room.position, room.name.value.casefold(), room.key)


def reading_order(item: Item) -> tuple[object, ...]:
    """By day, whole days first, then by start and room; what has no date comes last, in its own order."""
    if item.day is None:
        return (date.max, 0.0, (0, "", 0))
    moment = item.start.timestamp() if item.start else 0.0
    return (item.day, moment, room_order(item.room) if item.room else (-1, "", 0))


def _slots(items: list[Item]) -> tuple[Slot, ...]:
    found: dict[datetime | None, list[Item]] = {}
    for item in items:
        found.setdefault(item.start, []).append(item)
    return tuple(Slot(start, tuple(there)) for start, there in found.items())
