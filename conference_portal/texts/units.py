"""Every text of an edition and of all that hangs on it, in reading order, beside what it is translated from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as having
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.edits import digest, plain
from conference_portal.kit.languages import column
from conference_portal.kit.panes import translated
from conference_portal.texts.staleness import Former, Pair, former, language_in, source_of
from events.editions.models import Contact, Edition, Event, Involvement, KeyDate, Page, SubTheme, Theme
from events.programme.models import Appearance, Material, Session
from events.questions.models import Guide, Prompt
from events.youthlab.models import Credit, Output, Statement, Uptake

MISSING, STALE, DONE = "missing", "stale", "done"
STATES: dict[str, str | Promise] = {MISSING: _("missing"), STALE: _("out of date"), DONE: _("done")}
OPEN = (MISSING, STALE)
Model = type[models.Model]
# In reading order among what hangs on the same row; by which columns a row hangs on another; and what its name needs.
KINDS: dict[Model, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Edition: ((), ("host",)),
    Theme: (("edition", "event"), ()),
    SubTheme: (("theme",), ()),
    KeyDate: (("edition", "event"), ()),
    Page: (("edition",), ()),
    Involvement: (("edition", "event"), ("organisation",)),
    Contact: (("edition", "event"), ()),
    Session: (("event",), ()),
    Appearance: (("session",), ("speaker",)),
    Material: (("session", "event"), ()),
    Output: (("event",), ()),
    Credit: (("output",), ("speaker",)),
    Statement: (("event",), ()),
    Uptake: (("statement",), ()),
    Guide: (("event",), ()),
    Prompt: (("guide",), ()),
    Event: (("part_of", "edition"), ()),
}
Trail = tuple[models.Model, ...]


@dataclass(frozen=True)
class Unit:
    """One text to translate. `trail`: the rows that it hangs on, from the edition down to its own."""

    trail: Trail
    field: str
    source_code: str
    code: str
    former: Former | None = having(default=None, compare=False)

    @property
    def row(self) -> models.Model:
        return self.trail[-1]

    @property
    def table(self) -> str:
        return self.row._meta.db_table

    @property
    def place(self) -> tuple[str, int, str]:
        return self.table, self.row.pk, self.field

    @property
    def target_column(self) -> str:
        return column(self.field, self.code)

    @property
    def source(self) -> str:
        return str(plain(getattr(self.row, column(self.field, self.source_code))))

    @property
    def target(self) -> str:
        return str(plain(getattr(self.row, self.target_column)))

    @property
    def source_language(self) -> str:
        return language_in(self.row, self.source_code)

    @property
    def state(self) -> str:
        if not self.target:
            return MISSING
        return STALE if self.former else DONE

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def state_words(self) -> str | Promise:
        return STATES[self.state]

    @cached_property
    def column_field(self) -> Any:
        return self.row._meta.get_field(self.target_column)

    @property
    def is_long(self) -> bool:
        return isinstance(self.row._meta.get_field(self.field), models.TextField)

    @property
    def label(self) -> str:
        return str(self.row._meta.get_field(self.field).verbose_name)  # type: ignore[union-attr]

    @property
    def kind(self) -> str:
        return str(self.row._meta.verbose_name)

    @property
    def where(self) -> list[str]:
        """What it stands in, below the edition."""
        return [name_of(row) for row in self.trail[1:]]

    @property
    def digests(self) -> tuple[str, str]:
        return digest(self.source), digest(self.target)


def name_of(row: models.Model) -> str:
    match row:
        case Appearance() | Credit():
            return str(row.speaker)
        case Uptake():
            return row.get_outcome_display()
        case _:
            return str(row)


def units(edition: Edition, *codes: str, lock: bool = False, rows: Iterable[Trail] | None = None) -> list[Unit]:
    """Of these languages; a text in the language that it was written in first is nobody's to translate. A query for
    each kind of row and one for the history, whatever their number; of `rows`, if they are at hand, one in all."""
    found = [
        Unit(trail, name, source, code)
        for trail in (trails(edition, lock=lock) if rows is None else rows)
        for name in translated(type(trail[-1]))
        if (source := source_of(trail[-1], name, edition.host.country))
        for code in codes
        if code != source
    ]
    known = former(Pair(each.row, column(each.field, each.source_code), each.target_column) for each in found)
    return [
        Unit(each.trail, each.field, each.source_code, each.code, stale)
        if (stale := known.get((each.table, each.row.pk, each.target_column)))
        else each
        for each in found
    ]


def trails(edition: Edition, *, lock: bool = False) -> Iterator[Trail]:
    """Every row, each with those that it hangs on, in reading order."""
    loaded = {model: {row.pk: row for row in _rows(model, edition, lock=lock)} for model in KINDS}
    below: dict[models.Model, list[models.Model]] = defaultdict(list)
    for model, rows in loaded.items():
        for row in rows.values():
            if (owner := _hang(row, KINDS[model][0], loaded)) is not None:
                below[owner].append(row)
    top = loaded[Edition].get(edition.pk)
    if top is not None:
        yield from _walk((top,), below)


def _walk(trail: Trail, below: dict[models.Model, list[models.Model]]) -> Iterator[Trail]:
    yield trail
    for row in below.get(trail[-1], ()):
        if row not in trail:
            yield from _walk((*trail, row), below)


def _hang(row: models.Model, ways: tuple[str, ...], loaded: dict[Model, dict[Any, models.Model]]) -> Any:
    """The row above; each is told who the ones above are, so that no name asks for them."""
    owners = []
    for way in ways:
        reference: Any = row._meta.get_field(way)
        owner = loaded[reference.remote_field.model].get(getattr(row, reference.attname))
        if owner is not None:
            setattr(row, way, owner)
            owners.append(owner)
    return next(iter(owners), None)


def _rows(model: Model, edition: Edition, *, lock: bool) -> list[models.Model]:
    rows: Any = model._default_manager.all()
    ways = Q(*((way, edition.pk) for way in rows.editions), _connector=Q.OR)
    found = rows.filter(pk__in=model._default_manager.filter(ways).order_by().values("pk"))
    if KINDS[model][1]:
        found = found.select_related(*KINDS[model][1])
    if lock:
        found = found.select_for_update(of=("self",), no_key=True)
    return sorted(found, key=_days) if model is Event else list(found)


def _days(event: Any) -> tuple[bool, date, datetime | str]:
    """The conference first, the others as they come."""
    return event.kind != Event.Kind.CONFERENCE, event.starts_on or date.max, event.slug
