"""Golden tables: dates, times, numbers and lists as each language writes them, and which dates forms take."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils import formats as django_formats
from django.utils import translation

from conference_portal.kit.formats import (
    clock,
    clock_range,
    day,
    day_range,
    kilometres,
    length,
    month_day,
    number,
    weekday_day,
    words_list,
    zone_name,
)
from conference_portal.kit.languages import READING

WEDNESDAY, FRIDAY = date(2022, 4, 6), date(2022, 4, 8)
MOMENT = datetime(2026, 5, 3, 14, 5, tzinfo=UTC)
HARD = "\N{NO-BREAK SPACE}"


def in_each(function, *values):
    return [function(*values, language) for language in READING]


def test_day_and_month_day():
    assert in_each(day, WEDNESDAY) == ["6. april 2022", "6 april 2022", "6 April 2022", "6. apríl 2022"]
    assert in_each(month_day, WEDNESDAY) == ["6. april", "6 april", "6 April", "6. apríl"]


def test_weekday_day_with_and_without_year():
    assert in_each(weekday_day, WEDNESDAY) == [
        "onsdag den 6. april",
        "onsdag 6 april",
        "Wednesday 6 April",
        "miðvikudagur 6. apríl",
    ]
    assert weekday_day(WEDNESDAY, "da", year=True) == "onsdag den 6. april 2022"


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (None, ["6. april 2022", "6 april 2022", "6 April 2022", "6. apríl 2022"]),
        (WEDNESDAY, ["6. april 2022", "6 april 2022", "6 April 2022", "6. apríl 2022"]),
        (FRIDAY, ["6.–8. april 2022", "6–8 april 2022", "6–8 April 2022", "6.–8. apríl 2022"]),
        (
            date(2022, 5, 2),
            [
                "6. april–2. maj 2022",
                "6 april–2 maj 2022",
                f"6 April{HARD}– 2 May 2022",
                f"6. apríl{HARD}– 2. maí 2022",
            ],
        ),
        (
            date(2023, 1, 2),
            [
                "6. april 2022–2. januar 2023",
                "6 april 2022–2 januari 2023",
                f"6 April 2022{HARD}– 2 January 2023",
                f"6. apríl 2022{HARD}– 2. janúar 2023",
            ],
        ),
    ],
)
def test_day_range_says_once_what_both_share(end, expected):
    assert in_each(day_range, WEDNESDAY, end) == expected


def test_clock_is_that_of_the_place():
    assert in_each(clock, MOMENT, "Europe/Copenhagen") == [f"kl.{HARD}16.05", "16:05", "16:05", f"kl.{HARD}16:05"]
    assert clock(MOMENT, "Atlantic/Reykjavik", "is", bare=True) == "14:05"
    assert clock(MOMENT, ZoneInfo("Europe/Helsinki"), "da", bare=True) == "17.05"


def test_clock_range_has_an_en_dash_and_one_word():
    end = MOMENT.replace(hour=15, minute=30)

    assert in_each(clock_range, MOMENT, end, "Atlantic/Reykjavik") == [
        f"kl.{HARD}14.05–15.30",
        "14:05–15:30",
        "14:05–15:30",
        f"kl.{HARD}14:05–15:30",
    ]
    assert clock_range(MOMENT, None, "Atlantic/Reykjavik", "da") == f"kl.{HARD}14.05"
    assert clock_range(MOMENT, end, "Atlantic/Reykjavik", "da", bare=True) == "14.05–15.30"


def test_numbers_kilometres_and_lists():
    assert in_each(number, 12345) == ["12.345", f"12{HARD}345", "12,345", "12.345"]
    assert in_each(kilometres, 1234.4) == [f"1.234{HARD}km", f"1{HARD}234{HARD}km", f"1,234{HARD}km", f"1.234{HARD}km"]
    assert in_each(words_list, ["Oslo", "Turku", "Espoo"]) == [
        "Oslo, Turku og Espoo",
        "Oslo, Turku och Espoo",
        "Oslo, Turku and Espoo",
        "Oslo, Turku og Espoo",
    ]


def test_length_as_players_show_it():
    assert [length(seconds) for seconds in (5, 1421, 4000)] == ["0:05", "23:41", "1:06:40"]


def test_reading_language_counts_where_none_is_named():
    with translation.override("is"):
        assert day(WEDNESDAY) == "6. apríl 2022"


@pytest.mark.parametrize("language", READING)
def test_forms_take_the_day_first_and_never_the_month(language):
    with translation.override(language):
        assert forms.DateField().clean("03/05/2026") == date(2026, 5, 3)
        assert forms.DateField().clean("3.5.2026") == date(2026, 5, 3)
        assert forms.DateField().clean("2026-05-03") == date(2026, 5, 3)
        assert forms.DateTimeField().clean("3.5.2026 14.05").minute == 5
        assert forms.DateTimeField().clean("2026-05-03T14:05").hour == 14
        with pytest.raises(forms.ValidationError):
            forms.DateField().clean("05/23/2026")


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("da", "3. maj 2026 kl. 16.05", "03.05.2026 16.05"),
        ("sv", "3 maj 2026 16:05", "2026-05-03 16:05"),
        ("en", "3 May 2026, 16:05", "3 May 2026 16:05"),
        ("is", "3. maí 2026, kl. 16:05", "3.5.2026 16:05"),
    ],
)
def test_the_admin_prints_and_begins_the_week_as_the_language_does(language, long, short):
    local = MOMENT.astimezone(ZoneInfo("Europe/Copenhagen"))

    with translation.override(language):
        assert django_formats.date_format(local, "DATETIME_FORMAT") == long
        assert django_formats.date_format(local, "SHORT_DATETIME_FORMAT") == short
        assert django_formats.get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.parametrize(
    ("zone", "language", "name"),
    [
        ("Atlantic/Reykjavik", "da", "Island"),
        ("Europe/Copenhagen", "sv", "Danmark"),
        ("Europe/Helsinki", "is", "Finnland"),
        ("Atlantic/Faroe", "da", "Færøerne"),
        ("America/Nuuk", "en", "Greenland (Nuuk)"),
        ("UTC", "en", "UTC"),
    ],
)
def test_time_zone_has_the_name_of_its_country(zone, language, name):
    assert zone_name(zone, language) == name
