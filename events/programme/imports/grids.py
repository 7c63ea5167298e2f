"""A grid: rooms across, times down, days as rows or as merged cells. Each filled cell is a session.

A cell over several rows lasts as long as they do; over all rooms it is for everyone; over some it is in the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo

from django.utils.translation import gettext as _

from conference_portal.kit.tables import Row, Sheet, Span, Value, letters
from events.programme.imports import fields, headings, remarks, times, when
from events.programme.imports.across import Days, days_across
from events.programme.imports.cleaning import has_hidden, line, plain, prose, written
from events.programme.imports.days import Days as Dates
from events.programme.imports.days import Frame, Misread, first_day_within, is_of_days, read_days
from events.programme.imports.drafts import Draft, Fault, Setting, Spot
from events.programme.imports.times import Part

_SEARCHED = 15
_FEWEST_ROOMS, _FEWEST_TIMES, _MANY = 1, 2, 2


@dataclass(frozen=True)
class Grid:
    sheet: Sheet
    top: int  # the row with the rooms
    times_in: int  # the column with the times
    days_in: int | None  # a column with days of its own
    rooms: dict[int, str]


@dataclass
class _Walk:
    """What is known while going down."""

    frame: Frame
    zone: tzinfo
    day: date | None = None
    rooms: dict[int, str] = field(default_factory=dict)  # as the last row of rooms named them
    days: Days = field(default_factory=dict)  # of the columns, where days stand across
    evening: when.Evening = field(default_factory=when.Evening)
    lost: Misread | None = None  # of a day that is not understood: what stands below it is on no day
    drafts: list[Draft] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def find(sheet: Sheet) -> Grid | None:
    """The first row whose cells stand over columns of texts, beside a column in which most cells are times."""
    for times_in in (0, 1):
        marks = [number for number, row in enumerate(sheet.rows) if _is_time(_cell(row, times_in))]
        if len(marks) < _FEWEST_TIMES:
            continue
        top = next((number for number in range(marks[0] - 1, -1, -1) if _rooms(sheet, number, times_in)), None)
        if top is not None:
            rooms = _rooms(sheet, top, times_in)
            return Grid(sheet, top, times_in, 0 if times_in else None, rooms)
    return None


def _rooms(sheet: Sheet, number: int, times_in: int) -> dict[int, str]:
    """Words right of the times, none of them a heading of a list; a title over everything is no room."""
    row = sheet.rows[number]
    found = {place: line(cell) for place, cell in enumerate(row.cells) if place > times_in and line(cell)}
    known = [headings.column(name) for name in found.values()]
    of_lists = [column for column in known if column and column.field not in {"room", "place_note"}]
    return (
        found
        if len(found) >= _FEWEST_ROOMS and len(of_lists) < _MANY and not _is_merged(sheet, number, min(found))
        else {}
    )


def _is_merged(sheet: Sheet, number: int, place: int) -> bool:
    return any(span.first[0] == number and span.first[1] <= place < span.last[1] for span in sheet.spans)


def _cell(row: Row, place: int) -> Value:
    return row.cells[place] if place < len(row.cells) else ""


def _is_time(value: Value) -> bool:
    if not written(value).strip():
        return False
    try:
        part = times.read(value, Frame(), dated=False)
    except Misread:
        return False
    return part.clock is not None


def read(grid: Grid, setting: Setting, zone: tzinfo) -> tuple[list[Draft], list[Fault]]:
    walk = _Walk(
        Frame(setting.first_day, setting.last_day, setting.year, column=grid.sheet.name, answers=setting.answers), zone
    )
    above = [line(cell) for row in grid.sheet.rows[: grid.top] for cell in row.cells if isinstance(cell, str)]
    corner = line(_cell(grid.sheet.rows[grid.top], grid.times_in))
    walk.day = first_day_within((corner, grid.sheet.name, *above), walk.frame)
    walk.days, are_rooms_days = days_across(grid.sheet, grid.top, grid.rooms, walk.frame)
    walk.rooms = dict.fromkeys(grid.rooms, "") if are_rooms_days else grid.rooms
    for number in range(grid.top + 1, len(grid.sheet.rows)):
        _row(grid, number, walk)
    return walk.drafts, walk.faults


def _row(grid: Grid, number: int, walk: _Walk) -> None:
    row = grid.sheet.rows[number]
    spot = Spot(grid.sheet.name, row.line)
    label = _cell(row, grid.times_in)
    try:
        _note_day(grid, row, walk)
        if not (told := _label(label, walk)):
            walk.faults += () if _heads_again(grid, row, walk) else _unplaced(walk, row, spot)
            return
    except Misread as misread:
        letter = letters(grid.times_in)
        walk.faults.append(remarks.misread(replace(spot, cell=f"{letter}{row.line}"), misread))
        walk.faults += _unplaced(walk, row, spot)
        return
    _sessions(grid, number, told, walk)


def _heads_again(grid: Grid, row: Row, walk: _Walk) -> bool:
    """The rooms once more, or those of the next day: beside the same word, or beside a day where a day stood first."""
    texts = {place: line(cell) for place, cell in enumerate(row.cells) if place > grid.times_in and line(cell)}
    own, first = (line(_cell(each, grid.times_in)) for each in (row, grid.sheet.rows[grid.top]))
    is_alike = bool(own) and (plain(own) == plain(first) or (is_of_days(own) and is_of_days(first)))
    is_same = len(texts) > 1 and all(walk.rooms.get(place) == text for place, text in texts.items())
    if (is_alike or is_same) and is_of_days(own) and (days := _days(own, walk)):
        walk.day = days.first
    if is_alike or is_same:
        walk.rooms = texts or walk.rooms
    return is_alike or is_same


def _sessions(grid: Grid, number: int, told: Part, walk: _Walk) -> None:
    row = grid.sheet.rows[number]
    for place in walk.rooms:
        value = _cell(row, place)
        if not line(value):
            continue
        spot = Spot(grid.sheet.name, row.line, f"{letters(place)}{row.line}")
        span = _span(grid.sheet, number, place)
        try:
            until = _until(grid, span, walk) if span and span.last[0] > number else told
        except Misread as misread:
            walk.faults.append(remarks.misread(spot, misread))
            continue
        part = replace(told, until=until.until, minutes=None if until is not told else told.minutes)
        for columns in _by_day(walk, place, span):
            _session(spot, value, (part, columns), walk)


def _by_day(walk: _Walk, place: int, span: Span | None) -> list[list[int]]:
    """The columns that a cell stands under; of several days, it is a session on each."""
    covered = [each for each in walk.rooms if span and span.first[1] <= each <= span.last[1]] or [place]
    found: dict[object, list[int]] = {}
    for each in covered:
        found.setdefault(walk.days.get(each), []).append(each)
    return list(found.values())


def _session(spot: Spot, value: Value, at: tuple[Part, list[int]], walk: _Walk) -> None:
    part, columns = at
    day = walk.days.get(columns[0], walk.day)
    try:
        if isinstance(day, Misread):
            raise day
        if walk.lost:
            raise walk.lost
        told = when.Told(start=part, day_above=day, evening=walk.evening, answers=walk.frame.answers, name=line(value))
        moment = when.compose(told, walk.zone, walk.frame)
    except Misread as misread:
        walk.faults.append(remarks.misread(spot, misread))
        return
    walk.faults += [Fault(spot, note, "note") for note in moment.notes]
    walk.drafts.append(_draft(spot, value, (columns, moment), walk))


def _draft(spot: Spot, value: Value, at: tuple[list[int], when.When], walk: _Walk) -> Draft:
    columns, moment = at
    of_day = [place for place in walk.rooms if walk.days.get(place) == walk.days.get(columns[0])]
    is_for_all = len(columns) == len(of_day) > 1
    if 1 < len(columns) < len(of_day):
        names = ", ".join(walk.rooms[place] for place in sorted(columns))
        message = _("It stands under several rooms: %(rooms)s. The first was taken.") % {"rooms": names}
        walk.faults.append(Fault(spot, message, "note"))
    if has_hidden(value):
        walk.faults.append(Fault(spot, _("Characters that nobody can see were taken out of the title."), "note"))
    title, text = _title(value)
    return Draft(
        spot=spot, key="", title=title, language="", abstract=text, kind=fields.kind_of_title(title),
        starts_at=moment.starts_at, ends_at=moment.ends_at, starts_on=moment.starts_on, ends_on=moment.ends_on,
        room="" if is_for_all else walk.rooms[columns[0]], for_everyone=is_for_all,
    )  # fmt: skip


def _title(value: Value) -> tuple[str, str]:
    """The first line is the title, further ones are its text."""
    first, _break, rest = written(value).strip().partition("\n")
    return line(first), prose(rest)


def _note_day(grid: Grid, row: Row, walk: _Walk) -> None:
    """A column of days, or a row that holds only a day."""
    own = [_cell(row, grid.days_in)] if grid.days_in is not None else []
    if not own and not any(line(_cell(row, place)) for place in walk.rooms):
        own = [_cell(row, grid.times_in)]
    for value in own:
        if isinstance(value, date):
            walk.day, walk.lost = date(value.year, value.month, value.day), None
        elif isinstance(value, str) and line(value) and not _is_time(value):
            days = _days(value, walk)
            if days is None and grid.days_in is not None:
                walk.lost = Misread(_("“%(text)s” is no date.") % {"text": line(value)})
                raise walk.lost
            walk.day = days.first if days else walk.day


def _days(value: str, walk: _Walk) -> Dates | None:
    try:
        days = read_days(line(value), walk.frame)
    except Misread as misread:
        walk.lost = misread if is_of_days(line(value)) else walk.lost
        raise
    walk.lost = None if days else walk.lost
    return days


def _label(value: Value, walk: _Walk) -> Part | None:
    """The time of a row; None for a row without one."""
    if not written(value).strip() or isinstance(value, date):
        return None
    if isinstance(value, str) and not any(map(str.isdigit, value)):
        return None
    if isinstance(value, str) and not _is_time(value) and (days := _day_of(value, walk)):
        walk.day = days
        return None
    return times.read(value, walk.frame, dated=False)


def _day_of(value: str, walk: _Walk) -> date | None:
    days = _days(value, walk)
    return days.first if days and not days.rest else None


def _unplaced(walk: _Walk, row: Row, spot: Spot) -> Iterator[Fault]:
    for place in walk.rooms:
        if title := line(_cell(row, place)):
            message = _("“%(title)s” stands in a row without a time.") % {"title": title}
            yield Fault(replace(spot, cell=f"{letters(place)}{row.line}"), message)


def _span(sheet: Sheet, number: int, place: int) -> Span | None:
    return next((span for span in sheet.spans if span.first == (number, place)), None)


def _until(grid: Grid, span: Span, walk: _Walk) -> Part:
    """The end of the last row that a merged cell covers; where that row has none, the start of the next."""
    rows: Sequence[Row] = grid.sheet.rows
    last = times.read(_cell(rows[span.last[0]], grid.times_in), walk.frame, dated=False)
    if last.until is None and last.minutes and last.clock is not None:
        last = replace(last, until=(last.clock + last.minutes * 60) % times.DAY)
    if last.until is None and span.last[0] + 1 < len(rows):
        after = _cell(rows[span.last[0] + 1], grid.times_in)
        last = replace(last, until=times.read(after, walk.frame, dated=False).clock) if _is_time(after) else last
    return last


def joined(drafts: Sequence[Draft], descriptions: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """Each session with the description of its title; and the descriptions that fit none."""
    by_title = {_key(each.title): each for each in descriptions}
    used: set[str] = set()
    found = []
    for draft in drafts:
        described = by_title.get(_key(draft.title))
        if described:
            used.add(_key(draft.title))
            draft = _with(draft, described)  # noqa: PLW2901
        found.append(draft)
    return found, [each for key, each in by_title.items() if key not in used]


def _key(title: str) -> str:
    return line(title).casefold()


def _with(draft: Draft, described: Draft) -> Draft:
    """What the session does not tell itself; both texts, and all that has no field."""
    told = {name: value for name, value in vars(described).items() if value and not getattr(draft, name)}
    return replace(
        draft,
        **told | {
            "kind": described.kind or draft.kind,
            "abstract": "\n\n".join(filter(None, (draft.abstract, described.abstract))),
            "rest": (*draft.rest, *described.rest),
        },
    )  # fmt: skip
