"""Times as people and programs write them: "kl. 9.30", "15.30–17", "09:00 (60)", "24:00", cells, serial numbers,
instants with a zone. A cell may hold a date, a clock time, both, or a stretch of time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any

from django.utils.translation import gettext as _

from events.programme.imports.cleaning import line, written
from events.programme.imports.days import Days, Frame, Misread, nth, read_days

DAY = 86_400
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 (of a sheet, which has no zone)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
_YEARS = range(1950, 2101)
_CLOCK = r"(?:(?:kl|klo|klukkan|klockan|um|at|fra|från|frá|from|ab|ca)\b\.?\s*)*"
_NUMBERS = r"(\d{1,2})(?:\s*[.:h]\s*(\d{2})(?:[:.](\d{2}))?)?(?:\s*(a\.?m\.?|p\.?m\.?|uhr|h|hrs)(?![^\W\d_]))?"
_SPAN = re.compile(
    rf"{_CLOCK}{_NUMBERS}(?:\s*(?:-|–|—|−|~|/|til|till|to|bis|→|->|og til|ja)\s*{_CLOCK}{_NUMBERS})?\s*[-–—]?\s*",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"[,;]?\s*\(?\s*(\d{1,4})\s*(?:min\w*|mín\w*|m|')?\.?\s*\)?\s*", re.IGNORECASE)
# “14.00 – slut” has no end.
_OPEN = frozenset(
    ["slut", "sent", "sen", "sene", "late", "end", "open", "loppu", "lok", "ende", "?", "…", "...", "til"]
)
_REMARK = re.compile(r"(.*?\d)\s*(\([^()\d]+\)|\*+)")
_CLOCK_ONLY = re.compile(r"\d{1,2}[.:](?:00|1[3-9]|[2-5]\d)(?!\d|[.:/]\s*\d)")  # no day and month
_BARE = re.compile(r"\d{3,4}")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]\s*(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|[+-]\d{2}:?(?:\d{2})?)?", re.IGNORECASE
)
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(Z?)")
_FRACTION = re.compile(r"0[.,]\d{3,}")
_SERIAL = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?")
_DECIMAL = re.compile(r"\d{1,2}[.,]\d")
_LONGEST = 200  # characters of a cell that tells a time


@dataclass(frozen=True)
class Part:
    """What one cell says of when: a day, a last day, a clock time and its end in seconds, a length, a zone."""

    day: date | None = None
    last: date | None = None
    clock: int | None = None
    until: int | None = None
    minutes: int | None = None
    zone: tzinfo | None = None
    beside: str = ""  # a word in brackets that is no part of it


def read(value: Any, frame: Frame, *, dated: bool) -> Part:
    """`dated`: the column holds dates first, so that a small number is a day and not an hour."""
    match value:
        case datetime():
            return _of_datetime(value, dated=dated)
        case date():
            return Part(day=value)
        case time():
            return Part(clock=value.hour * 3600 + value.minute * 60 + value.second)
        case timedelta():
            return _of_seconds(round(value.total_seconds()), value)
        case bool():
            raise no_time(value)
        case int() | float():
            return _of_number(float(value), frame, dated=dated)
        case _:
            return _of_text(line(value), frame, dated=dated)


def no_time(value: Any) -> Misread:
    return Misread(_("“%(text)s” is no time of day.") % {"text": line(value)})


def _of_datetime(value: datetime, *, dated: bool) -> Part:
    clock = value.hour * 3600 + value.minute * 60 + value.second
    if value.year <= 1900:  # noqa: PLR2004 (a time of day alone, as sheets keep it)
        return Part(clock=DAY if value.date() >= date(1899, 12, 31) and not clock else clock)
    if dated and not clock and value.tzinfo is None:
        return Part(day=value.date())
    return Part(day=value.date(), clock=clock, zone=value.tzinfo)


def _of_seconds(seconds: int, value: Any) -> Part:
    if not 0 <= seconds <= DAY:
        raise no_time(value)
    return Part(clock=seconds)


def _of_number(number: float, frame: Frame, *, dated: bool) -> Part:  # noqa: C901, PLR0911 (each range has its meaning)
    if not abs(number) < 1e14:  # noqa: PLR2004 (no instant is that far off; also no number at all)
        raise no_time(number)
    if 0 <= number < 1 and not dated:
        return _of_seconds(_rounded(number), number)
    if int(number) in _SERIALS:
        return _of_serial(number)
    if abs(number) >= 1e8:  # noqa: PLR2004 (seconds or milliseconds since 1970)
        return _of_instant(number)
    if not number.is_integer():
        raise _decimal(number)
    if dated and number < 1000:  # noqa: PLR2004 ("Dag": 1)
        return Part(day=nth(int(number), frame, written(number)))
    if dated:
        return _of_text(str(int(number)), frame, dated=True)
    if 0 <= number <= 24:  # noqa: PLR2004 (hours)
        return Part(clock=int(number) * 3600)
    return Part(clock=_bare(str(int(number)), number))


def _of_serial(number: float) -> Part:
    whole = _EPOCH + timedelta(seconds=_rounded(number))
    if number.is_integer():
        return Part(day=whole.date())
    return Part(day=whole.date(), clock=whole.hour * 3600 + whole.minute * 60 + whole.second)


def _rounded(days: float) -> int:
    """Sheets keep times as fractions, which are a hair off the minute that was typed."""
    seconds = round(days * DAY)
    return round(seconds / 60) * 60 if min(seconds % 60, -seconds % 60) <= 1 else seconds


def _of_instant(number: float) -> Part:
    seconds = number / 1000 if abs(number) >= 1e11 else number  # noqa: PLR2004 (milliseconds)
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise no_time(number) from error
    if moment.year not in _YEARS:
        raise no_time(number)
    return Part(moment.date(), clock=moment.hour * 3600 + moment.minute * 60 + moment.second, zone=UTC)


def _decimal(number: float) -> Misread:
    """9.3 in a cell: 9.30 that a program took for a number, or three tenths of an hour?"""
    hours, rest = divmod(round(number * 100), 100)
    proposal = f"{hours:02d}:{rest:02d}" if hours < 24 and rest < 60 else ""  # noqa: PLR2004 (a time of day)
    text = written(number)
    return Misread(
        _("“%(text)s” is a number, not a time of day.") % {"text": text},
        kind="asked", question=f"time:{text}", proposal=proposal,
    )  # fmt: skip


def _of_text(text: str, frame: Frame, *, dated: bool) -> Part:
    if len(text) > _LONGEST:
        raise no_time(text)
    if answer := frame.answers.get(f"time:{text}"):
        return _clock_text(answer)
    if special := _programs(text):
        return special
    if not dated and (span := _whole_span(text) or _remarked(text)):
        return span
    if not dated and _CLOCK_ONLY.match(text):
        raise no_time(text)
    if not dated and _DECIMAL.fullmatch(text):
        raise _decimal(float(text.replace(",", ".")))
    if not (days := read_days(text, frame)):
        return _no_day(text, dated=dated, frame=frame)
    return _with_clock(days, text)


def _no_day(text: str, *, dated: bool, frame: Frame) -> Part:
    if not dated:
        raise no_time(text)
    if text.isdecimal() and len(text) <= 3:  # noqa: PLR2004 ("1" as a day of the event)
        return Part(day=nth(int(text), frame, text))
    raise Misread(_("“%(text)s” is no date.") % {"text": text})


def _with_clock(days: Days, text: str) -> Part:
    if not days.rest:
        return Part(day=days.first, last=days.last)
    clock = _whole_span(days.rest)
    if clock is None:
        raise Misread(_("“%(text)s” holds a date and something else that is not understood.") % {"text": text})
    return Part(days.first, days.last, clock.clock, clock.until, clock.minutes)


def _programs(text: str) -> Part | None:
    """Forms that programs write: ISO 8601, iCalendar's, serial numbers as text."""
    if found := _MOMENT.fullmatch(text):
        day, clock = date_of(found[1], text), _clock_text(found[2]).clock
        return Part(day=day, clock=clock, zone=_zone(found[3]))
    if found := _BASIC.fullmatch(text):
        day = date_of(f"{found[1]}-{found[2]}-{found[3]}", text)
        return Part(day=day, clock=_seconds(found[4], found[5], found[6], "", text), zone=UTC if found[7] else None)
    if _FRACTION.fullmatch(text):
        return _of_seconds(_rounded(float(text.replace(",", "."))), text)
    if _SERIAL.fullmatch(text):
        return _of_serial(float(text.replace(",", ".")))
    return None


