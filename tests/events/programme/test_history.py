"""What changes are told with: the old and the new, and release by release."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from events.programme.changes import coming, difference, history, pending
from events.programme.models import Session
from tests.events.programme.moving import make_many
from tests.factories import (
    MORNING,
    make_appearance,
    make_event,
    make_release,
    make_room,
    make_session,
    make_speaker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(published_at=None)


def test_coming_changes_tell_the_old_and_the_new(event):
    esja, katla = make_room(name="Esja"), make_room(name="Katla")
    session = make_session(
        event=event, title={"da": "Ord"}, starts_at=MORNING, room=esja, speakers=(make_speaker(name="Anna"),)
    )
    same = make_session(event=event)
    current = make_release(event=event)
    before, after = MORNING, MORNING + timedelta(minutes=30)
    Session.objects.filter(pk=session.pk).update(
        starts_at=after, ends_at=after + timedelta(hours=1), room=katla, title_da="Samtale"
    )
    session.appearances.all().delete()
    make_appearance(session=session, speaker=make_speaker(name="Bo"))

    (change,) = coming(event, current).changes

    assert change.words == ("moved", "new_room", "new_speaker", "title")
    assert (change.before.starts_at, change.after.starts_at) == (before, after)
    assert (change.before.room.value, change.after.room.value) == ("Esja", "Katla")
    assert (change.before.title.value, change.after.title.value) == ("Ord", "Samtale")
    assert (change.left, change.joined) == (("Anna",), ("Bo",))
    assert change.url == f"{event.programme_address}{session.slug}/"
    assert same.pk not in pending(event)


def test_title_alone_is_public_already_and_is_told_when_the_next_release_comes(event):
    session = make_session(event=event, title={"da": "Ord"})
    current = make_release(event=event)
    Session.objects.filter(pk=session.pk).update(title_da="Samtale", title_sv="Samtal")

    assert pending(event) == {}
    assert [change.words for change in coming(event, current).changes] == [("title",)]
    assert difference(current, make_release(event=event)) == {session.pk: {"title"}}


def test_translation_that_is_added_renames_nothing(event):
    session = make_session(event=event, title={"da": "Ord"})
    current = make_release(event=event)
    Session.objects.filter(pk=session.pk).update(title_sv="Ord på svenska")

    assert coming(event, current).changes == ()


def test_four_releases_of_one_session(event):
    """Case b13: the words of the log, and a sequence that never falls and never jumps."""
    halls = [make_room(name=name) for name in ("Sal 1", "Sal 2")]
    start = datetime(2028, 9, 20, 7, 0, tzinfo=UTC)
    session = make_session(
        event=event,
        title={"da": "Unge og tillid"},
        room=halls[0],
        starts_at=start,
        speakers=(make_speaker(name="Anna Ås"),),
    )
    rows = Session.objects.filter(pk=session.pk)
    releases = [make_release(event=event)]
    rows.update(room=halls[1])
    releases.append(make_release(event=event))
    rows.update(title_da="Unge og tillid – samtale")
    make_appearance(session=session, speaker=make_speaker(name="Bo Ek"))
    releases.append(make_release(event=event))
    rows.update(starts_at=start + timedelta(minutes=30), ends_at=start + timedelta(minutes=90))
    releases.append(make_release(event=event))

    told = [[change.words for change in step.changes] for step in history(event)]

    assert told == [[("moved",)], [("new_speaker", "title")], [("new_room",)], [("new",)]]
    assert [each.placements.get().sequence for each in releases] == [0, 1, 1, 2]


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_history_asks_as_much_whatever_it_tells(event, item_count, django_assert_num_queries):
    sessions = make_many(event, item_count, room=make_room(shared=True))
    for minutes in range(3):
        Session.objects.filter(event=event).update(ends_at=MORNING + timedelta(days=99, minutes=minutes))
        make_release(event=event)

    with django_assert_num_queries(6):
        steps = history(event)

    assert [len(step.changes) for step in steps] == [len(sessions)] * 3
    assert [step.number for step in history(event, latest=2)] == [3, 2]


def test_history_tells_who_left(event):
    session = make_session(event=event, speakers=(make_speaker(name="Anna"),))
    make_release(event=event)
    session.appearances.all().delete()
    make_release(event=event, note={"da": "Et navn mindre"})

    newest, first = history(event)

    assert [(change.words, change.left) for change in newest.changes] == [((), ("Anna",))]
    assert (newest.note.value, newest.is_first, first.is_first) == ("Et navn mindre", False, True)
