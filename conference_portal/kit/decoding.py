"""Bytes from elsewhere → text, with the name of the encoding and the lines that it does not fit.

UTF-8 with or without its mark, UTF-16, and Windows-1252 for what is no UTF-8 at all. A file that is UTF-8 but for a few
bytes stays UTF-8: the bad lines are named, their bytes shown as U+FFFD or, where Windows-1252 has a letter, as that."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows-1252"}
_SAMPLE = 4096
_MOST_ODD = 0.4


class Unreadable(Exception):  # noqa: N818 (it is the file that is, not our reading of it)
    """The whole file cannot be read; the message says why, in the active language."""


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str  # as people know it: UTF-8, UTF-16, Windows-1252
    bad_lines: tuple[int, ...] = ()

    @property
    def is_text(self) -> bool:
        """No picture, no program: hardly a control character."""
        sample = self.text[:_SAMPLE]
        odd = sum(char < " " and char not in "\t\n\r\f\v" for char in sample)
        return odd * 20 <= len(sample)


def decode(content: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _lenient(content[len(mark) :], encoding)
    if guessed := _sixteen(content):
        return _lenient(content, guessed)
    try:
        return Decoded(content.decode("utf-8"), _NAMES["utf-8"])
    except UnicodeDecodeError:
        return _not_utf8(content)


def _sixteen(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is nothing."""
    sample = content[:_SAMPLE]
    half = len(sample) // 2
    if half < 2:  # noqa: PLR2004 (one character says nothing)
        return None
    if sample[1::2].count(0) > half * _MOST_ODD and sample[0::2].count(0) == 0:
        return "utf-16-le"
    if sample[0::2].count(0) > half * _MOST_ODD and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _lenient(content: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding), _NAMES[encoding])
    except UnicodeDecodeError:
        text = content.decode(encoding, errors="replace")
        bad = tuple(number for number, line in enumerate(text.split("\n"), 1) if "\ufffd" in line)
        return Decoded(text, _NAMES[encoding], bad)


def _not_utf8(content: bytes) -> Decoded:
    """Mostly UTF-8 with some bad lines, or not UTF-8 at all: whichever explains more of the letters beyond ASCII."""
    lines = content.split(b"\n")
    whole = [_whole(line) for line in lines]
    bad = bad_lines(content)
    fitting = sum(not line.isascii() for line, text in zip(lines, whole, strict=True) if text is not None)
    if fitting > len(bad):
        text = "\n".join(
            line.decode("utf-8", errors="replace") if text is None else text
            for line, text in zip(lines, whole, strict=True)
        )
        return Decoded(text, _NAMES["utf-8"], bad)
    # The five bytes that Windows-1252 leaves open are control characters, which nobody means.
    return Decoded(content.decode("cp1252", errors="replace"), _NAMES["cp1252"])


def bad_lines(content: bytes) -> tuple[int, ...]:
    """The lines that are no UTF-8."""
    return tuple(number for number, line in enumerate(content.split(b"\n"), 1) if _whole(line) is None)


def _whole(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None
