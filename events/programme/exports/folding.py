"""Lines of at most 75 octets, folded between whole characters and, where it can be, between what people see as one."""

from __future__ import annotations

import re

_LONGEST = 75
_CONTINUED = 0xC0, 0x80  # bytes of UTF-8 that do not begin a character
_BACKSLASH = 0x5C
# What belongs to the letter before it: accents, vowel signs, skin tones, flags' second halves; and all that is joined.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
)
_JOINER = "\u200d"
_FLAG = "\U0001f1e6-\U0001f1ff"
_TOGETHER = re.compile(f"[{_MARKS}{_JOINER}{_FLAG}]")
_CLUSTER = re.compile(f"(?:[{_FLAG}]{{2}}|.)(?:[{_MARKS}]|{_JOINER}.?)*", re.DOTALL)


def fold(line: str) -> bytes:
    """RFC 5545, 3.1, without the line's own end."""
    raw = line.encode()
    if len(raw) <= _LONGEST:
        return raw
    return b"\r\n ".join(_by_cluster(line) if _TOGETHER.search(line) else _by_character(raw))


def _by_character(raw: bytes) -> list[bytes]:
    pieces, start, room = [], 0, _LONGEST
    mask, continued = _CONTINUED
    while len(raw) - start > room:
        end = start + room
        while raw[end] & mask == continued:
            end -= 1
        if raw[end - 1] == _BACKSLASH and raw[end - 2] != _BACKSLASH:  # some readers undo escapes before folds
            end -= 1
        pieces.append(raw[start:end])
        start, room = end, _LONGEST - 1
    return [*pieces, raw[start:]]


def _by_cluster(line: str) -> list[bytes]:
    pieces: list[bytes] = []
    piece, room = b"", _LONGEST
    for found in _CLUSTER.finditer(line):
        whole = found[0].encode()
        # One that is longer than a line is cut between its characters.
        for part in [whole] if len(whole) < _LONGEST else [letter.encode() for letter in found[0]]:
            if len(piece) + len(part) > room:
                pieces.append(piece)
                piece, room = b"", _LONGEST - 1
            piece += part
    return [*pieces, piece]
