"""Taking back one value, or all since a step: asked first, validated, logged, and itself to be taken back."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from conference_portal.history.models import Change
from conference_portal.search.models import Entry
from events.editions.models import Edition, Page
from events.programme.models import Appearance, Session
from tests.desk import address, form_of, save, signed_in
from tests.factories import (
    make_appearance,
    make_event,
    make_material,
    make_page,
    make_release,
    make_room,
    make_session,
    make_speaker,
    make_topic,
)
from tests.history.deeds import apart, begin, change_of
from tests.history.test_views import words


def restoration(row, change=None, column=""):
    url = reverse(
        "history:restore", args=[row._meta.app_label, row._meta.model_name, row.pk, (change or change_of(row)).pk]
    )
    return f"{url}?column={column}" if column else url


def restored(client, url):
    """Look at what would change, and say yes."""
    shown = client.get(url)
    assert shown.status_code == 200
    return client.post(url, {"seen": seen(shown)})


def seen(response):
    return re.search(r'name="seen" value="([^"]+)"', response.content.decode())[1]


@pytest.fixture
def page(cast):
    made = make_page(edition=cast.reykjavik, title={"da": "Rejse", "en": "Travel"}, body={"da": "Tag bussen."})
    begin()
    return made


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


def test_one_value_comes_back_and_the_others_stay(cast, page, bjork):
    save(bjork, page, title_da="Rejsen", title_is="Ferðalag", position="3")
    apart()

    assert f'{restoration(page, column="title_da")}"' in bjork.get(address("history", page)).content.decode()
    shown = bjork.get(restoration(page, column="title_da"))
    assert "Title (Danish) Rejsen → Rejse" in words(shown.content.decode())
    page.refresh_from_db()
    assert page.title_da == "Rejsen"
    response = restored(bjork, restoration(page, column="title_da"))

    page.refresh_from_db()
    assert response.status_code == 302
    assert response.headers["Location"] == address("history", page)
    assert (page.title_da, page.title_is, page.position) == ("Rejse", "Ferðalag", 3)
    last = change_of(page)
    assert (last.who, last.how, last.after) == (cast.bjork.pk, "restore", {"title_da": "Rejse"})
    assert "title (da)" in LogEntry.objects.order_by("-pk")[0].change_message


def test_taking_back_is_taken_back(page, bjork):
    save(bjork, page, title_da="Rejsen")
    apart()
    restored(bjork, restoration(page, column="title_da"))
    apart()

    restored(bjork, restoration(page, column="title_da"))

    page.refresh_from_db()
    assert page.title_da == "Rejsen"


def test_everything_since_a_step_is_taken_back(page, bjork):
    save(bjork, page, title_da="Første", position="1")
    apart()
    save(bjork, page, title_da="Anden", body_en="By train.")
    second = change_of(page)
    apart()
    save(bjork, page, title_da="Tredje", position="2")
    apart()

    restored(bjork, restoration(page, second))

    page.refresh_from_db()
    assert (page.title_da, page.body_en or "", page.position) == ("Første", "", 1)


def test_what_hangs_on_it_comes_back_too(cast, bjork):
    event, topic, other = make_event(edition=cast.reykjavik), make_topic(), make_topic()
    session = make_session(event=event, topics=(topic,))
    speaker = make_speaker(name="Nils Holm")
    appearance = make_appearance(session=session, speaker=speaker, job_title={"da": "Rådgiver"})
    begin()
    given = form_of(bjork, address("change", session)) | {"topics": [other.pk]}
    bjork.post(address("change", session), given | {"appearances-0-job_title_da": "Chef"})
    first = Change.objects.order_by("pk")[0]
    apart()
    given = form_of(bjork, address("change", session))
    bjork.post(address("change", session), given | {"appearances-0-DELETE": "on"})
    apart()
    make_material(event=event, session=session, title={"da": "Slides"})
    apart()
    assert not Appearance.objects.filter(pk=appearance.pk).exists()

    shown = words(bjork.get(restoration(session, first)).content.decode())
    response = restored(bjork, restoration(session, first))

    assert "Appearance Nils Holm, speaker comes back" in shown
    assert "Slides is deleted" in shown
    assert response.status_code == 302
    assert Appearance.objects.get(pk=appearance.pk).job_title_da == "Rådgiver"
    assert [each.pk for each in session.topics.all()] == [topic.pk]
    assert not session.materials.exists()
    entry = Entry.objects.filter(kind="session", object_id=session.pk)[0]
    assert entry.title


def test_what_is_no_longer_valid_says_why(cast, page, bjork):
    save(bjork, page, slug="old-address")
    apart()
    change = change_of(page)
    Page.objects.filter(pk=page.pk).update(slug="new-address")
    make_page(edition=cast.reykjavik, slug=change.before["slug"])

    response = restored(bjork, restoration(page, change, "slug"))

    page.refresh_from_db()
    assert response.status_code == 422
    assert "Nothing was changed:" in response.content.decode()
    assert page.slug == "new-address"


def test_room_that_is_gone_says_why(cast, bjork):
    room = make_room()
    session = make_session(event=make_event(edition=cast.reykjavik), room=room)
    begin()
    Session.objects.filter(pk=session.pk).update(room=None)
    room.delete()

    response = restored(bjork, restoration(session, column="room_id"))

    assert response.status_code == 422
    assert "Room: what it said is no longer there, or not yours to choose." in response.content.decode()


def test_somebody_was_quicker_is_told(page, bjork):
    save(bjork, page, title_da="Rejsen")
    apart()
    url = restoration(page, column="title_da")
    shown = bjork.get(url)
    Page.objects.filter(pk=page.pk).update(title_da="En anden")

    response = bjork.post(url, {"seen": seen(shown)})

    page.refresh_from_db()
    assert response.status_code == 409
    assert page.title_da == "En anden"


@pytest.mark.parametrize(("who", "allowed"), [("reader", False), ("astrid", False), ("maja", True)])
def test_only_who_may_change_it_restores(cast, page, bjork, who, allowed):
    from tests.cast import make_user
    from tests.factories import make_membership

    save(bjork, page, title_da="Rejsen")
    apart()
    user = getattr(cast, who, None) or make_user("ragna")
    if who == "reader":
        make_membership(user=user, edition=cast.reykjavik, role="reader")
    client = signed_in(user)
    url = restoration(page, column="title_da")

    answer = client.post(url, {"seen": seen(bjork.get(url))})

    page.refresh_from_db()
    assert answer.status_code == (302 if allowed else 403 if who == "reader" else 404)
    assert page.title_da == ("Rejse" if allowed else "Rejsen")


def test_column_that_the_form_does_not_let_them_write_stays(cast, bjork):
    begin()
    Edition.objects.filter(pk=cast.reykjavik.pk).update(postponed_from=2023, year=2025)
    apart()

    html = bjork.get(address("history", cast.reykjavik)).content.decode()
    shown = bjork.get(restoration(cast.reykjavik, column="year"))
    response = bjork.post(restoration(cast.reykjavik, column="year"), {"seen": seen(shown)})

    assert "?column=postponed_from" in html
    assert "?column=year" not in html
    assert "This stays as it is, since you cannot change it: Year." in words(shown.content.decode())
    assert response.status_code == 302
    assert Edition.objects.get(pk=cast.reykjavik.pk).year == 2025


def test_released_session_stays_with_its_event(cast, bjork):
    event, other = make_event(edition=cast.reykjavik), make_event(edition=cast.reykjavik)
    session = make_session(event=other)
    begin()
    Session.objects.filter(pk=session.pk).update(event=event)
    make_release(event=event)

    html = bjork.get(address("history", session)).content.decode()

    assert "?column=event_id" not in html


@pytest.mark.parametrize("column", ["nothing", "title", "id"])
def test_column_that_did_not_change_is_absent(page, bjork, column):
    save(bjork, page, title_da="Rejsen")

    assert bjork.get(restoration(page, column=column)).status_code == 404


def test_change_of_another_object_is_absent(cast, page, bjork):
    other = make_page(edition=cast.oslo, title="Kanariefugl")
    Page.objects.filter(pk=other.pk).update(title_da="Ny")

    assert bjork.get(restoration(page, change_of(other))).status_code == 404


def test_former_address_leads_on_after_a_restoration(cast, page, bjork):
    old = page.slug
    save(bjork, page, slug="a-new-one")
    apart()

    restored(bjork, restoration(page, column="slug"))

    page.refresh_from_db()
    assert page.slug == old
    assert bjork.get(f"/en/{cast.reykjavik.year}/pages/a-new-one/").status_code == 301
