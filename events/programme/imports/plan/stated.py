"""What a draft says of its session, field by field, in the shape in which it is compared, stored and remembered.

A text stands under its column, rooms and people under their keys; `time` is one field, since its parts move together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from conference_portal.kit.languages import OTHER, READING, STORED, column
from events.programme.imports.drafts import Draft, Facts
from events.programme.imports.plan.persons import Persons
from events.programme.imports.plan.places import Places
from events.programme.imports.plan.subjects import Subjects

TEXTS = ("title", "abstract", "place_note", "content_note")
PLAIN = ("kind", "for_everyone", "spoken", "interpreted_into", "slides_in", "captioned_in", "cancelled", "capacity")
TIMES = ("starts_at", "ends_at", "starts_on", "ends_on")
LINKS = ("subthemes", "topics")
_EVERYWHERE = {"title", "time"}
_OF_HEADING = {"topic": "topics", "subtheme": "subthemes", "state": "cancelled"}

Values = dict[str, Any]


def fields_of(drafts: Iterable[Draft], facts: Facts) -> frozenset[str]:
    """The fields that a file speaks of. One that is empty in all its rows is none of them: it was never asked for, and
    says nothing against what stands in the portal."""
    found = {_OF_HEADING.get(name, name) for name in facts.headings.values()}
    for draft in drafts:
        found |= {name for name in (*TEXTS, *PLAIN, *LINKS, "room", "people") if getattr(draft, name)}
    return frozenset(found | _EVERYWHERE)


def pane(language: str) -> str:
    """The column of a language: one of the four, or the fifth."""
    return language if language in READING else OTHER


def stated(draft: Draft, fields: frozenset[str], *, people: Persons, places: Places, subjects: Subjects) -> Values:
    found = _texts(draft, fields)
    for name in PLAIN:
        value = getattr(draft, name)
        if name in fields and (value or name != "kind"):
            found[name] = list(value) if isinstance(value, tuple) else value
    found["time"] = [as_text(getattr(draft, name)) for name in TIMES]
    if "room" in fields:
        found["room"] = places.ref(draft.room)
    if "people" in fields:
        found["people"] = people.standing(draft.people)
    for name in LINKS:
        if name in fields:
            found[name] = subjects.keys(name, getattr(draft, name))
    return found


def _texts(draft: Draft, fields: frozenset[str]) -> Values:
    found: Values = {column(name, pane(draft.language)): getattr(draft, name) for name in TEXTS if name in fields}
    strange = draft.language if pane(draft.language) == OTHER else ""
    for name, language, words in draft.texts:
        if pane(language) == OTHER:
            if strange not in {"", language}:
                continue  # the fifth pane holds one language: shown beside what has no field
            strange = language
        found[column(name, pane(language))] = words
    if strange:
        found["other_language"] = strange
    return found


def language_before(data: Mapping[str, Any], draft: Draft) -> str:
    """The language in which the last import had the title, if it was one alone and not the draft's; else ""."""
    filled = [language for language in STORED if data.get(column("title", language))]
    if draft.language_by == "said" or draft.texts or len(filled) != 1:
        return ""
    before = str(data.get("other_language") or OTHER) if filled == [OTHER] else filled[0]
    return before if before != draft.language else ""


def emptied(data: Mapping[str, Any], language: str) -> Values:
    """What was imported in a language that it was not in."""
    return {name: "" for each in TEXTS if data.get(name := column(each, pane(language)))}


def unworded(people: Iterable[Iterable[Any]]) -> list[list[Any]]:
    """Who appears, before anything was said of their jobs in a language."""
    return [[who, role, "", ""] for who, role, *_words in people]


def as_text(value: datetime | date | None) -> str | None:
    """One spelling for one moment, wherever it is."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if value else None


def left_over(draft: Draft) -> list[tuple[str, str]]:
    """What has no place in the session, with the heading that it stood under."""
    found = list(draft.rest)
    fifth = [draft.language] if pane(draft.language) == OTHER else []
    for name, language, words in draft.texts:
        if pane(language) == OTHER:
            fifth.append(language)
            if language != fifth[0]:
                found.append((f"{name} ({language})", words))
    return found
