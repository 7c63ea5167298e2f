"""Files for the readers of programmes: the shared ones beside this checkout, and small ones made here."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from events.programme.imports.drafts import Reading, Setting
from events.programme.imports.reading import read

HERE = Path(__file__)
DATA = HERE.parents[3] / "data" / "programme"
SHARED = HERE.parents[5] / "shared" / "data"
CASES = SHARED / "cases"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not beside this checkout")


def setting(
    zone="Europe/Copenhagen", first=date(2028, 9, 20), last=date(2028, 9, 22), language="en", **more
) -> Setting:
    return Setting(zone, first.year if first else None, first, last, language, **more)


def reading(content: bytes | str, where: Setting | None = None) -> Reading:
    return read(content.encode() if isinstance(content, str) else content, "programme", where or setting())


def of(name: str) -> bytes:
    return (DATA / name).read_bytes()


def workbook(*rows, merged=(), title="Program") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def package(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return content.getvalue()


def lines(read_: Reading) -> list[str]:
    """Each session on one line: when, title, room."""
    return [f"{when(draft)} {draft.title} · {draft.room}".removesuffix(" · ") for draft in read_.drafts]


def when(draft) -> str:
    if draft.starts_on:
        return f"{draft.starts_on}/{draft.ends_on}"
    if not draft.starts_at:
        return "–"
    end = f"–{draft.ends_at:%H:%M}" if draft.ends_at else ""
    return f"{draft.starts_at:%Y-%m-%d %H:%M}{end}"


def told(read_: Reading, *kinds: str) -> list[tuple[int, str, str]]:
    """The faults of these kinds: line, kind, message."""
    return [(fault.spot.line, fault.kind, fault.message) for fault in read_.faults if fault.kind in kinds or not kinds]
