"""Kompassi's and Konsti's JSON, the newer field set (items with occurrences) and the older one (one row, one time)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from events.programme.imports import fields, lengths, people, remarks, times, tongues
from events.programme.imports.cleaning import line, prose, written
from events.programme.imports.days import Frame, Misread
from events.programme.imports.drafts import Draft, Facts, Fault, PersonDraft, Reading, Setting, Spot
from events.programme.imports.finishing import finish
from events.programme.imports.when import at
from events.programme.imports.words import NOTHING, parted

_OLD = {"title", "start_time", "end_time", "room_name", "length"}
_REDACTED = parted(NOTHING)
_NUMBER = "slug"
_NOTES = ("ropecon:contentWarnings", "konsti:contentWarnings", "content_warnings", "contentWarnings")
_SEATS = ("konsti:maxAttendance", "max_players")
_FREE_OF_LANGUAGE = {"free", "language-free", "none"}
_PLAIN = {
    "slug", "title", "description", "cachedHosts", "cachedDimensions", "cachedAnnotations", "isCancelled",
    "scheduleItems", "category_title", "formatted_hosts", "room_name", "length", "start_time", "end_time", "identifier",
    "tags", "startTime", "endTime", "lengthMinutes", "location", "short_blurb",
}  # fmt: skip


@dataclass(frozen=True)
class Occurrence:
    """One time at which an item takes place, in the words of either field set."""

    number: str
    title: str = ""
    start: Any = ""
    end: Any = ""
    minutes: Any = None
    place: str = ""
    cancelled: bool = False
    annotations: Mapping[str, Any] = field(default_factory=dict)


def is_kompassi(records: Sequence[Any]) -> bool:
    first = records[0] if records and isinstance(records[0], dict) else {}
    return "scheduleItems" in first or first.keys() >= _OLD


def read(records: Sequence[Any], setting: Setting) -> Reading:
    zone = ZoneInfo(setting.zone)
    drafts: list[Draft] = []
    faults: list[Fault] = []
    for number, item in enumerate(records, 1):
        spot = Spot(line=number)
        if not isinstance(item, dict):
            faults.append(remarks.no_record(number))
            continue
        for occurrence in _occurrences(item):
            try:
                drafts.append(_draft(item, occurrence, spot, zone))
            except Misread as told:
                faults.append(remarks.misread(spot, told))
        faults += remarks.hidden(item.get("title"), spot)
    finished, more = finish(drafts, (_NUMBER,), setting, "")
    rooms = tuple(dict.fromkeys(draft.room for draft in finished if draft.room))
    return Reading(finished, (*faults, *more), Facts("Kompassi", zone=setting.zone, rooms=rooms))


def _occurrences(item: Mapping[str, Any]) -> Iterator[Occurrence]:
    own = line(item.get("slug") or item.get("identifier"))
    if "scheduleItems" not in item:
        yield Occurrence(
            own,
            start=item.get("start_time"),
            end=item.get("end_time"),
            minutes=item.get("length"),
            place=line(item.get("room_name")),
        )
        return
    times_ = [each for each in item["scheduleItems"] or [] if isinstance(each, dict)]
    if not times_:
        yield Occurrence(own)
    for number, each in enumerate(times_, 1):
        yield Occurrence(
            number=line(each.get("slug")) or (own if number == 1 else f"{own}#{number}"),
            title=line(each.get("title")),
            start=each.get("startTime"),
            end=each.get("endTime"),
            minutes=each.get("lengthMinutes"),
            place=line(each.get("location")),
            cancelled=bool(each.get("isCancelled")),
            annotations=_mapping(each.get("cachedAnnotations")),
        )  # fmt: skip


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _draft(item: Mapping[str, Any], occurrence: Occurrence, spot: Spot, zone: ZoneInfo) -> Draft:
    title = occurrence.title or line(item.get("title"))
    if not title:
        raise remarks.untitled()
    facets = _mapping(item.get("cachedDimensions"))
    annotations = _mapping(item.get("cachedAnnotations"))
    starts = _moment(occurrence.start, zone)
    spoken, rest = _languages(item, facets)
    kinds = [line(each) for each in (*_listed(facets, "type"), item.get("category_title")) if each]
    return Draft(
        spot=spot,
        key="",
        title=title,
        language="",
        abstract="\n\n".join(filter(None, (prose(item.get("short_blurb")), prose(item.get("description"))))),
        kind=next(filter(None, map(fields.kind, kinds)), ""),
        starts_at=starts,
        ends_at=_end(occurrence, starts, zone),
        room=fields.room(occurrence.place),
        people=_hosts(item),
        spoken=spoken,
        cancelled=occurrence.cancelled or bool(item.get("isCancelled")),
        capacity=_seats(annotations, item),
        content_note="\n\n".join(prose(annotations[name]) for name in _NOTES if annotations.get(name)),
        topics=tuple(dict.fromkeys(line(each) for each in (*_listed(facets, "topic"), *_list(item.get("tags"))))),
        rest=((_NUMBER, occurrence.number), *rest, *_rest(item, facets, {**annotations, **occurrence.annotations})),
    )


def _moment(value: Any, zone: ZoneInfo) -> datetime | None:
    if not value:
        return None
    part = times.read(value, Frame(), dated=True)
    if part.day is None or part.clock is None:
        raise times.no_time(value)
    return at(part.day, part.clock, part.zone or zone).astimezone(zone)


def _end(occurrence: Occurrence, starts: datetime | None, zone: ZoneInfo) -> datetime | None:
    ends = _moment(occurrence.end, zone)
    if ends is None and starts and (length := lengths.minutes(occurrence.minutes)):
        ends = starts + timedelta(minutes=length)
    if starts and ends and ends < starts:
        raise Misread(remarks.ends_before(ends.strftime("%Y-%m-%d %H:%M")))
    return None if ends == starts else ends


def _languages(item: Mapping[str, Any], facets: Mapping[str, Any]) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    named = [line(each) for each in _listed(facets, "language")] or [line(item.get("ropecon2023_language"))]
    known, unknown = tongues.codes(", ".join(each for each in named if each.casefold() not in _FREE_OF_LANGUAGE))
    free = [each for each in named if each.casefold() in _FREE_OF_LANGUAGE]
    kept = ", ".join(filter(None, (unknown, *free)))
    return known, [("language", kept)] if kept else []


def _listed(facets: Mapping[str, Any], name: str) -> list[Any]:
    return _list(facets.get(name))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _hosts(item: Mapping[str, Any]) -> tuple[PersonDraft, ...]:
    text = line(item.get("cachedHosts") or item.get("formatted_hosts"))
    if text.casefold() in _REDACTED:
        return ()
    names = (people.whole(name) for name in text.split(","))
    return tuple({person.name: person for person in names if person}.values())


def _seats(annotations: Mapping[str, Any], item: Mapping[str, Any]) -> int | None:
    seats = next((value for name in _SEATS if (value := annotations.get(name, item.get(name)))), None)
    return seats if isinstance(seats, int) and 0 < seats < 1_000_000 else None  # noqa: PLR2004


def _rest(
    item: Mapping[str, Any], facets: Mapping[str, Any], annotations: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """What has no field and says something: facets, annotations, flags that are set."""
    for name, value in facets.items():
        if name not in {"topic", "language", "date"} and value:
            yield name, written(value)
    for name, value in (*annotations.items(), *((key, each) for key, each in item.items() if key not in _PLAIN)):
        if name not in _NOTES and value not in (None, "", False, []):
            yield name, prose(value)
