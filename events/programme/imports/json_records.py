"""Any JSON that holds a list of records: its keys are headings. Nested objects become keys of their own.

A people half alone (KonOpas) is no programme and is said to be none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from conference_portal.kit.decoding import Unreadable
from events.programme.imports import finishing, headings, kompassi, remarks, rows, schedule_json, senses, tongues
from events.programme.imports.cleaning import line
from events.programme.imports.drafts import Facts, Fault, Reading, Setting, Spot
from events.programme.imports.records import Cell, Record
from events.programme.imports.records import headings as headings_of
from events.programme.imports.rows import Outcome
from events.programme.imports.senses import PEOPLE
from events.programme.imports.zones import zone_named

_DEEPEST = 3
_SCRIPT = 200
_ASSIGNED = re.compile(r"\s*(?:(?:var|let|const|export)\s+)*([A-Za-z_][\w.]*)\s*=\s*(?=[\[{])")
_NEXT = re.compile(r"\b([A-Za-z_][\w.]{0,60})\s{0,20}=\s{0,20}(?=[\[{])")
_MOST_LISTS = 1_000
_POINTER = re.compile(r"_?[Ii]ds?$")
_PAIRS = (("Name", "Text"), ("name", "value"), ("key", "value"), ("Key", "Value"), ("name", "text"))
_ZONES = ("time_zone_name", "timezone", "timeZone", "time_zone", "X-WR-TIMEZONE")
_NAMES = ("name", "title", "label", "displayName")


def is_script(start: str) -> bool:
    """`var program = [ … ]; var people = [ … ];`: both halves of KonOpas in one file."""
    return _ASSIGNED.match(start) is not None


def read(text: str, setting: Setting) -> Reading:
    data = _loaded(_halves(text) if is_script(text[:_SCRIPT]) else text)
    if conference := schedule_json.conference_of(data):
        return schedule_json.read(conference, setting)
    records, beside = _records(data)
    remarks.check_number(len(records))
    if kompassi.is_kompassi(records):
        return kompassi.read(records, setting)
    return _of_records(records, beside, setting)


def _halves(text: str) -> str:
    """The lists of a script under their names."""
    found: list[str] = []
    place = 0
    while len(found) < _MOST_LISTS and (assigned := _NEXT.search(text, place)):
        begins = place = assigned.end()
        try:
            _value, place = json.JSONDecoder().raw_decode(text, begins)
        except (ValueError, RecursionError):
            return text[begins:]  # which says what is wrong with it
        found.append(f"{json.dumps(assigned[1])}: {text[begins:place]}")
    return "{" + ", ".join(found) + "}"


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=lambda _name: None)
    except RecursionError as error:
        raise Unreadable(_("This JSON file is nested too deeply.")) from error
    except json.JSONDecodeError as error:
        values = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        raise Unreadable(
            _("This JSON file is broken in line %(line)s, character %(column)s: %(reason)s.") % values
        ) from error
    except ValueError as error:
        raise Unreadable(_("This JSON file holds a number that nobody can read.")) from error


def _records(data: Any) -> tuple[list[Any], Mapping[str, Any]]:
    """The list that looks most like sessions, and what stands beside it."""
    found = sorted(_lists(data, {}, _DEEPEST), key=lambda pair: -_likeness(pair[0]))
    if not found:
        raise Unreadable(_("No list of sessions was found in this JSON file."))
    return found[0]


def _lists(data: Any, beside: Mapping[str, Any], depth: int) -> Iterator[tuple[list[Any], Mapping[str, Any]]]:
    if isinstance(data, list) and any(isinstance(each, dict) for each in data):
        yield data, beside
    elif isinstance(data, dict) and depth:
        if by_day := _by_day(data):
            yield by_day, beside
        for value in data.values():
            yield from _lists(value, data, depth - 1)
        if not depth < _DEEPEST and _likeness([data]) > 1:
            yield [data], beside


def _by_day(data: Mapping[str, Any]) -> list[Any]:
    """{"2028-09-20": [ … ], … }: the key is the day of its records."""
    if len(data) > 1 and all(isinstance(value, list) for value in data.values()) and all(map(_starts_with_digit, data)):
        return [{"day": day, **each} for day, each_day in data.items() for each in each_day if isinstance(each, dict)]
    return []


def _starts_with_digit(text: str) -> bool:
    return text[:1].isdigit()


def _likeness(records: list[Any]) -> int:
    keys = {key for record in records[:5] if isinstance(record, dict) for key in _flat(record)}
    fields = {column.field for column in headings.columns(keys, {}).values()}
    return len(fields) + 3 * ("title" in fields) + 2 * bool(fields & {"start", "date", "time"})


def _flat(record: Mapping[str, Any], depth: int = _DEEPEST) -> dict[str, Any]:
    """Values that are objects: texts by language, things with a name, lists of pairs, else keys of their own."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict) and value and depth:
            found |= _of_object(str(key), value, depth)
        elif pairs := _of_pairs(value):
            found |= {name: text for name, text in pairs.items() if name not in record}
        else:
            found[str(key)] = value
    return found


