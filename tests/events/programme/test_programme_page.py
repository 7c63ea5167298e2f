"""The programme as attendees read it: days, times, rooms, filters, marks."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.factories import (
    index,
    make_appearance,
    make_city,
    make_conference,
    make_edition,
    make_event,
    make_release,
    make_room,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
    make_topic,
    make_venue,
)

pytestmark = pytest.mark.django_db

NINE = datetime(2028, 9, 20, 7, 0, tzinfo=UTC)  # in Copenhagen
HOUR = timedelta(hours=1)
ADDRESS = "/en/events/days/programme/"


@pytest.fixture
def event():
    return make_event(slug="days", title="Two days", starts_on=date(2028, 9, 20), ends_on=date(2028, 9, 21))


def add(event, slug, start=NINE, length=HOUR, **columns):
    end = start + length if start and length else None
    return make_session(event=event, slug=slug, title=slug.capitalize(), starts_at=start, ends_at=end, **columns)


def shown(client, address=ADDRESS):
    """The sessions on a page, in reading order."""
    answer = client.get(address)
    assert answer.status_code == 200
    return re.findall(r'data-session="([^"]+)"', answer.content.decode())


def row(client, slug, address=ADDRESS):
    html = client.get(address).content.decode()
    return re.search(rf'<li class="session[^>]*data-session="{slug}".*?</li>', html, re.DOTALL)[0]


def test_sessions_stand_by_day_then_start_then_room(client, event):
    first, second = make_room(position=1), make_room(position=2)
    add(event, "late", NINE + 2 * HOUR)
    add(event, "beside", room=second)
    add(event, "early", room=first)
    add(event, "night", datetime(2028, 9, 20, 22, 30, tzinfo=UTC))
    make_release(event=event)

    html = client.get(ADDRESS).content.decode()

    assert shown(client) == ["early", "beside", "late", "night"]
    assert re.findall(r'<section class="day" data-day="([^"]+)"', html) == ["2028-09-20", "2028-09-21"]
    assert "Wednesday 20 September 2028" in html
    assert "All times are those of the place: Denmark." in html


@pytest.mark.parametrize("day", ["2", "2028-09-21"])
def test_a_day_is_asked_for_by_date_and_by_number(client, event, day):
    add(event, "first")
    add(event, "second", NINE + 24 * HOUR)
    make_release(event=event)

    assert shown(client, f"{ADDRESS}?day={day}") == ["second"]


@pytest.mark.parametrize("day", ["9", "yesterday", "2028-09-31", "9" * 500])
def test_a_day_that_there_is_not_shows_all(client, event, day):
    add(event, "first")
    make_release(event=event)

    assert shown(client, f"{ADDRESS}?day={day}") == ["first"]


def test_what_lasts_days_stands_on_each_of_them(client, event):
    days: dict[str, Any] = {"starts_on": date(2028, 9, 20), "ends_on": date(2028, 9, 21)}
    make_session(event=event, slug="exhibition", title="Exhibition", starts_at=None, ends_at=None, **days)
    add(event, "talk", NINE + 24 * HOUR)
    make_release(event=event)

    assert "20–21 September 2028" in row(client, "exhibition")
    assert shown(client, f"{ADDRESS}?day=2") == ["exhibition", "talk"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=workshop", ["workshop"]),
        ("room=hall", ["hall"]),
        ("subtheme=trust", ["trust"]),
        ("topic=school", ["school"]),
        ("city=odense", ["hall"]),
        ("access=step-free", ["hall"]),
        ("access=interpreted", ["interpreted"]),
        ("language=sv&language=da", ["hall", "interpreted", "school", "trust", "workshop"]),
        ("q=workshop", ["workshop"]),
        ("q=astrid", ["trust"]),
        ("kind=workshop&room=hall", []),
        ("kind=unknown", []),
        ("unknown=1", ["finnish", "hall", "interpreted", "school", "trust", "workshop"]),
    ],
)
def test_the_address_filters(client, event, query, expected):
    hall = make_room(slug="hall", step_free=True, venue=make_venue(city=make_city(slug="odense")))
    trust = make_subtheme(slug="trust", theme=make_theme(event=event))
    add(event, "workshop", kind="workshop")
    add(event, "hall", room=hall)
    add(event, "trust", subthemes=(trust,), speakers=(make_speaker(name="Astrid Ek"),))
    add(event, "school", topics=(make_topic(slug="school"),))
    add(event, "interpreted", spoken=["fi"], interpreted_into=["sv"])
    add(event, "finnish", spoken=["fi"])
    make_release(event=event)

    assert sorted(shown(client, f"{ADDRESS}?{query}")) == expected


def test_a_shared_choice_is_told_and_leaves_the_form_folded(client, event):
    make_room(slug="yard", name="Yard")
    add(event, "talk", room=make_room(slug="hall", name="Hall"), spoken=["sv"])
    add(event, "walk", room=make_room(slug="square", name="Square"), kind="workshop")
    make_release(event=event)

    html = client.get(f"{ADDRESS}?day=1&q=talk&room=hall&language=sv&from=now").content.decode()

    told = re.search(r'data-chosen>\s*<b data-words>(.*?)</b>\s*<a href="(.*?)">', html)
    assert told is not None
    assert told.groups() == ("talk · Hall · Swedish · Only what is still to come", f"{ADDRESS}?day=1")
    assert "<details open" not in html
    assert "data-chosen hidden" in client.get(ADDRESS).content.decode()


def test_still_to_come_leaves_out_what_is_over(client, event, time_machine):
    add(event, "morning")
    add(event, "evening", NINE + 10 * HOUR)
    make_release(event=event)
    time_machine.move_to(NINE + 2 * HOUR)

    assert shown(client, f"{ADDRESS}?from=now") == ["evening"]


def test_languages_that_a_reader_understands_order_the_fallbacks(client, event):
    titles = {"da": "Dansk titel", "sv": "Svensk titel"}
    make_session(event=event, slug="both", title=titles, starts_at=NINE, ends_at=NINE + HOUR)
    make_release(event=event)

    assert "Dansk titel" in row(client, "both")
    assert "Svensk titel" in row(client, "both", f"{ADDRESS}?language=sv")
    assert 'data-fallback="sv"' in row(client, "both", f"{ADDRESS}?language=sv")


def test_a_moved_session_says_where_it_stood_before(client, event):
    old, new = make_room(name="Old hall"), make_room(name="New hall")
    session = add(event, "moved", room=old)
    make_release(event=event)
    session.starts_at, session.ends_at, session.room = NINE + HOUR, NINE + 2 * HOUR, new
    session.save()
    make_release(event=event)

    html = row(client, "moved")

    assert re.search(r"Moved, was <del><time[^>]*>09:00</time>–<time[^>]*>10:00</time></del>", html)
    assert "New room (before: <del>Old hall</del>)" in html


def test_a_session_of_a_later_release_is_new(client, event):
    add(event, "old")
    make_release(event=event)
    add(event, "fresh")
    make_release(event=event)

    assert '<span class="change">New</span>' in row(client, "fresh")
    assert "change" not in row(client, "old")


def test_what_is_on_now_is_marked(client, event, time_machine):
    add(event, "on")
    add(event, "next", NINE + HOUR)
    make_release(event=event)
    time_machine.move_to(NINE + HOUR / 2)

    assert "session--now" in row(client, "on")
    assert "session--now" not in row(client, "next")
    assert "1 session is on now" in client.get(ADDRESS).content.decode()


def test_a_title_from_elsewhere_is_text(client, event):
    make_session(event=event, slug="odd", title='<b>talk</b> & "quoted" ]]> end', starts_at=NINE, ends_at=NINE + HOUR)
    make_release(event=event)

    assert "&lt;b&gt;talk&lt;/b&gt; &amp; &quot;quoted&quot; ]]&gt; end" in row(client, "odd")


def test_an_edition_wears_its_face_on_its_programme(client):
    edition = make_edition(year=2024)
    conference = make_conference(edition=edition, starts_on=date(2028, 9, 20), ends_on=date(2028, 9, 20))
    add(conference, "opening")
    make_release(event=conference)

    html = client.get("/en/2024/programme/").content.decode()

    assert '<div class="plane strip" data-edition="2024">' in html
    assert 'action="/en/2024/my-programme/"' in html


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_programme_costs_the_same_however_many_there_are(client, event, django_assert_num_queries, item_count):
    trust = make_subtheme(slug="trust", theme=make_theme(event=event))
    for number in range(item_count):
        add(event, f"s{number}", room=make_room(), speakers=(make_speaker(),), subthemes=(trust,))
    make_release(event=event)

    index()

    with django_assert_num_queries(7):
        client.get(ADDRESS)
    with django_assert_num_queries(9):
        client.get(f"{ADDRESS}?q=s")


def test_names_that_turn_the_direction_of_writing_stay_among_themselves(client, event):
    turned, hebrew = "Esja\u202e gnirB", "Þóra \u05d0\u05d1"
    talk = add(event, "talk", room=make_room(name=turned))
    make_appearance(session=talk, speaker=make_speaker(slug="thora", name=hebrew), organisation=turned)
    talk.title_en = f"Said \u202e {hebrew}"
    talk.save()
    make_release(event=event)

    for address in (ADDRESS, f"{ADDRESS}talk/", "/en/events/days/my-programme/?session=talk", "/en/events/days/now/"):
        body = client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]
        for name in (turned, hebrew):
            assert [before for before in re.findall(rf"(.{{5}}){name}(?!</bdi>)", body) if "&quot;" not in before] == []
            assert body.count(f"<bdi>{name}</bdi>") > 0, address


def test_running_programme_opens_at_today(client, event, monkeypatch):
    for day in range(2):
        add(event, f"day-{day}", NINE + timedelta(days=day))
    make_release(event=event)

    def folded(moment, address=ADDRESS):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        html = client.get(address).content.decode()
        assert shown(client, address) == (["day-0"] if "day=1" in address else ["day-0", "day-1"])
        return re.findall(r'<details class="day" data-day="([^"]+)"', html)

    assert folded(NINE - 3 * HOUR) == []
    assert folded(NINE + timedelta(days=1)) == ["2028-09-20"]
    assert folded(NINE + timedelta(days=1), f"{ADDRESS}?day=1") == []
    assert folded(NINE + timedelta(days=3)) == []
