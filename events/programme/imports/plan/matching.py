"""Which session a row of a file is: by the file's own key, by what was imported before, by title and start,
and at last by the slot alone.

A number can be given anew, so a row with a known number and another title is looked for by its title first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from events.programme.imports.drafts import Draft
from events.programme.imports.plan.held import Held
from events.programme.imports.plan.names import fold
from events.programme.imports.plan.slots import retitled, slot
from events.programme.imports.plan.stated import Values
from events.programme.models import ImportedSession

_SURE = ("guid:", "uid:")


class Sign(NamedTuple):
    """What tells a session from others."""

    key: str
    title: str
    time: Hashable
    room: Hashable


class Way(NamedTuple):
    """A part of the sign that must be equal; `twins`: several of a kind are paired in their order."""

    part: Callable[[Sign], Any]
    twins: bool = False


WAYS = (
    Way(lambda sign: sign.key if sign.key.startswith(_SURE) else ""),
    Way(lambda sign: sign.key and sign[:2]),
    Way(lambda sign: sign[1:], twins=True),
    Way(lambda sign: sign[1:3], twins=True),
    Way(lambda sign: sign.key),
    Way(lambda sign: sign.title),
)


@dataclass
class Matches:
    """By the place of the draft in the file."""

    imported: dict[int, ImportedSession] = field(default_factory=dict)
    sessions: dict[int, int] = field(default_factory=dict)
    unseen: list[ImportedSession] = field(default_factory=list)  # imported once, and not in this file
    several: dict[int, list[str]] = field(default_factory=dict)  # titles of those that a new row may have been


def match(drafts: Sequence[Draft], values: Sequence[Values], held: Held) -> Matches:
    found = Matches(unseen=list(held.imported))
    signs = {
        number: Sign(draft.key, fold(draft.title), tuple(said["time"]), said.get("room"))
        for number, (draft, said) in enumerate(zip(drafts, values, strict=True))
    }
    remembered = {row.pk: row for row in held.imported}
    known = {
        pk: Sign(row.key, fold(row.title), tuple(row.data.get("time", ())), row.data.get("room"))
        for pk, row in remembered.items()
    }
    for number, pk in _paired(signs, known, WAYS):
        _take(found, number, remembered[pk], held)
    _match_by_titles_here(found, signs, held)
    _match_by_slots(found, drafts, values, held)
    return found


def _take(found: Matches, number: int, row: ImportedSession, held: Held) -> None:
    found.imported[number] = row
    if row.session_id in held.sessions:
        found.sessions[number] = row.session_id


def _match_by_titles_here(found: Matches, signs: Mapping[int, Sign], held: Held) -> None:
    """Sessions that no file brought, and those whose title was edited here before the file was."""
    _forget(found)
    brought = {row.session_id: row for row in found.unseen}
    taken = set(found.sessions.values())
    left = {number: sign for number, sign in signs.items() if number not in found.imported}
    for number, (session, _title) in _paired(left, _signs_here(held, taken), WAYS[2:4] + WAYS[5:]):
        if session in taken:
            continue
        taken.add(session)
        found.sessions[number] = session
        if session in brought:
            found.imported[number] = brought[session]
    _forget(found)


def _match_by_slots(found: Matches, drafts: Sequence[Draft], values: Sequence[Values], held: Held) -> None:
    known = {row.key for row in held.imported}
    gone = {row.session_id: row for row in found.unseen if row.session_id in held.sessions}
    ours = {
        number: slot(draft.key, said, others=known, is_cancelled=draft.cancelled)
        for number, (draft, said) in enumerate(zip(drafts, values, strict=True))
        if number not in found.imported and number not in found.sessions
    }
    keys = {draft.key for draft in drafts}
    theirs = {
        pk: slot(row.key, row.data, others=keys, is_cancelled=held.sessions[pk]["cancelled_at"] is not None)
        for pk, row in gone.items()
        if held.sessions[pk]["withdrawn_at"] is None
    }
    alike = retitled(ours, theirs)
    for number, session in alike.sessions.items():
        _take(found, number, gone[session], held)
    found.several = {number: [gone[session].title for session in near] for number, near in alike.several.items()}
    _forget(found)


def _forget(found: Matches) -> None:
    seen = {row.pk for row in found.imported.values()}
    found.unseen = [row for row in found.unseen if row.pk not in seen]


def _signs_here(held: Held, taken: set[int]) -> dict[tuple[int, str], Sign]:
    """Under each of their titles."""
    found = {}
    for pk in held.sessions.keys() - taken:
        values = held.values(pk, language="", names=("time", "room"))
        for title in dict.fromkeys(map(fold, held.titles(pk))):
            found[pk, title] = Sign("", title, tuple(values["time"]), values["room"])
    return dict(sorted(found.items()))


def _paired(ours: Mapping[int, Sign], theirs: Mapping[Any, Sign], ways: Sequence[Way]) -> list[tuple[int, Any]]:
    found: list[tuple[int, Any]] = []
    ours, theirs = dict(ours), dict(theirs)
    for way in ways:
        for number, key in _pairs(_parts(ours, way), _parts(theirs, way), way):
            found.append((number, key))
            del ours[number], theirs[key]
    return found


def _parts(signs: Mapping[Any, Sign], way: Way) -> dict[Any, Hashable]:
    return {key: part for key, sign in signs.items() if (part := way.part(sign))}


def _pairs(ours: Mapping[int, Hashable], theirs: Mapping[Any, Hashable], way: Way) -> list[tuple[int, Any]]:
    if not way.twins:
        once = _once(ours.values()) & _once(theirs.values())
        ours = {number: part for number, part in ours.items() if part in once}
    waiting: dict[Hashable, list[Any]] = {}
    for key, part in theirs.items():
        waiting.setdefault(part, []).append(key)
    return [(number, waiting[part].pop(0)) for number, part in ours.items() if waiting.get(part)]


def _once(parts: Any) -> set[Hashable]:
    return {part for part, times in Counter(parts).items() if times == 1}
