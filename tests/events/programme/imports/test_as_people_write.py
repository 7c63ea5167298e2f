"""Files as organisers keep them: notes below the table, rooms told again, days across, pairs of names."""

from __future__ import annotations

import pytest

from events.programme.imports import times
from events.programme.imports.days import Frame, Misread
from events.programme.imports.drafts import PersonDraft
from events.programme.imports.parting import chunks
from tests.events.programme.imports.files import lines, reading, told, workbook

pytestmark = pytest.mark.usefixtures("in_english")
NINE, TEN = 9 * 3600, 10 * 3600


@pytest.mark.parametrize(
    ("text", "clock", "until"),
    [
        ("10.15-11.00 (Fika)", 10.25 * 3600, 11 * 3600), ("kl 9-9.45", NINE, 9.75 * 3600), ("9:00-", NINE, None),
        ("ca. 10", TEN, None), ("9.00*", NINE, None), ("14.00 – slut", 14 * 3600, None), ("9–?", NINE, None),
    ],
)  # fmt: skip
def test_a_time_with_a_word_beside_it(text, clock, until):
    part = times.read(text, Frame(), dated=False)

    assert (part.clock, part.until) == (clock, until)


@pytest.mark.parametrize("text", ["14.00 og fremefter", "10.15-11.00 Fika", "9.45 ved døren"])
def test_what_begins_as_a_time_is_no_date(text):
    with pytest.raises(Misread, match="no time of day"):
        times.read(text, Frame(), dated=False)


def test_notes_and_sums_between_and_below_sessions_are_left_out_with_a_word():
    found = reading(
        "Tid;Titel;Rum;Antal\n20.9.2028;;;\n9;Åbning;Salen;20\nParallelle spor;;;\n10;Panel;Salen;\nI alt;;;20\n"
        "* Kræver tilmelding;;;\n11;;Salen;\n"
    )

    assert lines(found) == ["2028-09-20 09:00 Åbning · Salen", "2028-09-20 10:00 Panel · Salen"]
    assert [(line, kind) for line, kind, _message in told(found)] == [
        (4, "note"), (6, "note"), (7, "note"), (8, "error"),
    ]  # fmt: skip


def test_a_row_without_a_time_in_another_room_is_beside_the_row_above():
    found = reading(
        "Dato;Tid;Titel;Rum\n20.9.2028;9-10;A;Sal 1\n;;B;Sal 2\n;;C;Sal 3\n;10-11;D;Sal 1\n;;E;\n;–;F;Sal 2\n"
    )

    assert lines(found) == [
        "2028-09-20 09:00–10:00 A · Sal 1", "2028-09-20 09:00–10:00 B · Sal 2", "2028-09-20 09:00–10:00 C · Sal 3",
        "2028-09-20 10:00–11:00 D · Sal 1", "2028-09-20/2028-09-20 E", "2028-09-20/2028-09-20 F · Sal 2",
    ]  # fmt: skip
    assert [line for line, _kind, message in told(found) if "row above" in message] == [3, 4]


# Grids


def test_rooms_that_are_told_again_are_no_sessions():
    found = reading(
        "Torsdag\nTid;Aula;Sal B\n9-10;A;B\nFredag;;\nTid;Aula;Sal B\n9-10;C;\nOnsdag;;\nTid;Gården;Loftet\n9-10;D;E\n"
    )

    assert lines(found) == [
        "2028-09-21 09:00–10:00 A · Aula", "2028-09-21 09:00–10:00 B · Sal B", "2028-09-22 09:00–10:00 C · Aula",
        "2028-09-20 09:00–10:00 D · Gården", "2028-09-20 09:00–10:00 E · Loftet",
    ]  # fmt: skip
    assert found.faults == ()


def test_a_line_over_separated_text_is_no_column_of_its_own():
    assert lines(reading("Program 2028\n\nTitel,Dato,Start\nA,20.9.2028,9\nB,20.9.2028,10\n")) == [
        "2028-09-20 09:00 A", "2028-09-20 10:00 B",
    ]  # fmt: skip
    assert [draft.title for draft in reading("Titel\nA, B\nC, D\n").drafts] == ["A, B", "C, D"]


def test_a_day_in_the_corner_heads_its_rooms():
    found = reading("Torsdag;Aula;Sal B\n9-10;A;B\n10-11;;C\nFredag;Aula;Loftet\n9-10;D;E\n")

    assert lines(found)[-2:] == ["2028-09-22 09:00–10:00 D · Aula", "2028-09-22 09:00–10:00 E · Loftet"]


def test_days_across_are_the_days_of_their_columns():
    found = reading(";Onsdag 20/9;Torsdag 21/9;Lørdag\n9-10;A;B;Ude\n10-11;C;;\n")

    assert lines(found) == ["2028-09-20 09:00–10:00 A", "2028-09-21 09:00–10:00 B", "2028-09-20 10:00–11:00 C"]
    assert [(fault.spot.cell, fault.kind) for fault in found.faults] == [("D2", "asked")]


