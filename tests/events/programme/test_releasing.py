"""The page that releases: what it lists, what stops it, and what it keeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils.html import strip_tags

from events.programme.changes import coming
from events.programme.models import Release, Session
from tests.desk import address, signed_in
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

PLAN = "/admin/programme/release/add/"


@pytest.fixture
def maja(cast):
    return signed_in(cast.maja)


@pytest.fixture
def event(cast):
    return make_event(edition=cast.reykjavik, title="Day one", time_zone="Atlantic/Reykjavik")


def plan(client, event):
    return client.get(PLAN, {"event": event.pk}).context


def told(client, event):
    """What the page lists, by title: words, time then and now, room then and now."""
    return {
        str(row.title): (row.words, row.when_then, row.when, str(row.room_then or ""), str(row.room or ""))
        for row in plan(client, event)["rows"]
    }


def seen(client, event, **sent):
    found = plan(client, event)
    return {
        "event": event.pk,
        "seen": found["current"].number if found["current"] else "",
        "plan": found["digest"],
    } | sent


def test_plan_tells_every_kind_of_change_with_the_old_and_the_new(maja, event):
    esja, katla = make_room(name="Esja"), make_room(name="Katla")
    names = ("Moves", "Changes room", "Falls", "Leaves", "Returns", "Gains", "Loses", "Stays")
    starts = {name: MORNING + timedelta(hours=number) for number, name in enumerate(names)}
    made = {name: make_session(event=event, title=name, starts_at=starts[name], room=esja) for name in names}
    make_appearance(session=made["Loses"])
    Session.objects.filter(pk=made["Returns"].pk).update(cancelled_at=MORNING)
    make_release(event=event)

    def change(name, **columns):
        Session.objects.filter(pk=made[name].pk).update(**columns)

    later = MORNING + timedelta(days=1)
    change("Moves", starts_at=later, ends_at=later + timedelta(hours=1))
    change("Changes room", room=katla)
    change("Falls", cancelled_at=MORNING)
    change("Leaves", withdrawn_at=MORNING)
    change("Returns", cancelled_at=None)
    made["Loses"].appearances.all().delete()
    make_appearance(session=made["Gains"], speaker=make_speaker(name="Nina"))
    make_session(event=event, title="Comes", starts_at=None)

    found = told(maja, event)

    assert {title: row[0] for title, row in found.items()} == {
        "Moves": "Moved",
        "Changes room": "New room",
        "Falls": "Cancelled",
        "Leaves": "Withdrawn",
        "Returns": "On again",
        "Gains": "New speaker",
        "Loses": "Fewer speakers",
        "Comes": "New",
    }
    Session.objects.filter(pk=made["Moves"].pk).update(room=katla)
    assert told(maja, event)["Moves"][0] == "Moved and new room"
    assert found["Moves"][1:3] == ("26 September 2024, 09:00–09:45", "27 September 2024, 09:00–10:00")
    assert found["Changes room"][3:] == ("Esja", "Katla")
    assert "<br>New: Nina" in maja.get(PLAN, {"event": event.pk}).content.decode()


def test_new_title_is_told_beside_the_old_one(maja, event):
    session = make_session(event=event, title="Old words")
    make_release(event=event)
    Session.objects.filter(pk=session.pk).update(title_en="New words")

    html = maja.get(PLAN, {"event": event.pk}).content.decode()

    assert '<del lang="en" dir="auto">Old words</del>' in html
    assert list(told(maja, event)) == ["New words"]


def test_warning_is_released_with_a_word_why_and_no_other_way(maja, event):
    room = make_room(name="Esja", capacity=10)
    make_session(event=event, title="Wide", room=room, capacity=30)

    refused = maja.post(PLAN, seen(maja, event))
    html = refused.content.decode()
    made = maja.post(PLAN, seen(maja, event, despite=" Stools are brought. "))

    assert refused.status_code == 409
    assert "Say in a word why" in html
    assert "“Wide” needs 30 seats; Esja has 10." in strip_tags(html)
    assert made.status_code == 302
    assert Release.objects.get().despite == "Stools are brought."
    assert "Stools are brought." in maja.get(made["Location"]).content.decode()
    assert plan(maja, event)["despite"] == "Stools are brought."


def test_what_is_worse_than_a_warning_is_told_first(maja, event):
    room = make_room(name="Esja", capacity=10)
    session = make_session(event=event, room=room, capacity=30, starts_at=MORNING)
    data = seen(maja, event)
    make_session(event=event, room=room, starts_at=MORNING)

    stale = maja.post(PLAN, data)
    clash = maja.post(PLAN, seen(maja, event))

    assert "was changed while you looked at it" in stale.content.decode()
    assert "Nothing was released: sessions share a room" in clash.content.decode()
    assert not session.placements.exists()


def test_what_moved_while_the_plan_was_looked_at_is_not_released_unseen(maja, event):
    session = make_session(event=event, title="Moves")
    data = seen(maja, event, note_da="Mit notat")
    Session.objects.filter(pk=session.pk).update(starts_at=MORNING, ends_at=None)

    refused = maja.post(PLAN, data)

    assert refused.status_code == 409
    assert "The programme was changed while you looked at it." in refused.content.decode()
    assert "Mit notat" in refused.content.decode()
    assert not Release.objects.exists()
    assert maja.post(PLAN, seen(maja, event)).status_code == 302


def test_fatal_clash_leads_to_the_board_and_takes_the_button_away(maja, event):
    room = make_room(name="Esja")
    one, other = (make_session(event=event, title=title, room=room, starts_at=MORNING) for title in ("One", "Other"))

    html = maja.get(PLAN, {"event": event.pk}).content.decode()

    for session in (one, other):
        assert f'href="/admin/programme/session/board/{event.pk}/?session={session.pk}"' in html
    assert '<button type="submit" class="button">' not in html


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_plan_asks_as_much_whatever_it_lists(maja, event, item_count, django_assert_num_queries):
    make_many(event, item_count, room=make_room())
    make_release(event=event)
    Session.objects.update(ends_at=F("ends_at") + timedelta(minutes=5))

    with django_assert_num_queries(20):
        assert len(plan(maja, event)["rows"]) == item_count


def test_old_release_is_read_as_it_was(maja, event):
    room, other = make_room(name="Esja"), make_room(name="Katla")
    session = make_session(event=event, title="First words", room=room, speakers=(make_speaker(name="Nina"),))
    first = make_release(event=event)
    Session.objects.filter(pk=session.pk).update(room=other, title_en="Second words")
    session.appearances.all().delete()
    second = make_release(event=event)

    old = maja.get(address("change", first)).content.decode()
    new = maja.get(address("change", second)).content.decode()

    assert ["First words" in old, "Esja" in old, "Nina" in old] == [True] * 3
    assert ["Second words" in old, "Katla" in old] == [False] * 2
    assert ["Second words" in new, "<del><bdi>Esja</bdi></del> <bdi>Katla</bdi>" in new, "<del>Nina</del>" in new] == [
        True
    ] * 3
    assert maja.get(address("changelist", Release)).content.decode().count("field-number") == 2


def test_people_are_told_in_the_order_of_their_session(maja, event):
    session = make_session(event=event, title="Panel")
    for place, name in ((2, "Å Last"), (0, "B First"), (1, "A Second")):
        make_appearance(session=session, speaker=make_speaker(name=name), position=place)
    release = make_release(event=event)
    session.appearances.filter(position=0).delete()

    html = maja.get(address("change", release)).content.decode()

    assert [change.after.speakers for change in coming(event, None).changes] == [("A Second", "Å Last")]
    assert "A Second, Å Last, B First" in html
