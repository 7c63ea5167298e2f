"""What an editor sees that is left to do, from the front door; and what nobody else sees of it."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from unittest.mock import patch

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.template.backends.django import Template
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from conference_portal.links.models import Link
from conference_portal.media.models import Image
from conference_portal.readiness.asking import readiness
from conference_portal.readiness.findings import KINDS, Finding, Level
from events.editions.models import Edition
from events.programme.models import Session
from events.youthlab.models import Uptake
from tests.cast import make_user
from tests.desk import address, signed_in
from tests.factories import (
    LONG_AGO,
    make,
    make_conference,
    make_contact,
    make_edition,
    make_event,
    make_involvement,
    make_key_date,
    make_material,
    make_membership,
    make_output,
    make_page,
    make_release,
    make_room,
    make_session,
    make_speaker,
    make_statement,
    make_theme,
)

TODAY = date(2026, 7, 1)
PAGE = "/admin/readiness/2026/"
MOST = 40


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def oslo(cast):
    Edition.objects.filter(pk=cast.oslo.pk).update(starts_on=date(2026, 7, 11), ends_on=date(2026, 7, 12))
    cast.oslo.refresh_from_db()
    return cast.oslo


def open_kinds(edition, user):
    return {each.kind: each.count for each in readiness(edition, user) if each.is_open}


def test_an_empty_edition_lacks_all_that_every_edition_has(oslo, cast):
    assert open_kinds(oslo, cast.astrid) == dict.fromkeys(
        ("announced", "theme", "colours", "organiser", "contact", "pages", "key_dates", "conference"), 1
    )


def test_nothing_is_called_done_that_is_not_there(oslo, cast):
    done = {each.kind for each in readiness(oslo, cast.astrid) if not each.is_open}

    assert done == {"days", "missing", "stale", "page_drafts", "past_dates", "consents", "links"}


def test_a_finished_edition_can_open(oslo, cast):
    finish(oslo)

    html = signed_in(cast.astrid).get(PAGE).content.decode()

    assert open_kinds(oslo, cast.astrid) == {}
    assert "Nothing is left to do. It can open." in html
    assert "10 days to the opening" in html
    assert "every session has its room" in html


def finish(edition):
    Edition.objects.filter(pk=edition.pk).update(announced_at=LONG_AGO, ground="#003050")
    edition.refresh_from_db()
    make_theme(edition=edition)
    make_involvement(edition=edition)
    make_contact(edition=edition)
    make_page(edition=edition)
    make_key_date(edition=edition, on=date(2026, 7, 5))
    conference = make_conference(edition=edition, starts_on=date(2026, 7, 11), ends_on=date(2026, 7, 12))
    make_session(event=conference, room=make_room(), spoken=["da"], speakers=(make_speaker(),))
    make_release(event=conference)
    return conference


def test_each_fault_is_found_and_leads_to_where_it_is_mended(oslo, cast):
    conference = finish(oslo)
    bare = make_session(event=conference, kind="talk", title="Bare", starts_at=None)
    room = make_room()
    one = make_session(event=conference, kind="social", room=room, title={"da": "Fest"})
    make_session(event=conference, kind="social", room=room, starts_at=one.starts_at)
    film = make_output(event=make_event(edition=oslo, kind="youth_lab"), consent_until=date(2026, 8, 1))
    statement = make_statement(event=film.event)
    page = make_page(edition=oslo, published_at=None)
    make_key_date(edition=oslo, on=date(2026, 6, 1))
    dead = make_material(event=conference, url="https://example.org/gone")
    Link.objects.create(address=dead.url, state="broken", status=404, trouble="answer")
    with override("en"):
        found = {each.kind: each for each in readiness(oslo, cast.astrid) if each.is_open}

    assert {kind: each.count for kind, each in found.items()} == {
        "times": 1, "rooms": 1, "spoken": 1, "speakers": 1, "missing": 3, "clashes": 1, "changes": 3, "captions": 1,
        "consents": 1, "statements": 1, "page_drafts": 1, "past_dates": 1, "links": 1,
    }  # fmt: skip
    assert found["times"].rows[0].url == f"{address('change', bare)}#id_starts_at_0"
    assert found["captions"].rows[0].url == f"{address('change', film)}#id_captions"
    assert found["statements"].rows[0].url == f"{address('change', statement)}#uptakes-group"
    assert found["page_drafts"].rows[0].url == f"{address('change', page)}#id_published_at_0"
    assert found["links"].rows[0].url == f"{address('change', dead)}#id_url"
    assert found["links"].rows[0].note == "https://example.org/gone – The page is not there any more. (404)"
    assert found["clashes"].rows[0].url == f"/admin/programme/session/board/{conference.pk}/"
    assert found["changes"].rows[0].url == f"/admin/programme/release/add/?event={conference.pk}"
    assert found["missing"].rows[0].url == "/admin/texts/2026/sv/?state=missing"


def test_every_way_on_opens(oslo, cast):
    conference = finish(oslo)
    make_session(event=conference, kind="talk", title={"da": "Bare"}, starts_at=None)
    make_statement(event=conference)
    Edition.objects.filter(pk=oslo.pk).update(announced_at=None)
    astrid = signed_in(cast.astrid)

    urls = {row.url for each in readiness(oslo, cast.astrid) if each.is_open for row in each.rows}

    with patch.object(Template, "render", lambda *_words: ""):  # that it opens is asked, not how it looks
        found = {url: astrid.get(url.partition("#")[0]).status_code for url in urls}

    assert found == dict.fromkeys(urls, 200)


def test_an_answered_statement_and_a_session_in_words_are_done(oslo, cast):
    conference = finish(oslo)
    make(Uptake, {"statement": make_statement(event=conference), "outcome": "answered", "explanation": "Yes."})
    make_session(event=conference, kind="ceremony", place_note="By the harbour")
    make_session(event=conference, kind="meal")

    assert set(open_kinds(oslo, cast.astrid)) == {"changes"}


def test_what_is_off_the_programme_lacks_nothing(oslo, cast):
    conference = finish(oslo)
    gone = make_session(event=conference, kind="talk", starts_at=None)
    Session.objects.filter(pk=gone.pk).update(withdrawn_at=LONG_AGO)

    assert open_kinds(oslo, cast.astrid) == {}


def test_pictures_without_words_are_found_and_open_to_those_who_brought_them(oslo, cast):
    finish(oslo)
    picture = make(Image, {"alt": {"da": "Havnen"}, "uploaded_by": cast.astrid, "consent_until": date(2026, 7, 30)})
    oslo.host.photo = picture
    oslo.host.save()

    found = {each.kind: each for each in readiness(oslo, cast.astrid) if each.is_open}
    others = {each.kind: each for each in readiness(oslo, cast.bjork) if each.is_open}

    assert set(found) == {"alt", "consents"}
    assert found["alt"].rows[0].url == f"{address('change', picture)}#id_alt_da"
    assert others["alt"].rows[0].url == ""


def test_a_translation_that_is_older_than_its_source_is_out_of_date(oslo, cast):
    from tests.history.deeds import apart

    finish(oslo)
    page = make_page(edition=oslo, title={"da": "Vej", "sv": "Väg", "en": "Way", "is": "Leið"})
    apart()
    page.title_da = "Find vej"
    page.save()

    found = {each.kind: each for each in readiness(oslo, cast.astrid) if each.is_open}

    assert {kind: each.count for kind, each in found.items()} == {"stale": 3}
    assert found["stale"].rows[0].url == "/admin/texts/2026/sv/?state=stale"


@pytest.mark.parametrize(
    ("kind", "days_left", "level"),
    [
        ("announced", 900, Level.MUST),
        ("rooms", 31, Level.GOOD),
        ("rooms", 30, Level.SHOULD),
        ("rooms", -3, Level.SHOULD),
        ("rooms", None, Level.GOOD),
        ("past_dates", 1, Level.GOOD),
    ],
)
def test_a_finding_rises_when_it_is_due(kind, days_left, level):
    assert Finding(kind, count=1, days_left=days_left).level == level


def test_the_nearer_the_opening_the_more_it_weighs():
    weights = [Finding("rooms", count=1, days_left=days).weight for days in (300, 60, 30, 10, 1, 0)]

    assert weights == sorted(weights)
    assert {Finding(kind, count=1, days_left=5).weight // 100 for kind in KINDS} == {0, 1, 2}


def test_an_edition_stands_beside_the_two_before_it(oslo, cast):
    finish(oslo)
    conference = make_conference(edition=cast.reykjavik)
    make_session(event=conference, title={"da": "Kun på dansk"}, speakers=(make_speaker(),))
    make_release(event=conference)
    make_session(event=conference, title="Not for strangers")
    make_edition(year=2022)
    make_edition(year=2019)
    make_edition(year=2023, announced_at=None)
    out = StringIO()

    html = signed_in(cast.astrid).get(PAGE).content.decode()
    call_command("readiness", 2026, "--json", stdout=out)

    compared = json.loads(out.getvalue())["compared"]
    assert [each["year"] for each in compared] == [2026, 2024, 2023]
    assert compared[:2] == [
        {"year": 2026, "sessions": 1, "speakers": 1, "rooms": 1, "languages": 4, "pages": 1, "outputs": 0},
        {"year": 2024, "sessions": 2, "speakers": 1, "rooms": 0, "languages": 1, "pages": 0, "outputs": 0},
    ]
    assert "<td>1/4</td>" in html  # of what the public knows of Reykjavík: one session, in Danish
    assert "2023" not in html.partition("compared")[2]
    assert "2022" in html.partition("compared")[2]


def test_whose_edition_it_is_not_finds_no_page(oslo, cast):
    finish(oslo)
    reader = make_user("reader")
    make_membership(user=reader, edition=oslo, role="reader")

    found = {
        user.username: signed_in(user).get(PAGE).status_code for user in (cast.bjork, cast.maja, reader, cast.keeper)
    }

    assert found == {"bjork": 404, "maja": 404, "reader": 200, "keeper": 200}
    assert signed_in(cast.astrid).post(PAGE).status_code == 405


def test_the_desk_says_how_many_and_leads_there(oslo, cast):
    finish(oslo)
    Edition.objects.filter(pk=oslo.pk).update(announced_at=None)
    astrid = signed_in(cast.astrid)

    home = astrid.get("/admin/").content.decode()
    form = astrid.get(address("change", oslo)).content.decode()

    assert f'<a href="{PAGE}">1 thing before the opening</a>' in home
    assert f'href="{PAGE}"' in form


@pytest.mark.parametrize("url", [PAGE, "/admin/"])
def test_the_page_costs_the_same_for_ten_sessions_and_for_many(oslo, cast, url):
    conference = finish(oslo)
    astrid = signed_in(cast.astrid)
    astrid.get(PAGE)
    costs = []
    for number in (1, 4):
        for _each in range(number):
            make_session(event=conference, room=make_room(), speakers=(make_speaker(),))
            make_output(event=conference)
            make_statement(event=conference)
            make_page(edition=oslo, body="[a](https://example.org/a)")
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert astrid.get(url).status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1]
    assert costs[0] <= MOST


def test_the_command_says_it_in_lines(oslo):
    finish(oslo)
    out = StringIO()

    call_command("readiness", 2026, "--language", "da", stdout=out)

    assert out.getvalue().splitlines()[-1] == "0 to do, 22 done."
    with pytest.raises(CommandError):
        call_command("readiness", 1066)
