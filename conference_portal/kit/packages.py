"""Whether a workbook may be opened at all: what it would unpack to is counted first, cells before they are laid out.

A file of a few kilobytes can unpack to gigabytes; a sheet with two cells far apart takes the room of all between."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MOST_UNPACKED = 60_000_000
_MOST_RATIO = 250
_SMALL = 1_000_000
_MOST_MEMBERS = 2_000
_MOST_CELLS = 2_000_000
_CHUNK = 1 << 20
_OVERLAP = 400  # longer than the opening tag of a cell
_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>]*?(/?)>")
_ODS_ROW = re.compile(
    rb"<table:table-row\b[^>]*?number-rows-repeated=\"(\d+)\"[^>]*>(.*?)</table:table-row>", re.DOTALL
)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b[^>]*?number-columns-repeated=\"(\d+)\"[^>]*?(/?)>")
_DIMENSIONS = re.compile(rb"\x00\x02\x0e\x00(.{4})(.{4})(.{2})(.{2})\x00\x00", re.DOTALL)


class Refused(Exception):  # noqa: N818 (it is the file that is refused)
    """The message says why, in the active language."""


def is_package(content: bytes) -> bool:
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE))


def check_workbook(content: bytes, *, most_rows: int) -> None:
    if content.startswith(_OLE):
        _check_old(content, most_rows)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_sizes(archive)
            _check_members(archive, most_rows)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Refused(_("This workbook is broken or cut off and cannot be opened.")) from error


def _check_old(content: bytes, most_rows: int) -> None:
    if _LOCKED in content:
        raise Refused(_("This workbook is locked with a password. Save it without one."))
    for found in _DIMENSIONS.finditer(content):
        rows, columns = struct.unpack("<I", found[2])[0], struct.unpack("<H", found[4])[0]
        if most_rows < rows <= 65_536 and columns <= 256:  # noqa: PLR2004 (as large as a sheet of that kind can be)
            raise _too_large()


def _check_sizes(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
        raise _too_large()
    for member in members:
        if member.file_size > _SMALL and member.file_size > _MOST_RATIO * max(member.compress_size, 1):
            raise _too_large()
    names = {member.filename for member in members}
    if not names & {"xl/workbook.xml", "content.xml", "xl/workbook.bin"}:
        raise Refused(_("This file is no workbook that can be read here (xlsx, xls, ods)."))


def _check_members(archive: zipfile.ZipFile, most_rows: int) -> None:
    for member in archive.infolist():
        if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
            _check_sheet(_chunks(archive, member), most_rows)
        elif member.filename == "content.xml":
            _check_open_document(b"".join(_chunks(archive, member)), most_rows)
        else:
            for _chunk in _chunks(archive, member):  # the directory may lie about sizes
                pass


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """No more than the directory said: it may lie."""
    read = 0
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            if read > member.file_size:
                raise _too_large()
            yield chunk


def _check_sheet(chunks: Iterator[bytes], most_rows: int) -> None:
    """How far the filled cells reach: everything between is laid out in memory."""
    rows = columns = 0
    rest = b""
    for chunk in chunks:
        part = rest + chunk
        for found in _CELL.finditer(part):
            if not found[3]:
                rows, columns = max(rows, int(found[2])), max(columns, _number(found[1]))
        rest = part[-_OVERLAP:]
        if rows > most_rows or rows * columns > _MOST_CELLS:
            raise _too_large()


def _check_open_document(content: bytes, most_rows: int) -> None:
    """Repeated rows and cells are common and harmless while they are empty."""
    for found in _ODS_ROW.finditer(content):
        if int(found[1]) > most_rows and (b"<text:" in found[2] or b"office:value" in found[2]):
            raise _too_large()
    if any(int(found[1]) > _MOST_RATIO and not found[2] for found in _ODS_CELL.finditer(content)):
        raise _too_large()


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large() -> Refused:
    return Refused(_("This file would unpack to far more than a programme holds. It was not opened."))
