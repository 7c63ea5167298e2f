"""PDF files that editors upload: looked at before they are kept, and named by nobody but us."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from secrets import token_hex
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

LARGEST = 20 * 1024 * 1024
# What runs, opens programs or hides other files inside.
ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|OpenAction\s{0,20}<<[^>]{0,300}?/URI)\b")
STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\r|\n)")
# A list of objects that is packed otherwise than every program packs it, or locked, cannot be looked into.
LOCKED = re.compile(rb"/(ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt)\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
UNPACKED = 32 * 1024 * 1024
UNREADABLE = _("This is no PDF that we can read. Save it as PDF, without a password, and try again.")


def checked(upload: Any) -> Any:
    """The upload under a random name.

    Raises ValidationError.
    """
    if not isinstance(upload, File) or isinstance(upload, FieldFile):
        return upload
    if upload.size > LARGEST:
        raise ValidationError(_("This file is too large: a PDF of at most 20 MB, please."))
    content = upload.read()
    upload.seek(0)
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise ValidationError(UNREADABLE)
    if any(ACTIVE.search(ESCAPED.sub(_letter, part)) for part in _parts(content)):
        raise ValidationError(
            _("This PDF holds scripts, programs or other files. Print it to a new PDF and try again.")
        )
    upload.name = f"{token_hex(16)}.pdf"
    return upload


def _parts(content: bytes) -> Iterator[bytes]:
    """The file as it is, and its packed lists of objects, up to a limit in all."""
    yield content
    left = UNPACKED
    for packed in _packed_objects(content):
        try:
            found = zlib.decompressobj().decompress(packed, left)
        except zlib.error as error:
            raise ValidationError(UNREADABLE) from error
        left -= len(found)
        yield found
        if left <= 0:
            raise ValidationError(
                _("This PDF unpacks to more than we can look at. Print it to a new PDF and try again.")
            )


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """The packed bytes of each list of objects. Every byte is looked at once: no file makes this slow."""
    start = 0
    while match := STREAM.search(content, start):
        about = ESCAPED.sub(_letter, content[start : match.start()])
        end = content.find(b"endstream", match.end())
        end = len(content) if end < 0 else end
        if b"/ObjStm" in about:
            if LOCKED.search(about):
                raise ValidationError(UNREADABLE)
            yield content[match.end() : end]
        start = end


def _letter(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)])
