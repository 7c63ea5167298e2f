"""frab's schedule.json, in the dialects that publish it: days with rooms, or days with a list of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from events.programme.imports.cleaning import line, written
from events.programme.imports.drafts import Reading, Setting, Spot
from events.programme.imports.frab import Item, Origin, read_items

_KNOWN = {
    "title", "subtitle", "abstract", "description", "track", "type", "language", "start", "duration", "date", "room",
    "persons", "slug", "guid", "id", "url",
}  # fmt: skip
# What our own files have beyond it and other keys say, too.
_OURS = {
    "end", "first_day", "last_day", "state", "texts", "sequence", "changed_at", "moved_from", "kind", "spoken",
    "sub_themes", "room_guid",
}  # fmt: skip


def conference_of(data: Any) -> Mapping[str, Any] | None:
    """The part that holds the days; None if this is something else."""
    schedule: Any = data.get("schedule", data) if isinstance(data, dict) else None
    conference: Any = schedule.get("conference", schedule) if isinstance(schedule, dict) else None
    days = conference.get("days") if isinstance(conference, dict) else None
    if not isinstance(days, list) or not all(isinstance(day, dict) for day in days):
        return None
    return {**conference, "unscheduled": schedule.get("unscheduled")}


def read(conference: Mapping[str, Any], setting: Setting) -> Reading:
    origin = Origin(
        format="schedule.json", title=line(conference.get("title")), zone=line(conference.get("time_zone_name"))
    )
    return read_items([_item(number, *each) for number, each in enumerate(_events(conference), 1)], origin, setting)


def _events(conference: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for day in conference["days"]:
        rooms = day.get("rooms")
        pairs = rooms.items() if isinstance(rooms, dict) else [("", day.get("events") or rooms)]
        for room, events in pairs:
            for event in events if isinstance(events, list) else ():
                if isinstance(event, dict):
                    yield line(day.get("date")), str(room), event
    yield from (("", "", event) for event in _list(conference.get("unscheduled")) if isinstance(event, dict))


def _item(number: int, day: str, room: str, event: Mapping[str, Any]) -> Item:
    said = {
        name: written(_plain(event.get(name)))
        for name in ("subtitle", "abstract", "description", "track", "type", "language", "start", "duration", "date")
    }
    known = _KNOWN | _OURS if {"texts", "sequence", "room_guid"} <= event.keys() else _KNOWN
    return Item(
        spot=Spot(line=number),
        day=day,
        room=line(_plain(event.get("room"))) or room,
        title=written(event.get("title")),
        numbers={name: line(event[name]) for name in ("guid", "id", "slug") if event.get(name)},
        persons=[name for person in _list(event.get("persons")) if (name := _name(person))],
        rest=[(key, text) for key, value in event.items() if key not in known and (text := _told(value))],
        last_day=line(event.get("last_day")),
        is_cancelled=event.get("state") == "cancelled",
        **said,
    )


def _told(value: Any) -> str:
    """A flag that is not set says nothing."""
    return "" if value in (False, None, [], {}) else line(written(value))


def _plain(value: Any) -> Any:
    """A track or a room may be an object of its own."""
    if isinstance(value, dict):
        return value.get("name") or value.get("en") or next((each for each in value.values() if each), "")
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(person: Any) -> str:
    if isinstance(person, dict):
        return line(person.get("public_name") or person.get("name") or person.get("full_public_name"))
    return line(person)
