"""The programme as a workbook of everything, and as separated text. What somebody typed never becomes a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from events.programme.exports.columns import Cells, Column, Value, columns, people, rooms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.programme.exports.about import About
    from events.programme.schedule import Schedule

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What makes a cell a formula in Excel, LibreOffice or Google's sheets, also behind blanks and as wide letters.
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]|[\t\r]")
_BYTE_ORDER_MARK = "\ufeff"
_LONGEST_CELL = 32_767
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_SHEET_NAME = 31
_FIRST = (1980, 1, 1, 0, 0, 0)  # the first moment that a package can name
_FORMATS = {date: "yyyy-mm-dd", time: "hh:mm"}
_WRAPPED = 40  # letters: columns from there on break their lines


def csv_file(shown: Schedule, about: About) -> bytes:
    """Commas, and a byte order mark, by which Excel knows the letters."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.heading for column in columns()])
    cells = Cells(shown, about)
    writer.writerows([_plain(value) for value in cells.of(item)] for item in shown.items)
    return (_BYTE_ORDER_MARK + out.getvalue()).encode()


def workbook(shown: Schedule, about: About) -> bytes:
    book, cells = Workbook(write_only=True), Cells(shown, about)
    _sheet(book, gettext("Programme"), columns(), (cells.of(item) for item in shown.items))
    _sheet(book, gettext("Rooms"), _columns_of_rooms(), rooms(shown))
    _sheet(book, gettext("Speakers"), _columns_of_people(), people(shown.items))
    book.properties.title, book.properties.language = about.title.value, about.language
    book.properties.creator = about.host
    out = io.BytesIO()
    book.save(out)
    return _same_each_time(out, about.released_at)


def _columns_of_rooms() -> list[Column]:
    return [
        Column(pgettext("column", "Room"), 28),
        Column(pgettext("column", "Venue"), 28),
        Column(gettext("Address"), 36),
        Column(pgettext("column", "Capacity"), 12),
        Column(gettext("Step-free access"), 18),
        Column(gettext("Hearing loop"), 18),
        Column(gettext("Sessions"), 12),
    ]


def _columns_of_people() -> list[Column]:
    return [
        Column(gettext("Name"), 30),
        Column(gettext("Job title"), 30),
        Column(gettext("Organisation"), 36),
        Column(gettext("Sessions"), 80),
    ]


def _sheet(book: Workbook, name: str, heads: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    sheet: Any = book.create_sheet(_NO_SHEET_NAME.sub(" ", name)[:_LONGEST_SHEET_NAME])
    sheet.freeze_panes = "A2"
    for number, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(number)].width = head.width
    sheet.append([_heading(sheet, head.heading) for head in heads])
    bottom = 1
    for bottom, row in enumerate(rows, 2):  # noqa: B007 (counted for the filter)
        sheet.append([_cell(sheet, value, wrapped=heads[place].width >= _WRAPPED) for place, value in enumerate(row)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{bottom}"


def _heading(sheet: Any, words: str) -> Any:
    cell = _cell(sheet, words, wrapped=False)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Value, *, wrapped: bool) -> Any:
    if value is None or value == "":
        return None
    shown: Any = value[:_LONGEST_CELL] if isinstance(value, str) else value
    cell: Any = WriteOnlyCell(sheet, shown)
    if isinstance(value, str):
        cell.data_type = "s"  # else a text that begins with = would be worked out
        cell.alignment = Alignment(wrap_text=wrapped, vertical="top")
    elif pattern := _FORMATS.get(type(value)):
        cell.number_format = pattern
        cell.alignment = Alignment(vertical="top")
    return cell


def _plain(value: Value) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return safe(value) if isinstance(value, str) else "" if value is None else str(value)


def safe(value: str) -> str:
    """An apostrophe in front of what a spreadsheet would work out."""
    return f"'{value}" if _FORMULA.match(value) else value


def _same_each_time(made: io.BytesIO, released_at: datetime | None) -> bytes:
    """Without the time of writing, so that the same programme is the same file, and a reader's copy stays good."""
    moment = (released_at or datetime(*_FIRST, tzinfo=UTC)).astimezone(UTC)
    stamp = f">{moment:%Y-%m-%dT%H:%M:%SZ}<".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(made) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in package.infolist():
            content = package.read(part)
            if part.filename == "docProps/core.xml":
                content = re.sub(rb">\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<", stamp, content)
            copy.writestr(zipfile.ZipInfo(part.filename, _FIRST), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
