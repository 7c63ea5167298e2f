"""Rows that neither a number nor a title tells: a new title of what stood in the same slot when it was last imported.

Only where one row and one session are alike. What could be several stays new, with a word."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_OF_TITLES = {"slug", "url", "link", "permalink", "länk", "tengill"}  # headings of numbers that a new title changes
_MOST = 50  # sessions in one slot; more say nothing of each other


@dataclass(frozen=True)
class Slot:
    """`key`: the file's own number, where it parts one session from another."""

    key: str
    start: str | None
    room: int | str | None
    people: frozenset[Hashable]
    is_cancelled: bool

    def fits(self, theirs: Slot) -> bool:
        """What was cancelled here does not come back under another title."""
        kind, _colon, _number = self.key.partition(":")
        is_other = bool(self.key) and kind == theirs.key.partition(":")[0] and self.key != theirs.key
        return not is_other and (self.is_cancelled or not theirs.is_cancelled)


@dataclass
class Retitled:
    """By the place of the row in the file."""

    sessions: dict[int, int] = field(default_factory=dict)
    several: dict[int, list[int]] = field(default_factory=dict)  # may be one of these, and nobody can tell


def slot(key: str, values: Mapping[str, Any], *, others: Iterable[str], is_cancelled: bool) -> Slot:
    """`others`: keys on the other side. One of them that stands at another session by now was given anew."""
    starts_at, _ends_at, starts_on, _ends_on = values.get("time") or (None,) * 4
    is_telling = key.partition(":")[0] not in _OF_TITLES and key not in others
    people = frozenset(who for who, *_said in values.get("people") or ())
    return Slot(key if is_telling else "", starts_at or starts_on, values.get("room"), people, is_cancelled)


def retitled(ours: Mapping[int, Slot], theirs: Mapping[int, Slot]) -> Retitled:
    found = Retitled()
    for parts in (_all, _either):
        left = {number: each for number, each in ours.items() if number not in found.sessions}
        free = {key: each for key, each in theirs.items() if key not in found.sessions.values()}
        fitting = _fitting(left, free, parts)
        rivals: dict[int, list[int]] = {}
        for number, keys in fitting.items():
            for key in keys:
                rivals.setdefault(key, []).append(number)
        found.several = {}
        for number, keys in fitting.items():
            if len(keys) == 1 and len(rivals[keys[0]]) == 1:
                found.sessions[number] = keys[0]
            else:
                found.several[number] = keys
    return found


def _all(each: Slot) -> list[Hashable]:
    return [(each.start, each.room, each.people)] if each.start and each.room and each.people else []


def _either(each: Slot) -> list[Hashable]:
    parts: tuple[int | str | frozenset[Hashable] | None, ...] = (each.room, each.people)
    return [(each.start, part) for part in parts if each.start and part]


def _fitting(
    ours: Mapping[int, Slot], theirs: Mapping[int, Slot], parts: Callable[[Slot], list[Hashable]]
) -> dict[int, list[int]]:
    there: dict[Hashable, list[int]] = {}
    for key, each in theirs.items():
        for part in parts(each):
            there.setdefault(part, []).append(key)
    found: dict[int, list[int]] = {}
    for number, each in ours.items():
        near = [key for part in parts(each) if len(there.get(part, ())) <= _MOST for key in there.get(part, ())]
        if fitting := [key for key in dict.fromkeys(near) if each.fits(theirs[key])]:
            found[number] = fitting
    return found
