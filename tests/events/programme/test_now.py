"""What is on now and what comes next, in words before, between and after."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.factories import make_event, make_release, make_room, make_session

pytestmark = pytest.mark.django_db
NINE = datetime(2027, 9, 15, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _programme():
    event = make_event(slug="days", starts_on=NINE.date(), ends_on=None, time_zone="Europe/Copenhagen")
    for slug, begin, lasts in (("first", 0, 45), ("beside", 0, 90), ("later", 120, 30)):
        starts = NINE + timedelta(minutes=begin)
        make_session(
            event=event, slug=slug, room=make_room(), starts_at=starts, ends_at=starts + timedelta(minutes=lasts)
        )
    make_release(event=event)


def rows(html: str, part: str) -> list[str]:
    return re.findall(r'data-session="(\w+)"', html.partition(part)[2].partition("</section>")[0])


@pytest.mark.parametrize(
    ("minutes", "running", "following", "words"),
    [
        (-15, [], ["beside", "first"], "The programme has not begun yet."),
        (40, ["beside", "first"], ["later"], "5 minutes left"),
        (44, ["beside", "first"], ["later"], "1 minute left"),
        (100, [], ["later"], "Nothing is on just now."),
        (119, [], ["later"], "in 1 minute<"),
        (130, ["later"], [], "20 minutes left"),
        (300, [], [], "The programme is over."),
    ],
)
def test_now_says_what_runs_and_what_comes_next(client, minutes, running, following, words):
    with time_machine.travel(NINE + timedelta(minutes=minutes), tick=False):
        answer = client.get("/en/events/days/now/")
    html = re.sub(r"<template.*?</template>", "", answer.content.decode(), flags=re.DOTALL)

    assert sorted(rows(html, "data-running")) == running
    assert sorted(rows(html, "data-next-rows")) == following
    assert words in html
    assert "Refresh" not in answer.headers


@time_machine.travel(NINE + timedelta(minutes=10), tick=False)
def test_now_shows_the_clock_of_the_place(client):
    html = client.get("/en/events/days/now/").content.decode()

    assert 'data-clock-face><time datetime="2027-09-15T11:10:00+02:00">11:10</time>' in html


def test_screen_sends_itself_again_until_a_script_takes_over(client):
    assert client.get("/en/events/days/now/?screen=1").headers["Refresh"] == "60"
    live = client.get("/en/events/days/now/?screen=live")
    assert "Refresh" not in live.headers
    assert "now-page--screen" in live.content.decode()
