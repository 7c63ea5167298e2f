"""Several sheets in one workbook, and what stands above a table."""

from __future__ import annotations

import io

import openpyxl
import pytest

from conference_portal.kit.decoding import Unreadable
from events.programme.imports.drafts import PersonDraft
from tests.events.programme.imports.files import lines, reading

pytestmark = pytest.mark.usefixtures("in_english")


def two_sheets(first, second, names=("Program", "Om")):
    book = openpyxl.Workbook()
    for name, rows in zip(names, (first, second), strict=True):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_sheet_of_people_beside_the_programme_is_no_list_of_sessions():
    programme = [["Titel", "Dato", "Start"], ["A", "20.09.2028", "9"]]
    read = reading(two_sheets(programme, [["Navn", "Titel", "Organisation"], ["Anna Ås", "Rektor", "Skolen"]]))

    assert lines(read) == ["2028-09-20 09:00 A"]
    assert [fault.kind for fault in read.faults] == ["note"]
    with pytest.raises(Unreadable, match="people"):
        reading("Navn;Titel;Organisation\nAnna Ås;Rektor;Skolen\n")


def test_a_sheet_of_descriptions_fills_what_the_programme_does_not_tell():
    programme = [["Titel", "Dato", "Start", "Talere", "Note"], ["A", "20.09.2028", "9", "Anna Ås", "x"]]
    read = reading(two_sheets(programme, [["Titel", "Beskrivelse", "Talere"], ["a", "Om byen", "Bo Ek"]]))

    assert lines(read) == ["2028-09-20 09:00 A"]
    assert (read.drafts[0].abstract, read.drafts[0].people) == ("Om byen", (PersonDraft("Anna Ås"),))
    assert read.drafts[0].rest == (("Note", "x"),)


def test_a_sheet_for_each_day_tells_it_in_its_name_or_above():
    rows = [["Start", "Titel"], ["9", "A"]]
    named = reading(two_sheets(rows, rows, ("Onsdag 20. sept", "Torsdag")))
    above = reading("Program for fredag den 22. september,\nStart,Titel\n9,A\n")
    grid = reading("Fredag,,\n,Sal 1,Sal 2\n9-10,A,\n10-11,,B\n")

    assert lines(named) == ["2028-09-20 09:00 A", "2028-09-21 09:00 A"]
    assert lines(above) == ["2028-09-22 09:00 A"]
    assert lines(grid) == ["2028-09-22 09:00–10:00 A · Sal 1", "2028-09-22 10:00–11:00 B · Sal 2"]
    assert [fault.kind for fault in reading("Version 3.4,\nStart,Titel\n9,A\n").faults] == ["error"]
