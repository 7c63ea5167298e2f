"""Tables of sheets → records: where the heading row stands, and whether it is a list or a grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from conference_portal.kit.decoding import Unreadable
from conference_portal.kit.tables import Row, Sheet, Table, Value, letters
from events.programme.imports import finishing, grids, headings, remarks, rows, senses, unheaded
from events.programme.imports.cleaning import line
from events.programme.imports.days import Frame, first_day_within
from events.programme.imports.drafts import Draft, Facts, Fault, FaultKind, Reading, Setting, Spot
from events.programme.imports.headings import Column
from events.programme.imports.records import Cell, Record

_SEARCHED = 30  # rows in which the headings may stand
_TIMES = frozenset({"date", "start", "time"})
_SPAN_FIELDS = {"people", "moderator", "host"}


@dataclass
class _Found:
    """What the sheets hold together."""

    sessions: list[Draft] = field(default_factory=list)
    described: list[Draft] = field(default_factory=list)  # titles without times, beside sheets with times
    faults: list[Fault] = field(default_factory=list)
    columns: dict[str, Column] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    rooms: list[str] = field(default_factory=list)
    language: str = ""


@dataclass(frozen=True)
class _List:
    """A sheet with a row of headings, and what they are."""

    sheet: Sheet
    top: int
    fields: frozenset[str]
    has_names: bool

    @property
    def is_timed(self) -> bool:
        return bool(self.fields & _TIMES)

    @property
    def holds_people(self) -> bool:
        """“Name, Title, Organisation”: the titles are those of people."""
        return self.has_names and not self.fields & (_TIMES | {"room", "abstract", "people", "minutes"})


def read(table: Table, format_: str, setting: Setting) -> Reading:
    found = _Found()
    lists = [each for sheet in table.sheets if (each := _list_of(sheet, setting))]
    listed = {each.sheet.name for each in lists if "title" in each.fields and not each.holds_people}
    placed = [grid for sheet in table.sheets if sheet.name not in listed and (grid := grids.find(sheet))]
    is_timed = bool(placed) or any(each.is_timed for each in lists if each.sheet.name in listed)
    for grid in placed:
        drafts, told = grids.read(grid, setting, ZoneInfo(setting.zone))
        found.sessions += drafts
        found.faults += told
        found.rooms += grid.rooms.values()
    for each in lists:
        if each.sheet.name in listed:
            _read_list(each, setting, found, found.described if is_timed and not each.is_timed else found.sessions)
        elif each.sheet.name not in {grid.sheet.name for grid in placed}:
            _tell_unread(each, setting, found, is_alone=not is_timed and not listed)
    if not found.names and not found.rooms:
        _guess_headings(table, setting, found)
    numbers = [line(name) for name in finishing.number_headings(found.columns)]
    sessions, more = finishing.finish(_together(found), numbers, setting, found.language)
    faults = (*_damage(table), *found.faults, *more)
    return Reading(sessions, faults, _facts(table, format_, setting, (found, sessions)))


def _list_of(sheet: Sheet, setting: Setting) -> _List | None:
    top = heading_row(sheet, setting)
    if top is None:
        return None
    row = sheet.rows[top]
    fields = frozenset(column.field for column in _known(row, setting).values())
    return _List(sheet, top, fields, headings.has_names(line(cell) for cell in row.cells))


def _read_list(each: _List, setting: Setting, found: _Found, into: list[Draft]) -> None:
    records = records_of(each.sheet, each.top)
    sense = senses.make_sense(records, setting, ZoneInfo(setting.zone), is_typed=True)
    if not each.sheet.name:
        found.faults += _too_wide(records)
        records = [record for record in records if not _is_too_wide(record)]
    outcome = rows.interpret(records, sense, None if "date" in each.fields else _day_of(each, sense.frame))
    into += outcome.drafts
    found.faults += outcome.faults
    found.columns |= sense.columns
    found.names += dict.fromkeys(cell.heading for record in records[:1] for cell in record.cells)
    found.language = found.language or sense.language


def _day_of(each: _List, frame: Frame) -> date | None:
    above = (line(cell) for row in each.sheet.rows[: each.top] for cell in row.cells if isinstance(cell, str))
    return first_day_within((each.sheet.name, *above), frame)


def _tell_unread(each: _List, setting: Setting, found: _Found, *, is_alone: bool) -> None:
    """Beside a programme it is a list of rooms or people, as our own workbook has them."""
    if is_alone and each.holds_people:
        raise Unreadable(_("This file holds people, not sessions."))
    row = each.sheet.rows[each.top]
    found.names += dict.fromkeys(map(line, row.cells)) if is_alone else ()
    found.columns |= _known(row, setting) if is_alone else {}
    kind: FaultKind = "error" if is_alone else "note"
    found.faults.append(Fault(Spot(each.sheet.name, row.line), remarks.no_title_heading(), kind))


def _guess_headings(table: Table, setting: Setting, found: _Found) -> None:
    """A table whose headings nobody knows: they can be assigned by hand, if it is one."""
    for sheet in table.sheets:
        if row := unheaded.head_of(sheet):
            found.names += dict.fromkeys(filter(None, map(line, row.cells)))
            found.columns |= _known(row, setting)
            found.faults.append(Fault(Spot(sheet.name, row.line), remarks.no_title_heading()))
            return
    raise Unreadable(_("No row of headings was found: one of them must name the title of each session."))


def _is_too_wide(record: Record) -> bool:
    """A cell right of all headings, in a row of separated text: some text was cut at a comma of its own."""
    return any(not cell.heading for cell in record.filled[-1:]) and any(cell.heading for cell in record.cells)


def _too_wide(records: Sequence[Record]) -> Iterator[Fault]:
    for record in filter(_is_too_wide, records):
        yield Fault(record.spot, _("This row has more cells than there are headings. Is a quotation mark missing?"))


def _together(found: _Found) -> list[Draft]:
    """Each session with the description of its title; a description that fits none is told."""
    sessions, unused = grids.joined(found.sessions, found.described)
    message = _("“%(title)s” is described, but stands nowhere in the grid.")
    found.faults += [Fault(draft.spot, message % {"title": draft.title}, "note") for draft in unused]
    return sessions


def _damage(table: Table) -> list[Fault]:
    faults = [*remarks.bad_lines(table.bad_lines, table.encoding)]
    if table.unclosed:
        message = _("A quotation mark that opens here never closes: all that follows is one cell.")
        faults.append(Fault(Spot(line=table.unclosed), message))
    return faults


def _facts(table: Table, format_: str, setting: Setting, read_: tuple[_Found, tuple[Draft, ...]]) -> Facts:
    found, drafts = read_
    rooms = [room for room in found.rooms if any(draft.room == room for draft in drafts)]
    return Facts(
        format=format_,
        encoding=table.encoding,
        delimiter=table.delimiter if table.delimiter != "\x1f" else "",
        zone=setting.zone,
        rooms=tuple(dict.fromkeys([*rooms, *(draft.room for draft in drafts if draft.room)])),
        headings={line(name): found.columns[name].field for name in found.names if name in found.columns},
        unknown=tuple(dict.fromkeys(line(name) for name in found.names if name not in found.columns and line(name))),
    )


def heading_row(sheet: Sheet, setting: Setting) -> int | None:
    """The row with the most known headings; one that names the title before any other."""
    best, most = None, (False, 1)
    widest = max((_width(row) for row in sheet.rows[:_SEARCHED]), default=0)
    for number, row in enumerate(sheet.rows[:_SEARCHED]):
        if _width(row) == 1 < widest:
            continue  # what stands over the table: “Program 2024”
        fields = {column.field for column in _known(row, setting).values()}
        if (score := ("title" in fields, len(fields))) > most:
            best, most = number, score
    return best


def _width(row: Row) -> int:
    return sum(bool(line(cell)) for cell in row.cells)


def _known(row: Row, setting: Setting) -> dict[str, Column]:
    return headings.columns([line(cell) for cell in row.cells if isinstance(cell, str)], setting.headings)


def records_of(sheet: Sheet, top: int) -> list[Record]:
    names = _names(sheet, top)
    filled = _spread(sheet)
    return [
        Record(Spot(sheet.name, row.line), tuple(
            Cell(_name(names, place), value, letters(place)) for place, value in enumerate(filled[number])
        ))
        for number, row in enumerate(sheet.rows)
        if number > top
    ]  # fmt: skip


def _name(names: Sequence[str], place: int) -> str:
    return names[place] if place < len(names) else ""


def _names(sheet: Sheet, top: int) -> list[str]:
    """Each heading; two of the same name are told apart, numbers under a heading of people are people."""
    names: list[str] = []
    for place, cell in enumerate(sheet.rows[top].cells):
        name = line(cell)
        above = _above(sheet, top, place) if top and (not name or not isinstance(cell, str)) else ""
        column = headings.column(above) if above else None
        if column and column.field in _SPAN_FIELDS:
            name = f"{above} {name}".strip()
        names.append(name)
    return names


def _above(sheet: Sheet, top: int, place: int) -> str:
    row = top - 1
    for span in sheet.spans:
        if span.first[0] <= row <= span.last[0] and span.first[1] <= place <= span.last[1]:
            return line(sheet.rows[span.first[0]].cells[span.first[1]])
    cells = sheet.rows[row].cells
    return next((text for back in range(place, -1, -1) if back < len(cells) and (text := line(cells[back]))), "")


def _spread(sheet: Sheet) -> list[list[Value]]:
    """What stands in a merged cell stands in all rows that it spans."""
    filled = [list(row.cells) for row in sheet.rows]
    for span in sheet.spans:
        (first, column), (last, _last) = span.first, span.last
        if first < len(filled) and column < len(filled[first]) and last > first:
            for number in range(first + 1, min(last + 1, len(filled))):
                if column < len(filled[number]):
                    filled[number][column] = filled[first][column]
    return filled
