"""What is saved, renamed or deleted is found by its new words, and no longer by the old, with all that repeats them."""

from __future__ import annotations

import pytest

from conference_portal.search.models import Entry
from events.youthlab.models import Uptake
from tests.factories import (
    make_appearance,
    make_city,
    make_contact,
    make_credit,
    make_edition,
    make_event,
    make_guide,
    make_involvement,
    make_key_date,
    make_material,
    make_organisation,
    make_output,
    make_page,
    make_release,
    make_room,
    make_session,
    make_speaker,
    make_statement,
    make_subtheme,
    make_theme,
    make_venue,
)
from tests.search.conftest import search, titles

pytestmark = pytest.mark.django_db


def change(thing, **columns):
    for name, value in columns.items():
        setattr(thing, name, value)
    thing.save()


def test_a_new_title_is_found_and_the_old_one_not():
    page = make_page(title="Rejsen")

    change(page, title_da="Ankomsten", title_sv="Ankomsten", title_en="Ankomsten", title_is="Ankomsten")

    assert titles("ankomsten") == ["Ankomsten"]
    assert titles("rejsen") == []


def test_a_language_that_goes_takes_its_entry_with_it():
    page = make_page(title={"da": "Rejsen", "sv": "Resan"})

    change(page, title_sv="")

    assert [entry.language for entry in Entry.objects.all()] == ["da"]


def test_what_is_deleted_is_not_found():
    make_page(title="Rejsen").delete()

    assert not Entry.objects.exists()


def test_what_goes_with_its_owner_is_not_found():
    edition = make_edition(year=2031)
    theme = make_theme(edition=edition)
    make_subtheme(theme=theme, keyword="Undertema")
    make_page(edition=edition, title="Rejsen")

    theme.delete()
    assert titles("undertema") == []

    edition.delete()
    assert not Entry.objects.filter(kind__in=["page", "subtheme", "edition"]).exists()


def test_a_theme_gives_its_edition_a_title_and_takes_it_back():
    edition = make_edition(year=2031, host=make_city(name="Vadstena"))
    theme = make_theme(edition=edition, title="Åbne døre")

    assert titles("åbne døre") == ["Åbne døre"]

    change(theme, title_da="Lukkede porte", title_sv="", title_en="", title_is="")
    assert titles("lukkede porte") == ["Lukkede porte"]
    assert titles("åbne døre") == []

    theme.delete()
    assert titles("2031") == ["Vadstena 2031"]
    assert titles("lukkede porte") == []


def test_a_city_that_is_renamed_renames_what_it_hosts_and_takes_part_in():
    city = make_city(name="Gammelby")
    edition = make_edition(year=2031, host=city)
    make_subtheme(theme=make_theme(edition=edition, title="Temaet"), keyword="Undertema")
    make_page(edition=edition, title="Rejsen")
    make_edition(year=2033, host=make_city(name="Andetsteds"), partners=(city,)).renew()
    make_event(title="Mødet", city=city)
    make_output(title="Filmen", city=city)
    make_statement(text="Ønsket", by_city=city)

    change(city, name_da="Nyborg", name_sv="Nyborg", name_en="Nyborg", name_is="Nyborg")

    assert [(entry.kind, entry.place) for entry in search("undertema")] == [("subtheme", "Nyborg 2031")]
    assert {entry.kind for entry in search("nyborg")} == {
        "city",
        "edition",
        "subtheme",
        "page",
        "event",
        "output",
        "statement",
    }
    assert {entry.year for entry in search("nyborg") if entry.kind == "edition"} == {2031, 2033}
    assert titles("gammelby") == []


def test_a_new_spelling_of_a_city_finds_its_editions():
    city = make_city(name="Gammelby")
    make_edition(year=2031, host=city)

    change(city, aliases=["Vetusburg"])

    assert [entry.kind for entry in search("vetusburg")] == ["city", "edition"]


def test_an_edition_that_moves_in_time_takes_its_pages_along():
    edition = make_edition(year=2031, host=make_city(name="Vadstena"))
    make_page(edition=edition, title="Rejsen", slug="travel")

    change(edition, year=2032)

    [page] = search("rejsen")
    assert (page.year, page.place, page.path) == (2032, "Vadstena 2032", "/2032/pages/travel/")


def test_a_speaker_who_is_renamed_is_renamed_wherever_they_speak():
    speaker = make_speaker(name="Anna Alm")
    event = make_event(title="Dagen")
    make_session(event=event, title="Samtalen", speakers=(speaker,))
    make_release(event=event)
    make_credit(output=make_output(event=event, title="Filmen"), speaker=speaker)
    make_contact(event=event, speaker=speaker, name="")

    change(speaker, name="Anna Birk")

    assert {entry.kind for entry in search("birk")} == {"speaker", "session", "output", "event"}
    assert titles("alm") == []


