"""Dates, times, numbers and lists as each language writes them. Always the 24-hour clock; en dashes in ranges.

Without `language` the reading language counts. Clock times are shown in the zone of the place, which the caller names.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal

from conference_portal.kit.languages import babel_locale, reading_language

# Languages that write the number of a day as an ordinal.
_DOTTED = {"da", "is"}
_WEEKDAY = {"da": "EEEE 'den' d. MMMM", "sv": "EEEE d MMMM", "en": "EEEE d MMMM", "is": "EEEE d. MMMM"}
_CLOCK = {"da": ("kl.\N{NO-BREAK SPACE}", "."), "sv": ("", ":"), "en": ("", ":"), "is": ("kl.\N{NO-BREAK SPACE}", ":")}
# Between dates that themselves hold spaces.
_WIDE_DASH = {"da": "–", "sv": "–", "en": "\N{NO-BREAK SPACE}– ", "is": "\N{NO-BREAK SPACE}– "}
_HOUR = 3600


def day(value: date, language: str | None = None) -> str:
    """6. april 2022 · 6 april 2022 · 6 April 2022 · 6. apríl 2022"""
    return _date(value, f"{_day_pattern(language)} MMMM y", language)


def month_day(value: date, language: str | None = None) -> str:
    """6. april · 6 april · 6 April · 6. apríl"""
    return _date(value, f"{_day_pattern(language)} MMMM", language)


def weekday(value: date, language: str | None = None) -> str:
    """onsdag · onsdag · Wednesday · miðvikudagur"""
    return _date(value, "EEEE", language)


def short_day(value: date, language: str | None = None) -> str:
    """25. sept. · 25 sep. · 25 Sept · 25. sept.: for rows of links."""
    return _date(value, f"{_day_pattern(language)} MMM", language)


def weekday_day(value: date, language: str | None = None, *, year: bool = False) -> str:
    """onsdag den 6. april · onsdag 6 april · Wednesday 6 April · miðvikudagur 6. apríl"""
    pattern = _WEEKDAY[language or reading_language()]
    return _date(value, f"{pattern} y" if year else pattern, language)


def day_range(start: date, end: date | None, language: str | None = None) -> str:
    """6.–8. april 2022; what both days share is said once."""
    if end is None or start == end:
        return day(start, language)
    pattern = _day_pattern(language)
    dash = _WIDE_DASH[language or reading_language()]
    if start.year != end.year:
        return day(start, language) + dash + day(end, language)
    if start.month != end.month:
        return month_day(start, language) + dash + day(end, language)
    return _date(start, pattern, language) + "–" + day(end, language)


def clock(value: datetime, zone: str | ZoneInfo, language: str | None = None, *, bare: bool = False) -> str:
    """kl. 16.05 · 16:05 · 16:05 · kl. 16:05; `bare` leaves out the word, for columns of times."""
    word, mark = _CLOCK[language or reading_language()]
    return ("" if bare else word) + _local(value, zone).strftime(f"%H{mark}%M")


def clock_range(
    start: datetime, end: datetime | None, zone: str | ZoneInfo, language: str | None = None, *, bare: bool = False
) -> str:
    """kl. 14.00–16.00"""
    first = clock(start, zone, language, bare=bare)
    return first if end is None else f"{first}–{clock(end, zone, language, bare=True)}"


def number(value: float | Decimal, language: str | None = None) -> str:
    return format_decimal(value, locale=babel_locale(language))


def kilometres(value: float, language: str | None = None) -> str:
    """Whole kilometres; the unit is the same in all four languages."""
    return f"{number(round(value), language)}\N{NO-BREAK SPACE}km"


def words_list(words: Sequence[str], language: str | None = None) -> str:
    """a, b og c"""
    return format_list(list(words), locale=babel_locale(language))


def zone_name(zone: str, language: str | None = None) -> str:
    """The country whose clocks these are: Island; where it has several, with the city: Tyskland (Berlin)."""
    locale = Locale.parse(babel_locale(language))
    code = get_global("zone_territories").get(zone, "")
    country: str = locale.territories.get(code, "")
    if not country:
        return zone.replace("_", " ")
    if len(get_global("territory_zones")[code]) == 1:
        return country
    return f"{country} ({get_timezone_location(zone, locale=locale, return_city=True)})"


def length(seconds: int) -> str:
    """How long a recording runs, as players show it: 23:41, 1:02:03."""
    hours, rest = divmod(int(seconds), _HOUR)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def _day_pattern(language: str | None) -> str:
    return "d." if (language or reading_language()) in _DOTTED else "d"


def _date(value: date, pattern: str, language: str | None) -> str:
    return format_date(value, pattern, locale=babel_locale(language))


def _local(value: datetime, zone: str | ZoneInfo) -> datetime:
    return value.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
