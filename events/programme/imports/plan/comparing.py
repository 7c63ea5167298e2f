"""Three states of each field: as the file says it now, as it was last imported, as it stands in the portal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from events.programme.imports.plan.stated import LINKS, PLAIN, Values
from events.programme.models import Session

Outcome = Literal["change", "conflict"]
_SETS = {*LINKS, *(name for name in PLAIN if name.endswith(("_in", "_into"))), "spoken"}
_UNTOUCHED = {"kind": Session.Kind.TALK}  # what a session is as long as nobody has said anything


@dataclass(frozen=True)
class Delta:
    """`conflict`: edited in the portal since the last import, and otherwise in the file."""

    field: str
    before: Any
    after: Any
    outcome: Outcome


def compare(said: Values, last: Mapping[str, Any] | None, held: Mapping[str, Any]) -> list[Delta]:
    """What the file would change. Where it says what it said last, the portal's word stays; with nothing remembered,
    it fills what is empty and asks about the rest."""
    found = []
    for name, value in said.items():
        now = held[name]
        if same(name, value, now):
            continue
        if last is not None and name in last:
            if not same(name, value, last[name]):
                found.append(Delta(name, now, value, "change" if same(name, now, last[name]) else "conflict"))
        elif not is_empty(name, value):
            found.append(Delta(name, now, value, "change" if is_empty(name, now) else "conflict"))
    return found


def same(name: str, one: Any, other: Any) -> bool:
    """Nothing and emptiness are the same; the order of languages says nothing."""
    if is_blank(one) or is_blank(other):
        return is_blank(one) and is_blank(other)
    if name in _SETS:
        return set(one) == set(other)
    return bool(one == other)


def is_empty(name: str, value: Any) -> bool:
    return is_blank(value) or value == _UNTOUCHED.get(name)


def is_blank(value: Any) -> bool:
    return not value or (isinstance(value, list) and not any(value))
