"""Taking back: what was changed since, undone step by step in thought, then written as a form would write it.

Nothing is written past the rules: who may not write a column in the form does not write it here, and what is no longer
valid says why. Taking back is a change like any other, and can itself be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from conference_portal.history import wording
from conference_portal.history.models import Change
from conference_portal.history.telling import Entry, Line, Part, Teller, other_column, own_column, writable
from conference_portal.history.validity import faults, plain, put_back, python, stored
from conference_portal.kit.lists import protecting
from conference_portal.kit.recording import sign


class Refused(Exception):  # noqa: N818 (as an editor says it)
    """What stands in the way, in words. Nothing was written."""

    def __init__(self, told: list[str]) -> None:
        self.told = told
        super().__init__("; ".join(told))


@dataclass
class Aim:
    """How one row is to be: with these values, made anew, or gone."""

    part: Part
    key: int
    values: dict[str, Any] = field(default_factory=dict)
    is_made: bool = False
    is_removed: bool = False


@dataclass
class Lists:
    """What is to be put into a list, and taken out of it."""

    part: Part
    key: int
    field: Any
    put: set[int] = field(default_factory=set)
    take: set[int] = field(default_factory=set)


class Restoration:
    """Back to how the object was before these changes; `only`: one column of one of them."""

    def __init__(self, teller: Teller, changes: Iterable[Change], *, only: str = "") -> None:
        self.teller, self.request, self.row = teller, teller.request, teller.row
        self.aims: dict[tuple[str, int], Aim] = {}
        self.lists: dict[tuple[str, int], Lists] = {}
        newest_first = sorted(changes, key=lambda change: -change.pk)
        teller.learn(newest_first)
        for change in newest_first:
            if change.table in teller.part_of:
                self._undo(change, only)
            elif not only and change.table in teller.list_of:
                self._undo_list(change)
        self._settle()

    def _undo(self, change: Change, only: str) -> None:
        part = self.teller.part_of[change.table]
        aim = self.aims.setdefault((change.table, change.row), Aim(part, change.row))
        before: dict[str, Any] = change.before or {}
        match change.action:
            case "delete":
                aim.is_made, aim.is_removed, aim.values = True, False, dict(before)
            case "insert" if aim.is_made:
                del self.aims[change.table, change.row]  # came and went since
            case "insert":
                aim.is_removed = not part.is_itself
            case _:
                aim.values |= {only: before[only]} if only else before

    def _undo_list(self, change: Change) -> None:
        part, each = self.teller.list_of[change.table]
        values = self.teller.between.get((change.table, change.row), {})
        own, other = values.get(own_column(each)), values.get(other_column(each))
        if own is None or other is None:
            return
        aim = self.lists.setdefault((change.table, own), Lists(part, own, each))
        to, away = (aim.put, aim.take) if change.action == "delete" else (aim.take, aim.put)
        to.add(other)
        away.discard(other)

    def _settle(self) -> None:
        """Leaves out what is so already, what the form would not let this person write, and lists of rows that go."""
        self.stays: list[str] = []
        for key, aim in list(self.aims.items()):
            if aim.is_removed or aim.is_made:
                continue
            now = self._now(aim)
            may = writable(aim.part, self.request, self.row) if now else set()
            aim.values = {name: value for name, value in aim.values.items() if now and self._differs(now, name, value)}
            fixed = [name for name in aim.values if name not in may]
            self.stays += [wording.label(wording.field_of(aim.part.model, name)) for name in fixed]
            aim.values = {name: value for name, value in aim.values.items() if name in may}
            if not aim.values:
                del self.aims[key]
        for key, each in list(self.lists.items()):
            owner = self.aims.get((each.part.model._meta.db_table, each.key))
            is_there = (each.part.model, each.key) in self.teller.names.rows
            is_back = owner is not None and owner.is_made
            is_alive = is_there and (each.part.model, each.key) not in self.teller.names.gone
            self._trim(each)
            if (owner and owner.is_removed) or not (is_back or is_alive) or not (each.put or each.take):
                del self.lists[key]

    def _trim(self, each: Lists) -> None:
        own, other = own_column(each.field), other_column(each.field)
        between = each.field.remote_field.through._base_manager.filter(**{own: each.key})
        there = set(between.values_list(other, flat=True))
        each.put, each.take = each.put - there, each.take & there

    def _now(self, aim: Aim) -> models.Model | None:
        known = (aim.part.model, aim.key)
        return None if known in self.teller.names.gone else self.teller.names.rows.get(known)

    def _differs(self, now: models.Model, name: str, value: Any) -> bool:
        known = wording.field_of(type(now), name)
        return known is not None and (stored(now, known) or None) != (python(known, value) or None)

    # Told

    def __bool__(self) -> bool:
        return bool(self.aims or self.lists)

    @property
    def digest(self) -> str:
        """Of what is there now and what would be: what was looked at is what is done."""
        told = [
            (each.title, each.verb, [(line.label, line.language, line.was, line.now) for line in each.lines])
            for each in self.entries()
        ]
        return blake2b(repr(told).encode(), digest_size=12).hexdigest()

    def entries(self) -> list[Entry]:
        """What would change, from what to what."""
        for each in self.lists.values():
            for key in each.put | each.take:
                self.teller.names.want(each.field.remote_field.model, key)
        self.teller.names.load()
        found = {key: self._entry(aim) for key, aim in self.aims.items()}
        for each in self.lists.values():
            entry = found.setdefault((each.part.model._meta.db_table, each.key), self._bare(each.part, each.key))
            take, put = (", ".join(self._named(each, keys)) for keys in (each.take, each.put))
            entry.lines.append(Line(wording.label(each.field), take, put))
        return sorted(found.values(), key=lambda entry: bool(entry.title))  # itself first

    def _named(self, each: Lists, keys: set[int]) -> list[str]:
        return sorted(self.teller.names.of(each.field.remote_field.model, key) for key in keys)

    def _bare(self, part: Part, key: int) -> Entry:
        if part.is_itself:
            return Entry("")
        return Entry(self.teller.names.of(part.model, key, part.called), wording.kind_words(part.model))

    def _entry(self, aim: Aim) -> Entry:
        entry = self._bare(aim.part, aim.key)
        if aim.is_made or aim.is_removed:
            entry.verb = _("comes back") if aim.is_made else _("is deleted")
            return entry
        now = self._now(aim)
        for known in (each for each in wording.columns_of(aim.part.model) if each.column in aim.values):
            entry.lines.append(self.teller.line(known, plain(known, now), aim.values[known.column], now))
        return entry

    # Done

    def carry_out(self) -> list[str]:
        """Gives the names of the fields that were written. Within a transaction, the object locked. Raises Refused."""
        sign(self.request.user, "restore")
        try:
            with transaction.atomic():
                return self._write()
        except IntegrityError as error:
            raise Refused([_("The database refuses it: something else stands in its place by now.")]) from error

    def _write(self) -> list[str]:
        told: list[str] = []
        for aim in sorted(self.aims.values(), key=lambda aim: not aim.is_removed):
            told += self._removed(aim) if aim.is_removed else self._made(aim) if aim.is_made else self._changed(aim)
        for each in self.lists.values():
            told += self._listed(each)
        if told:
            raise Refused(told)
        self.row.refresh_from_db()
        self.row.save(update_fields=())  # what is searched is renewed
        written = {name for aim in self.aims.values() if aim.part.is_itself for name in aim.values}
        return [each.name for each in wording.columns_of(type(self.row)) if each.column in written]

    def _changed(self, aim: Aim) -> list[str]:
        row = aim.part.model._base_manager.get(pk=aim.key)
        fields = [wording.field_of(aim.part.model, name) for name in aim.values]
        told = [words for each in fields if (words := self._not_to_choose(aim.part, each, aim.values[each.column]))]
        if told:
            return told
        for each in fields:
            setattr(row, each.attname, python(each, aim.values[each.column]))
        told = faults(row, fields)
        if not told:
            row.save(update_fields=[each.name for each in fields])
        return told

    def _not_to_choose(self, part: Part, known: Any, value: Any) -> str:
        """What a reference pointed to may be gone, or no longer this person's to choose."""
        if isinstance(known, models.FileField) and value and not known.storage.exists(value):
            return _("%(field)s: the file is no longer there.") % {"field": wording.label(known)}
        if not known.remote_field or value is None:
            return ""
        if part.page.choices(known, self.request).filter(pk=value).exists():
            return ""
        words = _("%(field)s: what it said is no longer there, or not yours to choose.")
        return words % {"field": wording.label(known)}

    def _made(self, aim: Aim) -> list[str]:
        return put_back(aim.part.model, aim.values)

    def _removed(self, aim: Aim) -> list[str]:
        row = aim.part.model._base_manager.filter(pk=aim.key).first()
        if row is None:
            return []
        if protecting([row], self.request.user):
            return [_("“%(name)s” cannot be deleted: others refer to it.") % {"name": wording.name_of(row)}]
        try:
            row.delete()
        except ProtectedError:
            return [_("“%(name)s” cannot be deleted: others refer to it.") % {"name": wording.name_of(row)}]
        return []

    def _listed(self, each: Lists) -> list[str]:
        row = each.part.model._base_manager.get(pk=each.key)
        kept = getattr(row, each.field.name)
        may = each.part.page.choices(each.field, self.request)
        lost = each.put - set(may.filter(pk__in=each.put).values_list("pk", flat=True))
        if lost:
            names = {"field": wording.label(each.field), "names": ", ".join(self._named(each, lost))}
            return [_("%(field)s: no longer there, or not yours to choose: %(names)s.") % names]
        kept.add(*each.put)
        kept.remove(*each.take)
        row.save(update_fields=())
        return []
