"""What is found, and in which order, on invented content."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from conference_portal.kit.languages import READING
from tests.factories import (
    make_city,
    make_contact,
    make_edition,
    make_event,
    make_involvement,
    make_organisation,
    make_output,
    make_page,
    make_release,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
    make_topic,
)
from tests.search.conftest import search, titles

pytestmark = pytest.mark.django_db

HERE = Path(__file__)
INVENTED = json.loads((HERE.parents[1] / "data" / "search" / "spellings.json").read_text(encoding="utf-8"))
SHARED = HERE.parents[3] / "shared" / "data" / "cases"


def make_speakers(*names):
    """They have spoken, so that they are public."""
    event = make_event(slug="spoken")
    for number, name in enumerate(names):
        make_session(event=event, title=f"Talk {number}", speakers=(make_speaker(name=name),))
    make_release(event=event)


def not_first(queries):
    """Of `{what is typed: name}`: those that do not come first for somebody."""
    return [
        (typed, language)
        for asked, name in queries.items()
        for typed in (asked, asked.upper())
        for language in READING
        if titles(typed, language=language)[:1] != [name]
    ]


def test_a_name_is_found_however_it_is_typed():
    make_speakers(*INVENTED["names"])

    assert not_first(INVENTED["queries"]) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not beside this checkout")
def test_the_shared_cases_of_folding():
    names = {record["id"]: record["name"] for record in json.loads((SHARED / "b34_search.json").read_text())["records"]}
    section = (SHARED / "expected.md").read_text().partition("## B34")[2].partition("\n## ")[0]
    lists = re.findall(r"(\d) [^:`·]+: (`[^`]+`(?:, `[^`]+`)*)", section.partition("One fold")[0])
    queries = {asked: names[int(record)] for record, listed in lists for asked in re.findall(r"`([^`]+)`", listed)}
    make_speakers(*names.values())

    assert len(queries) == 14
    assert not_first(queries) == []


def test_the_spelling_that_was_typed_comes_first():
    make_speakers("Bjørn Åsberg", "Bjorn Asberg")

    assert titles("bjorn asberg")[:2] == ["Bjorn Asberg", "Bjørn Åsberg"]
    assert titles("BJØRN ÅSBERG")[:2] == ["Bjørn Åsberg", "Bjorn Asberg"]


def test_a_city_is_found_by_what_others_call_it_and_comes_first():
    aarhus = make_city(name={"da": "Aarhus", "sv": "Århus", "en": "Aarhus", "is": "Árósar"}, aliases=["Arhusium"])
    make_edition(year=2031, host=aarhus)
    make_page(title="Kort over Aarhus og Árósar")

    for typed in ("aarhus", "Århus", "arhus", "Árósar", "Árósum", "arosar", "Arhusium"):
        assert search(typed)[0].kind == "city", typed


def test_an_edition_comes_first_for_its_year():
    edition = make_edition(year=2031)
    make_page(edition=edition, title="Alt om 2031")
    make_page(title="Hvad skete der i 2031", body="2031 2031 2031")

    assert search("2031")[0].kind == "edition"


def test_a_person_comes_before_what_they_are_in():
    make_speakers("Signe Falk")
    make_page(title="Signe Falk")

    assert [entry.kind for entry in search("Signe Falk")] == ["speaker", "page", "session"]


def test_a_title_that_is_the_question_comes_before_one_that_holds_it():
    make_page(title="Mad og tillid")
    make_topic(title="Tillid")

    assert titles("tillid") == ["Tillid", "Mad og tillid"]


def test_a_title_comes_before_a_name_beside_it_before_a_text_before_a_mention():
    make_event(title="Mødet", city=make_city(name="Tillid"))
    make_page(title="Om dagen", body="Her er tale om tillid.")
    make_contact(event=make_event(title="Debatten"), name="Tove Tillid")
    make_page(title="Om tillid")

    assert titles("tillid") == ["Tillid", "Om tillid", "Debatten", "Om dagen", "Mødet"]


def test_ones_own_language_comes_first():
    make_page(title={"sv": "Fritid"})
    make_page(title={"da": "Fritid"})

    assert [entry.language for entry in search("fritid", language="da")] == ["da", "sv"]
    assert [entry.language for entry in search("fritid", language="sv")] == ["sv", "da"]


def test_a_hit_is_shown_in_the_readers_language_though_another_holds_the_word():
    make_page(title={"da": "Byens nat", "sv": "Stadens natt"}, body={"da": "Mørkt.", "sv": "Kolmörkt."})

    assert titles("kolmörkt", language="da") == ["Byens nat"]
    assert titles("mørkt", language="is") == ["Byens nat"]


def test_a_text_of_no_reading_language_is_found_and_says_its_language():
    make_page(title={"fi": "Kaupunkien yö"}, body={"fi": "Pimeää kaduilla"})

    [entry] = search("kaduilla")

    assert (entry.language, entry.title_language, entry.title) == ("fi", "fi", "Kaupunkien yö")


def test_all_words_must_be_there():
    make_page(title="Natten i byen")
    make_page(title="Natten på landet")

    assert titles("nat by") == ["Natten i byen"]


def test_where_nothing_holds_all_words_the_closest_come():
    make_page(title="Natten i byen")
    make_page(title="Morgenen i byen og natten")

    assert titles("morgen natten landsbykirken")[0] == "Morgenen i byen og natten"


def test_small_words_decide_nothing():
    make_page(title="Broen")

    assert titles("hvor er broen") == ["Broen"]


@pytest.mark.parametrize("typed", ["konference", "ungdomskonference", "ungdomskonf", "konferencen"])
def test_a_compound_is_found_by_its_parts_and_its_beginning(typed):
    make_page(title="Ungdomskonferencen")

    assert titles(typed) == ["Ungdomskonferencen"]


@pytest.mark.parametrize("typed", ["fælleskab", "fællesskap", "fælleskabb", "fllæesskab", "morgnebrød fællesskab"])
def test_a_misspelt_word_is_understood(typed):
    make_page(title="Fællesskab om morgenbrød")

    assert titles(typed) == ["Fællesskab om morgenbrød"]


def test_a_misspelt_word_in_a_text_is_understood():
    make_page(title="Om dagen", body="Der er lektiehjælp hver torsdag.")

    assert titles("lektiehjlæp torsdag") == ["Om dagen"]


def test_a_word_that_is_right_is_not_corrected():
    make_page(title="Hest")
    make_page(title="Hect")

    assert titles("hest") == ["Hest"]


def test_an_edition_is_found_by_all_that_hangs_on_it():
    edition = make_edition(year=2031, intro="Indledning", purpose="Formålet", target_group="Gadeplan")
    make_theme(edition=edition, title="Overskriften", statement="Begrundelsen")
    body = make_organisation(
        name="Underafdelingen", abbreviation="UAX", parent=make_organisation(name="Overafdelingen")
    )
    make_involvement(
        edition=edition, organisation=body, wording="Støttesætning", quote="Målsætning", source="Kildeskrift"
    )
    make_contact(edition=edition, name="Vera Vang", job_title="Portner", note="Spørgelinje", email="vera@example.org")

    words = """
        indledning formålet gadeplan overskriften begrundelsen underafdelingen overafdelingen uax støttesætning
        målsætning kildeskrift vera portner spørgelinje vera@example.org
    """
    for typed in words.split():
        assert "edition" in [entry.kind for entry in search(typed)], typed


def test_a_subtheme_is_found_and_says_where_it_belongs():
    edition = make_edition(year=2031, host=make_city(name="Oslo"))
    make_subtheme(theme=make_theme(edition=edition), keyword="Nysgerrighed")

    [entry] = search("nysgerrighed")

    assert (entry.kind, entry.place, entry.year, entry.path) == ("subtheme", "Oslo 2031", 2031, entry.path)


def test_the_subthemes_of_an_event_are_found_with_the_event_too():
    event = make_event(title="Laboratoriet")
    make_subtheme(theme=make_theme(event=event), keyword="Nysgerrighed")

    assert {entry.kind for entry in search("nysgerrighed")} == {"event", "subtheme"}


def test_an_output_is_found_by_its_kind_in_the_readers_words():
    make_output(title="Stemmer", kind="podcast", formats=["interview"])

    assert titles("podcastavsnitt", language="sv") == ["Stemmer"]
    assert titles("interview", language="da") == ["Stemmer"]


def test_an_event_is_found_by_its_day():
    make_event(title="Mødet")

    assert titles("26. september 2024", language="da") == ["Mødet"]
    assert titles("27 September 2024", language="en") == ["Mødet"]
