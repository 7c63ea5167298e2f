"""Clock times as people write them, and the nights on which clocks are put forward and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from conference_portal.kit.clocks import ClockField, MomentField, NoSuchTime, instant, is_twice, later, parse

HERE = ZoneInfo("Europe/Copenhagen")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("14", time(14)),
        ("9", time(9)),
        ("kl. 15.00", time(15)),
        ("kl.\N{NO-BREAK SPACE}15.00", time(15)),
        ("Kl 9", time(9)),
        ("15.30", time(15, 30)),
        ("15.30.", time(15, 30)),
        ("15:30", time(15, 30)),
        ("15:30:00", time(15, 30)),
        ("15,30", time(15, 30)),
        ("15 30", time(15, 30)),
        ("1530", time(15, 30)),
        ("930", time(9, 30)),
        ("0900", time(9)),
        ("klockan 14", time(14)),
        ("klokken 14.15", time(14, 15)),
        ("klukkan 14:15", time(14, 15)),
        ("kl. 14h", time(14)),
        ("14h30", time(14, 30)),
        ("3 pm", time(15)),
        ("3:30 p.m.", time(15, 30)),
        ("12 am", time(0)),
        ("１４：３０", time(14, 30)),
        ("0", time(0)),
    ],
)
def test_clock_time_is_understood(words, expected):
    assert parse(words) == expected
    assert ClockField().clean(words) == expected


@pytest.mark.parametrize("words", ["25:00", "24", "14.60", "13 pm", "0 am", "kl.", "noon", "99999", "1 4 30", "-3"])
def test_what_is_no_clock_time_is_refused(words):
    assert parse(words) is None
    with pytest.raises(ValidationError):
        ClockField().clean(words)


def test_time_that_clocks_leave_out_is_refused():
    with pytest.raises(NoSuchTime):
        instant(date(2024, 3, 31), time(2, 30), HERE)
    assert instant(date(2024, 3, 31), time(3), HERE) == datetime(2024, 3, 31, 1, 0, tzinfo=UTC)


def test_time_that_comes_twice_is_the_first_one():
    moment = instant(date(2024, 10, 27), time(2, 30), HERE)

    assert moment == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert [is_twice(moment.replace(hour=hour), HERE) for hour in (0, 1, 2)] == [True, True, False]
    assert later(moment, HERE) == moment.replace(hour=1)
    assert later(moment.replace(hour=12), HERE) == moment.replace(hour=12)


def test_moment_of_a_form_is_read_in_its_zone(settings):
    settings.TIME_ZONE = "Europe/Copenhagen"
    field = MomentField(required=False)

    assert field.clean(["2024-09-26", "kl. 14.30"]) == datetime(2024, 9, 26, 12, 30, tzinfo=UTC)
    assert field.clean(["2024-10-27", "2.30"]) == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert field.clean(["", ""]) is None
    for wrong in (["2024-03-31", "02:30"], ["2024-09-26", ""], ["2024-09-26", "26"]):
        with pytest.raises(ValidationError):
            field.clean(wrong)
