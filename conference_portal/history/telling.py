"""The history of an object as a page tells it: step by step, who, when, and what from what to what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.db.models import Q
from django.forms.models import _get_foreign_key
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from conference_portal.history import wording
from conference_portal.history.models import Change
from conference_portal.history.reading import of_rows

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest
    from django.utils.safestring import SafeString

Model = type[models.Model]


@dataclass(frozen=True)
class Part:
    """Rows that one page edits: the object itself, or what hangs on it by a column."""

    model: Model
    page: Any  # of the object, or the inline: both know their gates
    column: str = ""

    @property
    def is_itself(self) -> bool:
        return not self.column

    @property
    def lists(self) -> dict[Model, Any]:
        """The tables between, each with the field that keeps it."""
        return {each.remote_field.through: each for each in self.model._meta.local_many_to_many}  # type: ignore[misc]

    def called(self, row: models.Model) -> str:
        return str(getattr(self.page, "called", str)(row))


@dataclass
class Line:
    """A value from what to what; or a word about a row. `was` and `now` are empty where there was nothing."""

    label: str
    was: str = ""
    now: str = ""
    language: str = ""
    language_words: str = ""
    difference: SafeString | str = ""
    change: int = 0
    column: str = ""  # that may be restored from here


@dataclass
class Entry:
    """What a step did to one row. `title`: which, "" for the object itself; `verb`: added, deleted or nothing."""

    title: str
    kind: str = ""
    verb: str = ""
    lines: list[Line] = field(default_factory=list)


@dataclass
class Step:
    at: datetime
    who: str
    way: str
    first: int  # the number of its first change: all from there on may be taken back
    entries: list[Entry]
    takes_back: bool = False


def parts_of(page: Any, request: HttpRequest, row: models.Model) -> list[Part]:
    inlines = page.get_inline_instances(request, row)
    hanging = [
        Part(each.model, each, _get_foreign_key(type(row), each.model, fk_name=each.fk_name).column) for each in inlines
    ]
    return [Part(type(row), page), *hanging]


def changes_of_object(parts: Iterable[Part], row: models.Model) -> Q:
    found = Q(pk__in=())
    for part in parts:
        if part.is_itself:
            found |= of_rows(part.model, Q(pk=row.pk), [("id", [row.pk])])
        else:
            name = part.column.removesuffix("_id")
            found |= of_rows(part.model, Q(**{name: row.pk}), [(part.column, [row.pk])])
    return found


def writable(part: Part, request: HttpRequest, row: models.Model) -> set[str]:
    """The columns that this person could write in the form."""
    shown = flatten_fieldsets(part.page.get_fieldsets(request, row))
    fixed = set(part.page.get_readonly_fields(request, row))
    return {each.column for each in wording.columns_of(part.model) if each.name in shown and each.name not in fixed}


class Teller:
    """Tells steps of one object. Names are asked for before, so that the number of queries does not grow."""

    def __init__(self, request: HttpRequest, row: models.Model, parts: list[Part]) -> None:
        self.request, self.row, self.parts = request, row, parts
        self.names = wording.Names(request.user)
        self.part_of = {part.model._meta.db_table: part for part in parts}
        self.list_of = {between._meta.db_table: (part, each) for part in parts for between, each in part.lists.items()}
        self.between: dict[tuple[str, int], dict[str, Any]] = {}
        self._writable: dict[str, set[str]] = {}

    def steps(self, changes: Iterable[Change], *, may: bool) -> list[Step]:
        """The newest first, as they come."""
        deeds: dict[Any, list[Change]] = {}
        for change in changes:
            deeds.setdefault(change.deed, []).insert(0, change)
        self.learn([change for each in deeds.values() for change in each])
        people = wording.people(change.who for each in deeds.values() for change in each)
        return [self._step(each, people, may=may) for each in deeds.values() if each]

    def _step(self, changes: list[Change], people: dict[int | None, str], *, may: bool) -> Step:
        first = changes[0]
        who = people.get(first.who) or (_("Somebody whose account is gone") if first.who else "")
        made = any(each.table == self.row._meta.db_table and each.action == "insert" for each in changes)
        entries = self.entries(changes, may=may)
        return Step(first.at, who, wording.way_words(first.how), first.pk, entries, may and not made and bool(entries))

    # What is told of

    def learn(self, changes: Iterable[Change]) -> None:
        """Reads what the changes name."""
        given = list(changes)
        self._learn_lists([each for each in given if each.table in self.list_of])
        for change in given:
            if part := self.part_of.get(change.table):
                self.names.want(part.model, change.row)
                self._want_values(part.model, {**(change.before or {})}, {**(change.after or {})})
        self.names.load()

    def _want_values(self, model: Model, *held: dict[str, Any]) -> None:
        for each in wording.columns_of(model):
            if each.remote_field:
                for values in held:
                    self.names.want(each.remote_field.model, values.get(each.column))

    def _learn_lists(self, changes: list[Change]) -> None:
        """Rows between two: of a deletion they are at hand, of others they are read, gone or not."""
        by_table: dict[str, set[int]] = {}
        for change in changes:
            by_table.setdefault(change.table, set()).add(change.row)
        for table, keys in by_table.items():
            part, each = self.list_of[table]
            between: Any = each.remote_field.through
            for values in between._base_manager.filter(pk__in=keys).values():
                self.between[table, values["id"]] = values
            for gone in Change.objects.filter(table=table, row__in=keys, action=Change.Action.DELETE):
                self.between.setdefault((table, gone.row), gone.before or {})
            for (known, _key), values in self.between.items():
                if known == table:
                    self.names.want(part.model, values.get(own_column(each)))
                    self.names.want(each.remote_field.model, values.get(other_column(each)))

    # Telling

    def entries(self, changes: Iterable[Change], *, may: bool) -> list[Entry]:
        found: dict[tuple[str, Any], Entry] = {}
        for change in changes:
            if change.table in self.part_of:
                self._tell_row(found, change, may=may)
            elif change.table in self.list_of:
                self._tell_list(found, change)
        told = [each for each in found.values() if each.verb or each.lines]
        return sorted(told, key=lambda entry: bool(entry.title))  # itself first

    def _entry(self, found: dict[tuple[str, Any], Entry], part: Part, key: Any) -> Entry:
        if part.is_itself:
            return found.setdefault((part.model._meta.db_table, key), Entry(""))
        title = self.names.of(part.model, key, part.called)
        kind = wording.kind_words(part.model)
        return found.setdefault((part.model._meta.db_table, key), Entry(title, kind))

    def _tell_row(self, found: dict[tuple[str, Any], Entry], change: Change, *, may: bool) -> None:
        part = self.part_of[change.table]
        entry = self._entry(found, part, change.row)
        match change.action:
            case "insert":
                entry.verb = pgettext("history", "added")
            case "delete":
                entry.verb, entry.lines = pgettext("history", "deleted"), []
            case _ if not entry.verb:
                entry.lines += self.lines(part, change, may=may)

    def lines(self, part: Part, change: Change, *, may: bool = False) -> list[Line]:
        row = self.names.rows.get((part.model, change.row))
        now: dict[str, Any] = change.after or {}
        was: dict[str, Any] = change.before or {}
        found = []
        for known in (each for each in wording.columns_of(part.model) if each.column in was):
            line = self.line(known, was[known.column], now.get(known.column), row)
            line.change = change.pk
            line.column = known.column if may and self._may_write(part, row, known.column) else ""
            found.append(line)
        return found

    def line(self, known: Any, was: Any, now: Any, row: models.Model | None) -> Line:
        before, after = (wording.value_words(known, value, self.names) for value in (was, now))
        code = wording.language_of(known, row)
        is_long = isinstance(was, str) and isinstance(now, str) and max(len(was), len(now)) > wording.LONG
        told = wording.difference(before, after) if is_long and before and after else ""
        return Line(wording.label(known), before, after, code, wording.language_words(code), told)

    def _may_write(self, part: Part, row: models.Model | None, column: str) -> bool:
        if row is None or (part.model, row.pk) in self.names.gone:
            return False
        if part.model._meta.db_table not in self._writable:
            self._writable[part.model._meta.db_table] = writable(part, self.request, self.row)
        return column in self._writable[part.model._meta.db_table]

    def _tell_list(self, found: dict[tuple[str, Any], Entry], change: Change) -> None:
        part, each = self.list_of[change.table]
        values = self.between.get((change.table, change.row), {})
        entry = self._entry(found, part, values.get(own_column(each)))
        name = self.names.of(each.remote_field.model, values.get(other_column(each)))
        words = capfirst(str(each.verbose_name))
        line = next((line for line in entry.lines if line.label == words), None)
        if line is None:
            line = Line(words)
            entry.lines.append(line)
        side = "was" if change.action == "delete" else "now"
        setattr(line, side, ", ".join(filter(None, [getattr(line, side), name])))


def own_column(each: Any) -> str:
    return f"{each.m2m_field_name()}_id"


def other_column(each: Any) -> str:
    return f"{each.m2m_reverse_field_name()}_id"
