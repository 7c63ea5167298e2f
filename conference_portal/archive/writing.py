"""A plan → rows. New records of a kind are written together, changed ones column by column, so that an editor's other
columns stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import translation

from conference_portal.archive.drafts import Draft
from conference_portal.archive.files import Fault
from conference_portal.archive.models import Loaded
from conference_portal.archive.plan import BY_NAME, Plan, plain_columns
from conference_portal.archive.records import KINDS, Kind
from conference_portal.search.models import Entry, Searched


class Writer:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.pks = plan, plan.known.pks
        self.faults: list[Fault] = []
        self.removed = 0
        self.things: dict[str, models.Model] = {}

    def write(self) -> None:
        """Stops at the kind whose rows the database refuses; `faults` then says which."""
        self._remove()
        for kind in KINDS:
            for drafts in self._generations([draft for draft in self.plan.new if draft.kind is kind]):
                self._create(kind, drafts)
            self._change(kind, [(draft, changes) for draft, changes in self.plan.changed if draft.kind is kind])
            if self.faults:
                return
        owners = [thing.searched_with() for thing in self.things.values() if isinstance(thing, Searched)]
        Entry.objects.refresh(owner for each in owners for owner in each)
        self._remember()

    def _generations(self, drafts: list[Draft]) -> Iterable[list[Draft]]:
        """Parents before parts, where records refer to their own kind."""
        waiting = {draft.key: draft for draft in drafts}
        while waiting:
            ready = [draft for draft in waiting.values() if not waiting.keys() & self._referred(draft)]
            if not ready:
                self.faults += [draft.fault("It refers to itself, round in a circle.") for draft in waiting.values()]
                return
            yield ready
            for draft in ready:
                del waiting[draft.key]

    def _referred(self, draft: Draft) -> set[str]:
        return {draft.values[name] for name in draft.references if isinstance(draft.values[name], str)}

    def _create(self, kind: Kind, drafts: list[Draft]) -> None:
        things = [kind.model(**self._columns(kind, draft.values)) for draft in drafts]
        try:
            with transaction.atomic():
                kind.model._default_manager.bulk_create(things)
        except IntegrityError:
            self._blame(drafts, things)
            return
        for draft, thing in zip(drafts, things, strict=True):
            self.pks[draft.key], self.things[draft.key] = thing.pk, thing
        for name, column in kind.fields.items():
            if column.many_to_many:
                pairs = [(self.pks[draft.key], key) for draft in drafts for key in draft.values[name]]
                self._link(column, pairs)

    def _blame(self, drafts: list[Draft], things: list[models.Model]) -> None:
        """One by one, to learn which of them the database refuses."""
        for draft, thing in zip(drafts, things, strict=True):
            thing.pk = None
            with self._blaming(draft):
                thing.save_base(force_insert=True)

    @contextmanager
    def _blaming(self, draft: Draft) -> Iterator[None]:
        try:
            with transaction.atomic():
                yield
        except IntegrityError as error:
            with translation.override("en"):
                self.faults.append(draft.fault(_reason(draft.kind.model, error)))

    def _change(self, kind: Kind, changed: list[tuple[Draft, dict[str, Any]]]) -> None:
        locked = kind.model._default_manager.select_for_update(of=("self",))
        things = locked.in_bulk([self.pks[draft.key] for draft, _changes in changed])
        for draft, changes in changed:
            thing = things[self.pks[draft.key]]
            columns = self._columns(kind, changes)
            for name, value in columns.items():
                setattr(thing, name, value)
            if columns:
                bases = {name for name in kind.translated if any(given.startswith(f"{name}_") for given in columns)}
                with self._blaming(draft):
                    thing.save(update_fields=[*columns, *bases])
            for name in changes:
                if kind.fields.get(name) is not None and kind.fields[name].many_to_many:
                    self._relink(thing, name, draft)

    def _relink(self, thing: models.Model, name: str, draft: Draft) -> None:
        """What an editor linked beside what the file named stays."""
        row = self.plan.known.loaded.get(draft.key)
        before, after = set(row.data.get(name, []) if row else []), set(draft.values[name])
        links = getattr(thing, name)
        links.remove(*(self.pks[key] for key in before - after if key in self.pks))
        links.add(*(self.pks[key] for key in after - before))
        if isinstance(thing, Searched):  # it was saved before its links were
            thing.renew()

    def _link(self, column: Any, pairs: list[tuple[int, str]]) -> None:
        through = column.remote_field.through
        own, other = column.m2m_column_name(), column.m2m_reverse_name()
        through._default_manager.bulk_create(through(**{own: pk, other: self.pks[key]}) for pk, key in pairs)

    def _columns(self, kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
        found = plain_columns(kind, values)
        for column in kind.model._meta.fields:
            if column.is_relation and column.name in values:
                key = values[column.name]
                if key in self.things:  # as a thing, not as a number: what is found by its words asks for its year
                    found[column.name] = self.things[key]
                else:
                    found[column.attname] = self.pks[key] if key else None
        return found

    def _remove(self) -> None:
        """Lines that went from their files, unless an editor has changed them since."""
        for row in self.plan.removed:
            kind = BY_NAME[row.key.rpartition("/")[2].partition(":")[0]]
            thing = kind.model._default_manager.filter(pk=row.object_id).first()
            if thing is not None and self._is_as_loaded(kind, thing, row.data):
                thing.delete()
                self.removed += 1
            row.delete()

    def _is_as_loaded(self, kind: Kind, thing: models.Model, data: dict[str, Any]) -> bool:
        try:
            columns = self._columns(kind, data)
        except KeyError:  # it refers to what is no longer there
            return False
        return all(getattr(thing, name) == value for name, value in columns.items())

    def _remember(self) -> None:
        changed = [draft for draft, _changes in self.plan.changed]
        rows = [
            Loaded(key=draft.key, path=draft.path, object_id=self.pks[draft.key], data=draft.values)
            for draft in (*self.plan.new, *changed)
        ]
        Loaded.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["key"], update_fields=["path", "object_id", "data"]
        )


def _reason(model: type[models.Model], error: IntegrityError) -> str:
    """In the model's own words, where it has some for the constraint."""
    diagnosis = error.__cause__.diag  # type: ignore[union-attr]
    for constraint in model._meta.constraints:
        message = constraint.violation_error_message
        if constraint.name == diagnosis.constraint_name and message != constraint.default_violation_error_message:
            return str(message)
    return f"{diagnosis.constraint_name}: {diagnosis.message_detail or diagnosis.message_primary}"
