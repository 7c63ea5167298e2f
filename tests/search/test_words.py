"""Spellings that must meet, and some that must not."""

from __future__ import annotations

import unicodedata

import pytest

from conference_portal.search.words import clean, folded, forms, lemmas, near, root, spellings, telling, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Århus", "aarhus"),
        ("Århus", "ARHUS"),
        ("Østergård", "oestergaard"),
        ("Ødegård", "odegard"),
        ("Þórdís", "thordis"),
        ("Ægisdóttir", "aegisdottir"),
        ("Guðný", "gudny"),
        ("Weißmann", "weissmann"),
        ("Oehlenschlæger", "ohlenschlager"),
        ("Malmö", "malmo"),
        ("Łódź", "lodz"),
        ("Å", unicodedata.normalize("NFD", "Å")),
        ("İzmir", "izmir"),
    ],
)
def test_two_spellings_are_folded_to_one(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    "words",
    [
        "by byen byens byer byerne byernes",
        "stad staden stadens städer städerna städernas stads",
        "barn barnet barnets børn børnene børns",
        "bok boken bokens böcker böckerna böckernas",
        "ungdom ungdommen ungdommens ungdommer ungdommerne ungdommernes ungdomar ungdomarna",
        "natt natten nætter",
        "hand hænder händer händerna",
        "ráðstefna radstefnunni radstefnunnar radstefnuna",
        "city cities",
        "child children",
        "woman women",
    ],
)
def test_forms_of_a_word_have_one_root(words):
    assert len({root(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("brød", "bror"), ("men", "mænd"), ("forum", "for"), ("mod", "mor"), ("Oslo", "oste")]
)
def test_other_words_keep_other_roots(one, other):
    assert root(one) != root(other)


@pytest.mark.parametrize(
    ("form", "head"),
    [
        ("Árósum", "arosar"),
        ("hjörtum", "hjarta"),
        ("Gautaborgar", "gautaborg"),
        ("ráðstefnunnar", "radstefna"),
        ("börnum", "barn"),
    ],
)
def test_an_icelandic_form_leads_to_its_head_word(form, head):
    assert head in lemmas(form)


def test_words_are_cut_where_people_see_them_end():
    assert words_of("U-LYNC, ”hjærter” (og) people’s 1997–2024!") == [
        "U-LYNC",
        "hjærter",
        "og",
        "people’s",
        "1997",
        "2024",
    ]


def test_a_hyphenated_word_is_kept_whole_and_in_parts():
    assert {"ulync", "lync", "u"} <= spellings("U-LYNC", icelandic=False)


def test_what_nobody_sees_parts_no_word():
    assert words_of("hjem\u00adløs\u200bhed og a\x00b") == ["hjemløshed", "og", "ab"]


def test_letters_and_their_accents_become_one_sign():
    assert clean(unicodedata.normalize("NFD", "Árósar")) == "Árósar"


@pytest.mark.parametrize("signs", ["", "&|!:*()<->", "🎉🎉", "…—", "' ’ -"])
def test_signs_are_no_words(signs):
    assert words_of(signs) == []


@pytest.mark.parametrize("word", ["ﷺ" * 60, "a" * 10_000, "مدينة", "город", "東京"])
def test_no_word_is_too_strange_or_too_long(word):
    assert all(0 < len(form) <= 60 for kept in words_of(word) for form in forms(kept, icelandic=True))


def test_words_that_say_nothing_are_left_out_unless_they_are_all():
    assert telling(["unge", "i", "Aarhus"]) == ["unge", "Aarhus"]
    assert telling(["to", "be"]) == ["to", "be"]


@pytest.mark.parametrize("slip", ["mygnid", "mygin", "mygiind", "mygond"])
def test_one_slip_of_the_finger_is_near(slip):
    assert "mygind" in set(near(slip))
