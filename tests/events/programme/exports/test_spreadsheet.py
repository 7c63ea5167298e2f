"""The programme as a table: dates are dates, and what somebody typed is never worked out."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from django.utils import translation

from events.programme.exports import spreadsheet
from tests.events.programme.exports.shapes import MORNING, about, item, person, programme, room, text, thread

FULL: dict[str, Any] = {
    "title": text("Åbning"),
    "text": text("Linje et\r\nLinje to"),
    "credits": (person(), person("Bo Ek", role="Moderator", job_title=text(""))),
    "spoken": ("da", "is"),
    "subthemes": (thread(), thread("Tillid", "trust")),
    "capacity": 40,
}


def table(*items):
    with translation.override("en"):
        content = spreadsheet.csv_file(programme(*items), about())
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def book(*items):
    with translation.override("en"):
        content = spreadsheet.workbook(programme(*items), about())
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_csv_of_one_session():
    [row] = table(item(**FULL))

    assert {heading: value for heading, value in row.items() if value} == {
        "Date": "2028-09-20",
        "Start": "09:00",
        "End": "09:45",
        "Title": "Åbning",
        "Kind": "Oplæg",
        "Room": "Sal 1",
        "Venue": "Havnehallen",
        "Speakers": "Anna Ås, Rådgiver, Ungdomshuset; Bo Ek (moderator), Ungdomshuset",
        "Language": "Danish, Icelandic",
        "Sub-theme": "Mødesteder; Tillid",
        "Capacity": "40",
        "Description": "Linje et\nLinje to",
        "Text language": "Danish",
        "Link": "https://example.org/da/2028/programme/session-1/",
        "ID": "59d6d72c-f418-5958-aff7-e9959071ebe0",
    }


@pytest.mark.parametrize(
    ("more", "times"),
    [
        ({"end": None}, ("2028-09-20", "09:00", "")),
        ({"end": MORNING + timedelta(hours=15)}, ("2028-09-20", "09:00", "2028-09-21 00:00")),
        (
            {"start": MORNING + timedelta(hours=14), "end": MORNING + timedelta(hours=16)},
            ("2028-09-20", "23:00", "01:00"),
        ),
        ({"end": MORNING + timedelta(days=1)}, ("2028-09-20", "09:00", "2028-09-21 09:00")),
        ({"start": None}, ("", "", "")),
        ({"start": None, "first_day": date(2028, 9, 20), "last_day": date(2028, 9, 20)}, ("2028-09-20", "", "")),
        (
            {"start": None, "first_day": date(2028, 9, 20), "last_day": date(2028, 9, 22)},
            ("2028-09-20", "", "2028-09-22"),
        ),
    ],
)
def test_csv_tells_when(more, times):
    [row] = table(item(**more))

    assert (row["Date"], row["Start"], row["End"]) == times


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        " =1+1",
        "\n=1+1",
        "＝1+1",
        "＠A",
        "\u3000=1",
        "\tnothing",
        "=cmd|' /C calc'!A0",
    ],
)
def test_no_text_becomes_a_formula(typed):
    [row] = table(item(title=text(typed)))
    cell = book(item(title=text(typed)))["Programme"]["D2"]

    assert row["Title"][0] == "'"
    assert cell.data_type == "s"


@pytest.mark.parametrize("typed", ["A=1", "Tid – sted", "2 + 2", "'Vi blev hørt'", "é", "„Við erum hér“"])
def test_other_text_stays_as_it_is(typed):
    assert table(item(title=text(typed)))[0]["Title"] == typed


def test_workbook_holds_dates_and_times():
    sheet = book(item(**FULL), item(2, end=MORNING + timedelta(days=1)))["Programme"]

    assert [sheet[place].value for place in ("A2", "B2", "C2", "D2", "C3", "Q2")] == [
        datetime(2028, 9, 20),  # noqa: DTZ001 (a workbook's dates have no zone)
        time(9, 0),
        time(9, 45),
        "Åbning",
        "2028-09-21 09:00",
        40,
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet["A1"].font.bold) == ("A2", "A1:V3", True)


def test_workbook_holds_rooms_and_people():
    there = room(2, "Sal 2", step_free=None, hearing_loop=True, capacity=None)
    found = book(item(**FULL), item(2, room=there, credits=(person(),)), item(3, room=None))

    assert found.sheetnames == ["Programme", "Rooms", "Speakers"]
    assert rows(found["Rooms"])[1:] == [
        ["Sal 1", "Havnehallen", "Kajen 1", 80, "yes", None, 1],
        ["Sal 2", "Havnehallen", "Kajen 1", None, None, "yes", 1],
    ]
    assert rows(found["Speakers"])[1:] == [
        ["Anna Ås", "Rådgiver", "Ungdomshuset", "Åbning; Oplæg 2"],
        ["Bo Ek", None, "Ungdomshuset", "Åbning"],
    ]


def test_workbook_is_the_same_each_time():
    whole = programme(item(**FULL))

    assert spreadsheet.workbook(whole, about()) == spreadsheet.workbook(whole, about())


def test_control_characters_are_left_out_and_long_texts_end_where_a_cell_does():
    long = item(title=text("a\x00b\x0bc"), text=text("æ" * 40_000))

    assert table(long)[0]["Title"] == "abc"
    assert len(book(long)["Programme"]["R2"].value) == 32_767
