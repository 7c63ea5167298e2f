"""Lists in sheets: headings in six languages, the rows below, and what is told of those that are not understood."""

from __future__ import annotations

from datetime import date

import pytest

from conference_portal.kit.decoding import Unreadable
from events.programme.imports.drafts import PersonDraft
from events.programme.imports.headings import CHOICES, column, columns, language_of
from tests.events.programme.imports.files import lines, reading, setting, told, workbook

pytestmark = pytest.mark.usefixtures("in_english")

TOP = "Titel,Dato,Start,Slut,Sted\n"


@pytest.mark.parametrize(
    ("heading", "field", "language"),
    [
        ("Titel", "title", ""), ("Rubrik", "title", ""), ("Tittel", "title", ""), ("Titill", "title", ""),
        ("Otsikko", "title", ""), ("TITLE:", "title", ""), ("Titel (dansk)", "title", "da"),
        ("title_sv", "title", "sv"),
        ("Otsikko englanniksi", "title", "en"), ("Beskrivning på svenska", "abstract", "sv"),
        ("dateOfShow", "start", ""),
        ("Fra kl.", "start", ""), ("topic_2", "topic", ""), ("Taler 3", "people", ""), ("Sted (sal)", "room", ""),
        ("Fundarstjóri", "moderator", ""), ("Sprog", "spoken", ""), ("Aflyst", "state", ""),
        ("Bekreftet", "confirmed", ""),
        ("Room da", None, ""), ("Sponsor", None, ""), ("", None, ""),
    ],
)  # fmt: skip
def test_a_heading_is_a_field(heading, field, language):
    found = column(heading)

    assert (found.field if found else None, found.language if found else "") == (field, language)


def test_a_heading_assigned_by_hand_wins():
    given = {"Sponsor": "room", "Titel": "rest", "Overskrift": "title:da", "x": "nonsense"}
    found = columns(["Titel", "Overskrift", "Sponsor", "Sted", "x"], given)

    assert {heading: (each.field, each.language) for heading, each in found.items()} == {
        "Titel": ("rest", ""), "Overskrift": ("title", "da"), "Sponsor": ("room", ""),
    }  # fmt: skip
    assert set(CHOICES) >= {each.field for each in found.values()}


@pytest.mark.parametrize(
    ("headings", "language"),
    [("Titel,Dato,Sted", "da"), ("Rubrik,Datum,Plats", "sv"), ("Tittel,Dato,Sal", "no"), ("Titill,Dagur,Lok", "is"),
     ("Otsikko,Päivä", "fi"), ("Titel,Ort,Uhrzeit", "de"), ("Title,Date", "en"), ("A,B", "")],
)  # fmt: skip
def test_the_headings_have_a_language(headings, language):
    assert language_of(headings.split(",")) == language


def test_a_row_keeps_everything():
    read = reading(
        "Nr;Titel;Undertitel;Beskrivelse;Dato;Tid;Sted;Talere;Ordstyrer;Sprog;Tolkning;Type;Tema;Spor;Pladser;"
        "Indholdsadvarsel;Mødested (vejvisning);Sponsor\n"
        "7;Byen;om natten;Tekst;20.09.2028;9-10;Sal 1;Anna Ås;Bo Ek;dansk, engelsk;svensk;Værksted;"
        "Unge, Tryghed;Gaden;40;Vold;;Kommunen\n"
    )
    draft = read.drafts[0]

    assert lines(read) == ["2028-09-20 09:00–10:00 Byen · Sal 1"]
    assert (draft.key, draft.kind, draft.capacity, draft.abstract) == ("nr:7", "workshop", 40, "om natten\n\nTekst")
    assert draft.people == (PersonDraft("Anna Ås"), PersonDraft("Bo Ek", "moderator"))
    assert (draft.spoken, draft.interpreted_into) == (("da", "en"), ("sv",))
    assert (draft.topics, draft.subthemes, draft.content_note) == (("Unge", "Tryghed"), ("Gaden",), "Vold")
    assert draft.rest == (("Sponsor", "Kommunen"),)
    assert read.facts.unknown == ("Mødested (vejvisning)", "Sponsor")
    assert read.facts.headings["Ordstyrer"] == "moderator"


def test_what_fits_no_field_is_kept_with_its_heading():
    read = reading("Titel;Type;Sprog;Pladser;Status;Bekræftet\nByen;Bålsted;dansk, tegn;mange;måske;ved ikke\n")

    assert read.drafts[0].rest == (
        ("Sprog", "tegn"), ("Type", "Bålsted"), ("Pladser", "mange"), ("Status", "måske"), ("Bekræftet", "ved ikke"),
    )  # fmt: skip


