"""What every page of the organisers' desk does: panes, lists, saving, errors, times and words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry

from conference_portal.kit.text import slug
from events.editions.models import Event, Page
from tests.desk import address, form_of, save, signed_in
from tests.factories import make_event, make_material, make_page, make_room, make_session, make_venue


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


def test_rooms_are_offered_with_their_house_and_in_the_city_alone(bjork, cast):
    near = make_room(venue=make_venue(city=cast.reykjavik.host, name="Harpa"), name="Esja")
    make_room(venue=make_venue(city=cast.oslo.host, name="Rådhuset"), name="Galleriet")

    html = bjork.get(address("change", make_session(event=make_event(edition=cast.reykjavik)))).content.decode()

    assert f'<option value="{near.pk}">Harpa: Esja</option>' in html
    assert "Galleriet" not in html
