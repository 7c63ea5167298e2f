"""The plain fields of a row: room, kind, languages, state, topics … and what of their cells fits none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from events.programme.imports import headings, remarks, tongues
from events.programme.imports.cleaning import line, plain, prose, written
from events.programme.imports.records import Cell
from events.programme.imports.words import CANCELLED, INTERNAL, KINDS, NO, NOT_CONFIRMED, NOTHING, YES, parted

TICKED = frozenset({"confirmed", "audience", "state"})  # where “no” is worth reading
_CANCELLED, _INTERNAL, _UNSURE = parted(CANCELLED), parted(INTERNAL), parted(NOT_CONFIRMED)
_YES, _NO, _NOTHING = parted(YES), parted(NO), parted(NOTHING)
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split("|")}
_PARTS = re.compile(r"\s*[/,;–-]\s*|\s+")
# “Vård och omsorg, Barn/ungdom” are two topics, “Sundhed, omsorg og forebyggelse” is one.
_BETWEEN_TOPICS = re.compile(r"[;\n|]|,\s+(?=[A-ZÀ-ÞÆØÅ])")
_BETWEEN_WORDS = re.compile(r"\W")
_PLAIN_KINDS = frozenset({"workshop", "break", "meal", "keynote", "panel", "study_visit"})
_BOXES = {
    "true",
    "false",
    "sand",
    "falsk",
    "sant",
    "falskt",
    "usant",
    "tosi",
    "epätosi",
    "satt",
    "ósatt",
    "☐",
    "☑",
    "✓",
}
_SEATS = re.compile(
    r"(?P<about>(?:ca|cirka|omkring|around|about|um|noin)\b\.?|[~≈])?\s*"
    r"(?:(?:max|maks|maximum|maksimum|maximalt|højst|högst|op til|upp till|opp til|up to|allt að|hámark|enintään)\b"
    r"\.?:?|≤)?\s*"
    r"(?P<number>\d{1,6})\s*"
    r"(?:pladser|plads|platser|plasser|personer|pers|deltagere|deltagare|people|persons|participants|seats|places|"
    r"manns|sæti|þátttakendur|henkilöä|henkeä|hlö|paikkaa|stk|st)?\.?",
    re.IGNORECASE,
)


@dataclass
class Fields:
    room: str = ""
    kind: str = ""
    spoken: tuple[str, ...] = ()
    interpreted_into: tuple[str, ...] = ()
    slides_in: tuple[str, ...] = ()
    captioned_in: tuple[str, ...] = ()
    cancelled: bool = False
    capacity: int | None = None
    content_note: str = ""
    place_note: str = ""
    subthemes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    rest: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(groups: Mapping[str, list[Cell]]) -> Fields:
    found = Fields(
        room=room(_first(groups, "room")),
        content_note="\n\n".join(prose(cell.value) for cell in groups.get("content_note", [])),
        place_note=line(_first(groups, "place_note")),
        subthemes=tuple(topics(groups.get("subtheme", []))),
        topics=tuple(topics(groups.get("topic", []))),
    )
    for name in ("spoken", "interpreted_into", "slides_in", "captioned_in"):
        _languages(found, name, groups.get(name, []))
    for cell in groups.get("kind", []):
        found.kind = kind(line(cell.value))
        if plain(cell.value) not in _KIND_OF:
            _keep(found, cell)
    for cell in groups.get("capacity", []):
        _capacity(found, cell)
    _state(found, groups)
    return found


def room(value: Any) -> str:
    """One place, however it is written; “None” and “–” are none."""
    text = line("; ".join(map(written, value))) if isinstance(value, list) else line(value)
    return "" if text.casefold() in _NOTHING else text


def kind(text: str) -> str:
    """The word as a whole, else one of its parts: “Debatt/panelsamtal”."""
    words = text.casefold()
    return _KIND_OF.get(words) or next((_KIND_OF[part] for part in _PARTS.split(words) if part in _KIND_OF), "")


def kind_of_title(title: str) -> str:
    """“Lunch”, “Workshop 1: …” say what they are where no column does."""
    words = title.casefold()
    first = _KIND_OF.get(_BETWEEN_WORDS.split(words, maxsplit=1)[0], "")
    return _KIND_OF.get(words) or (first if first in _PLAIN_KINDS else "")


def topics(cells: Iterable[Cell]) -> Iterable[str]:
    found: dict[str, None] = {}
    for cell in cells:
        parts = cell.value if isinstance(cell.value, list) else _BETWEEN_TOPICS.split(written(cell.value))
        found |= {text: None for part in parts if (text := line(part)) and text.casefold() not in _NOTHING}
    return found


def is_box(value: Any) -> bool:
    return isinstance(value, bool) or plain(value) in _BOXES


def internal(groups: Mapping[str, list[Cell]]) -> str:
    """The word by which a row is for the house alone; "" if it is for the public."""
    for cell in groups.get("audience", []):
        word, heading = plain(cell.value), headings.words_of(cell.heading)
        if word in _INTERNAL:
            return line(cell.value)
        if (heading.endswith("public") and word in _NO) or (heading.startswith("intern") and word in _YES):
            return line(cell.heading)
    return ""


def _first(groups: Mapping[str, list[Cell]], name: str) -> Any:
    return next((cell.value for cell in groups.get(name, [])), "")


def _keep(found: Fields, cell: Cell) -> None:
    found.rest.append((line(cell.heading), prose(cell.value)))


def _languages(found: Fields, name: str, cells: Iterable[Cell]) -> None:
    for cell in cells:
        parts = ", ".join(map(written, cell.value)) if isinstance(cell.value, list) else written(cell.value)
        known, unknown = tongues.codes(line(parts))
        setattr(found, name, tuple(dict.fromkeys((*getattr(found, name), *known))))
        if unknown:
            found.rest.append((line(cell.heading), unknown))


def _capacity(found: Fields, cell: Cell) -> None:
    """“max. 40 deltagere” is 40; “ca. 40” as well, and is kept as it was written."""
    seats = _SEATS.fullmatch(line(cell.value))
    if seats and int(seats["number"]):
        found.capacity = int(seats["number"])
    if not found.capacity or not seats or seats["about"]:
        _keep(found, cell)


def _state(found: Fields, groups: Mapping[str, list[Cell]]) -> None:
    for cell in groups.get("state", []):
        word, heading = plain(cell.value), headings.words_of(cell.heading).removeprefix("is ")
        if word in _CANCELLED or (heading in _CANCELLED and word in _YES):
            found.cancelled = True
        elif heading in _CANCELLED and word in _NO:
            continue
        else:
            _keep(found, cell)
            if word in _UNSURE:
                found.notes.append(remarks.marked(line(cell.value)))
    for cell in groups.get("confirmed", []):
        word = plain(cell.value)
        if word in _NO or word in _UNSURE:
            _keep(found, cell)
            found.notes.append(_("It is marked as not confirmed."))
        elif word not in _YES:
            _keep(found, cell)