def test_an_event_that_is_renamed_is_renamed_in_its_sessions():
    event = make_event(title="Dagen")
    make_session(event=event, title="Samtalen")
    make_release(event=event)

    change(event, title_da="Natten")

    assert search("samtalen")[0].place == "Natten"


def test_an_organisation_that_is_renamed_is_found_with_what_it_stands_behind():
    parent = make_organisation(name="Kommunen")
    body = make_organisation(name="Klubben", parent=parent)
    make_involvement(event=make_event(title="Dagen"), organisation=body)

    change(body, name_da="Foreningen")
    change(parent, name_da="Regionen")

    assert titles("foreningen") == titles("regionen") == ["Dagen"]


def test_a_place_that_is_renamed_is_found_with_what_happens_there():
    venue = make_venue(name="Rådhuset", address="Torvet 1")
    room = make_room(venue=venue, name="Salen")
    event = make_event(title="Dagen", room=room)
    make_session(event=event, title="Samtalen", room=room)
    make_release(event=event)
    make_edition(year=2031, venue=venue, host=make_city(name="Vadstena"))

    change(venue, name_da="Kulturhuset", address="Havnegade 2")
    change(room, name_da="Loftet")

    assert [entry.kind for entry in search("kulturhuset")] == ["edition", "event"]
    assert titles("havnegade") == ["Vadstena 2031", "Dagen"]
    assert set(titles("loftet")) == {"Dagen", "Samtalen"}


HANGING = {
    "contact": (lambda event: make_contact(event=event), "note_da"),
    "key date": (lambda event: make_key_date(event=event), "title_da"),
    "material": (lambda event: make_material(event=event), "title_da"),
    "involvement": (lambda event: make_involvement(event=event), "wording_da"),
    "theme": (lambda event: make_theme(event=event), "statement_da"),
    "guide": (lambda event: make_guide(event=event), "method_da"),
    "prompt": (lambda event: make_guide(event=event, prompts=("Hvorfor?",)).prompts.get(), "text_da"),
    "subtheme": (lambda event: make_subtheme(theme=make_theme(event=event)), "keyword_da"),
}


@pytest.mark.parametrize("kind", HANGING)
def test_what_hangs_on_an_event_is_found_with_it_as_long_as_it_does(kind):
    make, column = HANGING[kind]
    event = make_event(title="Dagen")
    part = make(event)

    change(part, **{column: "Løvefod"})
    assert "Dagen" in titles("løvefod")

    part.delete()
    assert titles("løvefod") == []


def test_what_moves_to_another_event_is_found_there_alone():
    contact = make_contact(event=make_event(title="Dagen"), name="Vera Vang")

    change(contact, event=make_event(title="Natten"))

    assert titles("vera vang") == ["Natten"]


SMALLER = {
    "session": (lambda event: make_appearance(session=make_session(event=event, title="Samtalen")), "job_title_da"),
    "output": (lambda event: make_credit(output=make_output(event=event, title="Samtalen")), "organisation_da"),
    "statement": (lambda event: make_uptake(make_statement(event=event, text="Samtalen")), "explanation_da"),
}


def make_uptake(statement):
    return Uptake.objects.create(statement=statement)


@pytest.mark.parametrize("kind", SMALLER)
def test_what_hangs_on_something_smaller_is_found_with_it(kind):
    make, column = SMALLER[kind]
    event = make_event()
    part = make(event)

    change(part, **{column: "Løvefod"})
    make_release(event=event)
    assert titles("løvefod") == ["Samtalen"]

    part.delete()
    make_release(event=event)
    assert titles("løvefod") == []


def test_partners_are_found_when_the_edition_is_renewed():
    """Many-to-many rows are written past `save`."""
    edition = make_edition(year=2031, host=make_city(name="Vadstena"))
    edition.partners.set([make_city(name="Følgeby")])

    edition.renew()

    assert titles("følgeby") == ["Følgeby", "Vadstena 2031"]


def test_an_edition_without_theme_has_a_name_in_every_language():
    make_edition(year=2031, host=make_city(name={"da": "Vadsten", "sv": "Vadstena"}))

    names = dict(Entry.objects.filter(kind="edition").values_list("language", "title"))
    assert names == {"da": "Vadsten 2031", "sv": "Vadstena 2031", "en": "Vadsten 2031", "is": "Vadsten 2031"}
