"""A table none of whose headings is known: is it one of sessions, and which row heads it?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from conference_portal.kit.tables import Row, Sheet, Value
from events.programme.imports.cleaning import line
from events.programme.imports.days import is_of_days

_SEARCHED = 30
_LONGEST = 60  # characters of a heading
_FEWEST = 3  # columns and rows that make a table where no cell tells a time
_WHEN = re.compile(r"(?<!\d)\d{1,2}\s*[.:/]\s*\d{1,2}(?!\d)|^\d{1,2}\s*[-–]\s*\d{1,2}$|\d{4}-\d{2}-\d{2}")


def head_of(sheet: Sheet) -> Row | None:
    """The first row of short texts that all differ and are as many as the cells below, if these look like sessions."""
    rows = [row for row in sheet.rows if not row.is_empty]
    for number, row in enumerate(rows[:_SEARCHED]):
        below = rows[number + 1 :]
        if _is_head(row, below):
            return row if _are_sessions(row, below) else None
    return None


def _is_head(row: Row, below: Sequence[Row]) -> bool:
    names = [line(cell) for cell in row.cells if line(cell)]
    is_short = all(isinstance(cell, str) for cell in row.cells) and all(len(name) <= _LONGEST for name in names)
    widest = max(map(_width, below), default=0)
    return is_short and 1 < len(names) == len(set(names)) and widest <= len(names) + 1


def _are_sessions(head: Row, below: Sequence[Row]) -> bool:
    timed = sum(any(map(_is_when, row.cells)) for row in below)
    wide = sum(_width(row) >= _FEWEST for row in below)
    return timed > len(below) / 2 or (_width(head) >= _FEWEST <= wide and wide > len(below) / 2)


def _is_when(value: Value) -> bool:
    if isinstance(value, date | datetime | time | timedelta):
        return True
    if isinstance(value, float):
        return 0 < value < 1
    return isinstance(value, str) and len(value) < _LONGEST and bool(_WHEN.search(value.strip()) or _is_day(value))


def _is_day(text: str) -> bool:
    return any(map(str.isalpha, text)) and any(map(str.isdecimal, text)) and is_of_days(text)


def _width(row: Row) -> int:
    return sum(bool(line(cell)) for cell in row.cells)
