"""Rooms across, times down: days as rows, as merged cells and as a column; sessions over rows and over rooms."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.events.programme.imports.files import lines, reading, told, workbook

pytestmark = pytest.mark.usefixtures("in_english")


def test_days_stand_as_rows():
    read = reading(
        ",Sal 1,Sal 2\nOnsdag,,\n9-10,Åbning,\n10:00 (45),Panel,Værksted\n11-12,,\nTorsdag 21.9.,,\n19,Fest,\n"
        "20:00-01:00,,Bål\n"
    )

    assert lines(read) == [
        "2028-09-20 09:00–10:00 Åbning · Sal 1",
        "2028-09-20 10:00–10:45 Panel · Sal 1",
        "2028-09-20 10:00–10:45 Værksted · Sal 2",
        "2028-09-21 19:00 Fest · Sal 1",
        "2028-09-21 20:00–01:00 Bål · Sal 2",
    ]
    assert (read.facts.rooms, read.faults) == (("Sal 1", "Sal 2"), ())
    assert [draft.spot.cell for draft in read.drafts] == ["B3", "B4", "C4", "B7", "C8"]


def test_merged_cells_last_and_reach_as_far_as_they_do():
    read = reading(workbook(
        ["Gadens dage"], [None], ["Dag", "Kl.", "A", "B", "C"],
        ["Onsdag 20. september", "9", "For alle", None, None],
        [None, "10", "Længe", "For to", None],
        [None, "11", None, "Kort\nmed tekst", "Sent"],
        [None, "12", None, None, None],
        merged=("A4:A7", "C4:E4", "C5:C6", "D5:E5"),
    ))  # fmt: skip
    everyone, long, two, *_others = read.drafts

    assert lines(read) == [
        "2028-09-20 09:00 For alle", "2028-09-20 10:00–12:00 Længe · A", "2028-09-20 10:00 For to · B",
        "2028-09-20 11:00 Kort · B", "2028-09-20 11:00 Sent · C",
    ]  # fmt: skip
    assert (everyone.for_everyone, long.for_everyone, two.for_everyone) == (True, False, False)
    assert [(line, kind) for line, kind, _message in told(read)] == [(5, "note")]
    assert read.drafts[3].abstract == "med tekst"


def test_rows_that_nobody_can_place_are_told():
    read = reading(
        ",Sal 1,Sal 2\nOnsdag,,\n9-10,Åbning,Skjult\u202e tekst\n25:00,Umulig,\n,Glemt,\nLørdag,,\n10,Udenfor,\n"
        "11-10,Baglæns,\n"
    )

    assert [(fault.spot.cell, fault.kind) for fault in read.faults] == [
        ("C3", "note"), ("A4", "error"), ("B4", "error"), ("B5", "error"), ("A6", "asked"),
        ("B7", "asked"), ("B8", "asked"),
    ]  # fmt: skip


def test_a_column_of_days_that_holds_none_is_told():
    read = reading("Dag,Kl.,Sal 1,Sal 2\n2028-09-20,9,A,\n,10,,B\nsnart,9,C,\n,11,,D\n")

    assert lines(read) == ["2028-09-20 09:00 A · Sal 1", "2028-09-20 10:00 B · Sal 2"]
    assert [fault.spot.cell for fault in read.faults] == ["B4", "C4", "D5"]  # D is on the day that is not understood


def test_descriptions_of_another_sheet_are_joined_by_title():
    book = openpyxl.load_workbook(io.BytesIO(workbook(
        [None, "Sal 1", "Sal 2"], ["Onsdag"], ["9-10", "Åbning", None], ["10-11", " Panel", None],
    )))  # fmt: skip
    other = book.create_sheet("Om")
    for row in (
        ["Titel", "Beskrivelse", "Deltagere"],
        ["Åbning ", "Velkommen", "Anna Ås, Bo Ek"],
        ["Borte", "x", None],
    ):
        other.append(row)
    content = io.BytesIO()
    book.save(content)
    read = reading(content.getvalue())

    assert lines(read) == ["2028-09-20 09:00–10:00 Åbning · Sal 1", "2028-09-20 10:00–11:00 Panel · Sal 1"]
    assert (read.drafts[0].abstract, len(read.drafts[0].people)) == ("Velkommen", 2)
    assert [fault.message for fault in read.faults] == ["“Borte” is described, but stands nowhere in the grid."]


@pytest.mark.parametrize(
    "content",
    [
        "Kl.;Salen;Foyeren\nOnsdag 20. september;;\n18-22;Fest;\n22-24:00;Dans;\n00.30-02;Efterfest;\n",
        "Dato;Tid;Titel;Lokale\n20.9.2028;;;\n;18-22;Fest;Salen\n;22-24:00;Dans;Salen\n;00.30-02;Efterfest;Salen\n",
    ],
    ids=["grid", "rows"],
)
def test_what_begins_in_the_night_after_an_evening_is_on_the_next_day(content):
    read = reading(content)

    assert lines(read) == [
        "2028-09-20 18:00–22:00 Fest · Salen", "2028-09-20 22:00–00:00 Dans · Salen",
        "2028-09-21 00:30–02:00 Efterfest · Salen",
    ]  # fmt: skip
    assert [fault.message for fault in read.faults if fault.kind == "note"] == [
        "It begins in the night after the rows above: the next day was taken."
    ]


def test_a_day_that_begins_in_the_night_is_that_day():
    read = reading("Kl.;Salen\nOnsdag 20. september;\n00.30;Tidligt\n9;Åbning\nTorsdag 21. september;\n00.15;Nat\n")

    assert [line[:16] for line in lines(read)] == ["2028-09-20 00:30", "2028-09-20 09:00", "2028-09-21 00:15"]
