"""An event, a session and a person as schema.org knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conference_portal.kit.addresses import absolute_url
from conference_portal.kit.languages import text
from conference_portal.kit.structured import script
from conference_portal.kit.text import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from events.editions.models import Event, Involvement
    from events.programme.schedule import Item, Place
    from speakers.models import Speaker

SCHEMA = "https://schema.org/"
ATTENDANCE = {
    "on_site": f"{SCHEMA}OfflineEventAttendanceMode",
    "online": f"{SCHEMA}OnlineEventAttendanceMode",
    "hybrid": f"{SCHEMA}MixedEventAttendanceMode",
}


def event(found: Event, request: HttpRequest, *, involvements: Iterable[Involvement] = ()) -> SafeString:
    return script(
        _event(found, request) | {"organizer": [_organiser(row) for row in involvements if row.role == "organiser"]}
    )


def session(item: Item, of: Event, request: HttpRequest) -> SafeString:
    data = {
        "@type": "Event",
        "name": item.title.value,
        "inLanguage": item.title.language,
        "description": excerpt(item.text.value),
        "url": absolute_url(request, item.url),
        "startDate": item.start.isoformat() if item.start else _start(of),
        "endDate": item.end.isoformat() if item.end else "",
        "eventStatus": f"{SCHEMA}EventCancelled" if item.is_cancelled else f"{SCHEMA}EventScheduled",
        "location": _room(item.room) if item.room else {},
        "performer": [{"@type": "Person", "name": person.name} for person in item.credits],
        "superEvent": {
            "@type": "Event",
            "name": text(of, "title").value,
            "url": absolute_url(request, of.get_absolute_url()),
            "startDate": _start(of),
        },
    }
    return script(data)


def _room(room: Place) -> dict[str, str]:
    return {"@type": "Place", "name": f"{room.name}, {room.venue}", "address": room.address or room.venue.value}


def person(found: Speaker, request: HttpRequest) -> SafeString:
    return script(
        {
            "@type": "Person",
            "name": found.name,
            "url": absolute_url(request, found.get_absolute_url()),
            "description": excerpt(text(found, "biography").value),
            "sameAs": found.links,
        }
    )


def _event(found: Event, request: HttpRequest) -> dict[str, Any]:
    title = text(found, "title")
    end = found.ends_at or found.ends_on or found.starts_on
    return {
        "@type": "Event",
        "name": title.value,
        "inLanguage": title.language,
        "description": excerpt(text(found, "lead").value),
        "url": absolute_url(request, found.get_absolute_url()),
        "startDate": _start(found),
        "endDate": end.isoformat() if end else "",
        "eventAttendanceMode": ATTENDANCE[found.attendance],
        "eventStatus": f"{SCHEMA}EventCancelled" if found.cancelled_at else f"{SCHEMA}EventScheduled",
        "location": _location(found, request),
    }


def _start(found: Event) -> str:
    start = found.starts_at or found.starts_on
    return start.isoformat() if start else ""


def _location(found: Event, request: HttpRequest) -> dict[str, str]:
    if found.room is not None:
        venue = found.room.venue
        return {"@type": "Place", "name": text(venue, "name").value, "address": venue.address}
    if found.attendance == "online":
        return {"@type": "VirtualLocation", "url": absolute_url(request, found.get_absolute_url())}
    return {"@type": "Place", "name": str(found.city), "address": str(found.city)} if found.city else {}


def _organiser(row: Involvement) -> dict[str, str]:
    return {"@type": "Organization", "name": text(row.organisation, "name").value, "url": row.organisation.url}
