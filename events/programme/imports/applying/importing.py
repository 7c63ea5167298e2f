"""Carrying out a plan: in one transaction, made anew under the lock of the event, all or nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from cities.models import Room
from conference_portal.kit.recording import sign
from conference_portal.search.models import Entry
from events.editions.models import Event
from events.programme.imports.applying.remembering import Memory
from events.programme.imports.applying.writing import Writer
from events.programme.imports.drafts import Reading
from events.programme.imports.plan import Plan, memory_of, plan
from events.programme.imports.plan.span import span

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet

_LOCK = 2024_0004


class NotUnderstood(Exception):  # noqa: N818 (as an organiser says it)
    """Rows are wrong or wait for an answer, and nobody said to import without them. Nothing was written."""

    def __init__(self, made: Plan) -> None:
        self.plan = made
        super().__init__(f"{len(made.errors)} rows were not understood.")


class Overtaken(Exception):  # noqa: N818 (see above)
    """What the import would do is no longer what the organiser saw. Nothing was written."""

    def __init__(self, made: Plan) -> None:
        self.plan = made
        super().__init__("The programme was changed since.")


@dataclass(frozen=True)
class Choices:
    """What the organiser said. `seen`: the digest of the plan that they looked at; empty for none."""

    without_bad_rows: bool = False
    share_rooms: bool = False
    decisions: Mapping[int, str] = field(default_factory=dict)  # of conflicts, by the row's place in the file
    headings: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    seen: str = ""


def apply(event: Event, reading: Reading, *, by: User | None, choices: Choices | None = None) -> Plan:
    """Gives the plan that was carried out. Raises NotUnderstood, Overtaken."""
    chosen = choices or Choices()
    with transaction.atomic(), _uncollected():
        _wait_for_others()
        locked = Event.objects.select_for_update(of=("self",)).select_related("edition__host", "room").get(pk=event.pk)
        made = plan(locked, reading, by=by, answers=chosen.answers)
        if chosen.seen and chosen.seen != made.digest:
            raise Overtaken(made)
        if made.errors and not chosen.without_bad_rows:
            raise NotUnderstood(made)
        sign(by, "import")
        # The base columns, which nobody reads, get the series' first language.
        with translation.override(settings.LANGUAGE_CODE):
            _write(made, chosen, by)
    return made


@contextmanager
def _uncollected() -> Iterator[None]:
    """Thousands of rows live at once, none of them garbage: looking for some among them takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _write(made: Plan, chosen: Choices, by: User | None) -> None:
    writer = Writer(made, chosen.decisions)
    writer.write()
    memory = Memory(made, writer.founder, chosen.decisions)
    memory.keep(writer.made)
    memory.keep_words(headings=chosen.headings, answers=chosen.answers)
    if chosen.share_rooms:
        _share(made, writer, by)
    _date(made)


def _wait_for_others() -> None:
    """Two imports at once, of different events too, might want one address for two speakers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def to_share(made: Plan, *, by: User | None) -> list[str]:
    """Names of the rooms that would be marked as shared: those that the file makes, and those of `_sharable`."""
    names = {str(ref): made.places.name(int(ref) if ref.isdecimal() else ref) for ref in made.overlaps}
    known = set(_sharable(made, [int(ref) for ref in names if ref.isdecimal()], by).values_list("pk", flat=True))
    return [name for ref, name in names.items() if not ref.isdecimal() or int(ref) in known]


def _share(made: Plan, writer: Writer, by: User | None) -> None:
    names = to_share(made, by=by)
    refs = [ref for ref in (*made.places.new, *made.places.rooms) if str(ref) in made.overlaps]
    keys = {writer.founder.known(ref) for ref in refs}
    _sharable(made, [key for key in keys if isinstance(key, int)], by).update(shared=True)
    made.shared = names


def _sharable(made: Plan, keys: list[int], by: User | None) -> QuerySet[Room]:
    """Rooms that imports into this event made, and those that the organiser may change."""
    rooms = Room.objects.filter(pk__in=keys, shared=False)
    if by is not None:
        rooms = rooms.editable_by(by) | rooms.filter(venue=memory_of(made.event).venue)
    return rooms


def _date(made: Plan) -> None:
    """An event whose days nobody has entered yet has those of its programme."""
    event = made.event
    days = span([row.draft for row in made.rows if row.state != "refused"], event.time_zone)
    if event.starts_on is None and event.ends_on is None and days:
        Event.objects.filter(pk=event.pk).update(starts_on=days[0], ends_on=days[1])
        Entry.objects.refresh([event])
