"""The words around what was asked for."""

from __future__ import annotations

import pytest

from conference_portal.search.query import Marker, Question, pieces


def marked(value, asked, *, icelandic=False, length=220):
    """With what is marked in brackets."""
    marker = Marker(Question.of(asked))
    found = pieces(value, marker, icelandic=icelandic, length=length)
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in found)


@pytest.mark.parametrize(
    ("value", "asked", "expected"),
    [
        ("Byens unge og byernes gader", "by", "[Byens] unge og [byernes] gader"),
        ("Unge i Århus, ikke i Århusene", "aarhus", "Unge i [Århus], ikke i [Århusene]"),
        ("Håb, håbet (håb)!", "håb", "[Håb], [håbet] ([håb])!"),
        ("overhåb", "håb", "overhåb"),
        ("U-LYNC begynder", "lync", "[U-LYNC] begynder"),
        ("ungdomskonference", "ungd", "[ungdomskonference]"),
        ("Intet her", "andet", "Intet her"),
        ("", "andet", ""),
        ("<b>Håb</b> & tro", "håb", "<b>[Håb]</b> & tro"),
        ("Hjerte og smerte", "smerte hjerte", "[Hjerte] og [smerte]"),
        ("مدينة القلب", "القلب", "مدينة [القلب]"),
    ],
)
def test_whole_words_are_marked_in_all_their_forms(value, asked, expected):
    assert marked(value, asked) == expected


def test_a_text_that_fits_is_shown_whole():
    assert marked("Et steg till, et steg till, i Södertälje", "södertälje", length=40) == (
        "Et steg till, et steg till, i [Södertälje]"
    )


def test_an_icelandic_case_is_marked_in_an_icelandic_text_alone():
    assert marked("Með hjörtum", "hjarta", icelandic=True) == "Með [hjörtum]"
    assert marked("Með hjörtum", "hjarta") == "Með hjörtum"


def test_a_long_text_is_cut_at_words_around_the_first_that_was_asked_for():
    value = "før " * 100 + "håbet " + "efter " * 100

    shown = marked(value, "håb", length=60)

    assert shown.startswith("… før")
    assert shown.endswith("efter …")
    assert "[håbet]" in shown
    assert len(shown) <= 70


def test_a_text_without_the_words_is_cut_at_its_beginning():
    assert marked("en to tre fire", "nul", length=9) == "en to tre …"
    assert marked("en to tre fire", "nul", length=8) == "en to …"


@pytest.mark.parametrize("value", ["a" * 1000, "å " * 500, "\n".join(["x"] * 500)])
def test_what_has_no_place_to_cut_is_cut_all_the_same(value):
    assert len(marked(value, "nul", length=50)) <= 52


def test_a_word_that_only_the_window_holds_is_marked_there():
    value = "håb " + "x " * 200 + "håb"

    assert marked(value, "håb", length=10) == "[håb] x x x …"