def test_states_are_read_in_words_and_in_ticks():
    read = reading("Titel;Status;Inställd;Bekräftad\nA;Aflyst;;ja\nB;;ja;nej\nC;udkast;nej;\nD;;;utkast\n")

    assert [draft.cancelled for draft in read.drafts] == [True, True, False, False]
    assert told(read) == [
        (3, "note", "It is marked as not confirmed."),
        (4, "note", "It is marked as “udkast”."),
        (5, "note", "It is marked as not confirmed."),
    ]


@pytest.mark.parametrize(("heading", "cell"), [("Audience", "internal"), ("Public", "no"), ("Intern", "ja")])
def test_what_is_for_the_house_is_asked(heading, cell):
    content = f"Title,{heading}\nOnly us,{cell}\n"
    read = reading(content)

    assert (read.drafts, [kind for _line, kind, _message in told(read)]) == ((), ["asked"])
    answered = reading(content, setting(answers={read.faults[0].question: read.faults[0].proposal}))
    assert [draft.title for draft in answered.drafts] == ["Only us"]


def test_a_day_above_its_rows_and_merged_days():
    listed = reading("Dag,Start,Titel\nOnsdag 20. september,,\n,09:00,A\n,10:00,B\n21.9.,,\n,09:00,C\n")
    merged = reading(workbook(
        ["Dag", "Start", "Titel"], ["20.09.2028", "9", "A"], [None, "10", "B"], [date(2028, 9, 21), "9", "C"],
        merged=("A2:A3",),
    ))  # fmt: skip

    assert lines(listed) == lines(merged) == ["2028-09-20 09:00 A", "2028-09-20 10:00 B", "2028-09-21 09:00 C"]


def test_a_time_without_a_day_is_told_unless_there_is_only_one():
    content = "Titel,Start\nA,09:00\n"
    one_day = setting(last=date(2028, 9, 20))

    assert told(reading(content)) == [(2, "error", "There is a time, but no day.")]
    assert lines(reading(content, one_day)) == ["2028-09-20 09:00 A"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("A,2028-09-20,22:00,24:00,", "2028-09-20 22:00–00:00 A"),
        ("A,2028-09-20,22:00,01:00,", "2028-09-20 22:00–01:00 A"),
        ("A,2028-09-20,09:00,09:00,", "2028-09-20 09:00 A"),
        ("A,2028-09-20,,,", "2028-09-20/2028-09-20 A"),
        ("A,20.–22.9.2028,,,", "2028-09-20/2028-09-22 A"),
        ("A,2028-09-20,,2028-09-21,", "2028-09-20/2028-09-21 A"),
        ("A,2028-09-20,2028-09-20 09:00,2028-09-21 01:00,", "2028-09-20 09:00–01:00 A"),
        ("A,,2028-09-20T07:00:00Z,2028-09-20T08:00:00Z,", "2028-09-20 09:00–10:00 A"),
        ("A,,,,", "– A"),
    ],
)
def test_an_end_is_found(row, expected):
    assert lines(reading(TOP + row)) == [expected]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("A,2028-09-20,10:00,09:00,", "asked"),  # 23 hours
        ("A,2028-09-20,24:00,,", "error"),
        ("A,2028-09-20,2028-09-21 09:00,,", "error"),
        ("A,2028-09-20,2028-09-20 10:00,2027-05-01 11:00,", "asked"),
        ("A,2028-09-20,,2028-09-19,", "error"),
        (",2028-09-20,10:00,,Sal 1", "error"),
        ("A,2028-03-26,02:30,,", "error"),  # the night when clocks are put forward
    ],
)
def test_a_row_that_cannot_be_is_told(row, kind):
    read = reading(TOP + row)

    assert (read.drafts, [(line, each) for line, each, _message in told(read)]) == ((), [(2, kind)])
    if kind == "asked":
        fault = read.faults[0]
        assert len(reading(TOP + row, setting(answers={fault.question: fault.proposal})).drafts) == 1
        assert reading(TOP + row, setting(answers={fault.question: "no"})).drafts == ()


def test_rows_of_another_year_are_asked():
    content = (
        TOP + "".join(f"A{number},2028-09-20,{number}:00,,\n" for number in range(10, 16)) + "Old,2026-09-20,9,,\n"
    )
    read = reading(content)

    assert (len(read.drafts), [(fault.kind, fault.spot.line) for fault in read.faults]) == (6, [("asked", 8)])
    assert len(reading(content, setting(answers={read.faults[0].question: "keep"})).drafts) == 7
    assert len(reading(TOP + "A,2028-09-20,9,,\nB,2026-09-20,9,,\n").drafts) == 2


