"""What a file says, before anything is compared or stored: sessions as drafts, and whatever was not understood.

Values only, no database: readers of formats make them, the plan reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

FaultKind = Literal["error", "asked", "note"]
# What says in which language a row is: the file itself, an organiser for all of it, its words, or only the place.
LanguageBy = Literal["said", "desk", "guess", "place"]
DAYS = "days"
LANGUAGE, AS_RECOGNISED = "language:", "rows"  # a question on the whole file, and the answer that leaves it to the rows


@dataclass(frozen=True)
class Spot:
    """Where something stands, as people count; in XML and JSON the line or the number of the record."""

    sheet: str = ""
    line: int = 0
    cell: str = ""


@dataclass(frozen=True)
class Fault:
    """`error`: no session comes of the row. `asked`: none until it is answered. `note`: told, and the row comes in.

    `question` names what is asked (a note may offer something, too), so that an answer can be remembered.
    """

    spot: Spot
    message: str
    kind: FaultKind = "error"
    question: str = ""
    proposal: str = ""
    cause: str = ""  # DAYS, where the days of the event are what it does not fit


@dataclass(frozen=True)
class PersonDraft:
    name: str
    role: str = "speaker"
    job_title: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Draft:
    spot: Spot
    key: str  # the file's own identity, with its kind ("nr:7"); "" if there is none or it is not unique
    title: str
    language: str
    abstract: str = ""
    kind: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    starts_on: date | None = None
    ends_on: date | None = None  # inclusive
    position: int = 0
    room: str = ""
    for_everyone: bool = False
    people: tuple[PersonDraft, ...] = ()
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
    rest: tuple[tuple[str, str], ...] = ()  # (heading, text) of all that has no field: shown, never lost
    texts: tuple[tuple[str, str, str], ...] = ()  # (field, language, text) beside the main language
    language_by: LanguageBy = "said"


@dataclass(frozen=True)
class Facts:
    """What was understood of the file as a whole."""

    format: str
    encoding: str = ""
    delimiter: str = ""
    zone: str = ""
    title: str = ""
    rooms: tuple[str, ...] = ()  # in the file's order
    headings: Mapping[str, str] = field(default_factory=dict)  # heading → field, as understood
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    drafts: tuple[Draft, ...]
    faults: tuple[Fault, ...]
    facts: Facts


@dataclass(frozen=True)
class Setting:
    """What the event knows, and what the organiser said: headings assigned by hand, answers by question."""

    zone: str
    year: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    language: str = "en"
    headings: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
