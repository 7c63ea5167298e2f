"""PDF files that editors upload: looked at before they are kept, and named by nobody but us."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from secrets import token_hex
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

LARGEST = 20 * 1024 * 1024
# What runs, opens programs or hides other files inside: ISO 32000-2, 7.11.4, 12.6.4 and 13.7.
ACTIVE_KEYS = {"/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/RichMediaContent"}
ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/GoToE", "/SubmitForm", "/ImportData", "/RichMediaExecute"}
# Lists of objects, which are unpacked in memory before anything can be asked of the file.
LIST = re.compile(rb"/(ObjStm|XRef)\b")
STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\r|\n)")
TWICE_PACKED = re.compile(rb"/Filter\s*\[\s*/\w+\s*/")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
UNPACKED = 32 * 1024 * 1024
UNREADABLE = _("This is no PDF that we can read. Save it as PDF, without a password, and try again.")
ACTIVE = _("This PDF holds scripts, programs or other files. Print it to a new PDF and try again.")
TOO_PACKED = _("This PDF unpacks to more than we can look at. Print it to a new PDF and try again.")


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
    if not content.startswith(b"%PDF-"):
        raise ValidationError(UNREADABLE)
    _refuse_bombs(content)
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if any(_acts(each) for thing in (pdf.trailer, *pdf.objects) for each in _dictionaries(thing)):
                raise ValidationError(ACTIVE)
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, RecursionError) as error:
        raise ValidationError(UNREADABLE) from error
    upload.name = f"{token_hex(16)}.pdf"
    return upload


def _dictionaries(thing: Any) -> Iterator[Any]:
    """This object's dictionary, and those that stand in it; what it refers to comes by itself."""
    waiting = [thing]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            inside = list(each)
        elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            inside = [value for _key, value in each.items()]
        else:
            continue
        waiting += [value for value in inside if not getattr(value, "is_indirect", True)]


def _acts(found: Any) -> bool:
    keys = set(found.keys())
    action, kind = str(found.get("/S", "")), str(found.get("/Type", ""))
    opens = found.get("/OpenAction")
    leaves = isinstance(opens, pikepdf.Dictionary) and str(opens.get("/S", "")) == "/URI"
    return bool(keys & ACTIVE_KEYS) or action in ACTIVE_ACTIONS or kind == "/EmbeddedFile" or leaves


def _refuse_bombs(content: bytes) -> None:
    """Every byte is looked at once.

    Raises ValidationError.
    """
    left = UNPACKED
    for packed in _packed_lists(content):
        unpack = zlib.decompressobj()
        try:
            left -= len(unpack.decompress(packed, left))
        except zlib.error:
            continue  # packed otherwise or not at all: then it is no larger than the file
        if left <= 0:
            raise ValidationError(TOO_PACKED)


def _packed_lists(content: bytes) -> Iterator[bytes]:
    start = 0
    while match := STREAM.search(content, start):
        about = ESCAPED.sub(_letter, content[start : match.start()][-4096:])
        end = content.find(b"endstream", match.end())
        end = len(content) if end < 0 else end
        if LIST.search(about):
            if TWICE_PACKED.search(about):
                raise ValidationError(TOO_PACKED)
            yield content[match.end() : end]
        start = end


def _letter(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)])
