"""Former addresses through the front door: whatever was renamed or moved, old links lead there."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from conference_portal.kit.models import FormerAddress
from tests.factories import (
    make_city,
    make_conference,
    make_edition,
    make_event,
    make_page,
    make_release,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
    make_topic,
)

pytestmark = pytest.mark.django_db


def edition_page(slug):
    return make_page(edition=make_edition(), slug=slug)


def subtheme(slug):
    return make_subtheme(theme=make_theme(edition=make_edition()), slug=slug)


def released_session(slug):
    session = make_session(event=make_conference(), slug=slug, speakers=(make_speaker(),))
    make_release(event=session.event)
    return session


def speaker_on_a_programme(slug):
    speaker = make_speaker(slug=slug)
    make_release(event=make_session(speakers=(speaker,)).event)
    return speaker


def rename(thing, slug):
    thing.slug = slug
    thing.save()


def leads_to(client, address):
    response = client.get(address)
    assert response.status_code == 301, (address, response.status_code)
    return response["Location"]


@pytest.mark.parametrize(
    "make",
    [
        make_event,
        make_page,
        edition_page,
        make_topic,
        make_city,
        speaker_on_a_programme,
        subtheme,
        released_session,
    ],
)
def test_a_renamed_page_is_found_at_every_address_it_had(client, make):
    thing = make(slug="first")
    first = f"/sv{thing.paths()[0]}"
    rename(thing, "second")
    second = f"/sv{thing.paths()[0]}"
    rename(thing, "third")

    assert {leads_to(client, first), leads_to(client, second)} == {f"/sv{thing.paths()[0]}"}
    assert client.get(leads_to(client, first)).status_code == 200


def test_the_query_and_the_language_stay(client):
    event = make_event(slug="before")
    rename(event, "after")

    assert leads_to(client, "/is/events/before/?q=%C3%BE&x=1") == "/is/events/after/?q=%C3%BE&x=1"


def test_an_address_without_a_language_leads_there_by_way_of_the_readers(client):
    rename(make_event(slug="before"), "after")

    response = client.get("/events/before/", headers={"accept-language": "is"}, follow=True)

    assert response.redirect_chain == [("/is/events/before/", 302), ("/is/events/after/", 301)]


def test_pages_below_a_renamed_one_follow_it(client):
    session = make_session(event=make_event(slug="before"), slug="talk")
    make_release(event=session.event)
    rename(session.event, "between")
    rename(session, "lecture")
    rename(session.event, "after")

    assert leads_to(client, "/da/events/before/programme/") == "/da/events/after/programme/"
    assert leads_to(client, "/da/events/before/programme/talk/") == "/da/events/after/programme/lecture/"
    assert leads_to(client, "/da/events/between/programme/talk/") == "/da/events/after/programme/lecture/"


def test_a_postponed_year_leads_to_the_new_one(client):
    page = make_page(edition=make_edition(year=2031), slug="travel")
    page.edition.year = 2032
    page.edition.save()

    assert leads_to(client, "/en/2031/") == "/en/2032/"
    assert leads_to(client, "/en/2031/pages/travel/") == "/en/2032/pages/travel/"


def test_the_programme_of_an_event_that_became_a_conference_is_found_under_its_year(client):
    event = make_event(slug="meeting", edition=make_edition(year=2031))
    make_session(event=event, slug="talk")
    make_release(event=event)
    event.kind = "conference"
    event.save()

    assert leads_to(client, "/da/events/meeting/programme/talk/") == "/da/2031/programme/talk/"


def test_a_page_that_goes_back_is_not_sent_round(client):
    event = make_event(slug="before")
    rename(event, "after")
    rename(event, "before")

    assert client.get("/da/events/before/").status_code == 200
    response = client.get("/da/events/after/")
    assert (response["Location"], response["Cache-Control"]) == ("/da/events/before/", "no-cache")


def test_a_hidden_page_gives_nothing_away(client):
    event = make_event(slug="before")
    event.slug, event.published_at = "secret-guest", None
    event.save()

    response = client.get("/da/events/before/")

    assert response.status_code == 404
    assert "secret-guest" not in response.content.decode()


def test_a_former_address_is_refused_to_any_other_page():
    rename(make_event(slug="before"), "after")
    other = make_event(slug="other")
    other.slug = "before"

    with pytest.raises(ValidationError) as refused:
        other.full_clean()

    assert list(refused.value.message_dict) == ["slug"]
    assert "links fører stadig dertil" in refused.value.message_dict["slug"][0]


def test_a_former_address_is_free_once_its_page_is_gone():
    page = make_page(slug="before")
    rename(page, "after")
    page.delete()

    make_page(slug="before").full_clean()

    assert FormerAddress.objects.count() == 1


@pytest.mark.parametrize("path", ["/da/events/nothing/", "/da/" + "a" * 600, "/da/" + "a/" * 150, "/xx/events/"])
def test_what_never_stood_anywhere_is_still_a_404(client, path):
    make_event()

    assert client.get(path).status_code == 404


def test_a_form_that_is_sent_to_a_former_address_is_not_led_on(client):
    rename(make_event(slug="before"), "after")

    assert client.post("/da/events/before/").status_code in {404, 405}


def test_what_does_not_change_the_address_leaves_no_trace():
    event = make_event()
    event.title_da = "Nyt navn"
    event.save()

    assert not FormerAddress.objects.exists()


def test_a_draft_reserves_nothing():
    draft = make_event(slug="before", published_at=None)
    rename(draft, "after")

    other = make_event(slug="before")
    other.full_clean()

    rename(other, "elsewhere")
    assert FormerAddress.objects.get(path="/events/before/").page() == other


def test_saving_other_columns_of_an_old_copy_moves_nothing():
    event = make_event(slug="before")
    old_copy = type(event).objects.get(pk=event.pk)
    rename(event, "after")

    old_copy.title_da = "Nyt navn"
    old_copy.save(update_fields=["title_da"])

    paths = {row.path for row in FormerAddress.objects.all()}
    assert paths == {"/events/before/", "/events/before/programme/"}
