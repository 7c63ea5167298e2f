"""The schedule board: how moves are taken back, and who may move what."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry

from events.programme.models import Session
from tests.desk import signed_in
from tests.events.programme.moving import JSON, board, sent, shift, stands
from tests.factories import MORNING, make_event, make_membership, make_room, make_session


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def event(cast):
    return make_event(edition=cast.reykjavik, title="Day one", time_zone="Atlantic/Reykjavik")


@pytest.fixture
def esja():
    return make_room(name="Esja")


# Taking back


def test_moves_are_taken_back_and_made_again(bjork, event, esja):
    session = make_session(event=event, title="There and back", starts_at=MORNING)
    start = stands(session)
    shift(bjork, session, time="10:00")
    middle = stands(session)
    shift(bjork, session, time="10:00", room=esja.pk)
    end = stands(session)

    seen = []
    for step in ("undo", "undo", "undo", "redo", "redo", "redo"):
        assert bjork.post(board(event, f"{step}/")).status_code == 302
        seen.append(stands(session))

    assert seen == [middle, start, start, middle, end, end]
    assert LogEntry.objects.count() == 6


def test_new_move_forgets_what_was_taken_back(bjork, event):
    session = make_session(event=event, starts_at=MORNING)
    shift(bjork, session, time="10:00")
    bjork.post(board(event, "undo/"))

    shift(bjork, session, time="11:00")
    html = bjork.get(board(event)).content.decode()

    assert ("/undo/" in html, "/redo/" in html) == (True, False)


def test_undo_does_not_take_back_what_somebody_else_did(cast, bjork, event):
    session = make_session(event=event, starts_at=MORNING)
    shift(bjork, session, time="10:00")
    shift(signed_in(cast.maja), session, time="11:00")
    before = stands(session)

    response = bjork.post(board(event, "undo/"), headers=JSON)

    assert (response.status_code, stands(session)) == (409, before)
    assert response.json()["told"].startswith("maja moved this after you looked at it.")
    assert "/undo/" not in response.json()["board"]


def test_undo_to_a_room_that_is_gone_is_refused(bjork, event, esja):
    session = make_session(event=event, starts_at=MORNING, room=esja)
    shift(bjork, session, room="")
    esja.delete()

    response = bjork.post(board(event, "undo/"), headers=JSON)

    assert (response.status_code, stands(session)[2]) == (409, None)


def test_looking_at_undo_moves_nothing(bjork, event):
    session = make_session(event=event, starts_at=MORNING)
    shift(bjork, session, time="10:00")
    before = stands(session)

    assert bjork.get(board(event, "undo/"))["Location"] == board(event)
    assert stands(session) == before


# Who may


def test_board_of_another_edition_is_not_there_and_nothing_moves(cast, bjork):
    foreign = make_event(edition=cast.oslo)
    session = make_session(event=foreign, starts_at=MORNING)
    data = sent(signed_in(cast.astrid), session, time="12:00")
    before = stands(session)

    answers = [
        bjork.get(board(foreign)),
        bjork.get(board(foreign, f"{session.pk}/")),
        bjork.post(board(foreign, f"{session.pk}/"), data),
        bjork.post(board(foreign, f"{session.pk}/"), data, headers=JSON),
        bjork.post(board(foreign, "undo/")),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert stands(session) == before
    assert not LogEntry.objects.exists()


def test_session_of_another_event_is_not_moved_through_ones_own(cast, bjork, event):
    session = make_session(event=make_event(edition=cast.oslo), starts_at=MORNING)
    data = sent(signed_in(cast.astrid), session, time="12:00")
    before = stands(session)

    assert bjork.post(board(event, f"{session.pk}/"), data).status_code == 404
    assert bjork.get(board(event), {"session": session.pk}).status_code == 404
    assert stands(session) == before


def test_reader_of_drafts_moves_nothing(cast, event):
    make_membership(user=cast.astrid, edition=cast.reykjavik, role="reader")
    session = make_session(event=event, starts_at=MORNING)

    assert signed_in(cast.astrid).get(board(event, f"{session.pk}/")).status_code == 404
    assert signed_in(cast.astrid).post(board(event, f"{session.pk}/"), {"time": "12:00"}).status_code == 404
    assert stands(session)[0] == MORNING


def test_archived_programme_is_not_moved(cast, bjork, event):
    session = make_session(event=event, starts_at=MORNING)
    data = sent(bjork, session, time="12:00")
    cast.reykjavik.archived_at = MORNING
    cast.reykjavik.save()

    assert bjork.post(board(event, f"{session.pk}/"), data).status_code == 404
    assert stands(session)[0] == MORNING


def test_move_needs_the_forms_own_token(cast, event):
    session = make_session(event=event, starts_at=MORNING)
    client = signed_in(cast.bjork)
    client.handler.enforce_csrf_checks = True

    assert client.post(board(event, f"{session.pk}/"), {"time": "12:00"}, headers=JSON).status_code == 403
    assert Session.objects.get().starts_at == MORNING
