"""Drafts → a plan: what is new, changed, the same, in conflict with what was edited in the portal, and gone from the
file. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from events.editions.models import Event
from events.programme.imports.drafts import Draft, Fault, Reading
from events.programme.imports.plan.checking import doubts, overlaps
from events.programme.imports.plan.comparing import Delta, compare
from events.programme.imports.plan.held import Held
from events.programme.imports.plan.matching import Matches, match
from events.programme.imports.plan.persons import Persons
from events.programme.imports.plan.places import Places
from events.programme.imports.plan.planned import Gone, Plan, Row, State
from events.programme.imports.plan.stated import (
    LINKS,
    Values,
    emptied,
    fields_of,
    language_before,
    left_over,
    stated,
    unworded,
)
from events.programme.imports.plan.subjects import Subjects
from events.programme.models import ImportedSession, ImportMemory

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_MOST = 5  # titles named in one note


def plan(event: Event, reading: Reading, *, by: User | None = None, answers: Mapping[str, str] | None = None) -> Plan:
    """`by`: whose eyes look for speakers that are known; None for a command. `answers` beside those remembered."""
    memory = memory_of(event)
    known = memory.answers | dict(answers or {})
    drafts = list(reading.drafts)
    people = Persons(event, by=by, known=memory.people, answers=known).meet(drafts)
    names = (*reading.facts.rooms, *(draft.room for draft in drafts))
    met = {draft.room for draft in drafts}
    places = Places((name for name in names if name in met), event, known=memory.rooms, venue=memory.venue)
    return _Planner(event, drafts, people, places).plan(reading, known)


def memory_of(event: Event) -> ImportMemory:
    return ImportMemory.objects.filter(event=event).select_related("venue").first() or ImportMemory(event=event)


class _Planner:
    def __init__(self, event: Event, drafts: list[Draft], people: Persons, places: Places) -> None:
        self.event, self.drafts, self.people, self.places = event, drafts, people, places
        self.subjects, self.held = Subjects(event), Held(event)
        self.fields: frozenset[str] = frozenset()

    def plan(self, reading: Reading, answers: Mapping[str, str]) -> Plan:
        self.fields = fields_of(self.drafts, reading.facts)
        values = [self._stated(draft) for draft in self.drafts]
        matches = match(self.drafts, values, self.held)
        asked = doubts(self.drafts, self.event, answers)
        rows = [
            self._row(number, draft, said, matches, is_refused=number in asked)
            for number, (draft, said) in enumerate(zip(self.drafts, values, strict=True))
        ]
        faults = sorted([*reading.faults, *asked.values(), *_told(rows, matches)], key=_place)
        taken = overlaps(self.drafts, self.places)
        gone = list(_gone(matches, self.held))
        return Plan(
            self.event, reading.facts, rows, gone, faults, self.people, self.places, self.held, taken,
            unknown={name: self.subjects.unknown(name, self.drafts) for name in LINKS},
        )  # fmt: skip

    def _stated(self, draft: Draft) -> Values:
        return stated(draft, self.fields, people=self.people, places=self.places, subjects=self.subjects)

    def _as_remembered(self, draft: Draft, said: Values, imported: ImportedSession | None) -> tuple[Draft, Values, str]:
        """A guess goes to the column that the last import filled; what an organiser says leaves it empty."""
        before = language_before(imported.data, draft) if imported else ""
        if not before:
            return draft, said, ""
        if draft.language_by != "desk":
            draft = replace(draft, language=before)
            return draft, self._stated(draft), ""
        return draft, emptied(imported.data if imported else {}, before) | said, before

    def _row(self, number: int, draft: Draft, said: Values, matches: Matches, *, is_refused: bool) -> Row:
        imported, session = matches.imported.get(number), matches.sessions.get(number)
        draft, said, moves_from = self._as_remembered(draft, said, imported)
        last = imported.data if imported else None
        if last and moves_from and "people" in last:
            last = last | {"people": unworded(last["people"])}  # nothing of them stood in the language said now
        deltas: list[Delta] = []
        if session is not None and not is_refused:
            now = self.held.values(session, language=draft.language, names=said)
            deltas = compare(said, last, now)
        rest = (*left_over(draft), *self.people.doubled(draft.people))
        row = Row(number, draft, "refused", said, session, imported, tuple(deltas), rest, moves_from)
        return row if is_refused else replace(row, state=_state(row))


def _state(row: Row) -> State:
    if row.imported is None and row.session is None:
        return "new"
    if row.session is None:
        return "same" if row.is_declined else "conflict"
    if not row.deltas:
        return "same"
    return "conflict" if any(delta.outcome == "conflict" for delta in row.deltas) else "changed"


def _place(fault: Fault) -> tuple[bool, str, int]:
    return fault.kind == "note", fault.spot.sheet, fault.spot.line


def _told(rows: list[Row], matches: Matches) -> Iterator[Fault]:
    """Rows that may be a session under another title, where more than one fits."""
    for number, titles in matches.several.items():
        if rows[number].state == "new":
            message = _("“%(title)s” counts as new, but may be a new title. Gone from the same slot: %(titles)s.")
            draft = rows[number].draft
            shown = " · ".join([*titles[:_MOST], *("…" for _title in titles[_MOST : _MOST + 1])])
            yield Fault(draft.spot, message % {"title": draft.title, "titles": shown}, "note")


def _gone(matches: Matches, held: Held) -> Iterator[Gone]:
    """Only what a reader still sees as on; and only if this file is one of the same programme."""
    if not matches.imported:
        return
    for row in matches.unseen:
        session = held.sessions.get(row.session_id or 0)
        if session and session["withdrawn_at"] is None and session["cancelled_at"] is None:
            yield Gone(session["pk"], row.title)
