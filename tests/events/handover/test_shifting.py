"""Days keep their distance and clocks their time, in every zone of the North and over every change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.handover.changes.shifting import Shift, clock_moves, proposed_start

ZONES = st.sampled_from(
    ["Europe/Copenhagen", "Europe/Oslo", "Europe/Helsinki", "Atlantic/Reykjavik", "America/Nuuk", "Atlantic/Faroe"]
)
DAYS = st.dates(date(2018, 1, 1), date(2032, 12, 31))


@settings(max_examples=300, deadline=None)
@given(DAYS, DAYS, DAYS, st.times().map(lambda each: each.replace(second=0, microsecond=0)), ZONES, ZONES)
def test_a_clock_time_stays_wherever_the_clock_shows_it(first, new_first, day, clock, before, after):  # noqa: PLR0917 (hypothesis gives them)
    shift = Shift.between(first, new_first)
    instant = datetime.combine(day, clock, tzinfo=ZoneInfo(before)).astimezone(UTC)
    shown = instant.astimezone(ZoneInfo(before))  # in a night that leaves it out, another

    moved = shift.moment(instant, before, after).astimezone(ZoneInfo(after))

    asked = shown.replace(tzinfo=None, fold=0) + (new_first - first)
    is_left_out = asked.replace(tzinfo=ZoneInfo(after)).astimezone(UTC).astimezone(ZoneInfo(after)).replace(
        tzinfo=None
    ) != asked.replace(fold=0)
    assert (moved.replace(tzinfo=None, fold=0) != asked) == is_left_out
    assert clock_moves(moved, instant, before, after) == is_left_out
    assert shift.day(day) - day == new_first - first


@settings(max_examples=300, deadline=None)
@given(DAYS, DAYS, DAYS, st.integers(0, 24 * 60 - 1), st.integers(1, 14 * 60), ZONES, ZONES)
def test_an_end_comes_after_its_start(first, new_first, day, minute, length, before, after):  # noqa: PLR0917 (hypothesis gives them)
    start = datetime.combine(day, time(), tzinfo=ZoneInfo(before)).astimezone(UTC) + timedelta(minutes=minute)
    end = start + timedelta(minutes=length)

    begins, ends = Shift.between(first, new_first).span(start, end, before, after)

    assert begins
    assert ends
    assert begins < ends


@given(DAYS, st.integers(2019, 2060))
def test_the_proposed_day_is_the_same_day_of_the_week_in_that_year(first, year):
    found = proposed_start(first, year)

    assert (found.weekday(), found.year) == (first.weekday(), year)


@pytest.mark.parametrize(
    ("new_first", "expected"),
    [
        (date(2027, 3, 28), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # half past two is left out: half past three
        (date(2027, 10, 31), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # it comes twice: the first time
        (date(2028, 2, 29), datetime(2028, 2, 29, 1, 30, tzinfo=UTC)),
    ],
)
def test_nights_that_are_longer_or_shorter(new_first, expected):
    shift = Shift.between(date(2024, 9, 26), new_first)

    moved = shift.moment(datetime(2024, 9, 26, 2, 30, tzinfo=UTC), "Atlantic/Reykjavik", "Europe/Copenhagen")

    assert moved == expected


def test_without_a_first_day_nothing_has_a_new_day():
    shift = Shift.between(None, date(2027, 10, 6))

    assert shift.day(date(2024, 1, 1)) is None
    assert shift.moment(datetime(2024, 1, 1, tzinfo=UTC), "Europe/Oslo", "Europe/Oslo") is None
    assert proposed_start(None, 2027) is None
