"""What stands with the sessions of a programme, by session: people, threads, and where moved ones stood before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, IntegerField, OuterRef, Q, Value
from django.urls import reverse
from django.utils.text import capfirst

from conference_portal.kit.languages import columns
from events.programme.models import Appearance, Placement, Session
from events.programme.schedule.structure import Before, Person, Thread
from events.programme.schedule.values import rows_of

if TYPE_CHECKING:
    from events.editions.models import Event
    from events.programme.schedule.values import Read, Row

REMEMBERED = timedelta(days=7)  # that long before the release that is shown, a move is still told
TIMES = ("starts_at", "ends_at", "starts_on", "ends_on")


def people_of(which: Q, read: Read, *, event: Event | None = None) -> dict[int, list[Person]]:
    """Who stands with each session, in order. One query."""
    found: dict[int, list[Person]] = {}
    names = ("session", "role", "speaker__name", "speaker__slug", *columns("job_title", "organisation"))
    appearances = Appearance.objects.filter(which)
    if event:
        appearances = appearances.filter(session__event=event)
    roles = {role.value: capfirst(str(role.label)) for role in Appearance.Role if role != Appearance.Role.SPEAKER}
    addresses = reverse("speakers:speaker", args=["-"]).removesuffix("-/")
    for row in rows_of(appearances.order_by("position", "pk"), names):
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


def threads_of(which: Q, read: Read) -> dict[int, tuple[list[Thread], list[Thread]]]:
    """Sub-themes and topics of each session. One query."""
    subthemes = Session.subthemes.through.objects.filter(which).values_list(
        "session", "subtheme__slug", "subtheme__position", *columns("subtheme__keyword")
    )
    topics = Session.topics.through.objects.filter(which).annotate(none=Value(None, IntegerField()))
    rows = subthemes.union(topics.values_list("session", "topic__slug", "none", *columns("topic__title")))
    names = ("session", "slug", "position", *columns("name"))
    found: dict[int, tuple[list[Thread], list[Thread]]] = {}
    for row in sorted((dict(zip(names, row, strict=True)) for row in rows), key=_thread_order):
        beside = found.setdefault(row["session"], ([], []))
        thread = Thread(row["slug"], read(row, "name"), row["position"] or 0)
        beside[row["position"] is None].append(thread)
    return found


def _thread_order(row: Row) -> tuple[int, str]:
    return (row["position"] or 0, row["slug"])


def before_of(event: Event, shown: Row, read: Read) -> dict[int, Before]:
    """Where those that moved lately stood before they did. One query."""
    lately = shown["release__released_at"] - REMEMBERED
    moved = Placement.objects.filter(
        session=OuterRef("session"),
        release=shown["release"],
        sequence__gt=0,
        since__released_at__gt=lately,
        since__number=OuterRef("release__number") + 1,
    )
    rows = Placement.objects.filter(Exists(moved), release__event=event)
    found = rows_of(rows, ("session", *TIMES, *columns("room__name")))
    return {
        row["session"]: Before(
            row["starts_at"], row["ends_at"], row["starts_on"], row["ends_on"] or row["starts_on"],
            read(row, "room__name") or None,
        )
        for row in found
    }  # fmt: skip
