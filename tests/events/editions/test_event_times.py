"""Days and clock times of an event: what is refused, and what a change of its zone does to its programme."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from tests.cast import make_user
from tests.desk import address, form_of, signed_in
from tests.factories import MORNING, make_event, make_release, make_session

pytestmark = pytest.mark.django_db
NINE = datetime(2024, 9, 26, 9, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.mark.parametrize("last", [None, date(2024, 9, 26)])
@pytest.mark.parametrize("until", [time(9, 0), time(8, 30)])
def test_an_end_before_its_start_on_one_day_is_refused_beside_the_field(last, until):
    event = make_event(ends_on=last, from_time=None)
    event.from_time, event.to_time = time(9, 0), until

    with pytest.raises(ValidationError) as refused:
        event.full_clean()

    assert list(refused.value.message_dict) == ["to_time"]


def test_an_evening_may_end_after_midnight():
    event = make_event(ends_on=date(2024, 9, 27))
    event.from_time, event.to_time = time(19, 0), time(1, 0)

    event.full_clean()


def test_the_database_refuses_it_too():
    with pytest.raises(IntegrityError, match="to_after_from"):
        make_event(ends_on=None, from_time=time(9, 0), to_time=time(8, 0))


def test_the_desk_says_it_in_the_editors_language_and_keeps_what_was_typed():
    event = make_event(ends_on=None)
    keeper = signed_in(make_user("keeper-of-times", is_superuser=True), "da")
    form = form_of(keeper, address("change", event)) | {"from_time": "12:00", "to_time": "09:00"}

    html = keeper.post(address("change", event), form).content.decode()

    assert "Det skal være senere end" in html
    assert 'value="09:00"' in html


def test_clock_times_stay_when_the_zone_changes_and_readers_see_it_with_the_next_release(client):
    event = make_event(time_zone="Europe/Copenhagen")
    session = make_session(event=event, starts_at=NINE.astimezone(UTC))
    timeless = make_session(event=event, starts_at=None)
    make_release(event=event)

    event.time_zone = "Atlantic/Reykjavik"
    event.save()
    session.refresh_from_db()
    timeless.refresh_from_db()

    assert session.starts_at == datetime(2024, 9, 26, 9, 0, tzinfo=UTC)
    assert session.ends_at == datetime(2024, 9, 26, 9, 45, tzinfo=UTC)
    assert timeless.starts_at is None
    assert "2024-09-26T09:00+02:00" in client.get(event.programme_address).content.decode()

    make_release(event=event)
    assert "2024-09-26T09:00+00:00" in client.get(event.programme_address).content.decode()


def test_a_session_after_midnight_stands_on_the_day_of_its_place(client):
    late = datetime(2024, 9, 26, 22, 30, tzinfo=UTC)
    session = make_session(event=make_event(time_zone="Europe/Copenhagen"), starts_at=late)
    make_release(event=session.event)

    html = client.get(f"/en{session.paths()[0]}").content.decode()

    when = html[html.index("session-when") :].partition("</p>")[0]
    assert ("27 September" in when, "26 September" in when) == (True, False)


def test_saving_without_a_new_zone_leaves_the_programme_alone():
    session = make_session(starts_at=MORNING)
    session.event.save()
    session.refresh_from_db()

    assert session.starts_at == MORNING


def test_saving_other_columns_of_an_old_copy_moves_no_times():
    session = make_session(starts_at=MORNING)
    old_copy = type(session.event).objects.get(pk=session.event.pk)
    session.event.time_zone = "Atlantic/Reykjavik"
    session.event.save()
    session.refresh_from_db()
    moved_to = session.starts_at

    old_copy.save(update_fields=["title_da"])
    session.refresh_from_db()

    assert session.starts_at == moved_to != MORNING
