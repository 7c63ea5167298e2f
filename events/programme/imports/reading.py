"""Any programme file → a reading. The content decides what it is, never the name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from conference_portal.kit import tables
from conference_portal.kit.decoding import Decoded, Unreadable, decode
from conference_portal.kit.packages import is_package
from events.programme.imports import calendars, json_records, schedule_xml, sessionize, sheets
from events.programme.imports.drafts import Reading, Setting

__all__ = ["MOST_BYTES", "read"]

MOST_BYTES, _LARGEST_PAGE = 16_000_000, 3_000_000


def read(content: bytes, name: str, setting: Setting) -> Reading:  # noqa: ARG001 (a name decides nothing)
    """Raises Unreadable, and nothing else, whatever the content."""
    if not content.strip(b"\0 \t\r\n"):
        raise Unreadable(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise Unreadable(
            _("This file is larger than %(size)s MB: that is no programme.") % {"size": MOST_BYTES // 1_000_000}
        )
    try:
        return _read(content, setting)
    except tables.Refused as refused:
        raise Unreadable(str(refused)) from refused
    except RecursionError as error:  # only records can be within each other
        raise Unreadable(_("This JSON file is nested too deeply.")) from error


def _read(content: bytes, setting: Setting) -> Reading:
    if is_package(content):
        return sheets.read(tables.workbook(content), "workbook", setting)
    decoded = decode(content)
    return _read_text(content, decoded, setting)


def _read_text(content: bytes, decoded: Decoded, setting: Setting) -> Reading:
    if not decoded.is_text:
        raise Unreadable(_("This is no file of a kind that can be read here: xlsx, ods, csv, xml, json or ics."))
    start = decoded.text.lstrip("\ufeff \t\r\n")[:2000].casefold()
    if start.startswith("<") and len(content) < _LARGEST_PAGE and sessionize.is_grid(decoded.text):
        return sessionize.read(decoded.text, setting)
    if start.startswith(("<!doctype html", "<html")):
        raise Unreadable(_("This is a web page, not a programme file."))
    if start.startswith("<"):
        return schedule_xml.read(content, setting)
    if start.startswith("begin:vcalendar"):
        return calendars.read(content, setting)
    if (start.startswith(("{", "[")) and _is_json(start)) or json_records.is_script(start):
        return json_records.read(decoded.text.lstrip("\ufeff"), setting)
    return sheets.read(tables.separated(content), "csv", setting)


def _is_json(start: str) -> bool:
    """A table may begin with a bracket, too."""
    return start[1:].lstrip()[:1] in {'"', "{", "[", "}", "]", ""}
