"""What a release keeps for ever is not deleted, and the page says what can be done instead."""

from __future__ import annotations

import pytest

from events.programme.models import Session
from speakers.models import Speaker
from tests.desk import address, signed_in
from tests.factories import make_appearance, make_event, make_release, make_session

CHANGE_FIRST = "Change these first"
CANCEL = "Enter when it was cancelled or withdrawn, and release the programme."
TAKE_OFF = "Take them off the sessions and release"


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def appearance(cast):
    return make_appearance(session=make_session(event=make_event(edition=cast.reykjavik)))


@pytest.mark.parametrize(("name", "words"), [("session", CANCEL), ("speaker", TAKE_OFF)])
def test_what_was_released_cannot_be_deleted_and_the_page_says_what_to_do_instead(bjork, appearance, name, words):
    row = getattr(appearance, name)
    make_release(event=appearance.session.event)

    html = bjork.get(address("delete", row)).content.decode()

    assert words in html
    assert CHANGE_FIRST not in html
    bjork.post(address("delete", row), {"post": "yes"})
    assert type(row)._default_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize(("model", "words"), [(Session, CANCEL), (Speaker, TAKE_OFF)])
def test_the_same_is_said_where_several_are_ticked(bjork, appearance, model, words):
    make_release(event=appearance.session.event)
    rows = [row.pk for row in model.objects.all()]

    html = bjork.post(
        address("changelist", model), {"action": "delete_selected", "_selected_action": rows}
    ).content.decode()

    assert words in html


def test_somebody_on_a_draft_alone_is_taken_off_first(bjork, appearance):
    html = bjork.get(address("delete", appearance.speaker)).content.decode()

    assert CHANGE_FIRST in html
    assert TAKE_OFF not in html


def test_a_session_that_nobody_was_shown_is_deleted(bjork, appearance):
    bjork.post(address("delete", appearance.session), {"post": "yes"})

    assert not Session.objects.exists()
