"""Deleted things come back for thirty days, with all that was deleted with them, or it is said why not."""

from __future__ import annotations

import pytest
from django.db.models import F
from django.urls import reverse

from cities.models import Venue
from conference_portal.history.models import DAYS_RESTORABLE, Change
from conference_portal.search.models import Entry
from events.editions.models import Event, Page, SubTheme, Theme
from events.programme.models import Appearance, Material, Session
from speakers.models import Speaker
from tests.cast import make_user
from tests.desk import address, signed_in
from tests.factories import (
    make_appearance,
    make_event,
    make_material,
    make_membership,
    make_page,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
    make_topic,
    make_venue,
)
from tests.history.deeds import apart, begin
from tests.history.test_views import words

DELETED = reverse("history:deleted")


def deletion(row, key):
    return Change.objects.get(table=row._meta.db_table, row=key, action="delete")


def delete(client, row):
    """At the desk, as an editor does."""
    key = row.pk
    apart()
    response = client.post(address("delete", row), {"post": "yes"})
    assert response.status_code == 302
    apart()
    return reverse("history:bring_back", args=[deletion(row, key).pk])


def deleted_in(client, owner):
    url = reverse("history:deleted_in", args=[owner._meta.app_label, owner._meta.model_name, owner.pk])
    response = client.get(url)
    assert response.status_code == 200
    return words(response.content.decode())


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def page(cast):
    return make_page(edition=cast.reykjavik, title={"da": "Rejse", "en": "Travel"}, body={"da": "Tag bussen."})


def test_page_comes_back_as_it_was(cast, page, bjork):
    before = Page.objects.filter(pk=page.pk).values()[0]
    url = delete(bjork, page)
    assert not Page.objects.filter(pk=before["id"]).exists()

    assert "Travel Page" in deleted_in(bjork, cast.reykjavik)
    assert url in bjork.get(DELETED).content.decode()
    assert "Bring “Travel” back?" in words(bjork.get(url).content.decode())
    response = bjork.post(url)

    assert response.headers["Location"] == address("change", Page(pk=before["id"]))
    assert Page.objects.filter(pk=before["id"]).values()[0] == before
    assert Entry.objects.filter(kind="page", object_id=before["id"]).exists()
    assert "Travel Page" not in deleted_in(bjork, cast.reykjavik)
    again = bjork.post(url)
    assert again.status_code == 422
    assert "“Travel” is there already." in again.content.decode()


def test_session_comes_back_with_all_that_hung_on_it(cast, bjork):
    event, topic = make_event(edition=cast.reykjavik), make_topic()
    session = make_session(event=event, title={"en": "Meeting the street"}, topics=(topic,))
    key = session.pk
    appearances = [make_appearance(session=session, speaker=make_speaker()).pk for _number in range(3)]
    material = make_material(event=event, session=session).pk
    url = delete(bjork, session)

    shown = deleted_in(bjork, event)
    response = bjork.post(url)

    assert "Meeting the street Session" in shown
    assert "1 material, 3 appearances" in shown
    assert response.status_code == 302
    assert sorted(Appearance.objects.filter(session=key).values_list("pk", flat=True)) == appearances
    assert Material.objects.get(pk=material).session_id == key
    assert [each.pk for each in Session.objects.get(pk=key).topics.all()] == [topic.pk]


def test_theme_comes_back_with_its_subthemes_and_their_topics(cast, bjork):
    topic, gone = make_topic(), make_topic()
    subtheme = make_subtheme(theme=make_theme(edition=cast.reykjavik), topics=(topic, gone))
    theme, key = subtheme.theme, subtheme.theme.pk
    url = delete(bjork, theme)
    gone.delete()

    response = bjork.post(url)

    assert response.status_code == 302
    assert Theme.objects.get(pk=key).edition_id == cast.reykjavik.pk
    assert [each.pk for each in SubTheme.objects.get(theme=key).topics.all()] == [topic.pk]


def test_one_of_several_that_were_deleted_together_comes_back_alone(cast, bjork):
    pages = [make_page(edition=cast.reykjavik) for _number in range(3)]
    keys = [each.pk for each in pages]
    apart()
    data = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    assert bjork.post(address("changelist", Page), data).status_code == 302
    apart()
    assert not Page.objects.filter(pk__in=keys).exists()

    bjork.post(reverse("history:bring_back", args=[deletion(pages[1], keys[1]).pk]))

    assert [each.pk for each in Page.objects.filter(pk__in=keys)] == [keys[1]]


def test_address_that_is_taken_is_said(cast, page, bjork):
    slug = page.slug
    url = delete(bjork, page)
    make_page(edition=cast.reykjavik, slug=slug)

    response = bjork.post(url)

    html = words(response.content.decode())
    assert response.status_code == 422
    assert "There is a problem" in html
    assert "Travel:" in html
    assert Page.objects.filter(edition=cast.reykjavik).count() == 1