def _of_object(key: str, value: Mapping[str, Any], depth: int) -> dict[str, Any]:
    if all(tongues.code(str(name)) for name in value):
        return {f"{key} {name}": text for name, text in value.items()}
    column = headings.column(key)
    if column and column.field in PEOPLE:
        return {key: value}
    named = next((each for each in _NAMES if isinstance(value.get(each), str)), None) if column else None
    parts = {f"{key}.{name}": each for name, each in _flat(value, depth - 1).items() if name != named}
    return {key: value[named]} | parts if named else parts


def _of_pairs(value: Any) -> dict[str, Any]:
    if not isinstance(value, list) or not value or not all(isinstance(each, dict) for each in value):
        return {}
    for name, text in _PAIRS:
        if all(name in each and text in each for each in value):
            return {str(each[name]): each[text] for each in value}
    return {}


def _resolved(record: Mapping[str, Any], beside: Mapping[str, Any]) -> dict[str, Any]:
    """`roomId: 7` and `speakers: ["a1", …]` point to lists beside the sessions: the things take their place."""
    found = dict(record)
    for key, value in record.items():
        stem = _POINTER.sub("", str(key))
        listed: list[Any] = next(
            (beside[each] for each in (stem, f"{stem}s") if isinstance(beside.get(each), list)), []
        )
        if not listed or (stem == key and not isinstance(value, list)):
            continue
        by_id = {str(each["id"]): each for each in listed if isinstance(each, dict) and "id" in each}
        ids = value if isinstance(value, list) else [value]
        things = [by_id[str(each)] for each in ids if not isinstance(each, dict) and str(each) in by_id]
        if things and len(things) == len(ids):
            del found[key]
            found[stem] = (
                things if isinstance(value, list) else {name: each for name, each in things[0].items() if name != "id"}
            )
    return found


def _of_records(data: list[Any], beside: Mapping[str, Any], setting: Setting) -> Reading:
    records, faults = [], []
    for number, each in enumerate(data, 1):
        if isinstance(each, dict):
            cells = (Cell(key, value) for key, value in _flat(_resolved(each, beside)).items() if value is not None)
            records.append(Record(Spot(line=number), tuple(cells)))
        else:
            faults.append(remarks.no_record(number))
    zone, unknown = zone_named(next((line(beside[name]) for name in _ZONES if beside.get(name)), ""), setting)
    sense = senses.make_sense(records, setting, zone, is_typed=False)
    fields = {column.field for column in sense.columns.values()}
    if "title" not in fields and not fields & {"start", "date", "time"}:
        raise _no_titles(fields, data)
    outcome = rows.interpret(records, sense) if "title" in fields else Outcome()
    if "title" not in fields:
        faults.append(Fault(Spot(), remarks.no_title_heading()))
    language = sense.language if sense.language != "en" else ""
    drafts, more = finishing.finish(outcome.drafts, finishing.number_headings(sense.columns), setting, language)
    names = headings_of(records)
    facts = Facts(
        format="JSON",
        zone=str(zone),
        rooms=tuple(dict.fromkeys(draft.room for draft in drafts if draft.room)),
        headings={name: sense.columns[name].field for name in names if name in sense.columns},
        unknown=tuple(name for name in names if name not in sense.columns),
    )
    return Reading(drafts, (*faults, *([unknown] if unknown else []), *outcome.faults, *more), facts)


def _no_titles(fields: set[str], data: list[Any]) -> Unreadable:
    keys = {str(key).casefold() for each in data[:5] if isinstance(each, dict) for key in each}
    if keys & {"bio", "biography", "sortname", "prog"} or (keys & {"name"} and not fields & {"start", "date", "time"}):
        return Unreadable(_("This file holds people, not sessions."))
    return Unreadable(_("None of the keys of this JSON file names the title of a session."))
