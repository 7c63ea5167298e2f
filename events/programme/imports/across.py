"""Days that stand across a grid, above its columns or above the rooms of each: which day a column is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from conference_portal.kit.tables import Sheet, Value
from events.programme.imports.cleaning import line
from events.programme.imports.days import Frame, Misread, is_of_days, read_days

Days = Mapping[int, date | Misread]
_FEWEST, _HIGHEST = 2, 2  # days that make it so, and rows above that of the rooms


def days_across(sheet: Sheet, top: int, places: Iterable[int], frame: Frame) -> tuple[Days, bool]:
    """By column; and whether they stand in the row of the rooms itself, so that there are none."""
    columns = list(places)
    for number in range(top, max(top - _HIGHEST, 0) - 1, -1):
        labels = _labels(sheet, number, columns, is_spread=number < top)
        if len(set(map(line, labels.values()))) >= _FEWEST and all(map(_is_day, labels.values())):
            return {place: _read(label, frame) for place, label in labels.items()}, number == top
    return {}, False


def _labels(sheet: Sheet, number: int, columns: list[int], *, is_spread: bool) -> dict[int, Value]:
    """Above several rooms a day stands in the first of its columns only."""
    found: dict[int, Value] = {}
    last: Value = ""
    cells = sheet.rows[number].cells
    for place in columns:
        own = cells[place] if place < len(cells) else ""
        last = own if line(own) or not is_spread else last
        found[place] = last
    return found


def _is_day(label: Value) -> bool:
    if isinstance(label, date):
        return True
    text = line(label)
    return is_of_days(text) and (any(map(str.isalpha, text)) or "/" in text or text.count(".") > 1)


def _read(label: Value, frame: Frame) -> date | Misread:
    if isinstance(label, date):
        return date(label.year, label.month, label.day)
    try:
        days = read_days(line(label), frame)
    except Misread as misread:
        return misread
    return days.first if days else Misread(line(label))
