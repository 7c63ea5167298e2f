"""How far the cells of an old workbook (xls) reach, whatever it declares: its records are walked, not laid out."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from conference_portal.kit.extents import Extent, TooFar

_END, _SECTOR_IDS = 0xFFFFFFFA, 109  # from the first on no number of a sector
_ENTRY = 128
_MOST_TEXTS, _MOST_RECORDS = 200_000, 600_000
_EOF, _CONTINUE, _SHEET, _SHARED, _DIMENSIONS = 0x0A, 0x3C, 0x85, 0xFC, 0x200
_TEXT, _SEVERAL = 0xFD, 0xBD
_CELLS = frozenset({0x06, 0x203, 0x204, 0x205, 0x27E, 0xD6, _TEXT, _SEVERAL})
_WIDE, _EXTENDED, _RICH = 1, 4, 8  # how a shared text is written


def measure_old(content: bytes, extent: Extent) -> None:
    """Raises TooFar; ValueError or struct.error where it is broken."""
    stream = _Compound(content).stream()
    sheets: list[int] = []
    shared: list[memoryview] = []
    before = 0
    for kind, data in _records(stream, 0, extent):
        if kind == _SHEET:
            sheets.append(struct.unpack_from("<I", data)[0])
        elif kind == _SHARED or (kind == _CONTINUE and before == _SHARED):
            shared.append(data)
            kind = _SHARED  # noqa: PLW2901 (it goes on)
        before = kind
    extent.strings = list(_Texts(shared).lengths()) if shared else []
    for place in sheets:  # several names may lead to one sheet: each costs
        _measure_sheet(stream, place, extent)


def _measure_sheet(stream: memoryview, place: int, extent: Extent) -> None:
    rows = columns = 0
    for kind, data in _records(stream, place, extent):
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", data)
            if kind == _SEVERAL:
                column = struct.unpack_from("<H", data, len(data) - 2)[0]
            elif kind == _TEXT:
                number = struct.unpack_from("<I", data, 6)[0]
                extent.letters += extent.strings[number] if number < len(extent.strings) else 0
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            extent.check(rows, columns)
        elif kind == _DIMENSIONS and len(data) >= 12:  # noqa: PLR2004 (room is made for what it says)
            _first, last, _left, right = struct.unpack_from("<IIHH", data)
            extent.check(min(last, 0x10000), right)
    extent.add_sheet(rows, columns)


def _records(stream: memoryview, place: int, extent: Extent) -> Iterator[tuple[int, memoryview]]:
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == _EOF:
            return
        extent.tags += 1
        if extent.tags > _MOST_RECORDS:
            raise TooFar
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


@dataclass
class _Compound:
    """The file within which the workbook is a stream: sectors in chains."""

    content: bytes
    size: int = 0
    table: tuple[int, ...] = ()

    def stream(self) -> memoryview:
        self.size = 1 << struct.unpack_from("<H", self.content, 30)[0]
        if self.size not in {512, 4096}:
            message = f"sectors of {self.size} bytes"
            raise ValueError(message)
        self.table = tuple(self._numbers(self._table_sectors()))
        entries = self._chain(struct.unpack_from("<I", self.content, 48)[0], self.table, self._sector)
        found: dict[str, tuple[int, int]] = {}
        root = 0
        for place in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            start, length = struct.unpack_from("<II", entries, place + 116)
            name_length = min(struct.unpack_from("<H", entries, place + 64)[0], 64)
            name = bytes(entries[place : place + max(name_length - 2, 0)]).decode("utf-16-le", "replace")
            root = root if place else start
            found.setdefault(name, (start, length))
        start, length = found.get("Workbook") or found["Book"]
        return memoryview(self._read(start, length, root)[:length])

    def _read(self, start: int, length: int, root: int) -> bytes:
        """Short streams stand in the root's, in small sectors of their own."""
        if length >= struct.unpack_from("<I", self.content, 56)[0]:
            return self._chain(start, self.table, self._sector)
        small = self._chain(root, self.table, self._sector)
        chains = self._chain(struct.unpack_from("<I", self.content, 60)[0], self.table, self._sector)
        table = struct.unpack(f"<{len(chains) // 4}I", chains)
        return self._chain(start, table, lambda number: small[number * 64 : number * 64 + 64])

    def _sector(self, number: int) -> bytes:
        begins = (number + 1) * self.size
        return self.content[begins : begins + self.size]

    def _chain(self, start: int, table: Sequence[int], sector: Callable[[int], bytes]) -> bytes:
        parts, number, left = [], start, len(table) + 1
        while number < _END and left:
            parts.append(sector(number))
            number = table[number] if number < len(table) else _END
            left -= 1
        return b"".join(parts)

    def _table_sectors(self) -> Iterator[int]:
        """The first numbers stand in the head, further ones in sectors that lead to each other."""
        yield from struct.unpack_from(f"<{_SECTOR_IDS}I", self.content, 76)
        number, count = struct.unpack_from("<II", self.content, 68)
        for _each in range(min(count, len(self.content) // self.size)):
            sector = self._sector(number)
            if number >= _END or len(sector) < self.size:
                return
            *numbers, number = struct.unpack(f"<{self.size // 4}I", sector)
            yield from numbers

    def _numbers(self, sectors: Iterator[int]) -> Iterator[int]:
        most = len(self.content) // self.size + 1
        for number in filter(lambda each: each < _END, sectors):
            sector = self._sector(number)
            yield from struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
            most -= 1
            if not most:
                return


@dataclass
class _Texts:
    """The texts that cells share; one may go on in the next record, where a sign says anew how wide its letters are."""

    records: list[memoryview]
    number: int = 0
    place: int = 8  # behind two counts

    def lengths(self) -> Iterator[int]:
        for _each in range(_MOST_TEXTS):
            if not self._has_more():
                return
            count, flags = struct.unpack("<HB", self._take(3))
            runs = struct.unpack("<H", self._take(2))[0] if flags & _RICH else 0
            extended = struct.unpack("<I", self._take(4))[0] if flags & _EXTENDED else 0
            self._skip_letters(count, wide=bool(flags & _WIDE))
            self._skip(runs * 4 + extended)
            yield count
        raise TooFar

    def _has_more(self) -> bool:
        while self.number < len(self.records) and self.place >= len(self.records[self.number]):
            self.number, self.place = self.number + 1, 0
        return self.number < len(self.records)

    def _take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count and self._has_more():
            part = bytes(self.records[self.number][self.place : self.place + count - len(taken)])
            self.place += len(part)
            taken += part
        return taken.ljust(count, b"\0")

    def _skip(self, count: int) -> None:
        while count and self._has_more():
            step = min(count, len(self.records[self.number]) - self.place)
            self.place, count = self.place + step, count - step

    def _skip_letters(self, count: int, *, wide: bool) -> None:
        while count:
            room = len(self.records[self.number]) - self.place if self.number < len(self.records) else 0
            step = min(count, room // (1 + wide))
            self.place, count = self.place + step * (1 + wide), count - step
            if count:
                self.place = len(self.records[self.number]) if self.number < len(self.records) else 0
                if not self._has_more():
                    return
                wide = bool(self._take(1)[0] & _WIDE)
