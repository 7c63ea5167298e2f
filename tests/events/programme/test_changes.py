from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from events.programme.changes import Seen, StaleRelease, coming, difference, pending, release
from events.programme.conflicts import RoomClash
from events.programme.models import Session
from tests.factories import (
    MORNING,
    make_appearance,
    make_conference,
    make_event,
    make_release,
    make_room,
    make_session,
    make_speaker,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)


def placements(released):
    return {placement.session_id: placement for placement in released.placements.all()}


@pytest.fixture
def event():
    return make_event(published_at=None)


@time_machine.travel(NOW, tick=False)
def test_release_places_every_session_in_order(event):
    room = make_room()
    late = make_session(event=event, position=1, starts_at=MORNING + timedelta(hours=2), room=room)
    timeless = make_session(event=event, position=1, starts_at=None)
    last = make_session(event=event, position=2, starts_at=None, cancelled_at=NOW)
    early = make_session(event=event, position=9, starts_at=MORNING, room=room)

    made = release(event, by=None, seen=None, note={"da": "Velkommen"})

    rows = made.placements.order_by("position").values_list("session", "position", "starts_at", "room", "state")
    assert list(rows) == [
        (early.pk, 1, MORNING, room.pk, "on"),
        (late.pk, 2, late.starts_at, room.pk, "on"),
        (timeless.pk, 3, None, None, "on"),
        (last.pk, 4, None, None, "cancelled"),
    ]
    assert (made.number, made.released_at, made.replaced_at, made.note_da) == (1, NOW, None, "Velkommen")


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_release_asks_as_much_whatever_the_number_of_sessions(event, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_session(event=event, speakers=(make_speaker(),))
    make_release(event=event)
    Session.objects.update(room=make_room(shared=True))

    # lock, current, its placements and speakers, sessions and theirs, who does it, replaced, new, two settings,
    # placements, speakers, and the fifteen of the search entries
    with django_assert_num_queries(31):  # and a savepoint's two
        release(event, by=None, seen=1)


def test_release_keeps_the_title_of_then_in_five_columns(event):
    session = make_session(event=event, title={"sv": "Stad", "en": "City", "nb": "By"})

    placement = make_release(event=event).placements.get()
    Session.objects.filter(pk=session.pk).update(title_sv="Ny stad")
    placement.refresh_from_db()

    titles = (placement.title_da, placement.title_sv, placement.title_en, placement.title_is, placement.title_other)
    assert titles == (None, "Stad", "City", None, "By")
    assert placement.other_language == "nb"


def test_release_takes_the_speakers_of_now(event):
    session = make_session(event=event, speakers=(speaker := make_speaker(),))
    made = make_release(event=event)
    make_appearance(session=session)

    assert set(made.placements.get().speakers.all()) == {speaker}


@time_machine.travel(NOW, tick=False)
def test_first_release_publishes_its_event(event):
    make_release(event=event)

    assert event.published_at == NOW
    event.refresh_from_db()
    assert event.published_at == NOW


def test_first_release_never_announces_its_edition():
    conference = make_conference(published_at=None)
    conference.edition.announced_at = None
    conference.edition.save()

    make_release(event=conference)

    conference.edition.refresh_from_db()
    assert conference.edition.announced_at is None


def test_later_release_does_not_publish_what_was_withdrawn(event):
    make_release(event=event)
    event.published_at = None
    event.save()

    make_release(event=event)

    event.refresh_from_db()
    assert event.published_at is None


def test_release_replaces_the_current_one(event):
    first = make_release(event=event)
    second = make_release(event=event)

    first.refresh_from_db()
    assert first.replaced_at == second.released_at
    assert (second.number, event.releases.current().get()) == (2, second)


@pytest.mark.parametrize("seen", [None, 2])
def test_release_stops_when_another_was_seen(event, seen):
    make_release(event=event)

    with pytest.raises(StaleRelease) as stale:
        release(event, by=None, seen=seen)

    assert (stale.value.seen, stale.value.current) == (seen, 1)
    assert event.releases.count() == 1


def test_release_stops_when_the_seen_one_is_none(event):
    with pytest.raises(StaleRelease):
        release(event, by=None, seen=1)


def test_release_refuses_a_room_taken_twice_and_names_all_pairs(event):
    room = make_room()
    long = make_session(event=event, room=room, starts_at=MORNING, ends_at=MORNING + timedelta(hours=3))
    inside = make_session(event=event, room=room, starts_at=MORNING + timedelta(hours=1))
    later = make_session(event=event, room=room, starts_at=MORNING + timedelta(hours=2))

    with pytest.raises(RoomClash, match=inside.slug) as clash:
        make_release(event=event)

    assert clash.value.pairs == [(long, inside), (long, later)]
    assert event.releases.count() == 0


def test_release_allows_what_does_not_clash(event):
    room, foyer = make_room(), make_room(shared=True)
    noon = MORNING + timedelta(hours=3)
    make_session(event=event, room=room, starts_at=MORNING, ends_at=noon)
    make_session(event=event, room=room, starts_at=noon, ends_at=noon + timedelta(hours=14))
    make_session(event=event, room=room, starts_at=MORNING, cancelled_at=NOW)
    make_session(event=event, room=room, starts_at=MORNING, ends_at=None)
    make_session(event=event, room=room, starts_at=None)
    make_session(event=event, room=foyer, starts_at=MORNING)
    make_session(event=event, room=foyer, starts_at=MORNING)
    make_session(event=event, room=None, starts_at=MORNING)
    make_session(event=event, room=None, starts_at=MORNING)

    assert make_release(event=event).placements.count() == 9


def test_sequence_and_since_count_what_a_calendar_must_hear(event):
    moved, still = make_session(event=event), make_session(event=event)
    first = make_release(event=event)
    Session.objects.filter(pk=moved.pk).update(starts_at=MORNING, ends_at=None)
    make_appearance(session=still)
    second = make_release(event=event)
    Session.objects.filter(pk=moved.pk).update(cancelled_at=NOW)
    third = make_release(event=event)

    stands = [
        [(rows[session.pk].sequence, rows[session.pk].since) for session in (moved, still)]
        for rows in map(placements, (first, second, third))
    ]
    assert stands == [[(0, first), (0, first)], [(1, second), (0, first)], [(2, third), (0, first)]]


def test_difference_gives_each_session_its_words(event):
    room, other = make_room(), make_room(shared=True)
    names = ("moved", "room", "both", "off", "gone", "back", "still", "fewer")
    sessions = {name: make_session(event=event, room=room) for name in names}
    make_appearance(session=sessions["fewer"])
    Session.objects.filter(pk=sessions["back"].pk).update(cancelled_at=NOW)
    first = make_release(event=event)

    def change(*names, **columns):
        Session.objects.filter(pk__in=[sessions[name].pk for name in names]).update(**columns)

    change("both", room=other)
    change("moved", "both", ends_at=None)
    change("room", room=None)
    change("off", cancelled_at=NOW, room=other)
    change("gone", withdrawn_at=NOW)
    change("back", cancelled_at=None)
    make_appearance(session=sessions["both"])
    sessions["fewer"].appearances.all().delete()
    added = make_session(event=event)
    stillborn = make_session(event=event, cancelled_at=NOW)
    told = pending(event)
    second = make_release(event=event)

    assert difference(first, second) == {
        sessions["moved"].pk: {"moved"},
        sessions["room"].pk: {"new_room"},
        sessions["both"].pk: {"moved", "new_room", "new_speaker"},
        sessions["off"].pk: {"cancelled"},
        sessions["gone"].pk: {"withdrawn"},
        sessions["back"].pk: {"restored"},
        added.pk: {"new"},
        stillborn.pk: {"new", "cancelled"},
    }
    assert told == difference(first, second) | {sessions["fewer"].pk: set()}
    assert pending(event) == {}


def test_difference_from_nothing_is_all_new(event):
    session = make_session(event=event)

    assert difference(None, make_release(event=event)) == {session.pk: {"new"}}


def test_pending_tells_a_new_order_without_words(event):
    session = make_session(event=event, starts_at=None, position=1)
    for position in (2, 3, 4):
        make_session(event=event, starts_at=None, position=position)
    make_release(event=event)
    Session.objects.filter(pk=session.pk).update(position=5)

    assert pending(event) == {session.pk: set()}
    assert make_release(event=event).number == 2
    assert pending(event) == {}


def test_order_of_what_has_a_time_is_its_time(event):
    sessions = [make_session(event=event) for _ in range(4)]
    make_release(event=event)
    Session.objects.filter(pk=sessions[0].pk).update(starts_at=MORNING + timedelta(days=30), ends_at=None)

    assert pending(event) == {sessions[0].pk: {"moved"}}


def test_session_withdrawn_before_any_release_stays_unseen(event):
    make_session(event=event, withdrawn_at=NOW)

    assert make_release(event=event).placements.count() == 0


def test_working_copy_that_was_moved_since_it_was_looked_at_is_not_released(event):
    session = make_session(event=event)
    looked_at = Seen(None, coming(event, None).digest)
    Session.objects.filter(pk=session.pk).update(starts_at=MORNING)

    with pytest.raises(StaleRelease) as stale:
        release(event, by=None, seen=looked_at)

    assert stale.value.is_moved
    assert release(event, by=None, seen=Seen(None, coming(event, None).digest)).number == 1
