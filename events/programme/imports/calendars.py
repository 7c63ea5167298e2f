"""iCalendar → drafts. Moments are moments, whole days are dates with an exclusive end, and a zone is its name.

The lines are read here: what libraries repair in silence (a zone with a Z, a zone that nobody defined) must be told;
only zones that a file defines for itself are left to the icalendar library."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone

from conference_portal.kit.decoding import Unreadable
from events.programme.imports import fields, lengths, people, remarks, times
from events.programme.imports.calendar_lines import Component, Property, components
from events.programme.imports.cleaning import line, prose
from events.programme.imports.days import Misread
from events.programme.imports.drafts import Draft, Facts, Fault, PersonDraft, Reading, Setting, Spot
from events.programme.imports.finishing import finish
from events.programme.imports.when import at
from events.programme.imports.zones import zone, zone_named

_MOMENT = re.compile(r"(\d{8})T(\d{2})(\d{2})(\d{2})?(Z?)", re.IGNORECASE)
_PRIVATE = {"PRIVATE", "CONFIDENTIAL"}
_KNOWN = {
    "UID", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DURATION", "LOCATION", "CATEGORIES", "STATUS", "ATTENDEE",
    "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "CLASS", "TRANSP", "PRIORITY", "METHOD", "RECURRENCE-ID",
    "ORGANIZER", "X-ALT-DESC", "CONTACT", "X-ROOM",
}  # fmt: skip


@dataclass
class _Context:
    setting: Setting
    zone: ZoneInfo
    own: dict[str, tzinfo]  # zones that the file defines and nobody else knows
    faults: list[Fault]

    def note(self, line_: int, message: str) -> None:
        self.faults.append(Fault(Spot(line=line_), message, "note"))


@dataclass(frozen=True)
class _Time:
    day: date
    moment: datetime | None = None  # None: a whole day


def read(content: bytes, setting: Setting) -> Reading:
    remarks.check_number(content.upper().count(b"BEGIN:VEVENT"))
    root, bad_lines, encoding = components(content)
    calendars = list(root.within("VCALENDAR")) or [root]
    named, unknown = zone_named(calendars[0].text("X-WR-TIMEZONE"), setting)
    context = _Context(setting, named, _own_zones(content, root), [unknown] if unknown else [])
    context.faults += remarks.bad_lines(bad_lines, encoding)
    drafts: list[Draft] = []
    for event in root.within("VEVENT"):
        try:
            drafts.append(_draft(event, context))
        except Misread as told:
            context.faults.append(remarks.misread(Spot(line=event.line), told))
    if not drafts and not context.faults:
        raise Unreadable(_("This calendar holds no events."))
    finished, more = finish(drafts, ("uid",), setting, "")
    rooms = tuple(dict.fromkeys(draft.room for draft in finished if draft.room))
    facts = Facts("iCalendar", encoding, zone=str(named), title=line(calendars[0].text("X-WR-CALNAME")), rooms=rooms)
    return Reading(finished, (*context.faults, *more), facts)


def _own_zones(content: bytes, root: Component) -> dict[str, tzinfo]:
    names = {each.text("TZID") for each in root.within("VTIMEZONE")}
    strange = {name for name in names if zone(name) is None}
    if not strange:
        return {}
    try:
        calendar = Calendar.from_ical(content)
        return {
            str(each["TZID"]): each.to_tz()
            for each in calendar.walk("VTIMEZONE")
            if isinstance(each, Timezone) and str(each["TZID"]) in strange
        }
    except Exception:  # noqa: BLE001 (the library has no error of its own; without it the zone is simply not known)
        return {}


def _draft(event: Component, context: _Context) -> Draft:
    summary = event.first("SUMMARY")
    title = line(summary.text) if summary else ""
    if not title:
        raise remarks.untitled()
    remarks.check_public(_private(event), title, context.setting)
    if summary:
        context.faults += remarks.hidden(summary.text, Spot(line=summary.line))
    starts, ends = _span(event, context)
    status = line(event.text("STATUS")).upper()
    if status == "TENTATIVE":
        context.note(event.line, remarks.marked(status))
    if repeats := event.first("RRULE") or event.first("RDATE"):
        context.note(repeats.line, _("It repeats. Only the first time was taken."))
    kind, topics = _categories(event)
    return Draft(
        spot=Spot(line=event.line),
        key="",
        title=title,
        language=_language(summary),
        abstract=prose(event.text("DESCRIPTION")),
        kind=kind,
        starts_at=starts.moment if starts else None,
        ends_at=ends.moment if ends else None,
        starts_on=starts.day if starts and not starts.moment else None,
        ends_on=ends.day if ends and not ends.moment else None,
        room=fields.room(event.text("X-ROOM") or event.text("LOCATION")),  # ours say the room alone, too
        people=_people(event),
        cancelled=status == "CANCELLED",
        topics=topics,
        rest=(*_numbers(event), *_rest(event)),
    )


def _private(event: Component) -> str:
    word = line(event.text("CLASS")).upper()
    return word if word in _PRIVATE else ""


def _language(summary: Property | None) -> str:
    return summary.parameters.get("LANGUAGE", "").partition("-")[0].lower() if summary else ""


def _span(event: Component, context: _Context) -> tuple[_Time | None, _Time | None]:
    starts_in, ends_in = event.first("DTSTART"), event.first("DTEND")
    if starts_in is None:
        return None, None
    starts = _time(starts_in, context)
    ends = _time(ends_in, context) if ends_in else _after(event, starts)
    if starts.moment is None:
        return starts, _last_day(starts, ends, ends_in, context)
    if ends is None or ends.moment is None or ends.moment == starts.moment:
        return starts, None
    if ends.moment < starts.moment:
        told = Misread(remarks.ends_before(ends.moment.strftime("%Y-%m-%d %H:%M")))
        told.spot = Spot(line=ends_in.line if ends_in else event.line)
        raise told
    return starts, ends


def _last_day(starts: _Time, ends: _Time | None, ends_in: Property | None, context: _Context) -> _Time:
    """The end of whole days is the day after the last one."""
    if ends is None:
        return _Time(starts.day)
    if ends.day <= starts.day:
        if ends_in:
            context.note(ends_in.line, _("Its end is not after its start. It was taken as one day."))
        return _Time(starts.day)
    return _Time(ends.day - timedelta(days=1))


def _after(event: Component, starts: _Time) -> _Time | None:
    length = lengths.minutes(event.text("DURATION"))
    if not length:
        return None
    if starts.moment is None:
        return _Time(starts.day + timedelta(minutes=length))
    zone_ = starts.moment.tzinfo
    return _Time(starts.day, (starts.moment.astimezone(UTC) + timedelta(minutes=length)).astimezone(zone_))


def _time(said: Property, context: _Context) -> _Time:
    try:
        return _read_time(said, context)
    except Misread as told:
        told.spot = told.spot or Spot(line=said.line)
        raise


def _read_time(said: Property, context: _Context) -> _Time:
    value = said.value.strip()
    found = _MOMENT.fullmatch(value)
    if not found:
        return _Time(times.date_of(value, value))
    day = times.date_of(found[1], value)
    seconds = int(found[2]) * 3600 + int(found[3]) * 60 + int(found[4] or 0)
    if seconds > times.DAY or int(found[3]) > 59:  # noqa: PLR2004 (minutes)
        raise times.no_time(value)
    name = said.parameters.get("TZID", "")
    if found[5]:
        if name and name.upper() != "UTC":
            context.note(said.line, _("A time zone and a Z contradict each other. The Z was taken."))
        return _Time(day, at(day, seconds, UTC).astimezone(context.zone))
    return _Time(day, at(day, seconds, _zone(name, said, context)))


def _zone(name: str, said: Property, context: _Context) -> tzinfo:
    if not name:
        return context.zone
    if found := zone(name) or context.own.get(name):
        return found
    context.note(said.line, remarks.unknown_zone(name, str(context.zone)))
    return context.zone


def _categories(event: Component) -> tuple[str, tuple[str, ...]]:
    words = [line(word) for each in event.all("CATEGORIES") for word in re.split(r"(?<!\\),", each.value)]
    topics = tuple(dict.fromkeys(word.replace("\\,", ",").replace("\\;", ";") for word in words if word))
    return next(filter(None, map(fields.kind, topics)), ""), topics


def _people(event: Component) -> tuple[PersonDraft, ...]:
    """Speakers are those who stand there without an address: with one, it is whom the calendar was sent to."""
    names = [
        each.parameters.get("CN", "") for each in event.all("ATTENDEE") if not each.value.lower().startswith("mailto:")
    ]
    return tuple({person.name: person for person in map(people.whole, names) if person}.values())


def _numbers(event: Component) -> list[tuple[str, str]]:
    uid, again = line(event.text("UID")), line(event.text("RECURRENCE-ID"))
    return [("uid", f"{uid} {again}".strip())] if uid else []


def _rest(event: Component) -> list[tuple[str, str]]:
    return [
        (each.name, text)
        for each in event.properties
        if each.name not in _KNOWN and not each.name.startswith("X-") and (text := prose(each.text))
    ]
