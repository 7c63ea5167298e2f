"""What schedule.xml and schedule.json share: one item of a day and a room → a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.programme.imports import fields, lengths, people, remarks, times, tongues
from events.programme.imports.cleaning import line, prose
from events.programme.imports.days import Frame, Misread
from events.programme.imports.drafts import Draft, Facts, Fault, Reading, Setting, Spot
from events.programme.imports.finishing import finish
from events.programme.imports.when import at
from events.programme.imports.zones import zone_named

_NUMBERS = ("guid", "id", "slug")


@dataclass(frozen=True)
class Origin:
    format: str
    title: str = ""
    zone: str = ""


@dataclass(frozen=True)
class Item:
    spot: Spot
    day: str
    room: str
    title: str
    date: str = ""  # the moment of its own
    start: str = ""
    duration: str = ""
    subtitle: str = ""
    abstract: str = ""
    description: str = ""
    track: str = ""
    type: str = ""
    language: str = ""
    numbers: dict[str, str] = field(default_factory=dict)
    persons: Sequence[str] = ()
    rest: Sequence[tuple[str, str]] = ()
    last_day: str = ""  # of what lasts whole days; `date` is the first
    is_cancelled: bool = False


def read_items(items: Sequence[Item], origin: Origin, setting: Setting) -> Reading:
    zone, unknown = zone_named(origin.zone, setting)
    drafts: list[Draft] = []
    faults: list[Fault] = [unknown] if unknown else []
    if not items:
        faults.append(Fault(Spot(), _("There is no session in this file.")))
    for item in items:
        try:
            drafts.append(_draft(item, zone))
        except Misread as told:
            faults.append(remarks.misread(item.spot, told))
        faults += remarks.hidden(item.title, item.spot)
    finished, more = finish(drafts, _NUMBERS, setting, "")
    finished = tuple(
        replace(each, rest=tuple(pair for pair in each.rest if pair[0] not in _NUMBERS)) for each in finished
    )
    rooms = tuple(dict.fromkeys(room for item in items if (room := fields.room(item.room))))
    return Reading(finished, (*faults, *more), Facts(origin.format, zone=str(zone), title=origin.title, rooms=rooms))


def _draft(item: Item, zone: ZoneInfo) -> Draft:
    title = line(item.title)
    if not title:
        raise remarks.untitled()
    starts = _starts(item, zone)
    first, last = _days(item) if starts is None else (None, None)
    spoken, unknown = tongues.codes(item.language)
    rest = [("language", unknown)] if unknown else []
    kind = fields.kind(line(item.type))
    if item.type and not kind:
        rest.append(("type", line(item.type)))
    persons = filter(None, map(people.whole, item.persons))
    texts = (prose(text) for text in (item.subtitle, item.abstract, item.description))
    return Draft(
        spot=item.spot,
        key="",
        title=title,
        language="",
        abstract="\n\n".join(dict.fromkeys(filter(None, texts))),
        kind=kind,
        starts_at=starts,
        ends_at=_ends(item, starts),
        starts_on=first,
        ends_on=last,
        cancelled=item.is_cancelled,
        room=fields.room(item.room),
        people=tuple({(person.name.casefold(), person.role): person for person in persons}.values()),
        spoken=spoken,
        subthemes=(track,) if (track := line(item.track)) else (),
        rest=(*item.numbers.items(), *item.rest, *rest),
    )


def _starts(item: Item, zone: tzinfo) -> datetime | None:
    own = times.read(item.date, Frame(), dated=True) if item.date.strip() else times.Part()
    day = own.day or (times.read(item.day, Frame(), dated=True).day if item.day.strip() else None)
    clock = own.clock
    if clock is None and item.start.strip():
        clock = times.read(item.start, Frame(), dated=False).clock
    if day is None or clock is None:
        return None
    moment = at(day, clock, own.zone or zone)
    return moment.astimezone(zone)


def _days(item: Item) -> tuple[date, date] | tuple[None, None]:
    """Only where the file says so: a day without a clock time may be one that nobody has set yet."""
    if not item.last_day.strip():
        return None, None
    first, last = (times.read(text, Frame(), dated=True).day for text in (item.date, item.last_day))
    return (first, last) if first and last else (None, None)


def _ends(item: Item, starts: datetime | None) -> datetime | None:
    length = lengths.minutes(item.duration, days_first=True)
    return starts + timedelta(minutes=length) if starts and length else None
