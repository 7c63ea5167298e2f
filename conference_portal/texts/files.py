"""A file of texts, whatever its format: written for translators, read when it comes back. The content decides what it
is, never the name."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from conference_portal.kit.decoding import Unreadable, decode
from conference_portal.kit.packages import is_package
from conference_portal.kit.tables import Refused, separated, workbook
from conference_portal.texts import sheets, xliff
from conference_portal.texts.incoming import MOST_BYTES, Incoming
from conference_portal.texts.units import Unit

FORMATS = {"xliff": (xliff.TYPE, "xlf"), "xlsx": (sheets.TYPE, "xlsx")}


def written(found: Sequence[Unit], year: int, form: str) -> bytes:
    return xliff.written(found, year) if form == "xliff" else sheets.written(found, year)


def name(year: int, code: str, form: str) -> str:
    return f"texts-{year}-{code}.{FORMATS[form][1]}"


def read(content: bytes) -> Incoming:
    """Raises Unreadable, and nothing else, whatever the content."""
    if not content.strip(b"\0 \t\r\n"):
        raise Unreadable(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise Unreadable(_("This file is larger than %(megabytes)s MB.") % {"megabytes": MOST_BYTES // 1_000_000})
    try:
        if is_package(content):
            return sheets.read(workbook(content))
        decoded = decode(content)
        if not decoded.is_text:
            raise Unreadable(_("This is no file of texts: XLIFF or a workbook (xlsx)."))
        if decoded.text.lstrip("\ufeff \t\r\n").startswith("<"):
            return xliff.read(content)
        return sheets.read(separated(content))
    except Refused as refused:
        raise Unreadable(str(refused)) from refused
