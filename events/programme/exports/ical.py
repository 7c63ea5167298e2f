"""The programme as calendars read it (RFC 5545, 7986). Written by hand: the icalendar library needs three times as long
for 150 sessions, and neither folds between whole characters nor writes a zone for the years that count. Tests read
everything back with it. Known faults of the clients are met where they are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from conference_portal.kit.formats import words_list
from conference_portal.kit.languages import UNDETERMINED, language_name
from conference_portal.kit.pages import moment
from conference_portal.kit.text import paragraphs, printable
from events.programme.exports.changed import changes
from events.programme.exports.folding import fold
from events.programme.exports.zones import definition
from events.programme.schedule.identity import guid

if TYPE_CHECKING:
    from conference_portal.kit.languages import Text
    from events.programme.exports.about import About
    from events.programme.schedule import Item, Person, Schedule

TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Storbyens hjerte og smerte//Conference portal//EN"


def calendar(shown: Schedule, about: About, *, name: str = "") -> bytes:
    """Sessions without any date are left out: a calendar has no place for them. Withdrawn ones are told as cancelled,
    so that they leave the calendars that have them. `name`: what a subscription is called; the event's, if none."""
    items = [item for item in (*shown.items, *shown.withdrawn) if item.day]
    writer = _Writer(shown.zone, about)
    lines = [*_head(shown.zone, name or about.title.value), *_zone(shown.zone, items)]
    for item in items:
        lines += writer.event(item)
    lines.append("END:VCALENDAR")
    return b"\r\n".join(fold(line) for line in lines) + b"\r\n"


def _head(zone: str, name: str) -> Iterator[str]:
    """Without METHOD: a published one wants an organiser's address, and some clients then ask for an answer."""
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{PRODUCT}"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME:{escaped(name)}"
    yield f"X-WR-CALNAME:{escaped(name)}"
    yield f"X-WR-TIMEZONE:{zone}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT1H"
    yield "X-PUBLISHED-TTL:PT1H"


def _zone(zone: str, items: Iterable[Item]) -> tuple[str, ...]:
    years = {
        moment.year for item in items for moment in (item.start, item.end, item.first_day, item.last_day) if moment
    }
    now = moment().year
    return definition(zone, min(years, default=now), max(years, default=now))


class _Writer:
    """One file in one language. What repeats (people, rooms, languages) is written once."""

    def __init__(self, zone: str, about: About) -> None:
        self.zone, self.clock, self.host = zone, ZoneInfo(zone), about.host
        self.released = _instant(about.released_at or moment())
        self._places: dict[int, str] = {}
        self._interpreted = gettext("Interpreted into")
        self._spoken = gettext("Spoken in")
        self._note = gettext("Content note")

    def event(self, item: Item) -> Iterator[str]:
        gone = item.is_cancelled or item.is_withdrawn
        yield "BEGIN:VEVENT"
        yield f"UID:{guid('session', item.key)}"
        yield f"DTSTAMP:{self.released}"
        yield f"LAST-MODIFIED:{_instant(item.since) if item.since else self.released}"
        yield f"SEQUENCE:{item.sequence}"
        yield from self._times(item)
        yield f"SUMMARY{_in(item.title)}:{escaped(item.title.value)}"
        if place := self._place(item):
            yield f"LOCATION:{place}"
        if item.room:
            yield f"X-ROOM:{escaped(item.room.name.value)}"  # alone, for programs
        yield f"DESCRIPTION{_in(item.text)}:{self._description(item)}"
        yield f"URL:{self.host}{item.url}"
        yield f"CATEGORIES:{_categories(item)}"
        yield f"STATUS:{'CANCELLED' if gone else 'CONFIRMED'}"
        # What is off, and what lasts all day, must not block a calendar for other things.
        yield f"TRANSP:{'TRANSPARENT' if gone or item.start is None else 'OPAQUE'}"
        yield "END:VEVENT"

    def _times(self, item: Item) -> Iterator[str]:
        """Whole days end on the day after, as the format counts; an end that nobody knows is not made up."""
        if item.start is None:
            last = item.last_day or item.first_day or date.min
            yield f"DTSTART;VALUE=DATE:{item.first_day:%Y%m%d}"
            yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
            return
        ends = [item.end] if item.end else []
        local = [each.astimezone(self.clock) for each in (item.start, *ends)]
        if any(each.fold for each in local):  # in the hour that the clock shows twice, only UTC says which one is meant
            stamps = [f":{_instant(each)}" for each in (item.start, *ends)]
        else:
            stamps = [f";TZID={self.zone}:{each:%Y%m%dT%H%M%S}" for each in local]
        for name, stamp in zip(("DTSTART", "DTEND"), stamps, strict=False):
            yield name + stamp

    def _place(self, item: Item) -> str:
        room = item.room
        if room is None:
            return escaped(item.place_note.value)
        if room.key not in self._places:
            parts = dict.fromkeys(part for part in (room.name.value, room.venue.value, room.address) if part)
            self._places[room.key] = escaped(", ".join(parts))
        return self._places[room.key]

    def _description(self, item: Item) -> str:
        """With the address at its end, since Google's calendar shows no URL."""
        people = "\n".join(_person(person) for person in item.credits)
        note = f"{self._note}: {' '.join(paragraphs(item.content_note.value))}" if item.content_note else ""
        address = f"{self.host}{item.url}"
        blocks = [*changes(item), people, self._languages(item), *paragraphs(item.text.value), note, address]
        return escaped("\n\n".join(block for block in blocks if block))

    def _languages(self, item: Item) -> str:
        pairs = ((self._spoken, item.spoken), (self._interpreted, item.interpreted_into))
        return "\n".join(
            f"{term}: {words_list([language_name(code) for code in codes])}" for term, codes in pairs if codes
        )


def _person(person: Person) -> str:
    role = f"{person.role}: " if person.role else ""
    return role + ", ".join(part for part in (person.name, person.job_title.value, person.organisation.value) if part)


def _categories(item: Item) -> str:
    words = dict.fromkeys([item.kind_words, *(thread.name.value for thread in (*item.subthemes, *item.topics))])
    return ",".join(escaped(word) for word in words if word)


def _in(words: Text) -> str:
    return f";LANGUAGE={words.language}" if words and words.language != UNDETERMINED else ""


def _instant(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(value: str) -> str:
    value = printable(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return value.replace("\r", "").replace("\n", "\\n")
