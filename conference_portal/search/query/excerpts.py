"""The words around what was asked for, with what was found marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conference_portal.search.words import JOINTS, WORD, folded, lemmas, root

if TYPE_CHECKING:
    from conference_portal.search.query.question import Question

LENGTH = 220


@dataclass(frozen=True)
class Piece:
    """A part of an excerpt; `found`: the reader asked for it."""

    text: str
    found: bool


class Marker:
    """Knows which words of a text were asked for."""

    def __init__(self, question: Question) -> None:
        words = question.words
        self.spellings = frozenset[str]().union(*(each.spellings | each.compounds | each.meant for each in words))
        self.beginnings = tuple(asked.beginning for asked in words if asked.beginning)
        self.initials = {spelling[0] for spelling in self.spellings}

    def spans(self, value: str, *, icelandic: bool, start: int = 0) -> Iterator[tuple[int, int]]:
        for match in WORD.finditer(value, start):
            if self._is_asked(match.group(), icelandic=icelandic):
                yield match.span()

    def _is_asked(self, word: str, *, icelandic: bool) -> bool:
        plain = folded(word)
        if plain[:1] in self.initials:
            if plain in self.spellings or root(word) in self.spellings or plain.startswith(self.beginnings):
                return True
            if icelandic and lemmas(word) & self.spellings:  # no case changes the first letter
                return True
        return any(folded(part) in self.spellings for part in JOINTS.split(word)[1:])


def pieces(value: str, marker: Marker, *, icelandic: bool = False, length: int = LENGTH) -> Sequence[Piece]:
    """The whole text, or from a little before the first word that was asked for, cut at words."""
    start = _start(value, marker, icelandic=icelandic, length=length) if len(value) > length else 0
    end = _last_word(value, start, start + length)
    found = [Piece("… ", found=False)] if start else []
    place = start
    for begin, stop in marker.spans(value[:end], icelandic=icelandic, start=start):
        found += [Piece(value[place:begin], found=False), Piece(value[begin:stop], found=True)]
        place = stop
    found.append(Piece(value[place:end] + (" …" if end < len(value) else ""), found=False))
    return [piece for piece in found if piece.text]


def _start(value: str, marker: Marker, *, icelandic: bool, length: int) -> int:
    first, _last = next(marker.spans(value, icelandic=icelandic), (0, 0))
    if first <= length // 2:
        return 0
    place = first - length // 3
    return value.find(" ", place) + 1 or place


def _last_word(value: str, start: int, end: int) -> int:
    """A word longer than all that is shown is cut within."""
    if len(value) <= end:
        return len(value)
    space = value.rfind(" ", start, end + 1)
    return space if space > start else end
