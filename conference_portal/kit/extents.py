"""How far the filled cells of a sheet reach and what their texts weigh, counted by a real parser, nothing laid out.

A sheet takes the room of all cells between its first and its last; a repeat or a shared text costs each time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

MOST_CELLS, _MOST_COLUMNS = 500_000, 1_000
_MOST_LETTERS = 20_000_000
_MOST_TAGS = 1_500_000
_REFERENCE = re.compile(r"([A-Za-z]{1,4})([0-9]{1,10})")
_PLACES = frozenset({"c", "row", "v", "is", "si", "t"})


class TooFar(Exception):  # noqa: N818 (of a file, no error of ours)
    """It would take more than a programme can."""


@dataclass
class Extent:
    """Of all sheets of a workbook together."""

    most_rows: int
    cells: int = 0
    letters: int = 0
    tags: int = 0
    strings: list[int] = field(default_factory=list)  # the length of each shared text

    def add_sheet(self, rows: int, columns: int) -> None:
        self.check(rows, columns)
        self.cells += rows * columns

    def check(self, rows: int, columns: int) -> None:
        if rows > self.most_rows or columns > _MOST_COLUMNS or self.cells + rows * columns > MOST_CELLS:
            raise TooFar
        if self.letters > _MOST_LETTERS:
            raise TooFar

    def count_tag(self) -> None:
        self.tags += 1
        if self.tags > _MOST_TAGS:
            raise TooFar


def measure(reader: Workbook | OpenDocument, chunks: Iterable[bytes]) -> None:
    """Raises TooFar; ValueError if it is not well-formed, or has entities of its own."""
    parser = ParserCreate("UTF-8")  # whatever it says: other readers believe the bytes, too
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 (its only way)
        parser.Parse(b"", True)  # noqa: FBT003 (its only way)
    except ExpatError as error:
        raise ValueError(str(error)) from error


def _refuse(*_declared: Any) -> None:
    raise TooFar


class Workbook:
    """A member of an xlsx: its cells if it is a sheet, its texts if it holds those that the sheets share."""

    def __init__(self, extent: Extent) -> None:
        self._extent = extent
        self._row = self._column = 0
        self._rows = self._columns = 0
        self._is_shared = self._is_value = False
        self._index = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._extent.count_tag()
        tag = name.rpartition(":")[2]
        if tag not in _PLACES:
            return
        if tag == "c":
            self._row, self._column = _place(attributes.get("r"), self._row, self._column)
            self._is_shared = attributes.get("t") == "s"
        elif tag == "row":
            self._row, self._column = _number(attributes.get("r"), self._row + 1), 0
        elif tag in {"v", "is"}:
            self._rows, self._columns = max(self._rows, self._row, 1), max(self._columns, self._column, 1)
            self._extent.check(self._rows, self._columns)
            self._is_value, self._index = self._is_shared and tag == "v", ""
        elif tag == "si":
            self._extent.strings.append(0)

    def text(self, text: str) -> None:
        if self._is_value:
            self._index += text
        elif self._extent.strings:
            self._extent.strings[-1] += len(text)

    def end(self, name: str) -> None:
        if self._is_value and name.rpartition(":")[2] == "v":
            self._is_value = False
            index = _number(self._index.strip() or None, 0)
            self._extent.letters += self._extent.strings[index] if index < len(self._extent.strings) else 0

    def close(self) -> None:
        self._extent.add_sheet(self._rows, self._columns)


class OpenDocument:
    """The content of an ods: cells and rows that repeat cost nothing while nothing filled follows."""

    def __init__(self, extent: Extent) -> None:
        self._extent = extent
        self._begin_table()
        self._row_repeats = self._cell_repeats = 1
        self._column = self._filled = self._letters = 0

    def _begin_table(self) -> None:
        self._row = self._rows = self._columns = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._extent.count_tag()
        tag = name.rpartition(":")[2]
        said = {key.rpartition(":")[2]: value for key, value in attributes.items()} if attributes else {}
        if tag == "table":
            self._begin_table()
        elif tag == "table-row":
            self._row_repeats = _number(said.get("number-rows-repeated"), 1)
            self._column = self._filled = self._letters = 0
        elif tag in {"table-cell", "covered-table-cell"}:
            self._cell_repeats = _number(said.get("number-columns-repeated"), 1)
            self._column += self._cell_repeats
            if said.keys() & {"value-type", "value", "string-value", "formula"}:
                self._fill(len(said.get("string-value", "")))
        elif tag in {"p", "s"}:
            self._fill(_number(said.get("c"), 1))

    def text(self, text: str) -> None:
        self._letters += len(text) * self._cell_repeats

    def _fill(self, letters: int) -> None:
        self._filled = self._column
        self._letters += letters * self._cell_repeats
        self._extent.check(1, self._filled)

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "table-row":
            self._row += self._row_repeats
            if self._filled:
                self._rows, self._columns = self._row, max(self._columns, self._filled)
                self._extent.letters += self._letters * self._row_repeats
            self._extent.check(self._rows, self._columns)
        elif tag == "table":
            self._extent.add_sheet(self._rows, self._columns)
            self._begin_table()


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    if reference is None:
        return row, column + 1
    found = _REFERENCE.fullmatch(reference.strip())
    if not found:
        message = f"no cell: {reference[:20]}"
        raise ValueError(message)
    number = 0
    for letter in found[1].upper():
        number = number * 26 + ord(letter) - 64
    return int(found[2]), number


def _number(said: str | None, otherwise: int) -> int:
    if said is None:
        return otherwise
    if not said.strip().isdecimal() or len(said) > 12:  # noqa: PLR2004 (far beyond all that is counted)
        message = f"no number: {said[:20]}"
        raise ValueError(message)
    return int(said)