def date_of(iso: str, text: str) -> date:
    if days := read_days(iso, Frame()):  # says what is wrong with it, if anything is
        return days.first
    raise Misread(_("“%(text)s” is no date.") % {"text": text})


def _zone(written_: str | None) -> tzinfo | None:
    if not written_:
        return None
    if written_.upper() in {"Z", "UTC"}:
        return UTC
    hours, minutes_ = int(written_[1:3]), int(written_[3:].strip(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes_)
    return timezone(offset if written_[0] == "+" else -offset) if offset < timedelta(days=1) else None


def _clock_text(text: str) -> Part:
    if span := _whole_span(text.strip()):
        return span
    raise no_time(text)


def _whole_span(text: str) -> Part | None:
    """A clock time, its end, its length; None if the text is something else."""
    if _BARE.fullmatch(text):
        return Part(clock=_bare(text, text))
    found = _SPAN.match(text)
    if not found:
        return None
    rest, length = text[found.end() :], None
    if found[5] is None and rest.casefold() in _OPEN:
        rest = ""
    if rest and (after := _LENGTH.fullmatch(rest)) and ("(" in rest or not rest.strip(" ,;").isdigit()):
        rest, length = "", int(after[1])
    if rest:
        return None
    half = found[4] or (found[8] if found[5] and int(found[1]) <= 12 else "")  # noqa: PLR2004 ("9–10 am")
    start = _seconds(found[1], found[2], found[3], half, text)
    end = _seconds(found[5], found[6], found[7], found[8], text) if found[5] else None
    return Part(clock=start, until=end, minutes=length)


def _remarked(text: str) -> Part | None:
    """“10.15–11.00 (fika)”."""
    found = _REMARK.fullmatch(text)
    span = _whole_span(found[1]) if found else None
    return replace(span, beside=found[2]) if found and span else None


def _bare(digits: str, value: Any) -> int:
    if len(digits) < 3 or len(digits) > 4:  # noqa: PLR2004 (930, 0930)
        raise no_time(value)
    return _seconds(digits[:-2], digits[-2:], None, "", value)


def _seconds(hours: str, mins: str | None, seconds: str | None, half: str | None, text: Any) -> int:
    count, rest, second = int(hours), int(mins or 0), int(seconds or 0)
    letter = (half or "")[:1].casefold()
    if letter in {"a", "p"} and 1 <= count <= 12:  # noqa: PLR2004 (the hours of half a day)
        count = count % 12 + (12 if letter == "p" else 0)
    total = count * 3600 + rest * 60 + second
    if rest > 59 or second > 59 or total > DAY:  # noqa: PLR2004 (minutes, seconds)
        raise no_time(text)
    return total
