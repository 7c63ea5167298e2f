"""Whether a workbook may be opened at all: what it would unpack to is counted first, cells before they are laid out.

A file of a few kilobytes can unpack to gigabytes; a sheet with two cells far apart takes the room of all between."""

from __future__ import annotations

import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from conference_portal.kit.extents import Extent, OpenDocument, TooFar, Workbook, measure
from conference_portal.kit.old_extents import measure_old

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MOST_UNPACKED = 60_000_000
_MOST_RATIO = 250
_SMALL = 1_000_000
_MOST_MEMBERS = 2_000
_CHUNK = 1 << 18
_SHARED = "xl/sharedstrings.xml"
_SHEET = b"sheetData"


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
    try:
        measure_old(content, Extent(most_rows))
    except TooFar as error:
        raise too_large() from error
    except (struct.error, ValueError, KeyError, IndexError, OverflowError) as error:
        raise Refused(_("This workbook is broken or cut off and cannot be opened.")) from error


def _check_sizes(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
        raise too_large()
    for member in members:
        if member.file_size > _SMALL and member.file_size > _MOST_RATIO * max(member.compress_size, 1):
            raise too_large()
    names = {member.filename for member in members}
    is_binary = "xl/workbook.bin" in {name.casefold() for name in names}  # whose cells nobody counts before
    if is_binary or not names & {"xl/workbook.xml", "content.xml"}:
        raise Refused(_("This file is no workbook that can be read here (xlsx, xls, ods)."))


def _check_members(archive: zipfile.ZipFile, most_rows: int) -> None:
    """Any member may be a sheet, whatever its name: another one says which are."""
    extent = Extent(most_rows)
    try:
        for member in sorted(archive.infolist(), key=lambda member: member.filename.casefold() != _SHARED):
            _check_member(archive, member, extent)
    except TooFar as error:
        raise too_large() from error


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, extent: Extent) -> None:
    chunks = _chunks(archive, member)
    if member.filename == "content.xml":
        measure(OpenDocument(extent), chunks)
        return
    first = next(chunks, b"")
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and not member.filename.endswith(".vml"):
        reader = Workbook(extent)
        measure(reader, itertools.chain((first,), chunks))
        reader.close()
        return
    before = b""
    for chunk in itertools.chain((first,), chunks):  # to the end: the directory may lie about sizes
        if _SHEET in before + chunk:
            raise ValueError(member.filename)  # a sheet behind something that is none
        before = chunk[-len(_SHEET) :]


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """No more than the directory said: it may lie."""
    read = 0
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            if read > member.file_size:
                raise too_large()
            yield chunk


def too_large() -> Refused:
    return Refused(_("This file would unpack to far more than a programme holds. It was not opened."))
