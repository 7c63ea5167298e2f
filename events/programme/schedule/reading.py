"""From rows to a schedule, in four reads whatever its size. Values, not instances: these pages are long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.urls import reverse
from django.utils.text import capfirst

from conference_portal.kit.languages import Text, columns, reading_language
from conference_portal.kit.pages import remembered
from conference_portal.kit.queries import prepared
from events.editions.models import Event
from events.programme.models import Placement, Release, Session
from events.programme.schedule.lists import (
    REMEMBERED,
    TIMES,
    before_of,
    credits_in,
    credits_of,
    moved_in,
    people_of,
    threads_at,
    threads_in,
    threads_of,
)
from events.programme.schedule.structure import Before, Item, Person, Place, Schedule, Thread, reading_order
from events.programme.schedule.values import Row, as_rows, reader, rows_of

if TYPE_CHECKING:
    from django.db import models

    from conference_portal.kit.content import Someone
    from events.programme.schedule.values import Read

OF_RELEASE = ("release", "release__number", "release__released_at", "release__time_zone")
OF_PLACEMENT = ("state", "sequence", "since__released_at", "since__number", "position", *TIMES)
OF_SESSION = (
    "slug", "kind", "for_everyone", "spoken", "slides_in", "interpreted_into", "captioned_in", "capacity",
)  # fmt: skip
OF_ROOM = ("id", "slug", "position", "capacity", "step_free", "hearing_loop", "shared")
TITLES = ("title", "place_note", "cancelled_because")
TEXTS = ("abstract", "content_note")


def build(event: Event, user: Someone, *, texts: bool = True, languages: Sequence[str] = ()) -> Schedule:
    """What stands in the event's current release. `languages`: those that the reader understands, beside their own."""

    def read() -> Schedule:
        rows = _with_texts(user, event=event.pk) if texts else _without_texts(user, event=event.pk)
        return _of(rows, event, user, reader(languages))

    if _is_draft_for(user, event):
        return of_working_copy(event, user)
    key = ("schedule", event.pk, reading_language(), tuple(languages), texts)
    return read() if user.is_authenticated else remembered(key, read)


def outline(event: Event, user: Someone) -> Schedule:
    """The same without threads and moves, for pages that show a programme among other things. Two reads."""
    if _is_draft_for(user, event):
        return of_working_copy(event, user)
    return _of(_with_texts(user, event=event.pk), event, user, reader(), short=True)


def of_release(event: Event, release: Release, user: Someone) -> Schedule:
    """What stood in one of its releases, in its place and with its people; texts are those of today."""
    placed = Placement.objects.visible_to(user).filter(release=release, release__event=event)
    return _of(list(_rows(placed, texts=True)), event, user, reader())


def of_working_copy(event: Event, user: Someone) -> Schedule:
    """What the next release would show. For those who may edit the event, or were given a link to look at it."""
    read, rows_of_all = reader(), Session.objects.all()
    theirs = rows_of_all.filter(rows_of_all.of_member(user)) if reads_drafts(user) else rows_of_all.editable_by(user)
    found = theirs.of(event).filter(withdrawn_at=None)
    order = (F("starts_at").asc(nulls_last=True), "position", "pk")
    rows = rows_of(found.order_by(*order), (*_session_columns("", texts=True), *TIMES, "cancelled_at", "position"))
    for row in rows:
        state = Placement.State.ON if row["cancelled_at"] is None else Placement.State.CANCELLED
        row |= {"state": state, "sequence": 0, "since__released_at": None, "since__number": 0, "release__number": 0}
    keys = [row["id"] for row in rows]
    people, threads = people_of(credits_of(keys), read), threads_of(threads_at(keys), read)
    beside = _Beside(people=people, threads=threads, before={})
    return _schedule([_item(row, "", _Frame(event, read, event.time_zone), beside) for row in rows], event.time_zone)


def reads_drafts(user: Someone) -> bool:
    """By the link of a preview: no account, and the working copy of one edition."""
    return getattr(user, "reads_drafts", False)


def _is_draft_for(user: Someone, event: Event) -> bool:
    events = Event.objects.all()
    return reads_drafts(user) and events.filter(events.of_member(user), pk=event.pk).exists()


def neighbours(items: Sequence[Item], slug: str) -> tuple[Item | None, Item | None]:
    """What ends before this one and what begins after it; without times those beside it in the list."""
    place = next((number for number, item in enumerate(items) if item.slug == slug), None)
    if place is None:
        return None, None
    this = items[place]
    start, end = this.start, this.end or this.start
    if start is None or end is None:
        return (items[place - 1] if place else None), (items[place + 1] if place + 1 < len(items) else None)
    earlier = [item for item in items[:place] if item.start and (item.end or item.start) <= start]
    later = [item for item in items[place + 1 :] if item.start and item.start >= end]
    return (earlier[-1] if earlier else None), (later[0] if later else None)


class _Frame:
    """What all items of one schedule share. Addresses are made once: `reverse` is slow."""

    def __init__(self, event: Event, read: Read, zone: str) -> None:
        self.read, self.zone = read, zone
        self.nothing = Text("", reading_language())
        self.places: dict[int, Place] = {}
        self.kinds = {kind.value: capfirst(str(kind.label)) for kind in Session.Kind}
        year = event.edition.year if event.edition is not None and event.kind == Event.Kind.CONFERENCE else None
        place = {"event": event.slug} if year is None else {"year": year}
        self.address = reverse("programme:programme", kwargs=place)


