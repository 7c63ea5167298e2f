"""Where a day's sessions stand when rooms stand side by side: columns for rooms, rows for starting times.

A room that holds several sessions at once gets a column for each; what has no room lies across all, unless something
else is on: then it has a column of its own. Nothing ever lies on top of anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.programme.schedule.structure import room_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from events.programme.schedule.structure import Day, Item, Place

MOST_ROWS, MOST_COLUMNS = 100, 24  # what the stylesheet can place; beyond it the list says it better
ALL = 0


@dataclass(frozen=True)
class Column:
    """`room` is None for what happens elsewhere."""

    number: int
    room: Place | None


@dataclass(frozen=True)
class Cell:
    """Rows count from 1 and `until` is the first one after it; `column` is ALL for what lies across."""

    column: int
    row: int
    until: int


@dataclass(frozen=True)
class Grid:
    columns: Sequence[Column]
    cells: dict[int, Cell]  # by session

    @property
    def is_drawn(self) -> bool:
        return 1 < len(self.columns) <= MOST_COLUMNS and len({cell.row for cell in self.cells.values()}) <= MOST_ROWS


def arrange(day: Day) -> Grid:
    """Each session of the day in its cell."""
    starts = sorted({slot.start for slot in day.slots if slot.start})
    rows = {item.key: _rows(item, starts) for item in day.items}
    across = [item for item in day.items if _may_lie_across(item)]
    placed = [item for item in day.items if not _may_lie_across(item)]
    taken = [rows[item.key] for item in placed]
    elsewhere = []
    for item in across:
        if any(_meet(rows[item.key], other) for other in taken):
            elsewhere.append(item)
        taken.append(rows[item.key])
    columns, columns_of = _columns([*placed, *elsewhere], rows)
    return Grid(columns, {key: Cell(columns_of.get(key, ALL), *span) for key, span in rows.items()})


def _may_lie_across(item: Item) -> bool:
    return item.room is None or item.for_everyone


def _rows(item: Item, starts: list[datetime]) -> tuple[int, int]:
    """From its own starting time to the first that is not before its end. Whole days stand above all."""
    if item.start is None:
        return (1, 1 + bool(starts))
    first = starts.index(item.start) + 1
    end = item.end
    until = next((number for number, start in enumerate(starts, 1) if end and start >= end), len(starts) + 1)
    return (first, max(until, first + 1) if end else first + 1)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _columns(items: list[Item], rows: dict[int, tuple[int, int]]) -> tuple[list[Column], dict[int, int]]:
    """A column per room and lane, in the order of the rooms; elsewhere comes last."""
    in_room: dict[int, list[Item]] = {}
    for item in items:
        in_room.setdefault(item.room.key if item.room else 0, []).append(item)
    ordered = sorted(in_room.values(), key=lambda there: (there[0].room is None, *_order(there[0].room)))
    columns: list[Column] = []
    found: dict[int, int] = {}
    for there in ordered:
        lanes: list[list[tuple[int, int]]] = []
        for item in there:
            span = rows[item.key]
            free = next((n for n, lane in enumerate(lanes) if not any(_meet(span, one) for one in lane)), len(lanes))
            if free == len(lanes):
                lanes.append([])
            lanes[free].append(span)
            found[item.key] = len(columns) + free + 1
        columns += [Column(len(columns) + lane + 1, there[0].room) for lane in range(len(lanes))]
    return columns, found


def _order(room: Place | None) -> tuple[int, str, int]:
    return room_order(room) if room else (0, "", 0)
