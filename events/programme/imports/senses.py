"""What the columns of a table mean, over all their cells: fields, the order of day and month, how people stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from events.programme.imports import headings, people
from events.programme.imports.cleaning import line
from events.programme.imports.days import Frame, order_in
from events.programme.imports.drafts import Setting
from events.programme.imports.headings import Column
from events.programme.imports.records import Record, values
from events.programme.imports.records import headings as headings_of

_SINGULAR = (
    "er",
    "taler",
    "talare",
    "speaker",
    "puhuja",
    "presenter",
    "artist",
    "referent",
    "moderator",
    "vært",
    "värd",
)
PEOPLE = {"people": "speaker", "moderator": "moderator", "host": "host"}
DATED = ("date", "start", "end", "time")


@dataclass(frozen=True)
class Sense:
    """What the columns of one table mean."""

    columns: Mapping[str, Column]
    manners: Mapping[str, people.Manner]
    frames: Mapping[str, Frame]
    frame: Frame
    zone: tzinfo
    language: str
    setting: Setting
    is_typed: bool  # by people, in a sheet; else written by a program


def make_sense(records: Sequence[Record], setting: Setting, zone: tzinfo, *, is_typed: bool) -> Sense:
    names = headings_of(records)
    columns = headings.columns(names, setting.headings)
    language = headings.language_of(names)
    frame = Frame(setting.first_day, setting.last_day, setting.year, answers=setting.answers)
    return Sense(
        columns=columns,
        manners={
            name: people.manner(name, values(records, name), _manner(name, column, setting, is_typed=is_typed))
            for name, column in columns.items()
            if column.field in PEOPLE
        },
        frames={
            name: replace(frame, column=line(name), order=_order(records, name, language))
            for name, column in columns.items()
            if column.field in DATED
        },
        frame=frame,
        zone=zone,
        language=language,
        setting=setting,
        is_typed=is_typed,
    )


def _manner(name: str, column: Column, setting: Setting, *, is_typed: bool) -> people.Manner:
    return people.Manner(
        role=PEOPLE[column.field],
        is_plural=_is_plural(headings.words_of(name)),
        is_typed=is_typed,
        answers=setting.answers,
    )


def _is_plural(words: str) -> bool:
    """“Taler”, “Oplægsholder”, “Speaker 1” head one person each."""
    return (
        words not in _SINGULAR and not words.endswith(("holder", "maður", "ari", "erent")) and not words[-1:].isdigit()
    )


def _order(records: Sequence[Record], name: str, language: str) -> str:
    texts = (value for value in values(records, name) if isinstance(value, str))
    return order_in(texts, native=language not in {"", "en"})