class _Beside:
    """What stands with the sessions, by session."""

    def __init__(
        self,
        *,
        people: dict[int, list[Person]],
        threads: dict[int, tuple[list[Thread], list[Thread]]],
        before: dict[int, Before],
    ) -> None:
        self.people, self.threads, self.before = people, threads, before


@prepared
def _with_texts(user: Someone, event: int) -> models.QuerySet[Placement, Row]:
    return _rows(Placement.objects.visible_to(user).current().filter(release__event=event), texts=True)


@prepared
def _without_texts(user: Someone, event: int) -> models.QuerySet[Placement, Row]:
    return _rows(Placement.objects.visible_to(user).current().filter(release__event=event), texts=False)


def _rows(placements: models.QuerySet[Placement], *, texts: bool) -> models.QuerySet[Placement, Row]:
    names = (*OF_RELEASE, *OF_PLACEMENT, *_session_columns("session__", texts=texts), *columns("release__note"))
    return as_rows(placements.order_by("position"), names)


def _of(rows: list[Row], event: Event, user: Someone, read: Read, *, short: bool = False) -> Schedule:
    """The schedule of one release, whose placements these are."""
    if not rows:
        return Schedule(zone=event.time_zone)
    first = rows[0]
    release, lately = first["release"], first["release__released_at"] - REMEMBERED
    frame = _Frame(event, read, first["release__time_zone"])
    moved = () if short else moved_in(user, release=release, event=event.pk, lately=lately)
    beside = _Beside(
        people=people_of(credits_in(user, release=release, event=event.pk), read),
        threads={} if short else threads_of(threads_in(user, event=event.pk), read),
        before=before_of(moved, read),
    )
    if all(_is_new(row) for row in rows):  # of a programme that begins anew, nothing is news
        rows = [row | {"since__number": 0} for row in rows]
    items = [_item(row, "session__", frame, beside) for row in rows]
    stated = {"number": first["release__number"], "released_at": first["release__released_at"]}
    return _schedule(items, frame.zone, note=read(first, "release__note"), **stated)


def _schedule(items: list[Item], zone: str, **release: Any) -> Schedule:
    shown = tuple(sorted((item for item in items if not item.is_withdrawn), key=reading_order))
    dates = tuple(sorted({item.day for item in shown if item.day}))
    withdrawn = tuple(item for item in items if item.is_withdrawn)
    return Schedule(zone=zone, items=shown, withdrawn=withdrawn, dates=dates, **release)


def _session_columns(of: str, *, texts: bool) -> list[str]:
    """`of`: the way from the row that is read to its session. Time and room stand on the row itself."""
    fields = (*TITLES, *TEXTS) if texts else TITLES
    access = ("room__venue__map_url", *columns("room__access", "room__venue__access")) if texts else ()
    return [
        f"{of}id",
        *(f"{of}{name}" for name in OF_SESSION),
        *columns(*(f"{of}{name}" for name in fields)),
        *(f"room__{name}" for name in OF_ROOM),
        "room__venue__address",
        "room__venue__city__slug",
        *access,
        *columns("room__name", "room__venue__name", "room__venue__city__name"),
    ]


def _item(row: Row, of: str, frame: _Frame, beside: _Beside) -> Item:
    read, key = frame.read, row[f"{of}id"]
    subthemes, topics = beside.threads.get(key, ((), ()))
    return Item(
        key=key,
        slug=row[f"{of}slug"],
        url=f"{frame.address}{row[f'{of}slug']}/",
        kind=row[f"{of}kind"],
        kind_words=frame.kinds[row[f"{of}kind"]],
        title=read(row, f"{of}title"),
        text=read(row, f"{of}abstract"),
        content_note=read(row, f"{of}content_note"),
        place_note=read(row, f"{of}place_note"),
        because=read(row, f"{of}cancelled_because") if row["state"] != Placement.State.ON else frame.nothing,
        start=row["starts_at"],
        end=row["ends_at"],
        first_day=row["starts_on"],
        last_day=row["ends_on"] or row["starts_on"],
        room=_place(row, frame),
        state=row["state"],
        for_everyone=row[f"{of}for_everyone"],
        zone=frame.zone,
        spoken=tuple(row[f"{of}spoken"]),
        slides_in=tuple(row[f"{of}slides_in"]),
        interpreted_into=tuple(row[f"{of}interpreted_into"]),
        captioned_in=tuple(row[f"{of}captioned_in"]),
        capacity=row[f"{of}capacity"],
        sequence=row["sequence"],
        since=row["since__released_at"],
        is_new=_is_new(row),
        before=beside.before.get(key),
        credits=tuple(beside.people.get(key, ())),
        subthemes=tuple(subthemes),
        topics=tuple(topics),
    )


def _is_new(row: Row) -> bool:
    """No release before the one that is shown had it."""
    return bool(row["sequence"] == 0 and 1 < row["since__number"] == row["release__number"])


def _place(row: Row, frame: _Frame) -> Place | None:
    key = row["room__id"]
    if key is not None and key not in frame.places:
        frame.places[key] = Place(
            key=key,
            slug=row["room__slug"],
            name=frame.read(row, "room__name"),
            venue=frame.read(row, "room__venue__name"),
            address=row["room__venue__address"],
            position=row["room__position"],
            city=row["room__venue__city__slug"] or "",
            city_name=frame.read(row, "room__venue__city__name").value,
            capacity=row["room__capacity"],
            step_free=row["room__step_free"],
            hearing_loop=row["room__hearing_loop"],
            shared=row["room__shared"],
            map_url=row.get("room__venue__map_url", ""),
            access=frame.read(row, "room__access"),
            venue_access=frame.read(row, "room__venue__access"),
        )
    return frame.places.get(key)
