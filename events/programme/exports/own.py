"""An own programme: the sessions that an address or a device names, with the way there and what they clash with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference_portal.kit import formats
from events.programme.exports.rows import Row, Writer
from events.programme.schedule import Day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from django.http import QueryDict

    from conference_portal.kit.languages import Text
    from events.programme.schedule import Item, Schedule

MOST = 300  # sessions that an address may name
NEAR = 120  # minutes: what is further away is told by day and clock
FIGURES = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class OwnRow:
    """`key`: what a short link calls the session; `way`: what helps to get there."""

    item: Item
    key: str
    parts: Row
    chosen: bool
    way: tuple[Text, ...]
    clashes: tuple[Text, ...]
    left: str = ""  # of what is on: minutes, in words


@dataclass(frozen=True)
class OwnSlot:
    time: SafeString | str
    rows: tuple[OwnRow, ...]


@dataclass(frozen=True)
class OwnDay:
    name: str
    date: date | None
    slots: tuple[OwnSlot, ...]


@dataclass(frozen=True)
class Coming:
    """The next of one's own. `minutes` is None for what is not near."""

    row: OwnRow
    minutes: int | None

    @property
    def words(self) -> str:
        return minutes_to(self.minutes or 0)


def key_of(number: int) -> str:
    """A session's key as short links write it."""
    figures = ""
    while number:
        number, rest = divmod(number, len(FIGURES))
        figures = FIGURES[rest] + figures
    return figures


def minutes_to(count: int) -> str:
    # Translators: after a large figure, before a title: "10 / minutes until / Opening".
    return ngettext("minute until", "minutes until", count)


def is_named(query: QueryDict) -> bool:
    return "session" in query or "s" in query


def chosen(query: QueryDict, whole: Schedule) -> list[Item]:
    """In the order of the programme. What there never was is passed over; what was taken off it is told."""
    slugs, without = set(query.getlist("session")[:MOST]), set(query.getlist("without"))
    keys = set(query.get("s", "").lower().split(".")[:MOST])
    items = [item for item in (*whole.items, *whole.withdrawn) if item.slug not in without]
    return [item for item in items if item.slug in slugs or key_of(item.key) in keys]


def keys_of(items: Iterable[Item]) -> str:
    return ".".join(key_of(item.key) for item in items)


class OwnWriter:
    """`ways`: what helps to find a room, by its key."""

    def __init__(self, whole: Schedule, moment: datetime, ways: Mapping[int, Text]) -> None:
        self.whole, self.moment, self.ways = whole, moment, ways
        self.writer = Writer(whole.zone, moment)
        self.several = len({room.venue.value for room in whole.rooms}) > 1

    def days(self, items: Sequence[Item], picked: Collection[str] = ()) -> list[OwnDay]:
        """`picked`: slugs of those that stand in the own programme; only they clash."""
        mine = [item for item in items if item.slug in picked]
        found = [self._day(day, picked, mine) for day in self.whole.only(_standing(items)).days]
        gone = tuple(self._row(item, picked, mine) for item in items if item.is_withdrawn)
        return [*found, OwnDay(_("Taken off the programme"), None, (OwnSlot("", gone),))] if gone else found

    def coming(self, days: Sequence[OwnDay]) -> Coming | None:
        rows = [row for day in days for slot in day.slots for row in slot.rows]
        waiting = [row for row in rows if row.item.start and row.item.start > self.moment and _happens(row.item)]
        row = min(waiting, key=lambda one: one.item.start or self.moment, default=None)
        if row is None or row.item.start is None:
            return None
        minutes = -(-int((row.item.start - self.moment).total_seconds()) // 60)
        return Coming(row, minutes if minutes <= NEAR else None)

    def _day(self, day: Day, picked: Collection[str], mine: Sequence[Item]) -> OwnDay:
        name = capfirst(formats.weekday_day(day.date, year=True)) if day.date else _("Without a date")
        slots = tuple(
            OwnSlot(self._time(slot.start, day), tuple(self._row(item, picked, mine) for item in slot.items))
            for slot in day.slots
        )
        return OwnDay(name, day.date, slots)

    def _time(self, start: datetime | None, day: Day) -> SafeString | str:
        if start is not None:
            return SafeString(self.writer.time(start))
        return _("All day") if day.date else _("Without a time")

    def _row(self, item: Item, picked: Collection[str], mine: Sequence[Item]) -> OwnRow:
        is_mine = item.slug in picked
        clashes = tuple(other.title for other in mine if _meet(item, other)) if is_mine else ()
        return OwnRow(item, key_of(item.key), self.writer.row(item), is_mine, self._way(item), clashes)

    def _way(self, item: Item) -> tuple[Text, ...]:
        room = item.room
        if room is None:
            return ()
        found = [self.ways.get(room.key), item.place_note]
        return tuple(text for text in [room.venue if self.several else None, *found] if text)


def _standing(items: Iterable[Item]) -> list[Item]:
    return [item for item in items if not item.is_withdrawn]


def _happens(item: Item) -> bool:
    return not item.is_cancelled and not item.is_withdrawn


def _meet(one: Item, other: Item) -> bool:
    if one is other or not (_happens(one) and _happens(other)):
        return False
    if not (one.start and one.end and other.start and other.end):
        return False
    return one.start < other.end and other.start < one.end
