"""Sessions and clocks: times as people type them, and nights on which an hour is left out or comes twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.desk import save, signed_in
from tests.events.programme.moving import JSON, shift, stands
from tests.factories import MORNING, make_event, make_room, make_session


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def event(cast):
    return make_event(edition=cast.reykjavik, time_zone="Atlantic/Reykjavik")


@pytest.fixture
def esja():
    return make_room(name="Esja")


# On the board


@pytest.mark.parametrize("words", ["14", "kl. 14.00", "14.00", "2 pm", "1400"])
def test_clock_time_is_typed_as_people_write_it(bjork, event, words):
    session = make_session(event=event, starts_at=MORNING, ends_at=MORNING + timedelta(hours=1))

    shift(bjork, session, time=words)

    assert stands(session)[0] == datetime(2024, 9, 26, 14, 0, tzinfo=UTC)


def test_time_that_clocks_leave_out_is_refused(bjork, cast):
    event = make_event(
        edition=cast.reykjavik, time_zone="Europe/Copenhagen", starts_on=date(2024, 3, 31), ends_on=date(2024, 3, 31)
    )
    session = make_session(event=event, starts_at=datetime(2024, 3, 31, 10, 0, tzinfo=UTC))
    before = stands(session)

    response = shift(bjork, session, headers=JSON, time="02:30")

    assert response.status_code == 400
    assert response.json()["told"] == "This time does not exist: that night the clocks are put forward."
    assert stands(session) == before


def test_time_that_comes_twice_is_the_first_and_said(bjork, cast):
    event = make_event(
        edition=cast.reykjavik, time_zone="Europe/Copenhagen", starts_on=date(2024, 10, 27), ends_on=date(2024, 10, 27)
    )
    session = make_session(event=event, starts_at=datetime(2024, 10, 27, 10, 0, tzinfo=UTC))

    response = shift(bjork, session, headers=JSON, time="02:30")

    assert stands(session)[0] == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    told = "02:30 comes twice that night, as the clocks are put back: the first one is meant."
    assert told in response.json()["told"]


def test_moving_the_room_keeps_the_second_of_two_hours(bjork, cast, esja):
    event = make_event(
        edition=cast.reykjavik, time_zone="Europe/Copenhagen", starts_on=date(2024, 10, 27), ends_on=date(2024, 10, 27)
    )
    second = datetime(2024, 10, 27, 1, 30, tzinfo=UTC)
    session = make_session(event=event, starts_at=second)

    response = shift(bjork, session, headers=JSON, time="02:30", day="2024-10-27", room=esja.pk)

    assert (stands(session)[0], stands(session)[2]) == (second, esja)
    assert "the second one is meant" in response.json()["told"]


# In the form of a session


@pytest.fixture
def night(cast):
    there = make_event(
        edition=cast.reykjavik, time_zone="Europe/Copenhagen", starts_on=date(2024, 10, 27), ends_on=date(2024, 10, 27)
    )
    return make_session(event=there, starts_at=datetime(2024, 10, 27, 1, 15, tzinfo=UTC), ends_at=None)


def test_session_keeps_the_second_of_two_hours(bjork, night):
    save(bjork, night, title_da="En ny titel")

    before = night.starts_at
    night.refresh_from_db()
    assert (night.title_da, night.starts_at) == ("En ny titel", before)


def test_session_ends_in_the_second_hour_if_it_would_end_before_it_begins(bjork, night):
    response = save(bjork, night, starts_at_1="kl. 2.45", ends_at_0="2024-10-27", ends_at_1="2.15")

    night.refresh_from_db()
    assert night.starts_at == datetime(2024, 10, 27, 0, 45, tzinfo=UTC)
    assert night.ends_at == datetime(2024, 10, 27, 1, 15, tzinfo=UTC)
    html = bjork.get(response["Location"]).content.decode()
    assert "02:45 comes twice that night, as the clocks are put back: the first one is meant." in html
    assert "02:15 comes twice that night, as the clocks are put back: the second one is meant." in html


def test_session_at_a_time_that_clocks_leave_out_is_refused(bjork, night):
    response = save(bjork, night, starts_at_0="2024-03-31", starts_at_1="02:30")

    assert response.status_code == 200
    assert "This time does not exist: that night the clocks are put forward." in response.content.decode()
