"""What a file of texts says, line by line: which text, as it stood when the file went out, and its translation.

One key names a text in both formats: year, language, table, row, field, and a digest of source and translation as they
were. Keys come back whatever a program does with the rest of the file."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from conference_portal.kit.decoding import Unreadable
from conference_portal.kit.languages import READING
from conference_portal.kit.text import printable

if TYPE_CHECKING:
    from conference_portal.texts.units import Unit

MOST_BYTES = 16_000_000
KEY = re.compile(
    r"(?P<year>(?:19|20)\d{2}):(?P<code>[a-z]{2}):(?P<table>[a-z_]{1,63}):(?P<row>[1-9]\d{0,17}):(?P<field>[a-z_]{1,40})"
    r":(?P<source>[0-9a-f]{18}):(?P<target>[0-9a-f]{18})"
)


@dataclass(frozen=True)
class Key:
    year: int
    code: str
    place: tuple[str, int, str]
    source: str  # digests, as both were when the file went out
    target: str

    def __str__(self) -> str:
        return ":".join((str(self.year), self.code, *map(str, self.place), self.source, self.target))


@dataclass(frozen=True)
class Entry:
    line: int
    key: Key | None  # None: what stands there is none
    text: str
    told: str = ""  # what stood where a key should


@dataclass(frozen=True)
class Incoming:
    """The texts of one edition in one language."""

    year: int
    code: str
    entries: tuple[Entry, ...]


def key_of(unit: Unit, year: int) -> Key:
    return Key(year, unit.code, unit.place, *unit.digests)


def as_key(words: str) -> Key | None:
    found = KEY.fullmatch(words.strip())
    if not found or found["code"] not in READING:
        return None
    place = (found["table"], int(found["row"]), found["field"])
    return Key(int(found["year"]), found["code"], place, found["source"], found["target"])


def cleaned(text: str) -> str:
    """One spelling of letters and line breaks, whatever program wrote them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return printable(unicodedata.normalize("NFC", lines))


def gathered(entries: list[Entry]) -> Incoming:
    """All of one edition and one language, or it is refused."""
    about = {(each.key.year, each.key.code) for each in entries if each.key}
    if not about:
        raise Unreadable(_("No text in this file has a key of the portal. Take the file that the portal made."))
    if len(about) > 1:
        raise Unreadable(_("This file holds texts of several editions or languages. Bring them one by one."))
    year, code = about.pop()
    return Incoming(year, code, tuple(entries))


def entry(line: int, key: str, text: str) -> Entry:
    found = as_key(key)
    return Entry(line, found, cleaned(text), "" if found else key.strip()[:80])
