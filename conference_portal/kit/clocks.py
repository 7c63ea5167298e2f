"""Clock times as people write them, and instants of a place whose clocks are put forward and back once a year."""

from __future__ import annotations

import re
import unicodedata
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, tzinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

_WORD = r"(?:(?:klukkan|klockan|klokken|kl|um|at)\b\.?\s*)*"
_FIGURES = r"(\d{1,2})(?:\s*[.:h,]\s*(\d{2})(?:[.:]00)?|h|(?<=\d\d)(\d{2})|\s(\d{2}))?"
_HALF = r"(?:\s*(?P<half>[ap])\.?\s?m\.?)?"
_CLOCK = re.compile(rf"{_WORD}{_FIGURES}\s*{_HALF}(?:\s*(?:uhr|hrs?|h))?", re.IGNORECASE)
_SHORT = re.compile(r"(\d)(\d{2})")
_NOON = 12


class NoSuchTime(ValidationError):  # noqa: N818 (as a clock says it)
    """The clocks of the place leave it out, as they are put forward."""


def parse(words: str) -> time | None:
    """14 · kl. 15.00 · 15:30 · kl 9,15 · 1530 · 3 pm. None for what is no time of day."""
    plain = unicodedata.normalize("NFKC", words).strip().rstrip(".").strip()
    plain = _SHORT.sub(r"\1:\2", plain) if _SHORT.fullmatch(plain) else plain
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or found[3] or found[4] or 0)
    if half := found["half"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half.lower() == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def instant(day: date, clock: time, zone: tzinfo) -> datetime:
    """When the clocks of the place show this; the first time, where they do it twice.

    Raises NoSuchTime.
    """
    local = datetime.combine(day, clock.replace(fold=0), tzinfo=zone)
    if not MINYEAR < day.year < MAXYEAR:
        return local  # beyond the calendar in UTC; forms refuse such years
    found = local.astimezone(UTC)
    if found.astimezone(zone).time() != local.time():
        told = _("This time does not exist: that night the clocks are put forward.")
        raise NoSuchTime(told, code="no_such_time")
    return found


def is_twice(moment: datetime, zone: tzinfo) -> bool:
    """The clocks of the place show the time of this moment once more, an hour before or after."""
    local = moment.astimezone(zone)
    offsets = {local.replace(fold=fold).utcoffset() for fold in (0, 1)}
    return len(offsets) > 1


def later(moment: datetime, zone: tzinfo) -> datetime:
    """The second time that the clocks show the time of this moment, or itself."""
    return moment.astimezone(zone).replace(fold=1).astimezone(UTC)


class ClockField(forms.TimeField):
    def to_python(self, value: Any) -> Any:
        found = parse(value) if isinstance(value, str) else None
        return found or super().to_python(value)


class MomentField(forms.SplitDateTimeField):
    """A day and a clock time of the zone that the form is in. Of an hour that comes twice the first is taken."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        days, clock = self.fields
        own = ClockField(error_messages=clock.error_messages, required=clock.required, disabled=clock.disabled)
        self.fields = (days, own)

    def compress(self, data_list: Any) -> Any:
        if data_list and all(data_list):
            day, clock = data_list
            return instant(day, clock, timezone.get_current_timezone())
        return super().compress(data_list)
