"""After an import: what each row said, whom names were taken for, and what organisers answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from events.programme.imports.applying.founding import Founder
from events.programme.imports.plan import DECLINED, MINE, ORGANISER, Plan, Row, memory_of
from events.programme.imports.plan.stated import Values
from events.programme.models import ImportedSession

AT_ONCE = 500


class Memory:
    """Writes nothing where nothing is new."""

    def __init__(self, plan: Plan, founder: Founder, decisions: Mapping[int, str]) -> None:
        self.plan, self.founder, self.decisions = plan, founder, decisions

    def keep(self, made: Mapping[int, int]) -> None:
        """`made`: keys of new sessions, by the place of their row in the file."""
        new, changed = [], []
        for row in self.plan.rows:
            session = made.get(row.number, row.session)
            if row.state == "refused" or (row.is_deleted_here and row.number not in {*made, *self.decisions}):
                continue
            data = self._data(row)
            if row.imported is None:
                new.append(self._row(row, session, data))
            elif self._is_news(row, session, data):
                row.imported.session_id, row.imported.key = session, row.draft.key
                row.imported.title, row.imported.data = row.draft.title, data
                changed.append(row.imported)
        ImportedSession.objects.bulk_create(new, batch_size=AT_ONCE)
        ImportedSession.objects.bulk_update(changed, ["session", "key", "title", "data"], batch_size=AT_ONCE)

    def keep_words(self, *, headings: Mapping[str, str], answers: Mapping[str, str]) -> None:
        memory = memory_of(self.plan.event)
        before = (memory.headings, memory.answers, memory.rooms, memory.people, memory.venue_id)
        memory.headings = memory.headings | dict(headings)
        memory.answers = memory.answers | dict(answers)
        memory.rooms = memory.rooms | self._keys(self.plan.places.refs)
        memory.people = memory.people | self._keys(self.plan.people.refs)
        memory.venue = self.founder.venue if self.plan.places.venue is None else memory.venue
        after = (memory.headings, memory.answers, memory.rooms, memory.people, memory.venue_id)
        if before != after or memory.pk is None:
            memory.save()

    def _row(self, row: Row, session: int | None, data: Values) -> ImportedSession:
        return ImportedSession(
            event=self.plan.event, session_id=session, key=row.draft.key, title=row.draft.title, data=data
        )

    def _is_news(self, row: Row, session: int | None, data: Values) -> bool:
        known: Any = row.imported
        return (known.session_id, known.key, known.title, known.data) != (
            session,
            row.draft.key,
            row.draft.title,
            data,
        )

    def _data(self, row: Row) -> Values:
        """What is undecided is not remembered, so that it is asked again."""
        before = row.imported.data if row.imported else {}
        open_ = {delta.field for delta in row.deltas if delta.outcome == "conflict"}
        if row.number in self.decisions:
            open_ = set()
        data = before | {name: self._resolved(name, value) for name, value in row.said.items() if name not in open_}
        for name in (DECLINED, ORGANISER):
            data.pop(name, None)
        if organisers := self.plan.organisers(row):
            data[ORGANISER] = [list(pair) for pair in organisers]
        if row.is_deleted_here and self.decisions.get(row.number) == MINE:
            data[DECLINED] = True
        return data

    def _resolved(self, name: str, value: Any) -> Any:
        if name == "room":
            return self.founder.known(value)
        if name == "people":
            return [[self.founder.known(who), *said] for who, *said in value]
        return value

    def _keys(self, refs: Mapping[str, Any]) -> dict[str, int]:
        found = {name: self.founder.known(ref) for name, ref in refs.items()}
        return {name: key for name, key in found.items() if isinstance(key, int)}
