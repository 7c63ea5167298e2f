"""Old workbooks (xls): read, and refused where their cells reach too far, whatever they declare."""

from __future__ import annotations

import struct
import time
import tracemalloc

import pytest
from django.utils import translation

from conference_portal.kit.tables import Refused, workbook

SECTOR = 512
FREE, LAST, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


BEGIN_ALL, BEGIN_SHEET, END = (
    record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)),
    record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)),
    record(0x0A),
)


def number(row: int, column: int, value: float = 1.0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def shared(row: int, column: int, index: int = 0) -> bytes:
    return record(0xFD, struct.pack("<HHHI", row, column, 0, index))


def dimensions(rows: int, columns: int) -> bytes:
    return record(0x200, struct.pack("<IIHHH", 0, rows, 0, columns, 0))


def text(words: str) -> bytes:
    return struct.pack("<HB", len(words), 1) + words.encode("utf-16-le")


def book(
    *cells: bytes, texts: tuple[str, ...] = ("Titel",), names: int = 1, declared: tuple[int, int] = (1, 1)
) -> bytes:
    """A stream of records; each name leads to the one sheet."""
    table = record(0xFC, struct.pack("<II", len(texts), len(texts)) + b"".join(map(text, texts)))
    name = struct.pack("<BB", 1, 0) + b"A"
    head_length = len(BEGIN_ALL) + names * len(record(0x85, b"\0" * 6 + name)) + len(table) + len(END)
    sheets = b"".join(record(0x85, struct.pack("<IH", head_length, 0) + name) for _each in range(names))
    return BEGIN_ALL + sheets + table + END + BEGIN_SHEET + dimensions(*declared) + b"".join(cells) + END


def compound(stream: bytes, *, gap: bool = False) -> bytes:
    """A file with that stream; `gap`: in sectors that lie in reverse order."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(stream) // SECTOR
    tables = -(-(count + 2) // 126)
    places = list(range(tables + 1, tables + 1 + count))
    places = places[::-1] if gap else places
    chain = [TABLE] * tables + [LAST] + [FREE] * count
    for here, after in zip(places, [*places[1:], LAST], strict=True):
        chain[here] = after
    chain += [FREE] * (tables * 128 - len(chain))
    entry = "Root Entry".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBBIII", 22, 5, 1, FREE, FREE, 1)
    root = entry + b"\0" * 36 + struct.pack("<III", LAST, 0, 0)
    entry = "Workbook".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBBIII", 18, 2, 1, FREE, FREE, FREE)
    file = entry + b"\0" * 36 + struct.pack("<III", places[0], len(stream), 0)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, LAST, 0, LAST, 0)
    head += b"".join(struct.pack("<I", each if each < tables else FREE) for each in range(109))
    sectors = [struct.pack(f"<{len(chain)}I", *chain), (root + file).ljust(SECTOR, b"\0")]
    by_place = {place: stream[number * SECTOR : number * SECTOR + SECTOR] for number, place in enumerate(places)}
    return head + b"".join(sectors) + b"".join(by_place[place] for place in sorted(by_place))


@pytest.mark.parametrize("gap", [False, True])
def test_an_old_workbook_is_read(gap):
    stream = book(shared(0, 0), shared(0, 1, 1), number(1, 1, 0.375), texts=("Titel", "Start"), declared=(2, 2))

    (sheet,) = workbook(compound(stream, gap=gap)).sheets

    assert [row.cells for row in sheet.rows] == [("Titel", "Start"), ("", 0.375)]


BOMBS = {
    "a cell beyond what is declared": book(number(0, 0), number(9_000, 255)),
    "many rows": book(number(0, 0), number(60_000, 0)),
    "a several-cells record far out": book(
        number(0, 0), record(0xBD, struct.pack("<HHHIHIH", 3_000, 0, 0, 0, 0, 0, 250)),
    ),
    "room that is declared": book(number(0, 0), declared=(9_000, 60_000)),
    "one long text in many cells": book(*(shared(row, 0) for row in range(5_000)), texts=("a" * 4_000 * 2,)),
    "many names of one sheet": book(*(number(row, 9) for row in range(5_000)), names=250),
    "endless records": book(*[record(0x208)] * 700_000),
}  # fmt: skip


@pytest.mark.parametrize("kind", BOMBS)
@pytest.mark.parametrize("gap", [False, True])
def test_what_reaches_too_far_is_refused_soon(kind, gap):
    content = compound(BOMBS[kind], gap=gap)
    begun = time.process_time()
    with translation.override("en"), pytest.raises(Refused, match="unpack"):
        workbook(content)

    assert time.process_time() - begun < 2


def test_a_bomb_takes_little_room():
    content = compound(BOMBS["a cell beyond what is declared"])
    tracemalloc.start()
    with pytest.raises(Refused):
        workbook(content)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("cut", [9, 76, 600, 1500, 4000])
def test_one_that_is_cut_off_is_refused(cut):
    with pytest.raises(Refused):
        workbook(compound(book(number(0, 0)))[:cut])
