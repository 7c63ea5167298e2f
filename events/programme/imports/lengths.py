"""Lengths of time as people and programs write them → minutes."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from events.programme.imports.cleaning import line, written
from events.programme.imports.days import Misread

_DURATION = re.compile(r"\d{1,3}:\d{1,2}(?::\d{2})?")
_ISO_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_IN_WORDS = re.compile(
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:h|t|tim\w*|time\w*|klst\w*|hour\w*|std\w*)\.?)?\s*(?:(?:og|och|and|ja|und)\s*)?(?:(\d+)\s*(?:m|min\w*|mín\w*)?\.?)?",
    re.IGNORECASE,
)
_ENDLESS = 60 * 24 * 400
_LONGEST = 200  # characters of a cell that tells a length


def minutes(value: Any, *, days_first: bool = False) -> int | None:
    """A length: 45, "45 min", "1:30", "1 t 30", "PT45M", a cell of a sheet; 1:00:00 is an hour, or a day in frab."""
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    if isinstance(value, timedelta):
        return round(value.total_seconds() / 60)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number_of_minutes(float(value))
    text = line(value)
    if not text:
        return None
    return _length(text, days_first=days_first)


def _length(text: str, *, days_first: bool) -> int:
    if len(text) > _LONGEST:
        return _sensible(-1, text)
    if _DURATION.fullmatch(text):
        parts = [int(part) for part in text.split(":")]
        days, hours, mins = (0, *parts)[-3:] if days_first or len(parts) == 2 else (0, *parts[:2])  # noqa: PLR2004
        return _sensible(days * 1440 + hours * 60 + mins, text)
    if (found := _ISO_DURATION.fullmatch(text)) and text not in {"P", "PT"}:
        days, hours, mins, seconds = (int(part or 0) for part in found.groups())
        return _sensible(days * 1440 + hours * 60 + mins + seconds // 60, text)
    if (found := _IN_WORDS.fullmatch(text)) and (found[1] or found[2]):
        return _sensible(round(float((found[1] or "0").replace(",", ".")) * 60) + int(found[2] or 0), text)
    raise Misread(_("“%(text)s” is no length of time.") % {"text": text})


def _number_of_minutes(number: float) -> int:
    if 0 < number < 1:
        return round(number * 1440)
    return _sensible(round(number), number) if abs(number) < _ENDLESS else _sensible(-1, number)


def _sensible(count: int, text: Any) -> int:
    if not 0 <= count < _ENDLESS:
        raise Misread(_("“%(text)s” is no length of time.") % {"text": written(text)})
    return count