def test_days_stand_above_the_rooms_of_each():
    found = reading(workbook(
        ["Tid", "Onsdag 20. sept", None, "Torsdag 21. sept", None], [None, "Aula", "Sal B", "Aula", "Sal B"],
        ["9-10", "A", "B", "C", "D"], ["10-11", "Kaffe", None, "E", None], ["11-12", "Slut", None, None, None],
        merged=("B1:C1", "D1:E1", "B4:C4", "B5:E5"),
    ))  # fmt: skip

    assert lines(found) == [
        "2028-09-20 09:00–10:00 A · Aula", "2028-09-20 09:00–10:00 B · Sal B", "2028-09-21 09:00–10:00 C · Aula",
        "2028-09-21 09:00–10:00 D · Sal B", "2028-09-20 10:00–11:00 Kaffe", "2028-09-21 10:00–11:00 E · Aula",
        "2028-09-20 11:00–12:00 Slut", "2028-09-21 11:00–12:00 Slut",
    ]  # fmt: skip
    assert [draft.for_everyone for draft in found.drafts] == [False] * 4 + [True, False, True, True]


# Titles


@pytest.mark.parametrize(
    ("written", "title", "is_cancelled"),
    [
        ("AFLYST: Panel", "Panel", True), ("INSTÄLLT – Panel", "Panel", True), ("[Cancelled] Panel", "Panel", True),
        ("Panel (aflyst)", "Panel", True), ("Panel – peruttu", "Panel", True),
        ("Panel: aflyst", "Panel: aflyst", False),
        ("Aflyst", "Aflyst", False), ("Aflyste koncerter – hvorfor?", "Aflyste koncerter – hvorfor?", False),
    ],
)  # fmt: skip
def test_a_title_may_say_that_it_is_cancelled(written, title, is_cancelled):
    (draft,) = reading(f"Titel;Dato\n{written};20.9.2028\n").drafts

    assert (draft.title, draft.cancelled) == (title, is_cancelled)


def test_two_columns_of_titles_in_two_languages_are_both_kept():
    (draft,) = reading("Pvm;Klo;Ohjelma;Programme\n20.9.2028;9;Avaus;Opening\n").drafts

    assert ({draft.title, *(words for _name, _language, words in draft.texts)}) == {"Avaus", "Opening"}


# People


def people(cell, heading="Talere"):
    (draft,) = reading(f'Titel;Dato;{heading}\nA;20.9.2028;"{cell}"\n').drafts
    return draft.people


@pytest.mark.parametrize("heading", ["Talere", "Oplægsholder"])
@pytest.mark.parametrize("word", ["og", "och", "and", "&", "ja"])
def test_whole_names_around_an_and_are_two(word, heading):
    assert people(f"Anna Ås {word} Bo Ek", heading) == (PersonDraft("Anna Ås"), PersonDraft("Bo Ek"))
    assert people(f"Anna Ås, Siv Å {word} Bo Ek (moderator)", heading)[1:] == (
        PersonDraft("Siv Å"), PersonDraft("Bo Ek", "moderator"),
    )  # fmt: skip


def test_a_pair_of_one_family_name_stays_together():
    assert people("Anna og Bo Ek") == (PersonDraft("Anna og Bo Ek"),)
    assert [person.name for person in people("Red Barnet og UNICEF")] == ["Red Barnet og UNICEF"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Anna Ås og Bo Ek, Natteravnene", [("Anna Ås", "", "Natteravnene"), ("Bo Ek", "", "Natteravnene")]),
        ("Anna Ås, rektor, Skolen og Bo Ek, konsulent", [("Anna Ås", "rektor", "Skolen"), ("Bo Ek", "konsulent", "")]),
        ("Bo Ek, Stockholm", [("Bo Ek", "", "Stockholm")]),
        ("Karin Ström (Malmö stad)", [("Karin Ström", "", "Malmö stad")]),
        ("Professor Karen Lund, Aarhus Universitet", [("Karen Lund", "Professor", "Aarhus Universitet")]),
        ("Alle", []),
        ("Anna, Bo, Siv", [("Anna", "", ""), ("Bo", "", ""), ("Siv", "", "")]),
    ],
)
def test_who_works_where(cell, found):
    assert [(each.name, each.job_title, each.organisation) for each in people(cell)] == found


def test_roles_with_a_colon_part_people():
    assert [*chunks("Moderator: Eva Ek. Panel: Bo Alm, Siri Berg")] == ["Moderator: Eva Ek", "Panel: Bo Alm, Siri Berg"]
    assert people("Moderator: Eva Ek. Panel: Bo Alm, Siri Berg og Nils Falk") == (
        PersonDraft("Eva Ek", "moderator"), PersonDraft("Bo Alm", "panellist"), PersonDraft("Siri Berg", "panellist"),
        PersonDraft("Nils Falk", "panellist"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "seats", "rest"),
    [
        ("30", 30, []), ("max. 30 deltagere", 30, []), ("op til 40", 40, []), ("25 pers.", 25, []),
        ("ca. 40", 40, ["ca. 40"]), ("0", None, ["0"]), ("30-40", None, ["30-40"]), ("mange", None, ["mange"]),
    ],
)  # fmt: skip
def test_seats_are_read_as_they_are_written(text, seats, rest):
    found = reading(f"Titel;Dato;Max deltagere\nPanel;20.9.2028;{text}\n")

    assert [(draft.capacity, [words for _heading, words in draft.rest]) for draft in found.drafts] == [(seats, rest)]
