"""Texts of files → texts that can be stored: no control characters, one form of each letter, HTML as Markdown."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any

# What separates is a blank; what cannot be seen and separates nothing goes. The joiner (U+200D) makes emoji, it stays.
_SEPARATING = re.compile("[\t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_NOTABLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BLANKS = re.compile(r"\s+")
_LINE_ENDS = re.compile("\r\r\n|\r\n|\r|\x85|\u2028|\u2029|\v|\f")
_MANY_BREAKS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_MARKUP = re.compile(
    r"</?(?:p|br|a|b|i|em|strong|ul|ol|li|div|span|h[1-6]|blockquote|u|font|table|tr|td)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_NO_TAG = re.compile(r"<(?![a-zA-Z/!?][^<>]*>)")
_EXACT = 1e15  # beyond it a number of a sheet has lost digits
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table"}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}


def line(value: Any) -> str:
    """One line: for titles, names and rooms."""
    text = written(value)
    if text.isprintable() and "  " not in text and "\xad" not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()  # as most are
    text = _SEPARATING.sub(" ", unicodedata.normalize("NFC", text))
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def prose(value: Any) -> str:
    """Paragraphs stay; HTML becomes Markdown."""
    text = _LINE_ENDS.sub("\n", written(value))
    if _MARKUP.search(text):
        text = _markdown(text)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\xa0", " ")
    return _MANY_BREAKS.sub("\n\n", "\n".join(each.rstrip() for each in text.split("\n"))).strip()


def has_hidden(value: Any) -> bool:
    """Characters that nobody sees and that will not be kept."""
    return isinstance(value, str) and _NOTABLE.search(value) is not None


def plain(value: Any) -> str:
    """How a word is compared: small letters, one form, single blanks."""
    return line(value).casefold()


def written(value: Any) -> str:
    """A value as people would write it."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime | date | time | timedelta):
        return _written_time(value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {written(each)}" for key, each in value.items() if each not in (None, ""))
    if isinstance(value, list | tuple):
        return "; ".join(written(each) for each in value)
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _written_time(value: datetime | date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return value.isoformat()


def _markdown(text: str) -> str:
    """Signs that open no tag are written out: to look for the end of each costs hours where there are many."""
    reader = _Markdown()
    try:
        reader.feed(_NO_TAG.sub("&lt;", _without_comments(text)))
        reader.close()
    except (AssertionError, ValueError):  # the parser's own limits; the text is worth more than its marks
        return unescape(_MARKUP.sub(" ", text))
    return "".join(reader.parts)


def _without_comments(text: str) -> str:
    parts, place = [], 0
    while (begins := text.find("<!--", place)) >= 0 and (ends := text.find("-->", begins + 4)) >= 0:
        parts.append(text[place:begins])
        place = ends + 3
    return "".join((*parts, text[place:]))


@dataclass(frozen=True)
class _Link:
    address: str
    begins: int


class _Markdown(HTMLParser):
    """Words and their meaning stay, looks go."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._links: list[_Link] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self._silent += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS or tag == "tr":
            self.parts.append("\n\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _MARKS:
            self.parts.append(_MARKS[tag])
        elif tag == "a":
            self._links.append(_Link(dict(attrs).get("href") or "", len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "td":
            self.parts.append(" ")
        elif tag in _MARKS:
            self._close_mark(_MARKS[tag])
        elif tag == "a" and self._links:
            self._close_link(self._links.pop())

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)

    def _close_mark(self, mark: str) -> None:
        """A mark around nothing is no mark, and none may touch a blank."""
        if self.parts and self.parts[-1] == mark:
            self.parts.pop()
            return
        if self.parts and self.parts[-1] != (bare := self.parts[-1].rstrip(" ")):
            self.parts[-1] = bare
            mark += " "
        self.parts.append(mark)

    def _close_link(self, link: _Link) -> None:
        words = "".join(self.parts[link.begins :]).strip()
        if link.address.startswith(("https:", "http:", "mailto:")) and words and words != link.address:
            self.parts[link.begins :] = [f"[{words}]({link.address})"]
        elif link.address and not words:
            self.parts.append(link.address)
