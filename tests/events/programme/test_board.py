"""The schedule board: what it shows, and how sessions are moved on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils.html import strip_tags
from django.utils.translation import override

from tests.desk import signed_in
from tests.events.programme.moving import JSON, board, make_many, sent, shift, stands
from tests.factories import MORNING, make_event, make_room, make_session


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def event(cast):
    return make_event(edition=cast.reykjavik, title="Day one", time_zone="Atlantic/Reykjavik")


@pytest.fixture
def esja():
    return make_room(name="Esja")


# What it shows


def test_board_shows_a_day_and_what_has_no_time(bjork, event, esja):
    make_session(event=event, title="Today", starts_at=MORNING, room=esja)
    make_session(event=event, title="Tomorrow", starts_at=MORNING + timedelta(days=1))
    make_session(event=event, title="Not yet", starts_at=None)
    make_session(event=event, title="Off for good", starts_at=MORNING, withdrawn_at=MORNING)

    html = bjork.get(board(event)).content.decode()
    grid, tray = html.split("data-tray")

    assert [title in grid for title in ("Today", "Tomorrow", "Not yet", "Off for good")] == [True, False, False, False]
    assert "Not yet" in tray
    assert 'data-from="9" data-from-step="0" data-to="9" data-to-step="9" data-column="2"' in grid
    assert "Tomorrow" in bjork.get(board(event), {"day": "2024-09-27"}).content.decode()


def test_board_marks_clashes_and_says_what_is_the_matter(bjork, event, esja):
    one, other = (make_session(event=event, title=title, starts_at=MORNING, room=esja) for title in ("One", "Other"))

    html = bjork.get(board(event)).content.decode()

    assert html.count("card--fatal") == 2
    assert "Esja is taken twice at the same time: “One” and “Other”." in strip_tags(html)
    assert html.count(f'?session={other.pk}" dir="auto">Other</a>') == 1
    assert 'data-column="1"' in html
    assert 'data-column="2"' in html
    response = bjork.get(board(event), {"session": other.pk})
    assert response["Location"] == f"{board(event)}?day=2024-09-26#session-{other.pk}"
    assert one.pk != other.pk


def test_board_opens_at_the_first_session_with_the_rooms_in_use(bjork, event, esja):
    empty = make_room(name="Hekla", venue=esja.venue)
    make_session(event=event, starts_at=MORNING + timedelta(hours=2, minutes=15), room=esja)

    html = bjork.get(board(event)).content.decode()

    assert 'data-first="11" data-last="15"' in html
    assert "Thursday 26 September 2024</span></h2>" in html
    assert (f'data-room="{esja.pk}"' in html, f'data-room="{empty.pk}"' in html) == (True, False)
    assert "Show 1 room in which nothing is</a>" in html
    html = bjork.get(board(event), {"rooms": "all"}).content.decode()
    assert f'data-room="{empty.pk}"' in html
    assert "Only the rooms in use</a>" in html


def test_script_gets_the_rooms_that_it_shows(bjork, event, esja):
    empty = make_room(name="Hekla", venue=esja.venue)
    session = make_session(event=event, starts_at=MORNING, room=esja)

    shown = [shift(bjork, session, headers=JSON, rooms=rooms).json()["board"] for rooms in ("all", "")]

    assert [f'data-room="{empty.pk}"' in html for html in shown] == [True, False]


def test_room_whose_name_runs_the_other_way_keeps_to_itself(bjork, event):
    room = make_room(name="Esja\u202e gnirB")
    for title in ("One", "Other"):
        make_session(event=event, title=title, starts_at=MORNING, room=room)

    pages = [bjork.get(board(event)), bjork.get("/admin/programme/release/add/", {"event": event.pk})]

    for html in (page.content.decode() for page in pages):
        assert html.count(room.name) == html.count(f"<bdi>{room.name}</bdi>") > 0


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_board_asks_as_much_whatever_stands_on_it(bjork, event, item_count, django_assert_num_queries):
    make_many(event, item_count, apart=15, room=make_room())

    # session and user, event, rights, sessions, their people, clashes with people, statements and others, rooms
    with django_assert_num_queries(15):
        assert bjork.get(board(event)).status_code == 200


@pytest.mark.parametrize("language", ["da", "sv", "en", "is"])
def test_board_of_an_event_without_days_says_what_is_missing(cast, event, language):
    event.starts_on = event.ends_on = None
    event.save()
    session = make_session(event=event, starts_at=None)

    html = signed_in(cast.bjork, language).get(board(event)).content.decode()

    assert f'id="session-{session.pk}"' in html
    assert 'class="notice"' in html


# Moving


def test_session_is_moved_by_the_form(bjork, cast, event, esja):
    session = make_session(event=event, title="Moves", starts_at=MORNING)

    response = shift(bjork, session, day="2024-09-27", time="10:30", length=90, room=esja.pk)

    start = datetime(2024, 9, 27, 10, 30, tzinfo=UTC)
    assert stands(session) == (start, start + timedelta(minutes=90), esja)
    assert response["Location"] == f"{board(event)}?day=2024-09-27#session-{session.pk}"
    assert "“Moves”: 27 September 2024, 10:30–12:00, Esja." in bjork.get(response["Location"]).content.decode()
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (cast.bjork, str(session.pk))
    with override("en"):
        assert entry.get_change_message() == "Changed starts at, ends at and room."


def test_script_gets_the_clashes_and_the_board_that_the_move_made(bjork, event, esja):
    make_session(event=event, title="First", starts_at=MORNING, room=esja)
    session = make_session(event=event, title="Second", starts_at=MORNING + timedelta(hours=5))

    response = shift(bjork, session, headers=JSON, time="09:15", room=esja.pk, shown="2024-09-26")

    answer = response.json()
    assert response.status_code == 200
    assert [(each["kind"], each["fatal"], session.pk in each["sessions"]) for each in answer["clashes"]] == [
        ("room", True, True)
    ]
    assert answer["told"].endswith("Esja is taken twice at the same time: “First” and “Second”.")
    assert answer["board"].count("card--fatal") == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"time": ""}, "time"),
        ({"day": ""}, "day"),
        ({"day": "2031-01-01"}, "day"),
        ({"time": "25:00"}, "time"),
        ({"length": "-5"}, "length"),
        ({"length": "99999"}, "length"),
        ({"room": "999999"}, "room"),
    ],
)
def test_move_that_is_not_understood_changes_nothing(bjork, event, changes, field):
    session = make_session(event=event, starts_at=MORNING)
    before = stands(session)

    response = shift(bjork, session, **changes)

    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert f'href="#id_{field}"' in response.content.decode()
    assert stands(session) == before
    assert shift(bjork, session, headers=JSON, **changes).json()["refused"] is True


def test_session_gets_its_first_time_and_loses_it_again(bjork, event):
    session = make_session(event=event, starts_at=None)

    shift(bjork, session, day="2024-09-26", time="9.05", length="")
    first = stands(session)
    shift(bjork, session, day="", time="", length="")

    assert first == (MORNING + timedelta(minutes=5), None, None)
    assert stands(session) == (None, None, None)


def test_what_lasts_whole_days_keeps_as_many(bjork, event):
    session = make_session(
        event=event, starts_at=None, starts_on=MORNING.date(), ends_on=MORNING.date() + timedelta(days=1)
    )

    shift(bjork, session, day="2024-09-27")
    session.refresh_from_db()

    assert (session.starts_on.day, session.ends_on.day, session.starts_at) == (27, 28, None)
    shift(bjork, session, day="2024-09-27", time="10:00", length=30)
    session.refresh_from_db()
    assert (session.starts_on, session.starts_at.hour) == (None, 10)


def test_clock_of_the_place_counts(cast):
    oslo = make_event(edition=cast.oslo, time_zone="Europe/Oslo")
    session = make_session(event=oslo, starts_at=MORNING)

    shift(signed_in(cast.astrid), session, time="10:00")

    assert stands(session)[0] == datetime(2024, 9, 26, 8, 0, tzinfo=UTC)


def test_second_of_two_organisers_sees_why(cast, bjork, event, esja):
    session = make_session(event=event, title="Wanted", starts_at=MORNING)
    maja = signed_in(cast.maja)
    hers = sent(maja, session, time="12:00")
    shift(bjork, session, time="10:00", room=esja.pk)
    before = stands(session)

    for headers in ({}, JSON):
        response = maja.post(board(event, f"{session.pk}/"), hers, headers=headers)

        assert response.status_code == 409
        assert "bjork moved this after you looked at it. Now it is: 26 September 2024, 10:00–10:45, Esja." in (
            response.json()["told"] if headers else response.content.decode()
        )
    assert stands(session) == before
    assert shift(maja, session, time="12:00").status_code == 302


def test_move_to_where_it_is_leaves_no_trace(bjork, event):
    shift(bjork, make_session(event=event, starts_at=MORNING))

    assert not LogEntry.objects.exists()
    assert "Undo" not in bjork.get(board(event)).content.decode()
