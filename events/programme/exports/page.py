"""The programme as a page: days, slots and rooms with ready strings, which the template only prints."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from events.programme import schedule
from events.programme.exports.rows import Row, Writer, is_on, name_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from events.programme.schedule import Day, Item, Place, Schedule


@dataclass(frozen=True)
class SlotOfDay:
    time: SafeString
    row: int
    on: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class RoomOfDay:
    column: int
    name: SafeString
    note: str


@dataclass(frozen=True)
class DayOfPage:
    """`columns` is 0 where the day is a list on every screen; `is_past` where a later one is not over."""

    date: date | None
    number: int
    columns: int
    rooms: tuple[RoomOfDay, ...]
    slots: tuple[SlotOfDay, ...]
    is_past: bool = False


def days(shown: Schedule, moment: datetime) -> list[DayOfPage]:
    writer = Writer(shown.zone, moment)
    return [_day(day, writer, is_past=_is_past(day, shown, writer)) for day in shown.days]


def change(item: Item, zone: str, moment: datetime) -> SafeString:
    """What the last releases changed of a session, for its own page."""
    return SafeString(Writer(zone, moment).change(item))


def running(shown: Schedule, moment: datetime) -> list[Item]:
    """What is on, without what was cancelled."""
    return [item for item in shown.items if is_on(item, moment) and not item.is_cancelled]


def _is_past(day: Day, shown: Schedule, writer: Writer) -> bool:
    """Nothing of it is on any more, and the programme goes on."""
    today = writer.moment.astimezone(writer.zone).date()
    over = day.date is not None and day.date < today <= shown.dates[-1]
    return over and not any(is_on(item, writer.moment) for item in day.items)


def _day(day: Day, writer: Writer, *, is_past: bool) -> DayOfPage:
    grid = schedule.arrange(day)
    drawn = grid.is_drawn
    slots = []
    for slot in day.slots:
        rows = tuple(writer.row(item, grid.cells[item.key] if drawn else None) for item in slot.items)
        first = grid.cells[slot.items[0].key].row
        on = any(is_on(item, writer.moment) for item in slot.items)
        slots.append(SlotOfDay(_slot_time(slot.start, day, writer), first, on, rows))
    rooms = tuple(_room_of(column.number, column.room) for column in grid.columns) if drawn else ()
    return DayOfPage(day.date, day.number, len(rooms), rooms, tuple(slots), is_past)


def _slot_time(start: datetime | None, day: Day, writer: Writer) -> SafeString:
    if start is not None:
        return SafeString(writer.time(start))
    words = gettext("All day") if day.date else gettext("Without a time")
    return SafeString(f"<span>{escape(words)}</span>")


def _room_of(column: int, room: Place | None) -> RoomOfDay:
    if room is None:
        return RoomOfDay(column, SafeString(escape(gettext("Elsewhere"))), "")
    notes = []
    if room.capacity:
        notes.append(ngettext("%(count)s seat", "%(count)s seats", room.capacity) % {"count": room.capacity})
    if room.hearing_loop:
        notes.append(gettext("hearing loop"))
    return RoomOfDay(column, SafeString(name_of(room.name)), " · ".join(notes))
