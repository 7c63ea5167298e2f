"""What stands with the sessions of a programme, by session: people, threads, and where moved ones stood before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, IntegerField, OuterRef, Q, Value
from django.urls import reverse
from django.utils.text import capfirst

from conference_portal.kit.languages import columns
from conference_portal.kit.queries import prepared
from events.programme.models import Appearance, Placement, Session
from events.programme.schedule.structure import Before, Person, Thread
from events.programme.schedule.values import as_rows, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from conference_portal.kit.content import Someone
    from events.programme.schedule.values import Read, Row

REMEMBERED = timedelta(days=7)  # that long before the release that is shown, a move is still told
TIMES = ("starts_at", "ends_at", "starts_on", "ends_on")


OF_PERSON = ("session", "role", "speaker__name", "speaker__slug", *columns("job_title", "organisation"))
OF_THREAD = ("session", "slug", "position", *columns("name"))


def credits_of(keys: list[int]) -> list[Row]:
    """Who is down for these sessions, in order."""
    return rows_of(Appearance.objects.filter(session__in=keys).order_by("position", "pk"), OF_PERSON)


@prepared
def credits_in(_user: Someone, release: int, event: int) -> QuerySet[Appearance, Row]:
    """Who stood with the sessions in this release of this event, in order."""
    released = Placement.speakers.through.objects.filter(
        placement__release=release, placement__session=OuterRef("session"), speaker=OuterRef("speaker")
    )
    standing = Appearance.objects.filter(Exists(released), session__event=event)
    return as_rows(standing.order_by("position", "pk"), OF_PERSON)


def people_of(rows: Iterable[Row], read: Read) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = {}
    roles = {role.value: capfirst(str(role.label)) for role in Appearance.Role if role != Appearance.Role.SPEAKER}
    addresses = reverse("speakers:speaker", args=["-"]).removesuffix("-/")
    for row in rows:
        person = Person(
            name=row["speaker__name"],
            slug=row["speaker__slug"],
            url=f"{addresses}{row['speaker__slug']}/",
            role=roles.get(row["role"], ""),
            job_title=read(row, "job_title"),
            organisation=read(row, "organisation"),
        )
        found.setdefault(row["session"], []).append(person)
    return found


def threads_at(keys: list[int]) -> list[tuple[Any, ...]]:
    return list(_threads(Q(session__in=keys)))


@prepared
def threads_in(_user: Someone, event: int) -> QuerySet[Session, tuple[Any, ...]]:
    return _threads(Q(session__event=event))


def _threads(which: Q) -> QuerySet[Session, tuple[Any, ...]]:
    """Sub-themes and topics of sessions in one query: a topic has no position."""
    subthemes: Any = Session.subthemes.through.objects.filter(which).values_list(
        "session", "subtheme__slug", "subtheme__position", *columns("subtheme__keyword")
    )
    topics: Any = Session.topics.through.objects.filter(which).annotate(none=Value(None, IntegerField()))
    found: QuerySet[Session, tuple[Any, ...]] = subthemes.union(
        topics.values_list("session", "topic__slug", "none", *columns("topic__title"))
    )
    return found


def threads_of(found: Iterable[tuple[Any, ...]], read: Read) -> dict[int, tuple[list[Thread], list[Thread]]]:
    """Sub-themes and topics of each session."""
    rows = (dict(zip(OF_THREAD, row, strict=True)) for row in found)
    threads: dict[int, tuple[list[Thread], list[Thread]]] = {}
    for row in sorted(rows, key=_thread_order):
        beside = threads.setdefault(row["session"], ([], []))
        thread = Thread(row["slug"], read(row, "name"), row["position"] or 0)
        beside[row["position"] is None].append(thread)
    return threads


def _thread_order(row: Row) -> tuple[int, str]:
    return (row["position"] or 0, row["slug"])


@prepared
def moved_in(_user: Someone, release: int, event: int, lately: datetime) -> QuerySet[Placement, Row]:
    """Where those that have moved in this release since then stood before they did."""
    moved = Placement.objects.filter(
        session=OuterRef("session"),
        release=release,
        sequence__gt=0,
        since__released_at__gt=lately,
        since__number=OuterRef("release__number") + 1,
    )
    rows = Placement.objects.filter(Exists(moved), release__event=event)
    return as_rows(rows, ("session", *TIMES, *columns("room__name")))


def before_of(rows: Iterable[Row], read: Read) -> dict[int, Before]:
    return {
        row["session"]: Before(
            row["starts_at"], row["ends_at"], row["starts_on"], row["ends_on"] or row["starts_on"],
            read(row, "room__name") or None,
        )
        for row in rows
    }  # fmt: skip