def test_what_it_belonged_to_is_gone_is_said(cast, bjork):
    event = make_event(edition=cast.reykjavik)
    material = make_material(event=event, title={"en": "Slides"})
    url = delete(bjork, material)
    Event.objects.filter(pk=event.pk).delete()

    response = signed_in(cast.keeper).post(url)

    assert response.status_code == 422
    assert "Slides: Event: what it belonged to is no longer there." in words(response.content.decode())


def test_speaker_who_is_gone_keeps_the_session_away_and_nothing_is_half_done(cast, bjork):
    speaker = make_speaker(name="Nils Holm")
    session = make_session(event=make_event(edition=cast.reykjavik))
    make_appearance(session=session, speaker=speaker)
    key = session.pk
    url = delete(bjork, session)
    speaker.delete()

    response = bjork.post(url)

    assert response.status_code == 422
    assert "Speaker: what it belonged to is no longer there." in words(response.content.decode())
    assert not Session.objects.filter(pk=key).exists()


def test_after_thirty_days_it_is_gone_for_good(page, bjork):
    url = delete(bjork, page)
    Change.objects.update(at=F("at") - DAYS_RESTORABLE)

    assert bjork.get(url).status_code == 404
    assert bjork.post(url).status_code == 404
    assert "Nothing was deleted that could come back." in bjork.get(DELETED).content.decode()


@pytest.mark.parametrize("who", ["astrid", "reader", "stranger"])
def test_strangers_bring_nothing_back(cast, page, bjork, who):
    url = delete(bjork, page)
    user = cast.astrid if who == "astrid" else make_user("ragna")
    if who == "reader":
        make_membership(user=user, edition=cast.reykjavik, role="reader")
    client = signed_in(user)

    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404
    assert "Travel" not in client.get(DELETED).content.decode()
    assert Page.objects.count() == 0


def test_reader_sees_what_was_deleted_and_cannot_bring_it_back(cast, page, bjork):
    url = delete(bjork, page)
    ragna = make_user("ragna")
    make_membership(user=ragna, edition=cast.reykjavik, role="reader")

    response = signed_in(ragna).get(reverse("history:deleted_in", args=["editions", "edition", cast.reykjavik.pk]))

    assert "Travel" in response.content.decode()
    assert url not in response.content.decode()


def test_what_all_share_comes_back_by_who_deleted_it_or_keeps_it(cast, bjork):
    speaker = make_speaker(name="Nils Holm")
    key = speaker.pk
    url = delete(bjork, speaker)

    assert signed_in(cast.astrid).get(url).status_code == 404
    assert "Nils Holm" not in signed_in(cast.astrid).get(DELETED).content.decode()
    assert "Nils Holm" in signed_in(cast.keeper).get(DELETED).content.decode()
    assert bjork.post(url).status_code == 302
    assert Speaker.objects.get(pk=key).name == "Nils Holm"


def test_venue_comes_back_by_those_of_its_city(cast, bjork):
    venue = make_venue(city=cast.reykjavik.host)
    key = venue.pk
    url = delete(bjork, venue)

    assert signed_in(cast.astrid).get(url).status_code == 404
    assert signed_in(cast.maja).post(url).status_code == 302
    assert Venue.objects.filter(pk=key).exists()


def test_reference_that_was_emptied_points_to_it_again(cast, bjork):
    event = make_event(edition=cast.reykjavik)
    first = make_session(event=event)
    again = make_session(event=event, repeats=first)
    begin()
    key = first.pk
    apart()
    first.delete()
    apart()
    again.refresh_from_db()
    assert again.repeats_id is None

    bjork.post(reverse("history:bring_back", args=[deletion(first, key).pk]))

    again.refresh_from_db()
    assert again.repeats_id == key


def test_what_came_back_was_not_only_for_keepers(cast):
    topic = make_topic()
    url = delete(signed_in(cast.keeper), topic)

    assert signed_in(cast.bjork).get(url).status_code == 404
    assert signed_in(cast.keeper).post(url).status_code == 302


@pytest.mark.parametrize("number", [0, 999_999_999, 10**30])
def test_change_that_is_no_deletion_is_absent(page, bjork, number):
    made = Change.objects.get(table="editions_page", row=page.pk)

    assert bjork.get(f"/admin/deleted/{number or made.pk}/").status_code == 404


def test_a_right_that_was_taken_comes_back_by_no_one(cast):
    membership = make_membership(user=make_user("ragna"), edition=cast.reykjavik, role="chief")
    key = membership.pk
    begin()
    membership.delete()
    keeper = signed_in(cast.keeper)

    assert keeper.post(reverse("history:bring_back", args=[deletion(membership, key).pk])).status_code == 404
    assert "ragna" not in keeper.get(DELETED).content.decode()
