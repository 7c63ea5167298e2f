"""Dates and times in all the forms in which people and programs write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from events.programme.imports import lengths, times
from events.programme.imports.days import DAY_FIRST, MONTH_FIRST, Frame, Misread, is_unclear, order_in

pytestmark = pytest.mark.usefixtures("in_english")

FRAME = Frame(date(2028, 9, 20), date(2028, 9, 22), 2028, order=DAY_FIRST, column="Dag")
WEEKS = Frame(date(2028, 9, 20), date(2028, 10, 5), 2028)
MONTH = Frame(date(2028, 10, 1), date(2028, 10, 30))
# As sheets keep them: without a zone, a time alone on a day of 1899.
MIDNIGHT, END_OF_A_DAY, NINE = map(datetime.fromisoformat, ("2028-09-20", "1899-12-31", "1899-12-30T09:00"))
NOTHING_KNOWN = Frame()


def clock(seconds):
    return "" if seconds is None else f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def said(value, frame=FRAME, *, dated=False):
    """As little as possible: day/last clock–until (minutes) zone."""
    part = times.read(value, frame, dated=dated)
    days = "/".join(day.isoformat() for day in (part.day, part.last) if day)
    until = f"–{clock(part.until)}" if part.until is not None else ""
    length = f"({part.minutes})" if part.minutes is not None else ""
    zone = str(part.zone or "")
    return " ".join(filter(None, (days, clock(part.clock) + until, length, zone)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("16-16:30", "16:00–16:30"), ("kl. 9.30", "09:30"), ("15.30–17", "15:30–17:00"), ("09:00 (60)", "09:00 (60)"),
        ("19", "19:00"), ("klo 9.30", "09:30"), ("kl 9 til 10", "09:00–10:00"), ("6.30–9.30", "06:30–09:30"),
        ("9:30 am", "09:30"), ("2pm", "14:00"), ("9–10 pm", "21:00–22:00"), ("12 am", "00:00"), ("14 Uhr", "14:00"),
        ("0930", "09:30"), ("9h30", "09:30"), ("24:00", "24:00"), ("9:00-24:00", "09:00–24:00"), ("10:00-", "10:00"),
        ("12:00, 45 min", "12:00 (45)"), ("１２:００", "12:00"), ("9:00:30", "09:00"),
        (0.375, "09:00"), (0.4166666666666667, "10:00"), (47016.52083333334, "2028-09-20 12:30"), (9.0, "09:00"),
        (930.0, "09:30"), ("0.375", "09:00"), ("47016,5", "2028-09-20 12:00"), (1852966800, "2028-09-19 09:00 UTC"),
        (1852966800000, "2028-09-19 09:00 UTC"), (time(9, 5), "09:05"), (timedelta(hours=24), "24:00"),
        (MIDNIGHT, "2028-09-20 00:00"), (END_OF_A_DAY, "24:00"),
        (NINE, "09:00"), (date(2028, 9, 20), "2028-09-20"),
        ("2028-09-20T07:00:00Z", "2028-09-20 07:00 UTC"), ("2028-09-20 12:00:00", "2028-09-20 12:00"),
        ("2028-09-20T12:00+02:00", "2028-09-20 12:00 UTC+02:00"), ("20280920T070000Z", "2028-09-20 07:00 UTC"),
        ("20280920T0700", "2028-09-20 07:00"), ("20/9 2028 09:00-10:00", "2028-09-20 09:00–10:00"),
        ("20. september kl. 9.30–10", "2028-09-20 09:30–10:00"), ("2028-09-20T12:00-99:00", "2028-09-20 12:00"),
    ],
    ids=repr,
)  # fmt: skip
def test_a_time_is_read(value, expected):
    assert said(value) == expected


@pytest.mark.parametrize(
    "value",
    ["24:30", "25:00", "9:60", "hello", "abc 9:00", "", "9:00 or so", True, float("nan"), 1e300, 99.0,
     timedelta(days=3), timedelta(hours=-1), "20280920T0760", "1234567", 99999999999999],
    ids=repr,
)  # fmt: skip
def test_what_is_no_time_is_said_to_be_none(value):
    with pytest.raises(Misread):
        times.read(value, FRAME, dated=False)


@pytest.mark.parametrize(
    ("value", "proposal"), [(9.3, "09:30"), ("9.5", "09:50"), (9.75, ""), (16.15, "16:15")], ids=repr
)
def test_a_decimal_is_asked(value, proposal):
    with pytest.raises(Misread) as told:
        times.read(value, FRAME, dated=False)

    assert (told.value.kind, told.value.proposal) == ("asked", proposal)
    answers = {told.value.question: "09:30"}
    assert said(str(value), Frame(answers=answers)) == "09:30"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2028-09-20", "2028-09-20"), ("2028/9/20", "2028-09-20"), ("20280920", "2028-09-20"),
        (20280920, "2028-09-20"), ("20.09.2028", "2028-09-20"), ("20-09-2028", "2028-09-20"), ("4/4-28", "2028-04-04"),
        ("03/04/2028", "2028-04-03"), ("5. april 2028", "2028-04-05"), ("5. huhtikuuta 2028", "2028-04-05"),
        ("20:e september", "2028-09-20"), ("September 20, 2028", "2028-09-20"), ("3 Oct 2028", "2028-10-03"),
        ("Onsdag 20. september", "2028-09-20"), ("miðvikudaginn 20. september 2028", "2028-09-20"),
        ("ke 20.9.", "2028-09-20"), ("Wed, Sep 20", "2028-09-20"), ("20/9", "2028-09-20"), ("Fredag", "2028-09-22"),
        ("Dag 2", "2028-09-21"), ("Day 3", "2028-09-22"), ("2. dag", "2028-09-21"), ("Päivä 1", "2028-09-20"),
        ("2", "2028-09-21"), (1.0, "2028-09-20"), (47016, "2028-09-20"), ("20.–22. september", "2028-09-20/2028-09-22"),
        ("20.-22.9.2028", "2028-09-20/2028-09-22"), ("20/9 kl. 9.30", "2028-09-20 09:30"),
        (MIDNIGHT, "2028-09-20"), (datetime(2028, 9, 20, 9, tzinfo=UTC), "2028-09-20 09:00 UTC"),
    ],
    ids=repr,
)  # fmt: skip
def test_a_date_is_read(value, expected):
    assert said(value, dated=True) == expected


@pytest.mark.parametrize(
    ("value", "frame", "kind", "proposal"),
    [
        ("31.02.2028", FRAME, "error", ""), ("31-04-2028", FRAME, "error", ""), ("99.99.2028", FRAME, "error", ""),
        ("00.00.2028", FRAME, "error", ""), ("1.1.1066", FRAME, "error", ""), ("soon", FRAME, "error", ""),
        ("Dag 900", FRAME, "error", ""), ("Dag 1", NOTHING_KNOWN, "error", ""), ("Fredag", NOTHING_KNOWN, "error", ""),
        ("20/9", NOTHING_KNOWN, "error", ""), ("20. september something", FRAME, "error", ""),
        ("04/13/2028", FRAME, "asked", "2028-04-13"), ("Torsdag 20. september", FRAME, "asked", "2028-09-20"),
        ("Lørdag", FRAME, "asked", "2028-09-23"), ("Onsdag", WEEKS, "asked", "2028-09-20"),
        ("03/05/2028", WEEKS, "asked", DAY_FIRST), ("09/10/2028", MONTH, "asked", DAY_FIRST),
        ("10/04/2028", WEEKS, "asked", MONTH_FIRST),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_date_or_two_is_told(value, frame, kind, proposal):
    with pytest.raises(Misread) as told:
        times.read(value, frame, dated=True)

    assert (told.value.kind, told.value.proposal) == (kind, proposal)


def test_an_answer_is_taken_the_next_time():
    answers = {"day:Torsdag 20. september": "2028-09-21", "order:Dato": MONTH_FIRST, "day:x": "no date"}
    frame = Frame(date(2028, 9, 20), None, answers=answers, column="Dato")

    assert said("Torsdag 20. september", frame, dated=True) == "2028-09-21"
    assert said("03/05/2028", frame, dated=True) == "2028-03-05"
    assert said("Tirsdag", frame, dated=True) == "2028-09-26"


@pytest.mark.parametrize(
    ("texts", "native", "order"),
    [
        (["03/04/2028", "13/04/2028"], False, DAY_FIRST), (["03/04/2028", "04/13/2028"], False, MONTH_FIRST),
        (["03/04/2028"], False, ""), (["03/04/2028"], True, DAY_FIRST), (["04/13/2028"], True, MONTH_FIRST),
        (["13/04/2028", "04/13/2028"], True, DAY_FIRST), (["13/04/2028", "04/13/2028"], False, ""),
        (["2028-04-03", "09:00-09:15"], False, ""),
    ],
    ids=repr,
)  # fmt: skip
def test_the_order_of_a_column(texts, native, order):
    assert order_in(texts, native=native) == order


def test_what_reads_two_ways():
    texts = ("03/04/2028", "3/4", "04/04/2028", "20/9", "09:00-09:15", "3-4-2028")

    assert [text for text in texts if is_unclear(text)] == ["03/04/2028", "3/4", "3-4-2028"]


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        (45, 45), ("45", 45), ("45 min", 45), ("1:30", 90), ("0:45:00", 45), ("1 t 30", 90), ("1,5 time", 90),
        ("PT1H30M", 90), ("P1D", 1440), (0.03125, 45), (time(0, 45), 45), (timedelta(minutes=50), 50), ("", None),
    ],
    ids=repr,
)  # fmt: skip
def test_a_length_is_read(value, minutes):
    assert lengths.minutes(value) == minutes


def test_a_length_of_a_schedule_may_begin_with_days():
    assert lengths.minutes("1:02:30", days_first=True) == 1440 + 150


@pytest.mark.parametrize("value", ["x", "P", -5, 1e12, "900000 min", True], ids=repr)
def test_what_is_no_length_is_said_to_be_none(value):
    with pytest.raises(Misread):
        lengths.minutes(value)


def test_a_message_never_grows_with_the_cell():
    with pytest.raises(Misread) as told:
        times.read("x" * 5000, FRAME, dated=True)

    assert len(told.value.message) < 500
