"""A plan → rows: what sessions refer to, then new sessions together, then changed ones, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from conference_portal.kit.languages import OTHER, column
from conference_portal.kit.pages import moment
from conference_portal.search.models import Entry
from events.programme.imports.applying import addresses
from events.programme.imports.applying.founding import LAST, Founder, blank, in_pane
from events.programme.imports.plan import FILE, Plan, Row
from events.programme.imports.plan.stated import LINKS, TIMES, Values, pane
from events.programme.models import Appearance, Session
from speakers.models import Speaker

AT_ONCE = 500


class Writer:
    """`decisions`: of rows in conflict, by their place in the file; undecided, the portal's word stays."""

    def __init__(self, plan: Plan, decisions: Mapping[int, str]) -> None:
        self.plan, self.event, self.decisions = plan, plan.event, decisions
        self.founder = Founder(plan)
        self.made: dict[int, int] = {}  # by the place of the draft in the file
        self.written: list[int] = []  # sessions

    def write(self) -> None:
        new = [row for row in self.plan.of("new", "conflict") if self._is_made(row)]
        changed = [row for row in self.plan.of("changed", "conflict") if row.session and self._taken(row)]
        needed = [(row, row.said) for row in new] + [(row, self._taken(row)) for row in changed]
        self.founder.found(needed)
        self._make_sessions(new)
        self._change(changed)
        speakers = {(Speaker.search_kind, key) for key in self.founder.speakers}
        Entry.objects.refresh_keys({(Session.search_kind, key) for key in self.written} | speakers)

    def _is_made(self, row: Row) -> bool:
        return row.state == "new" or (row.is_deleted_here and self.decisions.get(row.number) == FILE)

    def _taken(self, row: Row) -> Values:
        """What the file is followed in."""
        wins = self.decisions.get(row.number) == FILE
        return {delta.field: delta.after for delta in row.deltas if delta.outcome == "change" or wins}

    def _make_sessions(self, rows: list[Row]) -> None:
        slugs = addresses.of_sessions(self.event)
        made = [
            Session(
                event=self.event,
                slug=slugs.give(row.draft.title),
                position=min(row.draft.position, LAST),
                **blank(Session, **self._columns(row.said)),
            )
            for row in rows
        ]
        Session.objects.bulk_create(made, batch_size=AT_ONCE)
        self.made = {row.number: session.pk for row, session in zip(rows, made, strict=True)}
        self.written += self.made.values()
        self._make_appearances(rows)
        for name in LINKS:
            pairs = [(self.made[row.number], key) for row in rows for key in row.said.get(name, ())]
            link(name, pairs)

    def _make_appearances(self, rows: list[Row]) -> None:
        Appearance.objects.bulk_create(
            (
                Appearance(
                    session_id=self.made[row.number],
                    speaker_id=self.founder.person(who),
                    role=role,
                    position=position,
                    **blank(Appearance, **in_pane(row.draft.language, job_title=job, organisation=at)),
                )
                for row in rows
                for position, (who, role, job, at) in enumerate(row.said.get("people", ()))
            ),
            batch_size=AT_ONCE,
        )

    def _columns(self, values: Values) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in values.items():
            if name == "time":
                found |= times(value)
            elif name == "room":
                found["room_id"] = self.founder.key(value)
            elif name == "cancelled":
                found["cancelled_at"] = moment() if value else None
            elif name not in {"people", *LINKS}:
                found[name] = value
        return found

    def _change(self, rows: list[Row]) -> None:
        for row in rows:
            taken = self._taken(row)
            if found := self._columns(taken):
                Session.objects.filter(pk=row.session or 0).update(**found)
            if "people" in taken:
                self._arrange(row, taken["people"])
            for name in set(LINKS) & taken.keys():
                self._relink(row, name, taken[name])
            self.written.append(row.session or 0)

    def _arrange(self, row: Row, people: list[list[Any]]) -> None:
        """Who stays keeps what was translated of them."""
        there = {(each["speaker_id"], each["role"]): each for each in self.plan.held.appearances(row.session or 0)}
        for position, (who, role, job, at) in enumerate(people):
            said = {"position": position, **in_pane(row.draft.language, job_title=job, organisation=at)}
            if (held := there.pop((self.founder.person(who), role), None)) is not None:
                Appearance.objects.filter(pk=held["pk"]).update(**left_behind(row, held), **said)
            else:
                Appearance.objects.bulk_create(
                    [Appearance(session_id=row.session or 0, speaker_id=self.founder.person(who), role=role, **said)]
                )
        Appearance.objects.filter(pk__in=[each["pk"] for each in there.values()]).delete()

    def _relink(self, row: Row, name: str, keys: list[int]) -> None:
        """What an organiser linked beside what the file named stays."""
        before = set(row.imported.data.get(name, ())) if row.imported else set()
        through: Any = getattr(Session, name).through
        other = Session._meta.get_field(name).m2m_reverse_name()  # type: ignore[union-attr]
        gone = {f"{other}__in": before - set(keys)}
        through.objects.filter(session=row.session, **gone).delete()
        link(name, [(row.session or 0, key) for key in keys])


def left_behind(row: Row, held: Mapping[str, Any]) -> dict[str, Any]:
    """What the last import said of somebody in a language that it was not in, unless it was edited here since."""
    if not row.moves_from or row.imported is None:
        return {}
    said = {(who, role): words for who, role, *words in row.imported.data.get("people", ())}
    words = said.get((held["speaker_id"], held["role"]), ())
    columns = [column(name, pane(row.moves_from)) for name in ("job_title", "organisation")]
    gone = {name: "" for name, word in zip(columns, words, strict=False) if word and held[name] == word}
    empties = all(not held[name] or name in gone for name in columns)
    return gone | ({"other_language": ""} if gone and empties and pane(row.moves_from) == OTHER else {})


def link(name: str, pairs: Iterable[tuple[int, int]]) -> None:
    through: Any = getattr(Session, name).through
    other = Session._meta.get_field(name).m2m_column_name()  # type: ignore[union-attr]
    key = Session._meta.get_field(name).m2m_reverse_name()  # type: ignore[union-attr]
    through.objects.bulk_create((through(**{other: pk, key: aim}) for pk, aim in pairs), ignore_conflicts=True)


def times(values: Iterable[str | None]) -> dict[str, Any]:
    """As columns have them again."""
    readers = {"starts_at": datetime, "ends_at": datetime, "starts_on": date, "ends_on": date}
    return {
        name: readers[name].fromisoformat(value) if value else None for name, value in zip(TIMES, values, strict=True)
    }
