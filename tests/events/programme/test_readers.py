"""The coming release and the old ones, shown at the desk as readers see them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from events.programme.models import Session
from tests.desk import address, signed_in
from tests.events.programme.moving import make_many
from tests.factories import MORNING, make_event, make_release, make_room, make_session, make_speaker

FROM = re.compile(r'FROM "(\w+)"')


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def event(cast):
    return make_event(edition=cast.reykjavik, title="Day one", time_zone="Atlantic/Reykjavik", published_at=None)


def preview(event):
    return f"/admin/programme/session/board/{event.pk}/preview/"


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


def test_coming_release_is_shown_with_the_marks_that_it_will_have(bjork, event):
    esja, katla = make_room(name="Esja"), make_room(name="Katla")
    moved = make_session(event=event, title="Moves", starts_at=MORNING, room=esja)
    make_session(event=event, title="Gone", starts_at=MORNING, withdrawn_at=MORNING)
    make_release(event=event)
    later = MORNING + timedelta(hours=2)
    Session.objects.filter(pk=moved.pk).update(starts_at=later, ends_at=later + timedelta(hours=1), room=katla)
    make_session(event=event, title="Comes", starts_at=MORNING, speakers=(make_speaker(name="Nina"),))

    response = bjork.get(preview(event))

    found = words(response)
    assert "Moved, was 09:00–09:45" in found
    assert "New room (before: Esja)" in found
    assert [each in found for each in ("Comes", "Nina", "Gone")] == [True, True, False]
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(("language", "heading"), [("da", "Dansk titel"), ("sv", "Svensk titel"), ("xx", "English")])
def test_preview_is_read_in_any_language(bjork, event, language, heading):
    title = {"da": "Dansk titel", "sv": "Svensk titel", "en": "English"}
    make_session(event=event, title=title, starts_at=MORNING)

    html = bjork.get(preview(event), {"language": language}).content.decode()

    assert heading in html
    assert f'<html lang="{language if language != "xx" else "en"}"' in html


def test_preview_of_what_has_no_times_is_an_outline(bjork, event):
    make_session(event=event, title="First", starts_at=None)

    assert '<ol class="outline"' in bjork.get(preview(event)).content.decode()
    assert bjork.get(preview(make_event(edition=event.edition))).status_code == 200


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_preview_asks_as_much_whatever_it_shows(bjork, event, item_count):
    make_many(event, item_count, room=make_room())
    make_release(event=event)
    Session.objects.update(ends_at=F("ends_at") + timedelta(minutes=5))

    with CaptureQueriesContext(connection) as queries:
        assert bjork.get(preview(event)).status_code == 200

    # of the programme alone: what rights cost is the desk’s
    found = [FROM.search(query["sql"]) for query in queries.captured_queries]
    assert len([each for each in found if each and not each[1].startswith(("accounts", "auth", "editions"))]) == 11


def test_old_release_is_shown_as_it_was(bjork, event):
    session = make_session(event=event, title="Talk", starts_at=MORNING, room=make_room(name="Esja"))
    first = make_release(event=event)
    Session.objects.filter(pk=session.pk).update(room=make_room(name="Katla"))
    second = make_release(event=event)
    pages = [address("change", each).replace("change/", "page/") for each in (first, second)]

    old, new = (words(bjork.get(page)) for page in pages)

    assert [room in old for room in ("Esja", "Katla")] == [True, False]
    assert "New room (before: Esja)" in new
    assert f'href="{pages[0]}"' in bjork.get(address("change", first)).content.decode()


def test_nobody_else_looks_ahead(cast, client, event):
    make_session(event=event, title="Secret", starts_at=MORNING)
    release = make_release(event=make_event(edition=cast.oslo))

    assert signed_in(cast.astrid).get(preview(event)).status_code == 404
    assert client.get(preview(event)).status_code == 302
    assert client.get(f"/en/events/{event.slug}/programme/").status_code == 404
    assert signed_in(cast.bjork).get(address("change", release).replace("change/", "page/")).status_code == 404


def test_moment_of_a_release_is_told_by_the_clock_of_the_event(bjork, event, time_machine):
    time_machine.move_to("2024-05-01 09:00:00+00:00", tick=False)
    make_release(event=event)

    html = bjork.get(f"/admin/programme/release/add/?event={event.pk}").content.decode()

    assert "from 1 May 2024, 09:00" in html
