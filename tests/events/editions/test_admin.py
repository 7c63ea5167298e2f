"""Editions and what belongs to them at the desk: colours that can be read, and who works on what."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

from conference_portal.kit.colours import contrast, parse, tokens
from events.editions.models import Edition, Event, Membership, Organisation, Topic
from tests.cast import make_user
from tests.desk import address, form_of, save, signed_in
from tests.factories import LONG_AGO, make_city, make_event, make_involvement, make_membership, make_organisation


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def maja(cast):
    return signed_in(cast.maja)


@pytest.fixture
def keeper(cast):
    return signed_in(cast.keeper)


# Colours


def test_colours_that_can_be_read_are_shown_as_entered(bjork, cast):
    Edition.objects.filter(pk=cast.reykjavik.pk).update(ground="#14202b", signal="#ffd43b")

    html = bjork.get(address("change", cast.reykjavik)).content.decode()

    assert "The pair can be read as it was entered." in html
    assert 'fill="#14202b"' in html
    assert 'fill="#ffd43b"' in html
    assert "style=" not in html


def test_colours_that_cannot_be_read_stand_beside_the_derived_pair_and_the_reason(bjork, cast):
    response = save(bjork, cast.reykjavik, ground="#777777", signal="#808080")
    html = bjork.get(response["Location"], follow=True).content.decode()
    form = bjork.get(address("change", cast.reykjavik)).content.decode()

    palette = tokens(parse("#777777"), parse("#808080"))
    assert contrast(palette["day-ground"], palette["day-signal"]) >= 4.5
    for shown in (html, form):
        assert "words can be read from" in shown
    assert "cannot be read" in form
    assert 'fill="#808080"' in form


@pytest.mark.parametrize("value", ["reddish", "#12345", "rgb(1,2,3)", "<b>", "oklch(9 9 9)", "url(//evil)"])
def test_what_is_no_colour_is_refused_beside_its_field(bjork, cast, value):
    response = save(bjork, cast.reykjavik, signal=value, intro_da="Beholdt")

    html = response.content.decode()
    assert list(response.context["adminform"].form.errors) == ["signal"]
    assert "This is no colour." in html
    assert "Beholdt" in html


def test_last_day_before_the_first_is_told_beside_it(bjork, cast):
    response = save(bjork, cast.reykjavik, starts_on="26/09/2024", ends_on="25/09/2024")

    assert list(response.context["adminform"].form.errors) == ["ends_on"]


def test_partners_are_ticked_and_found_by_search_at_once(bjork, cast):
    odense = make_city(slug="odense", name="Odense")

    save(bjork, cast.reykjavik, partners=[odense.pk])

    assert list(cast.reykjavik.partners.all()) == [odense]


# What editors leave to the keepers of the series


def test_editor_changes_neither_year_nor_host_nor_archiving(bjork, cast):
    given = form_of(bjork, address("change", cast.reykjavik))

    bjork.post(
        address("change", cast.reykjavik),
        given | {"year": "1999", "host": cast.oslo.host.pk, "archived_at_0": "01/01/2020"},
    )

    edition = Edition.objects.get(pk=cast.reykjavik.pk)
    assert "year" not in given
    assert (edition.year, edition.host, edition.archived_at) == (2024, cast.reykjavik.host, None)


def test_editor_adds_no_edition_city_or_topic(bjork):
    for model in (Edition, Topic, type(make_city())):
        assert bjork.get(address("add", model)).status_code == 403


def test_editor_writes_the_profile_of_the_host_alone(bjork, cast):
    save(bjork, cast.reykjavik.host, profile_is="Borgin við flóann", slug="stolen")

    cast.reykjavik.host.refresh_from_db()
    assert (cast.reykjavik.host.profile_is, cast.reykjavik.host.slug) == ("Borgin við flóann", "reykjavik")
    assert bjork.get(address("change", cast.oslo.host)).status_code == 404


def test_organisation_behind_others_is_not_theirs_to_change(bjork, cast):
    shared = make_organisation(name="Shared")
    make_involvement(edition=cast.oslo, organisation=shared)
    make_involvement(edition=cast.reykjavik, organisation=shared)

    response = bjork.post(address("change", shared), {"name_da": "Stolen"})

    assert response.status_code == 403
    assert Organisation.objects.get(pk=shared.pk).name_da == "Shared"


def test_keeper_makes_an_edition(keeper, cast):
    given = form_of(keeper, address("add", Edition)) | {"year": "2028", "host": cast.oslo.host.pk}

    response = keeper.post(address("add", Edition), given)

    assert response.status_code == 302
    assert Edition.objects.get(year=2028).announced_at is None


# Events


def test_new_event_must_belong_to_an_edition_of_the_editor(bjork, cast):
    given = form_of(bjork, address("add", Event)) | {"kind": "seminar", "title_da": "Formøde"}

    refused = bjork.post(address("add", Event), given)
    taken = bjork.post(address("add", Event), given | {"edition": cast.reykjavik.pk})

    assert list(refused.context["adminform"].form.errors) == ["edition"]
    assert taken.status_code == 302
    assert Event.objects.get().slug == "formoede"


def test_second_conference_of_an_edition_is_told_beside_the_edition(bjork, cast):
    make_event(edition=cast.reykjavik, kind="conference")
    given = form_of(bjork, address("add", Event))

    response = bjork.post(
        address("add", Event), given | {"kind": "conference", "title_da": "To", "edition": cast.reykjavik.pk}
    )

    assert list(response.context["adminform"].form.errors) == ["edition"]
    assert "This edition has a conference already." in response.content.decode()


@pytest.mark.django_db
def test_editor_of_an_event_that_stands_alone_changes_it():
    event = make_event()
    nanna = make_user("nanna")
    make_membership(user=nanna, event=event, role="editor")

    response = save(signed_in(nanna), event, tagline_da="Nyt")

    event.refresh_from_db()
    assert response.status_code == 302
    assert event.tagline_da == "Nyt"
    assert event.edition is None


# Memberships


def test_keeper_lets_somebody_in_by_user_name(keeper, cast):
    make_user("nanna")
    given = form_of(keeper, address("add", Membership)) | {"edition": cast.reykjavik.pk, "role": "editor"}

    unknown = keeper.post(address("add", Membership), given | {"user": "nobody"})
    known = keeper.post(address("add", Membership), given | {"user": "nanna"})

    assert list(unknown.context["adminform"].form.errors) == ["user"]
    assert known.status_code == 302
    assert Membership.objects.filter(user__username="nanna", edition=cast.reykjavik, role="editor").exists()


def test_chief_has_the_members_page_and_not_the_list_of_all_memberships(maja, cast):
    """Where one could try user names until one fits."""
    for url in (address("changelist", Membership), address("add", Membership)):
        assert maja.get(url).status_code == 403
    html = maja.get(address("change", cast.reykjavik)).content.decode()
    assert f'href="/admin/editions/edition/{cast.reykjavik.pk}/members/"' in html


def test_editor_sees_and_gives_no_memberships(bjork, cast):
    membership = Membership.objects.get(user=cast.maja)

    assert bjork.get(address("changelist", Membership)).status_code == 403
    assert bjork.post(address("change", membership), {"role": "reader"}).status_code in {403, 404}
    membership.refresh_from_db()
    assert membership.role == "chief"


def test_what_one_changed_is_no_longer_named_when_the_right_has_ended(bjork, cast):
    event = make_event(edition=cast.reykjavik, title="Kanariefugl")
    save(bjork, event, tagline_da="Nyt")
    assert "Kanariefugl" in bjork.get("/admin/").content.decode()

    Membership.objects.filter(user=cast.bjork).update(until=LONG_AGO.date())

    assert "Kanariefugl" not in bjork.get("/admin/").content.decode()


@pytest.mark.django_db
def test_person_without_membership_is_told_whom_to_ask():
    html = signed_in(make_user("nanna")).get("/admin/").content.decode()

    assert "Ask the chief of your edition." in html
    assert "/admin/editions/" not in html


def test_membership_that_ran_out_opens_nothing(bjork, cast):
    Membership.objects.filter(user=cast.bjork).update(until=LONG_AGO.date())

    assert bjork.get(address("change", cast.reykjavik)).status_code in {403, 404}


def test_accounts_are_for_keepers(keeper, maja, cast):
    assert maja.get(address("changelist", User)).status_code == 403
    assert keeper.get(address("change", cast.bjork)).status_code == 200
    assert b"user_permissions" not in keeper.get(address("change", cast.bjork)).content
    assert keeper.get(address("add", User)).status_code == 200


# The zone of a new event


def added(client, **fields):
    given = form_of(client, address("add", Event)) | {"title_da": "Temadag", "kind": "theme_day"}
    response = client.post(address("add", Event), given | fields)
    assert response.status_code == 302, response.context["errors"]
    return Event.objects.get()


def test_a_new_event_keeps_the_clocks_of_the_host_city(bjork, cast):
    event = added(bjork, edition=cast.reykjavik.pk, published_at_0="01/09/2024", published_at_1="10:00")

    assert event.time_zone == "Atlantic/Reykjavik"
    assert event.published_at == datetime(2024, 9, 1, 10, tzinfo=UTC)


def test_a_new_event_elsewhere_keeps_the_clocks_of_its_city(keeper, cast):
    event = added(keeper, edition=cast.reykjavik.pk, city=cast.oslo.host.pk)

    assert event.time_zone == "Europe/Oslo"


def test_a_zone_that_is_chosen_counts(keeper, cast):
    event = added(
        keeper,
        edition=cast.reykjavik.pk,
        time_zone="Atlantic/Faroe",
        cancelled_at_0="01/09/2024",
        cancelled_at_1="10:00",
    )

    assert event.time_zone == "Atlantic/Faroe"
    assert event.cancelled_at == datetime(2024, 9, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(("language", "names"), [("da", ["Danmark", "Færøerne"]), ("is", ["Danmörk", "Færeyjar"])])
def test_zones_are_countries_in_the_readers_language(cast, language, names):
    event = make_event(edition=cast.reykjavik, time_zone="Atlantic/Reykjavik")
    client = signed_in(cast.bjork, language)

    html = client.get(address("change", event)).content.decode()
    shown = html.split('name="time_zone"')[1].split("</select>")[0]

    assert [name for name in names if f">{name}<" in shown] == names
    assert "/" not in re.sub(r"<[^>]*>", "", shown)
    assert "Atlantic/Reykjavik" not in re.sub(r"<[^>]*>", "", html)
    assert 'value=""' in client.get(address("add", Event)).content.decode().split('name="time_zone"')[1].split("</s")[0]
