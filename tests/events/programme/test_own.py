"""An own programme without an account: the address says all; without one, the page brings what a device needs."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from events.programme.exports.own import key_of
from events.programme.models import Material
from tests.factories import (
    make,
    make_conference,
    make_edition,
    make_event,
    make_release,
    make_room,
    make_session,
    make_venue,
)

pytestmark = pytest.mark.django_db
NINE = datetime(2027, 9, 15, 9, 0, tzinfo=UTC)
BEFORE = NINE - timedelta(minutes=10)


@pytest.fixture
def event():
    return make_event(slug="days", starts_on=NINE.date(), ends_on=NINE.date(), time_zone="Atlantic/Reykjavik")


@pytest.fixture
def sessions(event):
    """Two at nine, of which one is longer, and one at ten."""
    room = make_room(name="Esja", access="Ground floor, straight ahead")
    rows = [("long", 0, 90), ("short", 0, 30), ("ten", 60, 30)]
    return {
        slug: make_session(
            event=event, slug=slug, title=f"Title {slug}", room=room if slug == "long" else None,
            starts_at=NINE + timedelta(minutes=begin), ends_at=NINE + timedelta(minutes=begin + lasts),
        )
        for slug, begin, lasts in rows
    }  # fmt: skip


@pytest.fixture
def ask(client, event, sessions):
    assert sessions
    make_release(event=event)

    def get(query: str = "", path: str = "my-programme/", status: int = 200) -> str:
        answer = client.get(f"/en/events/days/{path}{query}")
        assert answer.status_code == status
        html: str = answer.content.decode()
        return html

    return get


def shown(html: str) -> list[str]:
    return re.findall(r'data-session="([^"]+)"', re.sub(r"<template.*?</template>", "", html, flags=re.DOTALL))


def test_own_programme_shows_what_the_address_names(ask, sessions):
    key = key_of(sessions["ten"].pk)

    assert shown(ask("?session=short&session=nobody")) == ["short"]
    assert shown(ask(f"?s={key}.zzzzzz")) == ["ten"]
    assert shown(ask(f"?s={key}&session=long&without=ten")) == ["long"]
    assert shown(ask("?session=")) == []


def test_own_programme_without_an_address_brings_every_session_for_the_device(ask, sessions):
    html = ask()

    assert shown(html) == []
    template = html.partition("<template data-own-all>")[2].partition("</template>")[0]
    assert re.findall(r'data-session="([^"]+)"', template) == ["short", "long", "ten"]
    assert f'data-key="{key_of(sessions["ten"].pk)}"' in template
    assert 'data-event="days" data-release="1"' in html


def test_own_programme_says_what_overlaps(ask):
    html = ask("?session=long&session=short&session=ten")

    assert html.count('class="clash"') == 4
    assert "At the same time as Title short" in html
    assert 'class="clash"' not in ask("?session=short&session=ten")


@time_machine.travel(BEFORE, tick=False)
def test_own_programme_counts_the_minutes_and_tells_the_way(ask):
    html = ask("?session=long")
    plane = html.partition("data-next")[2].partition("</section>")[0]

    assert "10 <small>minutes until</small>" in plane
    assert "Esja" in plane
    assert "Ground floor, straight ahead" in plane


@time_machine.travel(BEFORE - timedelta(days=3), tick=False)
def test_what_is_far_away_is_told_by_day_and_clock(ask):
    plane = ask("?session=long").partition("data-next")[2].partition("</section>")[0]

    assert "09:00</time> <small>" in plane
    assert "Wednesday 15 September" in plane


def test_cancelled_and_withdrawn_ones_stay_and_say_so(client, event, sessions):
    make_release(event=event)
    sessions["short"].cancelled_at = sessions["ten"].withdrawn_at = BEFORE
    sessions["short"].save()
    sessions["ten"].save()
    make_release(event=event)

    html = client.get("/en/events/days/my-programme/?session=long&session=short&session=ten").content.decode()

    assert sorted(shown(html)) == ["long", "short", "ten"]
    assert "change--cancelled" in html
    assert "Taken off the programme" in html
    assert 'class="clash"' not in html


def test_stars_add_and_take_away_without_scripts(ask, sessions):
    html = ask("?session=short&more=1")

    assert shown(html) == ["short", "long", "ten"]
    assert re.findall(r'name="(session|without)" value="(\w+)" aria-pressed="(\w+)"', html) == [
        ("without", "short", "true"), ("session", "long", "false"), ("session", "ten", "false"),
    ]  # fmt: skip
    assert f'<input type="hidden" name="s" value="{key_of(sessions["short"].pk)}">' in html


def test_short_link_has_no_language_and_its_code_is_a_drawing(ask, client, sessions):
    key = key_of(sessions["ten"].pk)
    html = ask("?session=ten")

    assert f'value="http://testserver/events/days/my-programme/?s={key}"' in html
    answer = client.get(f"/en/events/days/my-programme/qr.svg?s={key}")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")
    ask("?s=zzzzzz", "my-programme/qr.svg", status=404)


def test_notes_have_materials_and_lines(ask, event, sessions):
    make(
        Material,
        {
            "event": event,
            "session": sessions["long"],
            "kind": "slides",
            "title": "Slides",
            "url": "https://example.org/a",
        },
    )

    html = ask("?session=long", "my-programme/notes/")

    assert html.count("notes__lines") == 1
    assert "https://example.org/a" in html
    assert "Nothing is saved here yet." in ask("", "my-programme/notes/")


def test_own_programme_of_an_edition_stands_under_its_year(client):
    edition = make_edition(year=2031)
    conference = make_conference(edition=edition)
    make_session(event=conference, slug="opening", room=make_room(venue=make_venue()))
    make_release(event=conference)

    html = client.get("/en/2031/my-programme/?session=opening").content.decode()

    assert shown(html) == ["opening"]
    assert client.get("/en/2031/now/").status_code == 200


def test_own_programme_of_a_draft_is_nowhere(client):
    draft = make_event(slug="draft", published_at=None)
    make_session(event=draft)

    for path in ("my-programme/", "my-programme/notes/", "now/", "programme/changes/"):
        assert client.get(f"/en/events/draft/{path}").status_code == 404


def test_calendar_takes_the_same_short_keys(ask, sessions):
    keys = ".".join(key_of(sessions[slug].pk) for slug in ("ten", "long"))

    by_key = ask(f"?s={keys}", "my-programme.ics")

    assert by_key == ask("?session=ten&session=long", "my-programme.ics")
    assert by_key.count("BEGIN:VEVENT") == 2
    assert f'href="/en/events/days/my-programme.ics?s={keys.partition(".")[2]}.{keys.partition(".")[0]}"' in ask(
        f"?s={keys}"
    )
