"""What every page of the organisers' desk does: panes, lists, saving, errors, times and words."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import Venue
from conference_portal.kit.text import slug
from events.editions.models import Event, Page
from events.programme.models import Session
from tests.desk import address, form_of, save, signed_in
from tests.factories import (
    make_appearance,
    make_event,
    make_material,
    make_page,
    make_room,
    make_session,
    make_speaker,
    make_venue,
)


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def page(cast):
    return make_page(
        edition=cast.reykjavik, title={"da": "Rejse", "en": "Travel"}, body={"da": "Tag bussen.\nLinje 1."}
    )


# Panes


def test_change_form_shows_four_languages_together(bjork, page):
    html = bjork.get(address("change", page)).content.decode()

    assert [html.count(f'name="title_{code}"') for code in ("da", "sv", "en", "is", "other")] == [1, 1, 1, 1, 1]
    assert 'name="title"' not in html
    assert "[da]" not in html
    for code, name in (("da", "Dansk"), ("sv", "Svenska"), ("en", "English"), ("is", "Íslenska")):
        assert f'<span lang="{code}">{name}</span>' in html


def test_change_form_inputs_carry_their_language(bjork, page):
    html = bjork.get(address("change", page)).content.decode()

    for code in ("da", "sv", "en", "is"):
        field = html.split(f'name="title_{code}"')[1].split(">")[0]
        assert f'lang="{code}"' in field
    assert 'dir="auto"' in html.split('name="title_other"')[1].split(">")[0]


def test_change_form_counts_what_each_language_holds(bjork, page):
    html = " ".join(bjork.get(address("change", page)).content.decode().split())

    assert "2 of 2 fields" in html.split('id="pane-da"')[1].split("</h2>")[0]
    assert "1 of 2 fields" in html.split('id="pane-en"')[1].split("</h2>")[0]
    assert "0 of 2 fields" in html.split('id="pane-is"')[1].split("</h2>")[0]


@pytest.mark.usefixtures("page")
def test_list_says_which_languages_are_missing(bjork):
    html = bjork.get(address("changelist", Page)).content.decode()

    assert "1/4" in html
    assert "missing: Swedish, English, Icelandic" in html


@pytest.mark.parametrize(
    ("language", "word"), [("da", "Log ind"), ("sv", "Logga in"), ("en", "Log in"), ("fi", "Log in")]
)
@pytest.mark.django_db
def test_desk_speaks_the_readers_language_without_a_cookie(client, language, word):
    response = client.get("/admin/login/", headers={"accept-language": language})

    assert word in response.content.decode()
    assert set(response.cookies) <= {"csrftoken"}


# Saving


def test_save_writes_only_what_was_changed_and_logs_it(bjork, page):
    response = save(bjork, page, title_is="Ferðalag")

    assert response.status_code == 302
    page.refresh_from_db()
    assert (page.title_da, page.title_is, page.body_da) == ("Rejse", "Ferðalag", "Tag bussen.\nLinje 1.")
    assert "title (is)" in LogEntry.objects.get().get_change_message()


def test_save_without_a_change_writes_nothing(bjork, page):
    page_before = Page.objects.filter(pk=page.pk).values().get()

    save(bjork, page)

    assert Page.objects.filter(pk=page.pk).values().get() == page_before


def test_wrong_value_is_told_beside_its_field_and_what_was_typed_is_kept(bjork, page):
    response = save(bjork, page, slug="not an address", title_sv="Resan", published_at_0="31.31.2024")

    html = response.content.decode()
    assert response.status_code == 200
    assert 'id="id_slug_error"' in html
    assert 'id="id_published_at_error"' in html
    assert 'value="31.31.2024"' in html
    assert 'value="Resan"' in html
    assert "<title>Error:" in html
    assert 'href="#id_slug"' in html


def test_constraint_is_told_beside_a_field(bjork, cast, page):
    make_page(edition=cast.reykjavik, slug="taken", title="Taken")

    response = save(bjork, page, slug="taken")

    assert list(response.context["adminform"].form.errors) == ["slug"]
    assert "There is a page at this address already." in response.content.decode()


def test_new_row_needs_a_text_in_one_language_and_makes_its_address(bjork, cast):
    empty = form_of(bjork, address("add", Page)) | {"edition": cast.reykjavik.pk}

    refused = bjork.post(address("add", Page), empty)
    made = bjork.post(address("add", Page), empty | {"title_sv": "Så här hittar du"})

    assert list(refused.context["adminform"].form.errors) == ["title_en", "slug"]
    assert "Write this in one language at least." in refused.content.decode()
    assert made.status_code == 302
    assert Page.objects.get().slug == slug("Så här hittar du")


def test_address_is_made_from_the_name_free_of_those_beside_it(bjork, cast):
    given = form_of(bjork, address("add", Page)) | {"edition": cast.reykjavik.pk, "title_da": "Sådan når du frem"}
    make_page(edition=cast.oslo, slug="saadan-naar-du-frem")

    for _time in range(3):
        bjork.post(address("add", Page), given)

    made = Page.objects.filter(edition=cast.reykjavik).order_by("pk").values_list("slug", flat=True)
    assert list(made) == ["saadan-naar-du-frem", "saadan-naar-du-frem-2", "saadan-naar-du-frem-3"]


def test_address_is_made_for_what_is_added_with_its_house_too(bjork, cast):
    make_venue(slug="harpa", city=cast.oslo.host)
    given = form_of(bjork, f"{address('add', Venue)}?more=2") | {"city": cast.reykjavik.host.pk, "name_is": "Harpa"}

    made = bjork.post(address("add", Venue), given | {"rooms-0-name_is": "Norðurljós", "rooms-1-name_da": "Sal Å"})

    venue = Venue.objects.get(city=cast.reykjavik.host)
    assert made.status_code == 302
    assert venue.slug == "harpa-2"
    assert sorted(venue.rooms.values_list("slug", flat=True)) == ["nordurljos", "sal-aa"]


@pytest.mark.parametrize("language", ["da", "sv", "is", "en"])
def test_what_is_no_address_is_told_in_plain_words_beside_it(cast, page, language):
    bjork = signed_in(cast.bjork, language)

    response = save(bjork, page, slug="Rejsen hertil")

    html = response.content.decode()
    told = html.split('id="id_slug_error"')[1].split("<li>")[1].split("</li>")[0]
    assert re.search(r": [a-z]+-[a-z-]+\.$", told)
    assert "slug" not in told.lower()
    field = html.split('name="slug"')[1].split(">")[0]
    assert 'aria-describedby="id_slug_helptext id_slug_error"' in field
    assert "required" not in field


def test_text_in_a_fifth_language_must_say_which(bjork, page):
    refused = save(bjork, page, title_other="Matka")
    taken = save(bjork, page, title_other="Matka", other_language="fi")

    assert list(refused.context["adminform"].form.errors) == ["other_language"]
    assert taken.status_code == 302


def test_times_of_a_form_are_those_of_the_place(cast):
    event = make_event(edition=cast.reykjavik, time_zone="Atlantic/Reykjavik")
    session = make_session(event=event, starts_at=datetime(2024, 9, 26, 10, 50, 30, tzinfo=UTC), ends_at=None)
    bjork = signed_in(cast.bjork, "da")

    given = form_of(bjork, address("change", session))
    response = bjork.post(address("change", session), given | {"ends_at_0": "26.09.2024", "ends_at_1": "11.30"})

    session.refresh_from_db()
    assert (given["starts_at_0"], given["starts_at_1"]) == ("26.09.2024", "10.50")
    assert response.status_code == 302
    assert session.ends_at == datetime(2024, 9, 26, 11, 30, tzinfo=UTC)
    assert session.starts_at == datetime(2024, 9, 26, 10, 50, 30, tzinfo=UTC)


def test_words_never_become_code(cast):
    payload = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7|add:7 }}"
    event = make_event(edition=cast.reykjavik, title=payload)
    make_material(event=event, title=payload)
    bjork = signed_in(cast.bjork)
    save(bjork, event, tagline_da=payload)

    for url in ("/admin/", address("changelist", Event), *(address(what, event) for what in ("change", "delete"))):
        html = bjork.get(url).content.decode()
        assert "alert(1)" in html, url
        assert "<script>alert" not in html, url
        assert "<img src=x" not in html, url
        assert "{{ 7|add:7 }}" in html or "7|add" not in html, url


def test_rows_can_be_added_without_scripts(bjork, cast):
    session = make_session(event=make_event(edition=cast.reykjavik))

    given = form_of(bjork, f"{address('change', session)}?more=2")

    assert given["appearances-TOTAL_FORMS"] == "2"


def test_rows_are_added_without_scripts_to_a_new_session_of_the_same_event(bjork, cast):
    event = make_event(edition=cast.reykjavik)

    html = bjork.get(f"{address('add', Session)}?event={event.pk}").content.decode()

    assert f'<a href="?event={event.pk}&amp;more=2">' in html


def test_a_form_asks_no_more_for_ten_people_than_for_one(bjork, cast, django_assert_num_queries):
    session = make_session(event=make_event(edition=cast.reykjavik))
    with CaptureQueriesContext(connection) as asked:
        bjork.get(address("change", session))
    make_appearance(session=session)
    with CaptureQueriesContext(connection) as with_one:
        bjork.get(address("change", session))

    for _number in range(9):
        make_appearance(session=session, speaker=make_speaker())

    assert len(with_one) <= len(asked) + 2
    with django_assert_num_queries(len(with_one)):
        html = bjork.get(address("change", session)).content.decode()
    assert html.count(" selected>Speaker ") == 10


def test_somebody_else_is_named_without_scripts(bjork, cast):
    row = make_appearance(session=make_session(event=make_event(edition=cast.reykjavik)))
    make_speaker(name="Sigríður Jónsdóttir")

    save(bjork, row.session, **{"appearances-0-speaker-named": "sigríður jónsdóttir"})

    row.refresh_from_db()
    assert row.speaker.name == "Sigríður Jónsdóttir"


def test_rooms_are_offered_with_their_house_and_in_the_city_alone(bjork, cast):
    near = make_room(venue=make_venue(city=cast.reykjavik.host, name="Harpa"), name="Esja")
    make_room(venue=make_venue(city=cast.oslo.host, name="Rådhuset"), name="Galleriet")

    html = bjork.get(address("change", make_session(event=make_event(edition=cast.reykjavik)))).content.decode()

    assert f'<option value="{near.pk}">Harpa: Esja</option>' in html
    assert "Galleriet" not in html
