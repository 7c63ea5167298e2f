"""Files → drafts: what each record would be, before anybody asks the database. Every fault is found, not the first."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models

from conference_portal.archive.files import Fault, Item, UnreadableError, paths, read
from conference_portal.archive.records import EVENT, FOLDERS, LISTS, Kind
from conference_portal.archive.values import parts, texts, value, words
from conference_portal.kit.languages import column

RELEASED = "released"


@dataclass(eq=False)
class Draft:
    """A record of a file. `values` holds every column that its kind may give, references by key; `lines` where a
    column's value stands; `references` what still has to be found, by column."""

    kind: Kind
    key: str
    path: str
    line: int
    owner: Draft | None
    values: dict[str, Any]
    lines: dict[str, int] = field(default_factory=dict)
    references: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    is_released: bool = False
    is_whole: bool = True  # nothing in it was unreadable or missing: the model may judge it

    def fault(self, reason: str, *, column: str = "") -> Fault:
        return Fault(self.path, self.lines.get(column, self.line), reason)

    def event(self) -> Draft | None:
        """The event that it is or stands in."""
        if self.kind is EVENT:
            return self
        return self.owner.event() if self.owner else None


@dataclass
class Drafts:
    by_key: dict[str, Draft] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    is_partial: bool = False  # a whole file could not be read: what refers to its records is not to blame

    def of(self, kind: Kind) -> list[Draft]:
        return [draft for draft in self.by_key.values() if draft.kind is kind]


def read_archive(folder: Path) -> Drafts:
    found = Drafts()
    for path in paths(folder):
        name = path.relative_to(folder).as_posix()
        try:
            _File(name, found).read(read(path))
        except UnreadableError as error:
            found.is_partial = True
            found.faults.append(Fault(name, error.line, error.reason))
    return found


class _File:
    def __init__(self, name: str, drafts: Drafts) -> None:
        self.name, self.drafts = name, drafts

    def fault(self, line: int, reason: str) -> None:
        self.drafts.faults.append(Fault(self.name, line, reason))

    def read(self, item: Item) -> None:
        stem = self.name.partition(".")[0]
        folder, _slash, file = stem.rpartition("/")
        if stem in LISTS:
            self.records(LISTS[stem], item, owner=None)
        elif folder in FOLDERS:
            kind = FOLDERS[folder]
            draft = self.record(kind, item, owner=None, position=1)
            if draft and draft.key != f"{kind.name}:{file}":
                self.fault(draft.line, f"This is {draft.key}: its file must be named after it.")
        else:
            self.fault(1, "The archive has no file of this name.")

    def records(self, kind: Kind, item: Item, *, owner: Draft | None) -> None:
        if not kind.key:
            self.record(kind, item, owner=owner, position=1)
            return
        for position, part in enumerate(parts(item), start=1):
            self.record(kind, part, owner=owner, position=position)

    def record(self, kind: Kind, item: Item, *, owner: Draft | None, position: int) -> Draft | None:
        if not isinstance(item.value, dict):
            self.fault(item.line, f"This is {item.kind}, but a record ({kind.name}) is wanted.")
            return None
        draft = Draft(kind, "", self.name, item.line, owner, kind.blank())
        if kind.is_placed:
            draft.values["position"] = position
        if owner:
            draft.values[owner.kind.name] = owner.key
        given: dict[str, str] = {}
        for name, part in item.value.items():
            if name in kind.fields:
                self.guarded(draft, name, part, given)
        for name in sorted(kind.required - set(item.value)):
            draft.is_whole = False
            self.fault(item.line, f"“{name}” is missing here.")
        if not self.named(draft, given):
            return None
        self.drafts.by_key[draft.key] = draft
        self.rest(draft, item.value)
        return draft

    def guarded(self, draft: Draft, name: str, item: Item, given: dict[str, str]) -> None:
        try:
            given[name] = _column(draft, name, item)
        except UnreadableError as error:
            draft.is_whole = False
            self.fault(error.line, f"{name}: {error.reason}")

    def named(self, draft: Draft, given: dict[str, str]) -> bool:
        """Gives the draft its key; without one it cannot stand beside others."""
        kind, known = draft.kind, self.drafts.by_key
        if any(name in kind.required and name not in given for name in kind.key):
            return False
        name = kind.named(given.get(name) or str(draft.values.get(name) or "") for name in kind.key)
        draft.key = key = name if draft.owner is None or kind.in_root else f"{draft.owner.key}/{name}"
        number = 1
        while kind.may_repeat and draft.key in known:
            number += 1
            draft.key = f"{key}#{number}"
        if draft.key in known:
            first = known[draft.key]
            self.fault(draft.line, f"{name} stands in {first.path}:{first.line} already.")
            return False
        return True

    def rest(self, draft: Draft, entries: dict[str, Item]) -> None:
        """What is no column: the parts of the record, whether it is released, and what nobody knows."""
        for name, item in entries.items():
            if name in draft.kind.fields:
                continue
            try:
                if name in draft.kind.parts:
                    self.records(draft.kind.parts[name], item, owner=draft)
                elif name == RELEASED and draft.kind is EVENT:
                    draft.is_released = bool(value(models.BooleanField(name=name), item))
                else:
                    self.fault(item.line, f"“{name}” is not known here: {_known(draft.kind)}.")
            except UnreadableError as error:
                self.fault(error.line, f"{name}: {error.reason}")


def _column(draft: Draft, name: str, item: Item) -> str:
    """Fills the columns of one key of the file; gives its words, for the record's key."""
    column_ = draft.kind.fields[name]
    if name in draft.kind.translated:
        return _texts(draft, name, item)
    draft.lines[name] = item.line
    if column_.is_relation:
        many = parts(item) if column_.many_to_many else [item]
        draft.references[name] = [(words(part), part.line) for part in many]
        return "" if column_.many_to_many else words(item)
    draft.values[name] = value(column_, item)
    return str(draft.values[name])


def _texts(draft: Draft, name: str, item: Item) -> str:
    found = texts(item)
    if code := found.pop("code", ""):
        known = draft.values["other_language"]
        if known and known != code:
            reason = f"This record has texts in “{known}” already, and there is one pane for both."
            raise UnreadableError(item.line, reason)
        draft.values["other_language"] = code
    for language, text in found.items():
        draft.values[column(name, language)] = text
        draft.lines[column(name, language)] = item.line
    return next(iter(found.values()), "")


def _known(kind: Kind) -> str:
    return ", ".join([*kind.fields, *kind.parts])
