"""What the database refuses, whoever asks: see the second migration of the programme."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from events.programme.models import Placement, Session
from tests.factories import LONG_AGO, make_event, make_release, make_session, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(published_at=None)


def test_session_once_placed_cannot_be_deleted_and_stands_withdrawn(event):
    session = make_session(event=event)
    make_release(event=event)

    with pytest.raises(ProtectedError):
        session.delete()
    Session.objects.filter(pk=session.pk).update(withdrawn_at=LONG_AGO)

    assert [placement.state for placement in make_release(event=event).placements.all()] == ["withdrawn"]
    assert [placement.state for placement in make_release(event=event).placements.all()] == ["withdrawn"]


def test_session_once_placed_stays_with_its_event(event):
    session = make_session(event=event)
    make_release(event=event)
    other = make_event()

    with pytest.raises(IntegrityError, match="stays with its event"), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(event=other)
    unplaced = make_session(event=event)
    assert Session.objects.filter(pk=unplaced.pk).update(event=other) == 1


@pytest.fixture
def placement(event):
    make_session(event=event, speakers=(make_speaker(),))
    return make_release(event=event).placements.get()


CHANGES = {
    "updated": lambda placement: Placement.objects.filter(pk=placement.pk).update(state="cancelled"),
    "deleted": lambda placement: Placement.objects.filter(pk=placement.pk).delete(),
    "without speakers": lambda placement: placement.speakers.clear(),
    "with another speaker": lambda placement: placement.speakers.add(make_speaker()),
    "with its speaker exchanged": lambda _placement: Placement.speakers.through.objects.update(speaker=make_speaker()),
    "added later": lambda placement: Placement.objects.create(
        release=placement.release,
        since=placement.release,
        session=make_session(event=placement.session.event),
        position=9,
        state="on",
        exclusive=False,
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_placement_is_never_changed(placement, change):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        change(placement)


def test_placement_lets_a_person_be_erased(placement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('programme.releasing', 'erasure', true)")
        placement.speakers.clear()

    assert placement.speakers.count() == 0