def test_two_languages_in_one_title_are_offered():
    content = "Titel\nUnge i byen / Youth in the city\nA/B\n / x\n"
    read = reading(content)

    assert [draft.title for draft in read.drafts] == ["Unge i byen / Youth in the city", "A/B", "/ x"]
    assert [fault.proposal for fault in read.faults] == ["da: Unge i byen\nen: Youth in the city"]
    question, proposal = read.faults[0].question, read.faults[0].proposal
    first = reading(content, setting(answers={question: proposal})).drafts[0]
    assert (first.title, first.language, first.texts) == ("Unge i byen", "da", (("title", "en", "Youth in the city"),))
    kept = reading(content, setting(answers={question: "no"}))
    assert (kept.drafts[0].title, kept.faults) == ("Unge i byen / Youth in the city", ())


def test_the_order_of_dates_is_asked_where_nothing_tells():
    content = "Title,Date,Start\nA,03/05/2028,9\n"
    read = reading(content)

    assert [(fault.kind, fault.question, fault.proposal) for fault in read.faults] == [("asked", "order:Date", "DD/MM")]
    assert lines(reading(content, setting(answers={"order:Date": "MM/DD"}))) == ["2028-03-05 09:00 A"]
    assert lines(reading(content + "B,13/05/2028,9\n")) == ["2028-05-03 09:00 A", "2028-05-13 09:00 B"]


def test_identities_are_numbers_that_nobody_shares():
    read = reading("Nr,Id,Titel\n1,a,A\n2,a,B\n2,,C\n")

    assert [draft.key for draft in read.drafts] == ["nr:1", "", ""]
    assert read.drafts[1].rest == (("Nr", "2"), ("Id", "a"))


def test_boxes_and_blanks_are_no_rows():
    assert len(reading("Titel,Klar,Ok\nA,TRUE,TRUE\n,FALSE,FALSE\n,,\n,FALSE,TRUE\n").drafts) == 1


def test_a_title_sheet_and_numbers_under_one_heading():
    read = reading(workbook(
        ["Gadens dage", None, None, None, None], [None], [None, None, "Talere"], ["Titel", "Dato", 1, 2, 3],
        ["A", 47016, "Anna Ås, Oslo kommune", "Bo Ek"], merged=("C3:E3",),
    ))  # fmt: skip

    assert lines(read) == ["2028-09-20/2028-09-20 A"]
    assert [person.name for person in read.drafts[0].people] == ["Anna Ås", "Bo Ek"]
    assert read.drafts[0].spot.line == 5


def test_a_cell_beyond_the_headings_is_a_mark_inside_a_text():
    assert told(reading("Titel,Sted\nUnge, skole og politi,Sal 1\nB,Sal 2\n")) == [
        (2, "error", "This row has more cells than there are headings. Is a quotation mark missing?")
    ]


def test_damage_is_named_by_its_line():
    unclosed = reading('Titel,Sted\nA,"Sal 1\nB,Sal 2\n')
    bytes_ = reading("Titel,Sted\næ,Sal 1\nø,Sal 2\n".encode() + b"\xe6,Sal 3\n")

    assert [(line, kind) for line, kind, _message in told(unclosed)] == [(2, "error")]
    assert [(line, kind) for line, kind, _message in told(bytes_)] == [(4, "note")]


def test_what_is_longer_than_its_field_is_told_or_kept_whole():
    read = reading(
        f'Titel,Sted,Talere\n{"a" * 251},,\nB,{"b" * 120},\nC,,"Anna Ås, rektor, {"c" * 300}"\nD,,{"d" * 201}\n'
    )
    place, person = read.drafts

    assert [line for line, kind, _message in told(read) if kind == "error"] == [2, 5]
    assert (place.room, place.place_note) == ("", "b" * 120)
    assert (len(person.people[0].organisation), person.rest) == (250, (("…", "c" * 300),))


@pytest.mark.parametrize("content", ["Name,E-mail\nAnna Ås,\n", "a,b\n1,2\n", "hello\n"])
def test_a_table_without_titles_is_no_programme(content):
    with pytest.raises(Unreadable, match="headings"):
        reading(content)


def test_name_is_the_title_where_there_are_times():
    assert lines(reading("Navn,Dato,Start\nA,2028-09-20,9\n")) == ["2028-09-20 09:00 A"]


def test_headings_without_a_title_can_be_assigned_by_hand():
    content = "Was,Dato,Start\nA,2028-09-20,9\n"
    read = reading(content)

    assert [(fault.kind, fault.spot.line) for fault in read.faults] == [("error", 1)]
    assert (read.facts.headings, read.facts.unknown) == ({"Dato": "date", "Start": "start"}, ("Was",))
    assert lines(reading(content, setting(headings={"Was": "title"}))) == ["2028-09-20 09:00 A"]


def test_a_title_says_its_kind_where_no_column_does():
    read = reading("Titel\nFrokost\nWorkshop 1: Gaden\nLunch in the city\nByen og maden\n")

    assert [draft.kind for draft in read.drafts] == ["meal", "workshop", "meal", ""]
    assert reading("Titel;Type\nFrokost;\nFrokost;foredrag\n").drafts[1].kind == "talk"
