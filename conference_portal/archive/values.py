"""How a word of a file becomes the value of a column. Values stay as JSON can hold them: what was loaded is remembered.

A reader gets the words and gives the value, or says in a ValueError what it should be.
"""

from __future__ import annotations

import re
import unicodedata
import zoneinfo
from collections.abc import Callable
from functools import cache
from typing import Any

from babel import Locale
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from conference_portal.archive.files import Item, UnreadableError
from conference_portal.kit.languages import OTHER, READING

Json = str | int | float | bool | list[Any] | None
Reader = Callable[[str], Json]

_LENGTH = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})")


def value(field: models.Field[Any, Any], item: Item) -> Json:
    """What the file says for this column.

    Raises UnreadableError.
    """
    if isinstance(field, ArrayField):
        return [_read(reader(field.base_field, field.name), part) for part in parts(item)]
    return _read(reader(field, field.name), item)


def texts(item: Item) -> dict[str, str]:
    """A translated text by column (da, sv, en, is, other), and under `code` the language that `other` is in.

    Raises UnreadableError.
    """
    if isinstance(item.value, str):
        return dict.fromkeys(READING, words(item))
    if isinstance(item.value, list):
        raise UnreadableError(item.line, "This is a list, but a text is wanted.")
    found: dict[str, str] = {}
    for code, part in item.value.items():
        if code in READING:
            found[code] = words(part)
            continue
        _read(_language, Item(code, part.line))
        if OTHER in found:
            raise UnreadableError(
                part.line, f"“{code}” is one language too many: there is one pane beside {', '.join(READING)}."
            )
        found |= {OTHER: words(part), "code": code}
    return found


def words(item: Item) -> str:
    """Raises UnreadableError."""
    if not isinstance(item.value, str):
        raise UnreadableError(item.line, f"This is {item.kind}, but one word or text is wanted.")
    found = unicodedata.normalize("NFC", item.value).strip()
    if not found:
        raise UnreadableError(item.line, "Nothing stands here: leave the key out.")
    return found


def parts(item: Item) -> list[Item]:
    """Raises UnreadableError."""
    if not isinstance(item.value, list):
        raise UnreadableError(item.line, f"This is {item.kind}, but a list is wanted.")
    return item.value


def reader(field: models.Field[Any, Any], name: str) -> Reader:
    if field.choices:
        return _one_of([str(choice) for choice, _label in field.flatchoices])
    if found := _BY_NAME.get(name):
        return found
    return next(found for kind, found in _BY_KIND if isinstance(field, kind))


def _read(read: Reader, item: Item) -> Json:
    text = words(item)
    try:
        return read(text)
    except ValueError as error:
        raise UnreadableError(item.line, f"“{text}” is not {error}.") from None


def _one_of(choices: list[str]) -> Reader:
    def read(text: str) -> Json:
        return _known(text in choices, text, f"one of {', '.join(choices)}")

    return read


def _known(is_right: object, found: Json, wanted: str) -> Json:
    """Raises ValueError."""
    if not is_right:
        raise ValueError(wanted)
    return found


def _whole(text: str) -> Json:
    return int(_known(re.fullmatch(r"-?\d{1,9}", text), text, "a whole number"))  # type: ignore[arg-type]


def _decimal(text: str) -> Json:
    return float(_known(re.fullmatch(r"-?\d{1,9}(\.\d+)?", text), text, "a number"))  # type: ignore[arg-type]


def _truth(text: str) -> Json:
    return _known(text in {"true", "false"}, text == "true", "true or false")


def _day(text: str) -> Json:
    return _known(_parsed(parse_date, text), text, "a date like 2024-09-26")


def _clock(text: str) -> Json:
    return _known(re.fullmatch(r"\d\d:\d\d", text) and _parsed(parse_time, text), text, "a time like 14:00")


def _moment(text: str) -> Json:
    found = _parsed(parse_datetime, text)
    return _known(found and found.tzinfo, text, "a moment with its offset like 2024-09-26T14:00:00+02:00")


def _parsed(parse: Callable[[str], Any], text: str) -> Any:
    try:
        return parse(text)
    except ValueError:  # well formed, like 2024-02-30, but not in the calendar
        return None


def _length(text: str) -> Json:
    found = _LENGTH.fullmatch(text)
    _known(found, text, "a length like 23:41")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())  # type: ignore[union-attr]
    return hours * 3600 + minutes * 60 + seconds


def _zone(text: str) -> Json:
    return _known(text in _zones(), text, "a time zone like Europe/Copenhagen")


def _language(text: str) -> Json:
    return _known(text in _english().languages, text, "a language code like da or nb")


def _country(text: str) -> Json:
    return _known(text in _english().territories and text.isalpha(), text, "a country code like DK")


@cache
def _english() -> Locale:
    return Locale.parse("en")


@cache
def _zones() -> set[str]:
    return zoneinfo.available_timezones()


_BY_NAME: dict[str, Reader] = {
    "country": _country,
    "length": _length,
    "time_zone": _zone,
    **dict.fromkeys(("language", "spoken", "slides_in", "interpreted_into", "captioned_in", "captions"), _language),
}
# The first that fits: a DateTimeField is a DateField, too.
_BY_KIND: tuple[tuple[type[models.Field[Any, Any]], Reader], ...] = (
    (models.BooleanField, _truth),
    (models.IntegerField, _whole),
    (models.FloatField, _decimal),
    (models.DateTimeField, _moment),
    (models.DateField, _day),
    (models.TimeField, _clock),
    (models.Field, str),
)
