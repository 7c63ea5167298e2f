"""“Name, title, organisation”, lists, glue and brackets → persons; no text is lost, and what is unclear is asked."""

from __future__ import annotations

import pytest

from events.programme.imports import people
from events.programme.imports.days import Misread
from events.programme.imports.drafts import PersonDraft

pytestmark = pytest.mark.usefixtures("in_english")

MANY, ONE = people.Manner(), people.Manner(is_plural=False)
PROGRAM = people.Manner(is_plural=False, is_typed=False)


def told(value, *others, manner=MANY):
    found = people.read(value, people.manner("Talere", [value, *others], manner))
    return [" · ".join((person.name, person.role[:3], person.job_title, person.organisation)) for person in found]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Anna Ås", ["Anna Ås · spe ·  · "]),
        ("Anna Ås, Bo Ek", ["Anna Ås · spe ·  · ", "Bo Ek · spe ·  · "]),
        ("Anna Ås, rektor, Nordre skole", ["Anna Ås · spe · rektor · Nordre skole"]),
        ("Anna Ås, rektor, Nordre skole, Oslo", ["Anna Ås · spe · rektor · Nordre skole, Oslo"]),
        ("Anna Ås, Nordre skole", ["Anna Ås · spe ·  · Nordre skole"]),
        ("Anna Ås, BRIS", ["Anna Ås · spe ·  · BRIS"]),
        ("Anna Ås, socialminister", ["Anna Ås · spe · socialminister · "]),
        ("Anna Ås\nBo Ek, rektor", ["Anna Ås · spe ·  · ", "Bo Ek · spe · rektor · "]),
        ("Anna Ås; Bo Ek", ["Anna Ås · spe ·  · ", "Bo Ek · spe ·  · "]),
        ("Anna Ås / Bo Ek", ["Anna Ås · spe ·  · ", "Bo Ek · spe ·  · "]),
        ("Anna Ås (moderator)", ["Anna Ås · mod ·  · "]),
        ("Anna Ås (SE)", ["Anna Ås (SE) · spe ·  · "]),
        ("Moderator: Anna Ås, rektor", ["Anna Ås · mod · rektor · "]),
        ("Anna Ås, Moderator, Nordre skole", ["Anna Ås · mod ·  · Nordre skole"]),
        ("Anna Ås, Utredare/Moderator, Brå", ["Anna Ås · mod · Utredare/Moderator · Brå"]),
        ("Repr., Polisen; Repr., Skolan", ["Repr. · spe ·  · Polisen", "Repr. · spe ·  · Skolan"]),
        ("Anna Ås; anna ås, rektor", ["Anna Ås · spe · rektor · "]),
        ("Anna Ås, rektor (Nord, Syd), Skolen", ["Anna Ås · spe · rektor (Nord, Syd) · Skolen"]),
        ("['Anna Ås, rektor', \"Bo 'B' Ek\"]", ["Anna Ås · spe · rektor · ", "Bo 'B' Ek · spe ·  · "]),
        ("[Anna Ås]", ["[Anna Ås] · spe ·  · "]),
        ("[1 +", ["[1 + · spe ·  · "]),
        ("Unge fra Nørrebro", ["Unge fra Nørrebro · spe ·  · "]),
        ("TBA", []),
        ("", []),
        (["Anna Ås, rektor, Skolen", ""], ["Anna Ås · spe · rektor · Skolen"]),
        (
            [{"name": "Anna Ås", "role": "Juontaja", "title": "rektor", "organization": "Skolen"}],
            ["Anna Ås · hos · rektor · Skolen"],
        ),
        ([{"name": "Anna Ås", "role": "Ekspert", "title": "Moderator"}], ["Anna Ås · mod · Ekspert, Moderator · "]),
        ({"name": ["Anna", "Ås"]}, ["Anna Ås · spe ·  · "]),
        ({"id": 7}, []),
    ],
    ids=repr,
)  # fmt: skip
def test_a_cell_holds(value, expected):
    assert told(value) == expected


def test_a_heading_for_one_person_asks_of_two_names():
    with pytest.raises(Misread) as misread:
        told("Anna Ås, Bo Ek", manner=ONE)

    assert misread.value.kind == "asked"
    two = people.Manner(is_plural=False, answers={misread.value.question: misread.value.proposal})
    one = people.Manner(is_plural=False, answers={misread.value.question: "one"})
    assert told("Anna Ås, Bo Ek", manner=two) == ["Anna Ås · spe ·  · ", "Bo Ek · spe ·  · "]
    assert told("Anna Ås, Bo Ek", manner=one) == ["Anna Ås · spe ·  · Bo Ek"]


def test_names_and_work_mixed_in_one_cell_are_asked():
    with pytest.raises(Misread):
        told("Anna Ås, Bo Ek, Oslo kommune")


def test_a_column_with_work_in_it_parts_no_people_at_commas():
    others = ("Bo Ek, rektor, Nordre skole",)

    assert told("Anna Ås, Verksamhetsutvecklare, Vi Unga", *others) == [
        "Anna Ås · spe · Verksamhetsutvecklare · Vi Unga"
    ]
    assert told("Anna Ås, Nordre skole", *others) == ["Anna Ås · spe ·  · Nordre skole"]
    with pytest.raises(Misread):
        told("Anna Ås, Vi Unga", *others)


def test_a_program_keeps_what_is_unclear_as_one_name():
    assert told("Anna Ås, Bo Ek", manner=PROGRAM) == ["Anna Ås, Bo Ek · spe ·  · "]
    assert told("Anna Ås, Bo Ek (moderator)", manner=PROGRAM)[0].startswith("Anna Ås, Bo Ek · mod")
    assert told("a|b / c", manner=PROGRAM) == ["a|b / c · spe ·  · "]


def test_a_word_glued_to_everybody_parts_them_and_says_nothing():
    cell = "Anna Ås, rektor, SkolenModeratorBo Ek, direktør, BrandfolkModerator"

    assert told(cell, "Cille Øst, chef, IDAModerator") == [
        "Anna Ås · spe · rektor · Skolen",
        "Bo Ek · spe · direktør · Brandfolk",
    ]


def test_a_word_glued_to_some_is_their_role():
    cell = "Anna Ås, rektor, SkolenModeratorBo Ek, direktør, Brandfolk"

    assert told(cell) == ["Anna Ås · mod · rektor · Skolen", "Bo Ek · spe · direktør · Brandfolk"]
    assert people.is_glued(cell)
    assert not people.is_glued("Anna Ås, Moderator")


def test_who_stands_in_two_columns_is_one_person():
    speaker, moderator = PersonDraft("Anna Ås", job_title="rektor"), PersonDraft("Anna Ås", "moderator")

    assert people.together([speaker], [moderator]) == [PersonDraft("Anna Ås", "moderator", "rektor")]
    assert people.together([speaker], [PersonDraft("Bo Ek")]) == [speaker, PersonDraft("Bo Ek")]
    assert people.together([speaker], [speaker]) == [speaker]


def test_a_name_of_a_program_is_whole():
    assert people.whole(" Anna Ås, Bo Ek ").name == "Anna Ås, Bo Ek"
    assert people.whole("Anna Ås (moderator)").role == "moderator"
    assert people.whole(" ") is None
