"""Drafts → a plan: what is new, what its file changed since it was last loaded, which lines went. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from conference_portal.archive.drafts import Draft, Drafts
from conference_portal.archive.files import Fault
from conference_portal.archive.models import Loaded
from conference_portal.archive.records import ADDRESSES, KINDS, ROOM, Kind

KIND_OF = {kind.model: kind for kind in KINDS}
OWNERS = {kind: [owner for owner in KINDS if kind in owner.parts.values()] for kind in KINDS}
BY_NAME = {kind.name: kind for kind in KINDS}


@dataclass
class Known:
    """What the database holds: rows by key, and what was loaded. `gone`: loaded once, deleted by an editor since."""

    loaded: dict[str, Loaded]
    pks: dict[str, int] = field(default_factory=dict)
    keys: dict[tuple[Kind, int], str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


@dataclass
class Plan:
    drafts: Drafts
    known: Known
    new: list[Draft] = field(default_factory=list)
    changed: list[tuple[Draft, dict[str, Any]]] = field(default_factory=list)
    removed: list[Loaded] = field(default_factory=list)

    @property
    def touched(self) -> set[Draft]:
        return {*self.new, *(draft for draft, _changes in self.changed)}


def make_plan(drafts: Drafts) -> Plan:
    """Adds to the drafts' faults what only the whole and the database can tell."""
    plan = Plan(drafts, look_up())
    for draft in drafts.by_key.values():
        drafts.faults += _refer(draft, plan)
    for kind in KINDS:
        for draft in drafts.of(kind):
            _sort_in(draft, plan)
    plan.removed = list(_removed(plan))
    with translation.override("en"):
        for draft in filter(lambda draft: draft.is_whole, plan.touched):
            drafts.faults += _validate(draft)
    return plan


def look_up() -> Known:
    """One query for each kind."""
    known = Known({row.key: row for row in Loaded.objects.all()})
    loaded_by_kind: dict[str, dict[int | None, str]] = {}
    for row in known.loaded.values():
        loaded_by_kind.setdefault(row.key.rpartition("/")[2].partition(":")[0], {})[row.object_id] = row.key
    for kind in KINDS:
        loaded = loaded_by_kind.get(kind.name, {})
        for pk, natural in _rows(kind, known).items():
            # An editor may have given it another address since: it is still the one that was loaded.
            if key := loaded.get(pk, natural):
                known.pks[key] = pk
                known.keys[kind, pk] = key
        known.gone |= set(loaded.values()) - known.pks.keys()
    return known


def _rows(kind: Kind, known: Known) -> dict[int, str]:
    """All rows of a kind, with the key that a file would give them; without one where only a place in a list tells."""
    names = [name for name in kind.key if name != "position"]
    owners = [] if kind.in_root else OWNERS[kind]
    columns = [*names, *(owner.name for owner in owners)]
    found = {}
    for pk, *row in kind.model._default_manager.order_by("pk").values_list("pk", *columns):
        values = dict(zip(columns, row, strict=True))
        owner = next((known.keys.get((owner, values[owner.name])) for owner in owners if values[owner.name]), None)
        name = kind.named(_word(kind, name, values[name], known) for name in names)
        found[pk] = "" if "position" in kind.key else f"{owner}/{name}" if owner else name
    return found


def _word(kind: Kind, name: str, value: Any, known: Known) -> str:
    """As the file writes it."""
    related = kind.fields[name].related_model
    if value is None or related is None:
        return str(value or "")
    return known.keys.get((KIND_OF[related], value), "").rpartition(":")[2]


def _refer(draft: Draft, plan: Plan) -> Iterator[Fault]:
    for name, wanted in draft.references.items():
        column = draft.kind.fields[name]
        keys = []
        for words, line in wanted:
            if key := _find(draft, column, words, plan):
                keys.append(key)
            else:
                yield Fault(draft.path, line, f"{name}: {_not_found(column, words, plan)}")
        if column.many_to_many:
            draft.values[name] = sorted(set(keys))
        else:
            draft.values[name] = keys[0] if keys else None


def _find(draft: Draft, column: models.Field[Any, Any], words: str, plan: Plan) -> str | None:
    address = ADDRESSES[column.related_model]  # type: ignore[index]
    pieces = words.split("/") if "{1}" in address else [words]
    if len(pieces) != 1 + ("{1}" in address):
        return None
    event = draft.event()
    for scope in _scopes(event, plan.drafts) if event and "{scope}" in address else [""]:
        key = address.format(*pieces, event=event.key if event else "", scope=scope)
        if (key in plan.drafts.by_key or key in plan.known.pks) and key not in plan.known.gone:
            return key
    return None


def _scopes(event: Draft, drafts: Drafts) -> Iterator[str]:
    seen: set[str] = set()
    while event.key not in seen:
        seen.add(event.key)
        yield event.key
        yield from (f"edition:{words}" for words, _line in event.references.get("edition", []))
        above = next((f"event:{words}" for words, _line in event.references.get("part_of", [])), "")
        event = drafts.by_key.get(above, event)


def _not_found(column: models.Field[Any, Any], words: str, plan: Plan) -> str:
    kind = KIND_OF[column.related_model]  # type: ignore[index]
    own = f"{kind.name}:"
    keys = [key for key in [*plan.drafts.by_key, *plan.known.pks] if key.rpartition("/")[2].startswith(own)]
    names = {key.replace("venue:", "").replace(own, "") if kind is ROOM else key.rpartition(own)[2] for key in keys}
    near = get_close_matches(words, names - {words}, n=1, cutoff=0.5)
    return f"there is no {kind.name} “{words}” here." + (f" Is it “{near[0]}”?" if near else "")


def _sort_in(draft: Draft, plan: Plan) -> None:
    known = plan.known
    if draft.owner and draft.owner.key in known.gone:
        known.gone.add(draft.key)
    if draft.key in known.gone:
        return
    if draft.key not in known.pks:
        plan.new.append(draft)
        return
    row = known.loaded.get(draft.key)
    last = row.data if row else {}
    blank = draft.kind.blank()
    changes = {name: value for name, value in draft.values.items() if value != last.get(name, blank.get(name))}
    if changes:
        plan.changed.append((draft, changes))


def _removed(plan: Plan) -> Iterator[Loaded]:
    """Lines whose record still stands in its file without them."""
    for key, row in plan.known.loaded.items():
        owner, _slash, own = key.rpartition("/")
        kind = BY_NAME.get(own.partition(":")[0])
        if kind and kind.is_line and key not in plan.drafts.by_key and owner in plan.drafts.by_key:
            yield row


def _validate(draft: Draft) -> Iterator[Fault]:
    """What the model says of one record by itself; what only the database can say, it says when it is written."""
    relations = {column.name for column in draft.kind.model._meta.fields if column.is_relation}
    thing = draft.kind.model(**plain_columns(draft.kind, draft.values))
    try:
        thing.clean_fields(exclude=relations | set(draft.kind.translated))
        thing.clean()
        for constraint in draft.kind.model._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                constraint.validate(draft.kind.model, thing, exclude=relations)
    except ValidationError as error:
        found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in found.items():
            about = f"{name}: " if name else ""
            yield draft.fault(f"{about}{' '.join(messages)}", column=name)


def plain_columns(kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
    """The columns that refer to nothing, as Python has them."""
    columns = {column.name: column for column in kind.model._meta.get_fields() if not column.is_relation}
    return {name: columns[name].to_python(value) for name, value in values.items() if name in columns}  # type: ignore[union-attr]
