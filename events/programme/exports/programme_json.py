"""schedule.json, the twin of schedule.xml, with what that cannot hold: sessions without a time, states, languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from events.programme.exports.frames import SLOT, Frame, frames
from events.programme.exports.schedule_xml import GENERATOR
from events.programme.schedule.identity import guid

if TYPE_CHECKING:
    from datetime import datetime

    from events.programme.exports.about import About
    from events.programme.schedule import Item, Person, Place, Schedule, Thread

TYPE = "application/json"
_TEXTS = ("title", "abstract", "content_note", "place_note", "cancelled_because")


def document(shown: Schedule, about: About) -> bytes:
    """Days hold rooms, rooms hold sessions, as in the XML; what has no date at all stands in `unscheduled`."""
    writer = _Writer(shown, about)
    days = frames(shown, about, clocked=False)
    whole = {
        "generator": {"name": GENERATOR},
        "schedule": {
            "version": str(about.number or "draft"),
            "base_url": f"{about.host}/",
            "released_at": about.released_at.isoformat() if about.released_at else None,
            "language": about.language,
            "conference": writer.conference(days),
            "unscheduled": [writer.event(item) for item in shown.items if item.day is None],
        },
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


class _Writer:
    def __init__(self, shown: Schedule, about: About) -> None:
        self.shown, self.about, self.clock = shown, about, ZoneInfo(shown.zone)

    def conference(self, days: list[Frame]) -> dict[str, Any]:
        about, shown = self.about, self.shown
        threads = {thread.slug: thread for item in shown.items for thread in item.subthemes}
        return {
            "acronym": about.acronym,
            "title": about.title.value,
            "start": (about.first_day or days[0].date).isoformat(),
            "end": (about.last_day or days[-1].date).isoformat(),
            "daysCount": max(day.number for day in days),
            "timeslot_duration": SLOT,
            "time_zone_name": shown.zone,
            "url": about.url,
            "tracks": [{"name": thread.name.value, "slug": thread.slug} for thread in threads.values()],
            "rooms": [_room(room) for room in shown.rooms],
            "days": [self._day(day) for day in days],
        }

    def _day(self, day: Frame) -> dict[str, Any]:
        """Two rooms of one name share their key here; each session says in which it is."""
        rooms: dict[str, list[dict[str, Any]]] = {}
        for room, items in day.rooms:
            rooms.setdefault(room.name.value if room else "", []).extend(self.event(item) for item in items)
        return {
            "index": day.number,
            "date": day.date.isoformat(),
            "day_start": day.start.isoformat(),
            "day_end": day.end.isoformat(),
            "rooms": rooms,
        }

    def event(self, item: Item) -> dict[str, Any]:
        return self._as_in_xml(item) | self._beyond(item)

    def _as_in_xml(self, item: Item) -> dict[str, Any]:
        local = item.start.astimezone(self.clock) if item.start else None
        return {
            "id": item.key,
            "guid": guid("session", item.key),
            "date": local.isoformat() if local else item.first_day.isoformat() if item.first_day else None,
            "start": f"{local:%H:%M}" if local else None,
            "duration": _duration(item) if local else None,
            "room": item.room.name.value if item.room else "",
            "slug": item.slug,
            "url": f"{self.about.host}{item.url}",
            "title": item.title.value,
            "subtitle": None,
            "track": item.subthemes[0].name.value if item.subthemes else None,
            "type": item.kind_words,
            "language": item.spoken[0] if item.spoken else None,
            "abstract": item.text.value,
            "description": None,
            "persons": [self._person(person) for person in item.credits],
            "links": [],
        }

    def _beyond(self, item: Item) -> dict[str, Any]:
        """Our own keys. `texts`: which language each of them is in."""
        texts = (item.title, item.text, item.content_note, item.place_note, item.because)
        return {
            "end": self._local(item.end),
            "first_day": item.first_day.isoformat() if item.first_day else None,
            "last_day": item.last_day.isoformat() if item.last_day else None,
            "state": item.state,
            "cancelled_because": item.because.value,
            "sequence": item.sequence,
            "changed_at": self._local(item.since),
            "moved_from": self._moved_from(item),
            "kind": item.kind,
            "for_everyone": item.for_everyone,
            "spoken": item.spoken,
            "slides_in": item.slides_in,
            "interpreted_into": item.interpreted_into,
            "captioned_in": item.captioned_in,
            "sub_themes": [_thread(thread) for thread in item.subthemes],
            "topics": [_thread(thread) for thread in item.topics],
            "content_note": item.content_note.value,
            "place_note": item.place_note.value,
            "capacity": item.capacity,
            "room_guid": guid("room", item.room.key) if item.room else None,
            "texts": {name: words.language for name, words in zip(_TEXTS, texts, strict=True) if words},
        }

    def _moved_from(self, item: Item) -> dict[str, Any] | None:
        before = item.before
        if before is None:
            return None
        day = before.first_day.isoformat() if before.first_day else None
        return {
            "date": self._local(before.start) or day,
            "end": self._local(before.end),
            "room": before.room.value if before.room else "",
        }

    def _person(self, person: Person) -> dict[str, Any]:
        return {
            "guid": guid("person", person.slug),
            "name": person.name,
            "url": f"{self.about.host}{person.url}",
            "role": person.role,
            "job_title": person.job_title.value,
            "organisation": person.organisation.value,
        }

    def _local(self, moment: datetime | None) -> str | None:
        return moment.astimezone(self.clock).isoformat() if moment else None


def _duration(item: Item) -> str:
    """Hours however many: here the schema knows no days."""
    hours, minutes = divmod(item.minutes or 0, 60)
    return f"{hours:02}:{minutes:02}"


def _room(room: Place) -> dict[str, Any]:
    return {
        "name": room.name.value,
        "slug": room.slug,
        "guid": guid("room", room.key),
        "venue": room.venue.value,
        "address": room.address,
        "capacity": room.capacity,
        "step_free": room.step_free,
        "hearing_loop": room.hearing_loop,
    }


def _thread(thread: Thread) -> dict[str, str]:
    return {"slug": thread.slug, "name": thread.name.value}
