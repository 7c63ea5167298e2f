"""Which texts an edition has to translate, from what, and which of them are older than their source."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from modeltranslation.translator import translator

from conference_portal.history.models import Change
from conference_portal.kit.panes import translated
from conference_portal.texts.confirming import confirm
from conference_portal.texts.units import DONE, KINDS, MISSING, STALE, units
from events.editions.models import Organisation, Topic
from events.programme.models import Placement, Release
from tests.factories import (
    make_appearance,
    make_conference,
    make_contact,
    make_credit,
    make_event,
    make_guide,
    make_involvement,
    make_key_date,
    make_material,
    make_output,
    make_page,
    make_session,
    make_speaker,
    make_statement,
    make_subtheme,
    make_theme,
)
from tests.history.deeds import apart, begin

# What several editions share, and what was frozen when it was released.
OUTSIDE = {Topic, Organisation, Release, Placement}


def state(page, code, field="title"):
    page.refresh_from_db()
    return next(each.state for each in units(page.edition, code) if each.row == page and each.field == field)


def write(page, **columns):
    for name, value in columns.items():
        setattr(page, name, value)
    page.save(update_fields=list(columns))
    apart()


def test_every_translated_text_of_an_edition_is_known_or_named_as_shared():
    managers: Any = {model: model._default_manager.all() for model in translator.get_registered_models()}
    of_editions = {model for model, rows in managers.items() if rows.editions and translated(model)}

    assert of_editions - set(KINDS) - OUTSIDE - shared() == set()
    assert all(translated(model) for model in KINDS)


def shared():
    from cities.models import City, Room, Venue
    from conference_portal.media.models import Image
    from speakers.models import Speaker

    return {City, Room, Venue, Image, Speaker}


def test_texts_come_in_reading_order(cast):
    edition = cast.oslo
    theme = make_theme(edition=edition, title={"da": "Tema"})
    make_subtheme(theme=theme, phrase={}, keyword={"da": "Deltagelse"})
    make_key_date(edition=edition, title={"da": "Tilmelding"})
    make_page(edition=edition, title={"da": "Side"})
    make_involvement(edition=edition, quote={"da": "Citat"})
    make_contact(edition=edition, note={"da": "Om alt"})
    make_event(edition=edition, title={"da": "Ungelab"})
    conference = make_conference(edition=edition, title={"da": "Konference"})
    session = make_session(event=conference, title={"da": "Oplæg"})
    make_appearance(session=session, speaker=make_speaker(), job_title={"da": "Leder"}, organisation={})
    make_material(event=conference, session=session, title={"da": "Slides"})
    make_credit(
        output=make_output(event=conference, title={"da": "Film"}), speaker=make_speaker(), job_title={"da": "Klip"}
    )
    make_statement(event=conference, text={"da": "Lyt"})
    make_guide(event=conference, title={"da": "Guide"}, method={"da": "Først alene"}, prompts=("Hvorfor?",))

    found = [each.source for each in units(edition, "is")]

    assert found == [
        "Tema", "Deltagelse", "Tilmelding", "Side", "Citat", "Om alt", "Konference", "Oplæg", "Leder", "Slides", "Film",
        "Klip", "Lyt", "Guide", "Først alene", "Hvorfor?", "Ungelab",
    ]  # fmt: skip


def test_the_source_is_in_the_language_of_the_host_city_else_in_the_first_that_is_written(cast):
    texts = {"da": "Dansk", "sv": "Svensk", "is": "Íslenska"}
    make_page(edition=cast.reykjavik, title=texts)
    make_page(edition=cast.reykjavik, title={"sv": "Svensk"})
    make_page(edition=cast.oslo, title=texts)
    make_page(edition=cast.oslo, title={"da": "Dansk", "nb": "Bokmål"})

    home = [(each.source_language, each.source) for each in units(cast.reykjavik, "en")]
    norwegian = [(each.source_language, each.source) for each in units(cast.oslo, "en")]

    assert home == [("is", "Íslenska"), ("sv", "Svensk")]
    assert norwegian == [("da", "Dansk"), ("nb", "Bokmål")]
    assert [each.source for each in units(cast.reykjavik, "is")] == ["Svensk"]


def test_a_translation_is_stale_once_its_source_says_something_else(page):
    assert (state(page, "sv"), state(page, "is")) == (DONE, MISSING)

    write(page, title_da="Sådan finder du vej")
    stale = next(each for each in units(page.edition, "sv") if each.field == "title")

    assert (state(page, "sv"), stale.former.said, stale.source) == (STALE, "Find vej", "Sådan finder du vej")
    assert state(page, "sv", "body") == DONE


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ({"title_sv": "Så hittar du"}, DONE),  # translated anew
        ({"title_da": "Find vej"}, DONE),  # taken back
        ({"title_da": "Vejen hertil"}, STALE),  # changed again: told from what was translated
        ({"title_sv": ""}, MISSING),
    ],
)
def test_what_is_stale_is_done_again_when_the_two_agree(page, then, expected):
    write(page, title_da="Sådan finder du vej")
    write(page, **then)

    assert state(page, "sv") == expected


def test_what_one_deed_wrote_together_is_of_one_moment(page):
    write(page, title_da="Vejen", title_sv="Vägen")
    page.title_da = "Stien"
    page.save(update_fields=["title_da"])
    page.title_sv = "Stigen"
    page.save(update_fields=["title_sv"])

    assert state(page, "sv") == DONE


def test_without_a_history_nothing_is_stale(page):
    write(page, title_da="Sådan finder du vej")
    begin()

    assert state(page, "sv") == DONE


def test_still_right_holds_until_the_source_changes_again(page, cast):
    write(page, title_da="Sådan finder du vej")
    confirm(page, "title_sv", source=page.title_da, who=cast.astrid)
    confirmed = state(page, "sv")
    write(page, title_da="Vejen hertil")
    stale = next(each for each in units(page.edition, "sv") if each.field == "title")

    assert confirmed == DONE
    assert (stale.state, stale.former.said) == (STALE, "Sådan finder du vej")
    assert Change.objects.filter(table="texts_confirmed").count() == 0


def test_the_number_of_queries_does_not_grow(cast):
    event = make_event(edition=cast.oslo)
    counts = []
    for _number in range(2):
        for _each in range(3):
            session = make_session(event=event)
            make_appearance(session=session, speaker=make_speaker())
            make_guide(event=make_event(edition=cast.oslo), prompts=("Why?", "How?"))
            make_involvement(edition=cast.oslo, quote="Together")
        with CaptureQueriesContext(connection) as asked:
            assert [each.where for each in units(cast.oslo, "is", "sv")]
        counts.append(len(asked))

    assert counts == [18, 18]
