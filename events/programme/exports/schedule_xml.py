"""schedule.xml, which frab began and the open conferences' apps read; always valid against its schema.

Sessions without a clock time have no place in it. A cancelled one says so in its subtitle, since its title stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from conference_portal.kit.languages import Text
from conference_portal.kit.text import printable
from events.programme.exports.changed import changes
from events.programme.exports.frames import SLOT, Frame, duration, frames
from events.programme.schedule.identity import guid

if TYPE_CHECKING:
    from datetime import datetime

    from events.programme.exports.about import About
    from events.programme.schedule import Item, Schedule, Thread

TYPE = "application/xml; charset=utf-8"
GENERATOR = "Conference portal"
_TRACK_SLUG = re.compile(r"[a-z][a-z0-9-]+")
_SHORTEST_SLUG = 4


def document(shown: Schedule, about: About) -> bytes:
    writer = _Writer(shown, about)
    days = frames(shown, about, clocked=True)
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<schedule>"]
    lines += [f"<generator name={_attribute(GENERATOR)}/>", _element("url", f"{about.url[:-1]}.xml")]
    lines += [_element("version", str(about.number or "draft")), *writer.conference(days)]
    for day in days:
        lines += writer.day(day)
    return "\n".join([*lines, "</schedule>", ""]).encode()


class _Writer:
    """Rooms and people come often: each is written once."""

    def __init__(self, shown: Schedule, about: About) -> None:
        self.shown, self.about, self.clock = shown, about, ZoneInfo(shown.zone)
        self._people: dict[str, str] = {}
        self._note = gettext("Content note")

    def conference(self, days: list[Frame]) -> Iterator[str]:
        about = self.about
        yield "<conference>"
        yield _element("title", about.title.value)
        yield _element("acronym", about.acronym)
        yield _element("start", (about.first_day or days[0].date).isoformat())
        yield _element("end", (about.last_day or days[-1].date).isoformat())
        yield _element("days", str(max(day.number for day in days)))
        yield _element("timeslot_duration", SLOT)
        yield _element("base_url", f"{about.host}/")
        yield _element("url", about.url)
        yield _element("time_zone_name", self.shown.zone)
        yield from _tracks(thread for item in self.shown.items for thread in item.subthemes)
        yield "</conference>"

    def day(self, day: Frame) -> Iterator[str]:
        bounds = f'start="{day.start.isoformat()}" end="{day.end.isoformat()}"'
        yield f'<day index="{day.number}" date="{day.date.isoformat()}" {bounds}>'
        for room, items in day.rooms:
            name = room.name.value if room else ""
            known = f' guid="{guid("room", room.key)}"' if room else ""
            yield f"<room name={_attribute(name)}{known}>"
            for item in items:
                yield from self._event(item, name, (item.start or day.start).astimezone(self.clock))
            yield "</room>"
        yield "</day>"

    def _event(self, item: Item, room: str, start: datetime) -> Iterator[str]:
        yield f'<event id="{item.key}" guid="{guid("session", item.key)}">'
        yield _element("room", room)
        yield _element("title", item.title.value)
        yield _element("subtitle", ". ".join(changes(item)) if item.is_cancelled else "")
        yield _element("type", item.kind_words)
        yield f"<date>{start.isoformat()}</date><start>{start:%H:%M}</start><duration>{duration(item)}</duration>"
        yield _element("abstract", item.text.value)
        if len(item.slug) >= _SHORTEST_SLUG:
            yield _element("slug", f"{self.about.acronym}-{item.slug}")
        yield _element("track", item.subthemes[0].name.value if item.subthemes else "")
        yield f"<logo/><persons>{''.join(self._person(person.slug, person.name) for person in item.credits)}</persons>"
        yield _element("language", ", ".join(item.spoken))
        yield _element("description", f"{self._note}: {item.content_note.value}" if item.content_note else "")
        yield _element("url", f"{self.about.host}{item.url}")
        yield "</event>"

    def _person(self, slug: str, name: str) -> str:
        if slug not in self._people:
            self._people[slug] = f'<person guid="{guid("person", slug)}">{_text(name)}</person>'
        return self._people[slug]


def _tracks(threads: Iterable[Thread]) -> Iterator[str]:
    found = {thread.slug: thread for thread in threads}
    for thread in sorted(found.values(), key=lambda one: (one.position, one.slug)):
        slug = f' slug="{thread.slug}"' if _TRACK_SLUG.fullmatch(thread.slug) else ""
        yield f"<track name={_attribute(thread.name.value)}{slug}/>"


def _element(name: str, value: str) -> str:
    return f"<{name}>{_text(value)}</{name}>" if value else f"<{name}/>"


def _text(value: Text | str) -> str:
    """A carriage return would come back as a line break: it leaves as one."""
    return escape(printable(str(value)).replace("\r\n", "\n").replace("\r", "\n"))


def _attribute(value: str) -> str:
    return quoteattr(printable(value))
