"""A plan: each row of a file with what would become of it, and all that an organiser is told about the whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Literal

from events.editions.models import Event
from events.programme.imports.drafts import Draft, Facts, Fault
from events.programme.imports.plan.asking import Offer, offers_of
from events.programme.imports.plan.comparing import Delta
from events.programme.imports.plan.held import Held
from events.programme.imports.plan.persons import Persons
from events.programme.imports.plan.places import Places
from events.programme.imports.plan.span import days_of
from events.programme.imports.plan.stated import Values
from events.programme.models import ImportedSession

State = Literal["new", "changed", "same", "conflict", "refused"]
MINE, FILE = "mine", "file"
ORGANISER = "organiser"
DECLINED = "declined"  # a session that was deleted here, and is to stay away


@dataclass(frozen=True)
class Row:
    """A draft, and what would become of it. `refused`: it waits for an answer, or cannot be stored as it is."""

    number: int  # its place in the file
    draft: Draft
    state: State
    said: Values
    session: int | None = None
    imported: ImportedSession | None = None
    deltas: tuple[Delta, ...] = ()
    rest: tuple[tuple[str, str], ...] = ()
    moves_from: str = ""  # the language in which the last import had it, where an organiser says another

    @property
    def is_deleted_here(self) -> bool:
        return self.imported is not None and self.session is None

    @property
    def is_declined(self) -> bool:
        return self.imported is not None and bool(self.imported.data.get(DECLINED))


@dataclass(frozen=True)
class Gone:
    """Imported once and not in this file: told, never deleted."""

    session: int
    title: str


@dataclass
class Plan:
    event: Event
    facts: Facts
    rows: list[Row]
    gone: list[Gone]
    faults: list[Fault]
    people: Persons
    places: Places
    held: Held
    overlaps: dict[str, int] = field(default_factory=dict)  # room as a reference → pairs of sessions
    unknown: dict[str, Counter[str]] = field(default_factory=dict)  # topics and sub-themes, and in how many rows
    shared: list[str] = field(default_factory=list)  # names of rooms that were marked so, once it is carried out

    @property
    def offers(self) -> list[Offer]:
        return [*offers_of(self.faults), *self.people.offers]

    @property
    def errors(self) -> list[Fault]:
        """What stops an import until it is mended, answered or left out."""
        return [fault for fault in self.faults if fault.kind != "note"]

    @property
    def notes(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.kind == "note"]

    @property
    def drafts(self) -> list[Draft]:
        return [row.draft for row in self.rows]

    def of(self, *states: State) -> list[Row]:
        return [row for row in self.rows if row.state in states]

    @property
    def counts(self) -> dict[str, int]:
        return {
            "sessions": len(self.rows),
            "rooms": len(self.places),
            "speakers": len(self.people),
            "days": len(days_of(self.drafts, self.event.time_zone)),
            "new": len(self.of("new")),
            "changed": len(self.of("changed")),
            "same": len(self.of("same")),
            "conflicts": len(self.of("conflict")),
        }

    def organisers(self, row: Row) -> list[tuple[str, str]]:
        """Headings and texts that no reader sees, and that the desk keeps beside the session."""
        return [pair for pair in row.draft.rest if self.facts.headings.get(pair[0]) == ORGANISER]

    @property
    def languages(self) -> Counter[str]:
        """In which languages the rows are, by how many."""
        return Counter(draft.language for draft in self.drafts)

    @property
    def language_said(self) -> str:
        """What an organiser said of the whole file."""
        return next((draft.language for draft in self.drafts if draft.language_by == "desk"), "")

    @property
    def is_language_unsure(self) -> bool:
        """Nothing in the file says in which language it is: that of the place was taken."""
        return any(draft.language_by == "place" for draft in self.drafts)

    @property
    def digest(self) -> str:
        """Two plans that are equal would write the same."""
        looks = [(row.number, row.state, row.session, [repr(delta) for delta in row.deltas]) for row in self.rows]
        return blake2b(repr((looks, self.gone)).encode(), digest_size=12).hexdigest()
