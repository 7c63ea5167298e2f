"""Workbooks (xlsx, xls, ods) and separated text → rows that know their sheet and line; merged cells stay spans.

What costs more than a programme can is refused before it is opened: packed bombs, sheets of a million cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from conference_portal.kit.decoding import decode
from conference_portal.kit.extents import MOST_CELLS
from conference_portal.kit.packages import Refused, check_workbook, too_large

MOST_ROWS = 10_000
MOST_BYTES = 20_000_000
_MOST_IN_CELL = 200_000
_DELIMITERS = ";,\t|"
_NONE = "\x1f"  # one column: nothing cuts it
_SEP = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_SAMPLE_ROWS, _SAMPLE = 30, 65_536
_MOST_COLUMNS = 1_000
_MOST_SHEETS = 400
_WIDE = 3  # cells
# An apostrophe that keeps a spreadsheet from working out what follows: it is no part of the text.
_GUARDED = re.compile(r"'(?=\s*[=+\-@＝＋－＠]|[\t\r])")

Value = str | float | bool | date | time | datetime | timedelta

__all__ = ["MOST_BYTES", "MOST_ROWS", "Refused", "Row", "Sheet", "Span", "Table", "letters", "separated", "workbook"]


@dataclass(frozen=True)
class Row:
    line: int  # as people count: the first is 1; a record of several lines has that of its first
    cells: tuple[Value, ...]

    @property
    def is_empty(self) -> bool:
        return all(isinstance(cell, str) and not cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Span:
    """A merged cell, counted from 0 and inclusive, as (row, column)."""

    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: tuple[Row, ...]
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Table:
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
    bad_lines: tuple[int, ...] = ()  # bytes that do not fit the encoding
    unclosed: int = 0  # the line of a quotation mark that never closes


def letters(column: int) -> str:
    """0 → A, 27 → AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def workbook(content: bytes) -> Table:
    """Raises Refused with the reason in the active language."""
    check_workbook(content, most_rows=MOST_ROWS)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = tuple(_sheets(book))
    except CalamineError as error:
        raise Refused(_("This workbook is broken or cut off and cannot be opened.")) from error
    except BaseException as error:
        # The reader's own breakdown arrives as a kind of exception that is no Exception.
        if type(error).__name__ != "PanicException" and not isinstance(error, ValueError | OverflowError):
            raise
        raise Refused(_("This workbook is broken or cut off and cannot be opened.")) from error
    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
        raise _too_many_rows()
    return Table(sheets)


def _sheets(book: CalamineWorkbook) -> Iterator[Sheet]:
    """Many names may lead to one sheet, and many merged cells lie over one another: all of them cost."""
    if len(book.sheet_names) > _MOST_SHEETS:
        raise too_large()
    cells = spanned = 0
    for name in book.sheet_names:
        sheet = _sheet(book, name)
        cells += sum(len(row.cells) for row in sheet.rows)
        spanned += sum(min(span.last[0], len(sheet.rows)) - span.first[0] + 1 for span in sheet.spans)
        if cells > MOST_CELLS or spanned > MOST_CELLS:
            raise too_large()
        yield sheet


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    height = sheet.end[0] + 1 if sheet.end else 0
    if height > MOST_ROWS:
        raise _too_many_rows()
    if sheet.end and height * (sheet.end[1] + 1) > MOST_CELLS:
        raise too_large()
    values: Sequence[Sequence[Any]] = sheet.to_python(skip_empty_area=False) if height else []
    rows = tuple(Row(line, tuple(cells)) for line, cells in enumerate(values, 1))
    try:
        ranges = sheet.merged_cell_ranges or []
    except CalamineError:
        ranges = []
    return Sheet(name, rows, tuple(Span(*_corners(corners)) for corners in ranges))


def _corners(corners: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    first, last = corners
    return (int(first[0]), int(first[1])), (int(last[0]), int(last[1]))


def separated(content: bytes) -> Table:
    """Comma, semicolon, tab or bar; a first line `sep=;` decides and is no row."""
    decoded = decode(content)
    text, lines_before, delimiter = decoded.text, 0, ""
    if said := _SEP.match(text):
        delimiter, lines_before, text = said[1], 1, text[said.end() :]
    delimiter = delimiter or _delimiter(text)
    rows, unclosed = _rows(text, delimiter, lines_before)
    return Table((Sheet("", rows),), decoded.encoding, delimiter, decoded.bad_lines, unclosed)


def _rows(text: str, delimiter: str, lines_before: int) -> tuple[tuple[Row, ...], int]:
    rows: list[Row] = []
    lines = io.StringIO(text.replace("\0", ""), newline="")
    begins = 0
    try:
        for line, cells in _records(lines, delimiter):
            if len(cells) > _MOST_COLUMNS:
                raise Refused(
                    _("Line %(line)s has more than %(cells)s cells.") % {"line": line, "cells": _MOST_COLUMNS}
                )
            rows.append(Row(line + lines_before, tuple(cell[bool(_GUARDED.match(cell)) :] for cell in cells)))
            if len(rows) > MOST_ROWS:
                raise _too_many_rows()
            begins = line
    except csv.Error as error:
        raise Refused(_("A cell that begins in or after line %(line)s is too long.") % {"line": begins + 1}) from error
    return tuple(rows), begins + lines_before if rows and _is_unclosed(text, begins, delimiter) else 0


def _records(lines: io.StringIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins."""
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    before, limit = 0, csv.field_size_limit(_MOST_IN_CELL)
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    finally:
        csv.field_size_limit(limit)


def _is_unclosed(text: str, begins: int, delimiter: str) -> bool:
    """Whether the last record, from that line to the end, opens a quotation that never closes."""
    last = list(io.StringIO(text, newline=""))[begins - 1 :]
    try:
        list(csv.reader(last, delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _delimiter(text: str) -> str:
    """The one that cuts the first rows into most cells, and into equally many."""
    sample = "\n".join(text[:_SAMPLE].split("\n")[:_SAMPLE_ROWS])
    best = max(_DELIMITERS, key=lambda candidate: _regularity(sample, candidate))
    return best if _regularity(sample, best)[0] else _NONE


def _regularity(sample: str, delimiter: str) -> tuple[int, int]:
    try:
        widths = [len(cells) for _line, cells in _records(io.StringIO(sample, newline=""), delimiter) if any(cells)]
    except csv.Error:
        return 0, 0
    if not widths or max(widths) == 1:
        return 0, 0
    if widths[0] == 1 and (below := _below_a_title(widths, delimiter)):
        widths = below
    # The heading row tells the width; a delimiter inside texts makes other rows wider than it.
    return sum(width == widths[0] for width in widths) * (widths[0] > 1), widths[0]


def _below_a_title(widths: Sequence[int], delimiter: str) -> list[int]:
    """A line over the table, such as “Program 2028”. A comma stands in texts, too: it needs a wider table."""
    most = max(set(widths), key=widths.count)
    wide, part = (_WIDE, 0.8) if delimiter == "," else (2, 0.6)
    first = widths.index(most)
    return list(widths[first:]) if most >= wide and widths.count(most) >= part * len(widths[first:]) > 1 else []


def _too_many_rows() -> Refused:
    return Refused(_("There are more than %(rows)s rows: that is no programme.") % {"rows": MOST_ROWS})
