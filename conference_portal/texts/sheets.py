"""Texts as a workbook: one a row, the source beside the translation. What somebody typed never becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from conference_portal.kit.decoding import Unreadable
from conference_portal.kit.languages import language_name
from conference_portal.kit.panes import NAMES
from conference_portal.kit.tables import Row, Table, Value
from conference_portal.kit.text import printable
from conference_portal.texts.incoming import Entry, Incoming, as_key, entry, gathered, key_of
from conference_portal.texts.units import Unit

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
_WIDTHS = (8, 32, 20, 12, 70, 70, 14)
_TEXTS = (5, 6)  # columns, counted from 1
Cells = tuple[Value, ...]


def written(found: Sequence[Unit], year: int) -> bytes:
    """A text that is too long for a cell is told of, and goes out as XLIFF alone."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("texts")
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    code = found[0].code if found else ""
    heads = [_("Key"), _("Where"), _("Field"), _("Language"), _("Source"), NAMES.get(code, code), _("State")]
    sheet.append([_cell(sheet, words, is_head=True) for words in heads])
    for unit in found:
        sheet.append([_cell(sheet, words) for words in _row(unit, year)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _row(unit: Unit, year: int) -> list[str]:
    texts = [printable(unit.source), printable(unit.target)]
    key, state = str(key_of(unit, year)), str(unit.state_words)
    if max(map(len, texts)) > LONGEST_CELL:
        key, texts, state = "", ["", ""], _("too long for a cell: take the XLIFF file")
    return [key, " › ".join(unit.where), capfirst(unit.label), language_name(unit.source_language), *texts, state]


def _cell(sheet: Any, words: str, *, is_head: bool = False) -> Any:
    cell: Any = WriteOnlyCell(sheet, printable(words))
    cell.data_type = "s"  # else a text that begins with = would be worked out
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_head:
        cell.font = Font(bold=True)
    return cell


def read(table: Table) -> Incoming:
    """The column of keys is where keys stand; that of translations bears the name of their language."""
    entries = [each for sheet in table.sheets for each in _entries(sheet.rows)]
    return gathered(entries)


def _entries(rows: Sequence[Row]) -> list[Entry]:
    place = _first_key(rows)
    if place is None:
        return []
    start, column = place
    found = as_key(str(rows[start].cells[column]))
    name = NAMES[found.code] if found else ""
    heads: Cells = next((row.cells for row in reversed(rows[:start]) if name in _words(row.cells)), ())
    if not heads:
        raise Unreadable(_("No column is called “%(name)s”: the one with the translations.") % {"name": name})
    target = _words(heads).index(name)
    kept = (row for row in rows[start:] if not row.is_empty)
    read_ = (entry(row.line, _text(row.cells, column), _text(row.cells, target)) for row in kept)
    return [each for each in read_ if each.key or each.told or each.text]


def _first_key(rows: Sequence[Row]) -> tuple[int, int] | None:
    for number, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            if isinstance(cell, str) and as_key(cell):
                return number, column
    return None


def _words(cells: Cells) -> list[str]:
    return [str(cell).strip() for cell in cells]


def _text(cells: Cells, column: int) -> str:
    value = cells[column] if column < len(cells) else ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
