"""What a file of texts would do, and doing it: what is newer here than the file is never overwritten unasked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from conference_portal.history.wording import difference
from conference_portal.kit.gates import LONGEST_TEXT
from conference_portal.kit.recording import sign
from conference_portal.texts.hints import hints
from conference_portal.texts.incoming import Entry, Incoming
from conference_portal.texts.units import Unit, units

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from events.editions.models import Edition

NEW, CHANGED, SAME, CONFLICT, NOT_UNDERSTOOD = OUTCOMES = ("new", "changed", "same", "conflict", "not_understood")
Place = tuple[str, int, str]


class Overtaken(Exception):  # noqa: N818 (nothing failed: it is another plan by now)
    def __init__(self, made: Plan) -> None:
        super().__init__()
        self.plan = made


@dataclass(frozen=True)
class Line:
    """One text of the file. `reason`: why it is in conflict or not understood."""

    entry: Entry
    unit: Unit | None
    outcome: str
    reason: str = ""
    hints: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return ":".join(map(str, self.unit.place)) if self.unit else ""

    @property
    def difference(self) -> SafeString:
        """Of what stands here and what the file says."""
        return difference(self.unit.target if self.unit else "", self.entry.text)


@dataclass(frozen=True)
class Plan:
    edition: Edition
    code: str
    lines: tuple[Line, ...]

    def of(self, outcome: str) -> list[Line]:
        return [each for each in self.lines if each.outcome == outcome]

    @cached_property
    def counts(self) -> dict[str, int]:
        found = Counter(each.outcome for each in self.lines)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    @cached_property
    def hinted(self) -> list[Line]:
        return [each for each in self.lines if each.hints]

    @cached_property
    def digest(self) -> str:
        """Of what would be written and over what: another one is another deed."""
        told = [(each.entry, each.outcome, each.unit.digests if each.unit else ()) for each in self.lines]
        return blake2b(repr(told).encode(), digest_size=12).hexdigest()

    def writes(self, take: Collection[str]) -> list[Line]:
        """`take`: the names of conflicts in which the file is to win."""
        return [
            each
            for each in self.lines
            if each.outcome in {NEW, CHANGED} or (each.outcome == CONFLICT and each.name in take)
        ]


def plan(edition: Edition, incoming: Incoming, *, lock: bool = False) -> Plan:
    here = {each.place: each for each in units(edition, incoming.code, lock=lock)}
    said: dict[Place, Entry] = {}
    lines = [_line(each, here, said) for each in incoming.entries]
    return Plan(edition, incoming.code, tuple(lines))


def _line(entry: Entry, here: dict[Place, Unit], said: dict[Place, Entry]) -> Line:
    if entry.key is None:
        told = entry.told or _("nothing")
        return Line(entry, None, NOT_UNDERSTOOD, _("“%(words)s” is no key of the portal.") % {"words": told})
    unit = here.get(entry.key.place)
    if unit is None:
        return Line(entry, None, NOT_UNDERSTOOD, _("This text is no longer in the portal, or not in this edition."))
    if not entry.text or entry.text == unit.target:
        return Line(entry, unit, SAME)
    first = said.setdefault(unit.place, entry)
    if first is not entry:
        told = _("This text stands in the file more than once, first in line %(line)s.") % {"line": first.line}
        return Line(entry, unit, NOT_UNDERSTOOD if first.text != entry.text else SAME, told)
    if wrong := _wrong(unit, entry.text):
        return Line(entry, unit, NOT_UNDERSTOOD, wrong)
    reason = _newer(unit, entry)
    outcome = CONFLICT if reason else CHANGED if unit.target else NEW
    return Line(entry, unit, outcome, reason, tuple(hints(unit.source, entry.text)))


def _wrong(unit: Unit, text: str) -> str:
    try:
        unit.column_field.run_validators(text)
    except ValidationError as error:
        return " ".join(error.messages)
    if len(text) > LONGEST_TEXT:
        return _("This text has %(count)s characters; %(most)s are the most.") % {
            "count": len(text),
            "most": LONGEST_TEXT,
        }
    return ""


def _newer(unit: Unit, entry: Entry) -> str:
    """What was written here since the file went out."""
    source, target = unit.digests
    if entry.key is None or target != entry.key.target:
        return _("The translation was changed here since the file went out.")
    return _("The source was changed here since the file went out.") if source != entry.key.source else ""


def apply(edition: Edition, incoming: Incoming, *, by: Any, take: Collection[str] = (), seen: str = "") -> Plan:
    """All or nothing. `by`: whose rights are asked, None for a command; `seen`: the digest of the plan as shown."""
    with transaction.atomic():
        sign(by, "import")
        made = plan(edition, incoming, lock=True)
        if seen and seen != made.digest:
            raise Overtaken(made)
        lines = made.writes(take)
        if by is not None:
            _check(lines, by)
        _write(lines)
    return made


def _check(lines: Iterable[Line], by: Any) -> None:
    keys: dict[Any, set[int]] = {}
    for each in lines:
        if each.unit:
            keys.setdefault(type(each.unit.row), set()).add(each.unit.row.pk)
    for model, wanted in keys.items():
        if model._default_manager.editable_by(by).filter(pk__in=wanted).count() != len(wanted):
            raise PermissionDenied


def _write(lines: Iterable[Line]) -> None:
    rows: dict[models.Model, list[str]] = {}
    for each in lines:
        if each.unit:
            setattr(each.unit.row, each.unit.target_column, each.entry.text)
            rows.setdefault(each.unit.row, []).append(each.unit.target_column)
    for row, columns in rows.items():
        row.save(update_fields=columns)
