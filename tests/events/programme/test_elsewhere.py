"""Clashes with other events: what is told of them, and to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.translation import override

from events.programme.conflicts import of_event
from tests.desk import signed_in
from tests.events.programme.moving import board
from tests.factories import MORNING, make_event, make_release, make_room, make_session, make_speaker


@pytest.fixture
def event(cast):
    return make_event(edition=cast.reykjavik, title="Conference")


@pytest.fixture
def hall():
    return make_room(name="Hall")


def told(event, user):
    with override("en"):
        return [clash.words for clash in of_event(event, user)]


def test_own_other_event_is_told_with_its_words(cast, event, hall):
    youth = make_event(edition=cast.reykjavik, title="Youth conference")
    make_session(event=event, title="Opening", room=hall, starts_at=MORNING, speakers=(cast.nils,))
    other = make_session(event=youth, title="Song", room=hall, starts_at=MORNING, speakers=(cast.nils,))

    assert told(event, cast.bjork) == [
        "“Opening” and “Song” of Youth conference are in Hall at the same time.",
        "Nils Holm is in “Opening” and in “Song” of Youth conference at the same time.",
    ]
    html = signed_in(cast.bjork).get(board(event)).content.decode()
    assert f'<a href="{board(youth)}?session={other.pk}" dir="auto">Song</a>' in html
    assert "card--fatal" not in html


def test_draft_of_others_is_no_more_than_a_room_that_is_taken(cast, event, hall):
    secret = make_event(edition=cast.oslo, title="Secret event")
    make_session(event=event, title="Opening", room=hall, starts_at=MORNING, speakers=(cast.nils,))
    make_session(event=secret, title="Secret talk", room=hall, starts_at=MORNING, speakers=(cast.nils,))

    assert told(event, cast.bjork) == ["Another event has Hall at the time of “Opening”."]
    html = signed_in(cast.bjork).get(board(event)).content.decode()
    assert "Secret" not in html


def test_public_event_of_others_is_told_as_released(cast, hall):
    public = make_event(edition=cast.reykjavik, title="Conference")
    moved = make_session(event=public, title="Talk", room=hall, starts_at=MORNING, speakers=(cast.nils,))
    make_release(event=public)
    moved.room, moved.starts_at, moved.ends_at = None, MORNING + timedelta(days=1), None
    moved.save()
    make_session(event=public, title="Not yet told", room=hall, starts_at=MORNING)
    mine = make_event(edition=cast.oslo, title="Visit")
    make_session(event=mine, title="Tour", room=hall, starts_at=MORNING, speakers=(cast.nils,))

    assert told(mine, cast.astrid) == [
        "“Tour” and “Talk” of Conference are in Hall at the same time.",
        "Nils Holm is in “Tour” and in “Talk” of Conference at the same time.",
    ]


def test_what_does_not_meet_is_no_clash(cast, event, hall):
    youth, foyer = make_event(edition=cast.reykjavik), make_room(shared=True)
    make_session(event=event, room=hall, starts_at=MORNING, speakers=(cast.nils,))
    make_session(event=event, room=foyer, starts_at=MORNING)
    for columns in (
        {"room": hall, "starts_at": MORNING + timedelta(minutes=45)},
        {"room": foyer, "starts_at": MORNING},
        {"room": hall, "starts_at": MORNING, "cancelled_at": MORNING},
        {"room": hall, "starts_at": MORNING, "withdrawn_at": MORNING},
        {"room": make_room(), "starts_at": MORNING, "speakers": (make_speaker(),)},
    ):
        make_session(event=youth, **columns)

    assert told(event, cast.bjork) == []


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_others_are_read_at_once_however_many(cast, event, hall, item_count, django_assert_num_queries):
    youth = make_event(edition=cast.reykjavik)
    for there in (event, youth):
        for number in range(item_count):
            make_session(event=there, room=hall, starts_at=MORNING + timedelta(hours=number), speakers=(cast.nils,))

    with django_assert_num_queries(6):
        clashes = of_event(event, cast.bjork)

    assert len(clashes) == 2 * item_count
