"""What the board's page and its part print: read once, for one day of an event."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import get_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cities.models import Room
from conference_portal.kit.formats import weekday_day
from conference_portal.kit.languages import columns
from events.programme.admin.laying import day_of, lay_out
from events.programme.admin.steps import Steps
from events.programme.conflicts import READ, Clash, Other, by_session, of_event
from events.programme.models import Appearance, Session

if TYPE_CHECKING:
    from django.http import HttpRequest

    from events.editions.models import Event

NAMED = re.compile(r"%\((\w+)\)s")
MOST_DAYS = 31  # in a row that an event's first and last day span
MOST_ROOMS = 24
ROOMS = "all"  # as addresses ask for those in which nothing is, too


def drawn(request: HttpRequest, event: Event, asked: str) -> dict[str, Any]:
    """`asked`: a day as in addresses; without one, the first that has sessions."""
    names = (*READ, "position", "starts_on", "ends_on", *columns("title", "room__name", "room__venue__name"))
    order = (F("starts_at").asc(nulls_last=True), "position", "pk")
    rows = Session.objects.editable_by(request.user).of(event).filter(withdrawn_at=None).order_by(*order)
    sessions = list(rows.select_related("event", "room__venue").only("event__time_zone", *names))
    zone = ZoneInfo(event.time_zone)
    counted: dict[date | None, int] = {}
    for session in sessions:
        day = day_of(session, zone)
        counted[day] = counted.get(day, 0) + 1
    days = days_of(event, ((session.starts_at, session.starts_on) for session in sessions))
    shown = next((day for day in days if day.isoformat() == asked), None)
    shown = shown or next((day for day in days if day in counted), next(iter(days), None))
    named = {day: weekday_day(day, year=days[0].year != days[-1].year) for day in days}
    clashes = of_event(event, request.user)
    beside, people = by_session(clashes), _speakers(sessions)
    both = {session.pk: (people.get(session.pk, ""), beside.get(session.pk, [])) for session in sessions}
    steps = Steps(request.session, event.pk)
    every_room = ROOMS in (request.GET.get("rooms"), request.POST.get("rooms"))
    return {
        "event": event,
        "days": [(day.isoformat(), named[day], counted.get(day, 0), day == shown) for day in days],
        "board": lay_out(sessions, _rooms(event, sessions), shown, both, every_room=every_room),
        "rooms": ROOMS if every_room else "",
        "day_words": weekday_day(shown, year=True) if shown else "",
        "mark": get_format("TIME_FORMAT")[1],  # between hours and minutes
        "clashes": clashes,
        "told": linked(clashes, event),
        "steps": [
            (reverse(f"admin:programme_board_{name}", args=[event.pk]), label, done[-1].title if done else "")
            for name, label, done in (("undo", _("Undo"), steps.done), ("redo", _("Redo"), steps.undone))
        ],
    }


@dataclass(frozen=True)
class Told:
    """A clash as the desk prints it: what the matter is, and a sentence that leads to its sessions on the board."""

    kind: str
    is_fatal: bool
    sentence: SafeString
    place: str  # where on the board it is mended: the later of the two


def linked(clashes: Iterable[Clash], event: Event) -> list[Told]:
    board = address(event)

    def part(clash: Clash, number: int, words: str) -> object:
        value = clash.values[words] if number % 2 else words
        if isinstance(value, Session):
            return format_html('<a href="{}?session={}" dir="auto">{}</a>', board, value.pk, value)
        if isinstance(value, Other) and value.board:
            there = reverse("admin:programme_board_board", args=[value.board])
            return format_html('<a href="{}?session={}" dir="auto">{}</a>', there, value.key, value)
        return format_html("<bdi>{}</bdi>", value) if number % 2 else value

    def sentence(clash: Clash) -> SafeString:
        parts = enumerate(NAMED.split(clash.told))
        return format_html_join("", "{}", ((part(clash, number, words),) for number, words in parts))

    return [
        Told(str(clash.kind.label), clash.fatal, sentence(clash), f"{board}?session={clash.sessions[-1].pk}")
        for clash in clashes
    ]


def days_of(event: Event, times: Iterable[tuple[datetime | None, date | None]]) -> list[date]:
    """The days that something can be moved to: those of the event, and those on which something is already."""
    zone = ZoneInfo(event.time_zone)
    found = {start.astimezone(zone).date() if start else day for start, day in times if start or day}
    if event.starts_on:
        span = min(((event.ends_on or event.starts_on) - event.starts_on).days + 1, MOST_DAYS)
        found |= {event.starts_on + timedelta(days=number) for number in range(span)}
    return sorted(day for day in found if day)


def address(event: Event, session: Session | None = None) -> str:
    """Of the board, and there of a session's card."""
    board = reverse("admin:programme_board_board", args=[event.pk])
    if session is None:
        return board
    day = day_of(session, ZoneInfo(event.time_zone))
    return f"{board}{f'?day={day.isoformat()}' if day else ''}#session-{session.pk}"


def _speakers(sessions: list[Session]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    rows = Appearance.objects.filter(session__in=[session.pk for session in sessions])
    for session, name in rows.order_by("position", "pk").values_list("session", "speaker__name"):
        found.setdefault(session, []).append(name)
    return {key: ", ".join(dict.fromkeys(names)) for key, names in found.items()}


def _rooms(event: Event, sessions: list[Session]) -> list[Room]:
    """Those in use, and those beside them in their houses as long as they are not too many."""
    used = {session.room_id for session in sessions if session.room_id}
    houses = Q(venue__in=Room.objects.filter(pk__in=used).values("venue"))
    if event.room:
        houses |= Q(venue=event.room.venue_id)
    if event.edition and event.edition.venue_id:
        houses |= Q(venue=event.edition.venue_id)
    rooms = list(Room.objects.filter(Q(pk__in=used) | houses).select_related("venue").distinct())
    if len(rooms) > MOST_ROOMS:
        rooms = [room for room in rooms if room.pk in used]
    return sorted(rooms, key=lambda room: (room.position, str(room).casefold(), room.pk))
