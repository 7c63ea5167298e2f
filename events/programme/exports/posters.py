"""What hangs on doors and walls: a sign per room, and a sheet per day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from conference_portal.kit.formats import clock
from events.programme.exports.booklet import day_name, frame, language_of, line
from events.programme.exports.printing import pdf, qr

if TYPE_CHECKING:
    from events.editions.models import Event
    from events.programme.exports.about import About
    from events.programme.schedule import Item, Place, Schedule


def door_signs(shown: Schedule, about: About, event: Event) -> bytes:
    """In the order of the rooms, so that whoever hangs them up walks through the house once."""
    label = gettext("QR code: what happens in this room")
    words = frame(shown, about, event)
    signs = [_sign(room, days, about) for room in shown.rooms if (days := _days(room, shown))]
    return pdf("door-signs.typ", words | {"signs": signs, "labels": {**words["labels"], "qr": label}})


def day_sheets(shown: Schedule, about: About, event: Event) -> bytes:
    days = [
        {"name": day_name(day, timed=shown.has_times), "items": [_line(item, shown.zone) for item in day.items]}
        for day in shown.days
    ]
    return pdf("day-sheets.typ", frame(shown, about, event) | {"days": days})


def _days(room: Place, shown: Schedule) -> list[dict[str, Any]]:
    """What is in this room, by day."""
    found = []
    for day in shown.days:
        items = [item for item in day.items if item.room and item.room.key == room.key]
        if items and (day.date or not shown.has_times):
            name = day_name(day, timed=bool(day.date))
            found.append({"name": name, "items": [_entry(item, shown.zone) for item in items]})
    return found


def _entry(item: Item, zone: str) -> dict[str, Any]:
    """With its end apart, which stands below its beginning."""
    if item.start is None:
        return _line(item, zone) | {"end": ""}
    start, end = (clock(each, zone, bare=True) if each else "" for each in (item.start, item.end))
    return _line(item, zone) | {"time": start, "end": end}


def _sign(room: Place, days: list[dict[str, Any]], about: About) -> dict[str, Any]:
    address = f"{about.url}?room={room.slug}"
    return {
        "room": room.name.value,
        "room_in": language_of(room.name),
        "venue": room.venue.value if room.venue != room.name else "",
        "access": _access(room),
        "days": days,
        "address": address,
        "qr": qr(address),
    }


def _line(item: Item, zone: str) -> dict[str, Any]:
    return line(item, zone) | {"people": ", ".join(person.name for person in item.credits)}


def _access(room: Place) -> str:
    known = [(room.step_free, gettext("Step-free access")), (room.hearing_loop, gettext("Hearing loop"))]
    return " · ".join(words for there, words in known if there)
