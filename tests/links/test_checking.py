"""Links of content, from the command: found, asked politely, called dead late, told once a week, shown in place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from conference_portal.links import checking
from conference_portal.links.asking import Answer
from conference_portal.links.checking import check
from conference_portal.links.collecting import places
from conference_portal.links.emails import tell
from conference_portal.links.here import is_there
from conference_portal.links.models import Link
from conference_portal.mail.models import Letter
from tests.cast import make_user
from tests.desk import address, signed_in
from tests.factories import (
    make_edition,
    make_event,
    make_involvement,
    make_material,
    make_membership,
    make_organisation,
    make_output,
    make_page,
    make_room,
    make_session,
    make_speaker,
    make_venue,
)

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
GONE = Answer(404, "answer")
URL = "https://elsewhere.example/film"


@pytest.fixture
def output(cast):
    return make_output(event=make_event(edition=cast.oslo), url=URL)


def at(hours):
    return time_machine.travel(START + timedelta(hours=hours), tick=False)


def asked(answers):
    """Somebody to ask who knows what is answered, and remembers what was asked."""
    heard = []

    def ask(url):
        heard.append(url)
        return answers[url] if isinstance(answers, dict) else answers

    return ask, heard


def fail_three_times(edition=None):
    runs = []
    for hours in (0, 6, 30):
        with at(hours):
            runs.append(check(edition, pause=0, asking=asked(GONE)[0]))
    return runs[-1]


def test_links_of_everything_of_an_edition_are_found(cast):
    oslo = cast.oslo
    event = make_event(edition=oslo, join_url="https://a.example/join", body={"da": "[x](https://a.example/event)"})
    make_material(event=event, url="https://a.example/material")
    make_output(event=event, url="https://a.example/output")
    body = "[a](https://a.example/page#part) <https://a.example/auto> [b](mailto:a@b.example) [c](/da/2026/) [d](#e)"
    make_page(edition=oslo, body={"is": body})
    make_involvement(edition=oslo, organisation=make_organisation(url="https://a.example/body"))
    room = make_room(venue=make_venue(map_url="https://a.example/map"))
    make_session(event=event, room=room, abstract="[a][1]\n\n[1]: https://a.example/session")
    make_page(edition=cast.reykjavik, body="[a](https://a.example/reykjavik)")
    oslo.host.profile_da = "[a](https://a.example/city)"
    oslo.host.save()

    found = {place.address for place in places(oslo.pk)}
    words = ("join", "event", "material", "output", "page", "auto", "body", "map", "session", "city")

    assert found == {f"https://a.example/{word}" for word in words} | {"/da/2026/"}
    assert {place.address for place in places()} == found | {"https://a.example/reykjavik"}


def test_a_link_is_dead_after_three_failures_at_other_hours(output):
    ask, heard = asked(GONE)
    states = []
    for hours in (0, 1, 6, 7, 30, 31):
        with at(hours):
            check(pause=0, asking=ask)
            states.append(Link.objects.get().state)

    link = Link.objects.get()
    assert states == ["unknown", "unknown", "unknown", "unknown", "broken", "broken"]
    assert heard == [output.url] * 3
    assert (link.failed_at, link.broken_at) == (START, START + timedelta(hours=30))


def test_a_link_that_works_again_is_as_new(output):
    fail_three_times()
    with at(30 + 7 * 24):
        run = check(pause=0, asking=asked(Answer(200))[0])

    link = Link.objects.get(address=output.url)
    assert [each.address for each in run.mended] == [URL]
    assert (link.state, link.tries, link.failed_at, link.broken_at) == ("ok", 0, None, None)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Answer(200), "ok"),
        (Answer(200, target="https://new.example/"), "moved"),
        (Answer(403, is_shut=True), "unknown"),
        (Answer(429, is_busy=True), "unknown"),
    ],
)
@pytest.mark.usefixtures("output")
def test_other_answers_break_nothing(answer, state):
    for hours in (0, 200, 400, 600):
        with at(hours):
            check(pause=0, asking=asked(answer)[0])

    assert Link.objects.get().state == state


def test_a_server_is_left_in_peace_between_two_questions(cast, monkeypatch):
    event = make_event(edition=cast.oslo)
    for url in ("https://a.example/1", "https://a.example/2", "https://b.example/1"):
        make_output(event=event, url=url)
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    ask, heard = asked(Answer(200))

    check(pause=2, asking=ask)

    assert heard == ["https://a.example/1", "https://b.example/1", "https://a.example/2"]
    assert slept == [2.0]


def test_a_run_looks_at_no_more_than_it_may(cast):
    event = make_event(edition=cast.oslo)
    for number in range(5):
        make_output(event=event, url=f"https://{number}.example/")

    run = check(most=3, pause=0, asking=asked(Answer(200))[0])

    assert (run.known, run.checked, run.waiting) == (5, 3, 2)


def test_the_portals_own_pages_are_looked_up_and_never_asked_for(cast, settings):
    settings.PORTAL_ADDRESS = "https://portal.example"
    make_page(
        edition=cast.oslo, slug="hotels", body="[a](/da/2026/pages/hotels/) [b](https://portal.example/en/2026/x/)"
    )
    ask, heard = asked(GONE)

    check(pause=0, asking=ask)

    assert heard == []
    assert dict(Link.objects.values_list("address", "state")) == {
        "/da/2026/pages/hotels/": "ok",
        "https://portal.example/en/2026/x/": "broken",
    }


def test_pages_of_the_portal_are_known_in_all_their_kinds(cast):
    make_page(edition=cast.oslo, slug="hotels")
    speaker, session = make_speaker(slug="asta"), make_session(event=make_event(slug="debate"), slug="panel")
    there = [
        "/da/", "/2026/", "/en/2026/programme/", "/is/2026/pages/hotels/?a=b", f"/sv/speakers/{speaker.slug}/",
        f"/en/events/debate/programme/{session.slug}/", "/da/cities/oslo/", "/static/x.css", "/robots.txt",
    ]  # fmt: skip
    not_there = [
        "/da/1066/", "/en/2026/pages/hotel/", "/en/events/debat/", "/en/events/debate/programme/no/",
        "/da/nothing/here/", "/en/speakers/nobody/",
    ]  # fmt: skip

    assert {path: is_there(path) for path in there} == dict.fromkeys(there, True)
    assert {path: is_there(path) for path in not_there} == dict.fromkeys(not_there, False)


def test_editors_are_told_once_a_week_and_only_of_news(cast, output):
    chief, reader = make_user("chief"), make_user("reader")
    make_membership(user=chief, edition=cast.oslo, role="chief")
    make_membership(user=reader, edition=cast.oslo, role="reader")
    fail_three_times()

    with at(30):
        first = tell(cast.oslo)
    with at(31):
        assert tell(cast.oslo) == []
    with at(30 + 24 * 20):
        assert tell(cast.oslo) == []

    assert [letter.to for letter in first] == ["astrid@example.org", "chief@example.org"]
    assert first[0].language == "da"
    assert f"http://127.0.0.1:8000{address('change', output)}#id_url" in first[0].text
    assert "http://127.0.0.1:8000/admin/readiness/2026/" in first[0].html
    assert Letter.objects.count() == 2


def test_what_died_since_is_told_a_week_later(cast, output):
    fail_three_times()
    with at(30):
        tell(cast.oslo)
    make_material(event=output.event, url="https://elsewhere.example/other")
    Link.objects.create(
        address="https://elsewhere.example/other", state="broken", broken_at=START + timedelta(hours=40)
    )

    with at(41):
        assert tell(cast.oslo) == []
    with at(30 + 7 * 24 + 1):
        assert [letter.to for letter in tell(cast.oslo)] == ["astrid@example.org"]


def test_nobody_hears_of_anothers_links(cast, output):
    fail_three_times()

    assert tell(cast.reykjavik) == []
    assert URL in tell(cast.oslo)[0].text
    assert output.event.edition == cast.oslo


def test_a_form_says_it_beside_the_field(cast, output):
    fail_three_times()
    body = "[here](https://elsewhere.example/film)"
    page = make_page(edition=cast.oslo, body={"da": body, "sv": "Nothing"})
    astrid = signed_in(cast.astrid)

    of_output = astrid.get(address("change", output)).content.decode()
    of_page = astrid.get(address("change", page)).content.decode()
    of_other = astrid.get(address("change", output.event)).content.decode()

    assert of_output.count("This link leads nowhere:") == 1
    assert 'id="id_url_dead"' in of_output
    assert 'id="id_body_da_dead"' in of_page
    assert 'id="id_body_sv_dead"' not in of_page
    assert "This link leads nowhere:" not in of_other


def test_a_link_that_nothing_leads_to_any_more_is_forgotten(output):
    with at(0):
        check(pause=0, asking=asked(Answer(200))[0])
    output.url = "https://new.example/"
    output.save()
    with at(24 * 15):
        check(pause=0, asking=asked(Answer(200))[0])
        call_command("tidy")

    assert list(Link.objects.values_list("address", flat=True)) == ["https://new.example/"]


def test_the_command_says_what_it_found(cast, output, monkeypatch):
    monkeypatch.setattr(checking, "asker", lambda: asked(GONE)[0])
    make_output(event=make_event(edition=cast.reykjavik), url="https://other.example/")
    out = StringIO()
    for hours in (0, 6, 30):
        with at(hours):
            call_command("check_links", "--edition", "2026", stdout=out)

    assert out.getvalue().splitlines() == [
        "Links: 1. Checked: 1. Waiting: 0.",
        "Links: 1. Checked: 1. Waiting: 0.",
        "Links: 1. Checked: 1. Waiting: 0.",
        f"dead    {output.url}  404 answer",
        "2026: mails written: 1.",
    ]


def test_an_archived_year_is_told_nobody(cast, monkeypatch):
    monkeypatch.setattr(checking, "asker", lambda: asked(GONE)[0])
    old = make_edition(year=2020, archived_at=START - timedelta(days=9))
    make_membership(user=cast.bjork, edition=old)
    make_output(event=make_event(edition=old), url=URL)
    for hours in (0, 6, 30):
        with at(hours):
            call_command("check_links", stdout=StringIO())

    assert Link.objects.get().state == "broken"
    assert Letter.objects.count() == 0
    with pytest.raises(CommandError):
        call_command("check_links", "--edition", "1066")
