"""The days of a programme as the open conferences' format has them: from when to when, and what in which room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.programme.exports.about import About
    from events.programme.schedule import Day, Item, Place, Schedule

_MOST_HOURS = 99  # that the format can write; beyond, days come first
SLOT = "00:05"


@dataclass(frozen=True)
class Frame:
    """`start`, `end`: local, and wide enough for everything of the day, also for what runs past midnight."""

    number: int
    date: date
    start: datetime
    end: datetime
    rooms: Sequence[tuple[Place | None, Sequence[Item]]]


def frames(shown: Schedule, about: About, *, clocked: bool) -> list[Frame]:
    """`clocked`: what lasts whole days is left out. At least one: the format wants a day, whatever was chosen."""
    clock = ZoneInfo(shown.zone)
    found = [_frame(day, clock, clocked=clocked) for day in shown.days if day.date]
    return found or [_empty(about, clock)]


def duration(item: Item) -> str:
    """00:00 where nobody knows."""
    hours, minutes = divmod(item.minutes or 0, 60)
    if hours <= _MOST_HOURS:
        return f"{hours:02}:{minutes:02}"
    days, hours = divmod(hours, 24)
    return f"{days}:{hours:02}:{minutes:02}"


def _frame(day: Day, clock: ZoneInfo, *, clocked: bool) -> Frame:
    items = [item for item in day.items if item.start or not clocked]
    starts = [item.start for item in items if item.start]
    ends = [end for item in items if (end := item.end or item.start)]
    on = day.date or date.min
    rooms: dict[int, tuple[Place | None, list[Item]]] = {}
    for item in items:
        rooms.setdefault(item.room.key if item.room else 0, (item.room, []))[1].append(item)
    start = min(starts).astimezone(clock) if starts else _midnight(on, clock)
    end = max(ends).astimezone(clock) if starts else _midnight(on, clock, days=1)
    return Frame(day.number, on, start, end, tuple(rooms.values()))


def _empty(about: About, clock: ZoneInfo) -> Frame:
    on = about.first_day or (about.released_at.astimezone(clock).date() if about.released_at else date(1970, 1, 1))
    return Frame(1, on, _midnight(on, clock), _midnight(on, clock, days=1), ())


def _midnight(on: date, clock: ZoneInfo, *, days: int = 0) -> datetime:
    return datetime.combine(on + timedelta(days=days), time(), tzinfo=clock)
