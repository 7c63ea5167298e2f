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
ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|OpenAction\s*<<[^>]*/URI)\b")
STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
UNPACKED = 32 * 1024 * 1024


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
        raise ValidationError(_("This is no PDF that we can read. Save it as PDF and try again."))
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
    for match in STREAM.finditer(content):
        try:
            found = zlib.decompressobj().decompress(content[match.end() :], left)
        except zlib.error:
            continue
        left -= len(found)
        yield found
        if left <= 0:
            raise ValidationError(
                _("This PDF unpacks to more than we can look at. Print it to a new PDF and try again.")
            )


def _letter(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)])
