"""Sessions, materials and releases at the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry

from events.programme.models import Release, Session
from tests.desk import address, form_of, save, signed_in
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
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def maja(cast):
    return signed_in(cast.maja)


@pytest.fixture
def event(cast):
    return make_event(edition=cast.reykjavik, title="Day one")


# Releasing


def test_plan_lists_what_will_change(bjork, event):
    room = make_room(name="Esja")
    make_session(event=event, title="Quite the same", room=room, starts_at=MORNING)
    moved = make_session(event=event, title="Moves", room=room, starts_at=MORNING + timedelta(hours=1))
    make_release(event=event)
    later = MORNING + timedelta(days=9)
    moved.starts_at, moved.ends_at = later, later + timedelta(hours=1)
    moved.save()
    make_session(event=event, title="Comes", starts_at=later + timedelta(days=1))

    html = bjork.get(PLAN, {"event": event.pk}).content.decode()

    assert "Moves" in html
    assert "Moved" in html
    assert "<del>" in html
    assert "Comes" in html
    assert "New" in html
    assert "Quite the same" not in html


def test_plan_names_the_sessions_that_share_a_room_before_anybody_tries(bjork, event):
    room = make_room(name="Esja")
    for title in ("One", "Other"):
        make_session(event=event, title=title, room=room, starts_at=MORNING)

    html = bjork.get(PLAN, {"event": event.pk}).content.decode()

    problem = html.partition("error-summary")[2].partition("</div>")[0]
    assert "cannot be released yet" in problem
    assert ("One" in problem, "Other" in problem, "Esja" in problem) == (True, True, True)


def test_session_that_takes_a_room_twice_is_saved_with_a_warning(bjork, event):
    room = make_room(name="Esja")
    make_session(event=event, title="First", room=room, starts_at=MORNING)
    second = make_session(event=event, title="Second", room=room, starts_at=MORNING)

    response = save(bjork, second)

    assert "“First” has the room at the same time" in bjork.get(response["Location"]).content.decode()


def test_reason_without_a_moment_is_refused_beside_the_moment(bjork, event):
    response = save(bjork, make_session(event=event), cancelled_because_da="Taleren er syg")

    assert list(response.context["adminform"].form.errors) == ["cancelled_at"]


def test_note_of_a_release_is_read_on_the_programme(maja, event, client):
    make_session(event=event)
    maja.post(PLAN, {"event": event.pk, "seen": "", "note_da": "Frokosten er flyttet."})

    for page in event.paths():
        assert '<div class="prose" lang="da"><p>Frokosten er flyttet.</p>' in client.get(f"/en{page}").content.decode()


def test_session_outside_the_days_of_its_event_is_saved_with_a_warning(bjork, event):
    session = make_session(event=event, starts_at=MORNING)

    response = save(bjork, session, starts_at_0="2024-10-26", ends_at_0="2024-10-26")
    session.refresh_from_db()

    assert session.starts_at.month == 10
    assert "outside the days of its event" in bjork.get(response["Location"]).content.decode()


# Without scripts


def test_speaker_is_chosen_by_the_whole_name_where_no_script_runs(bjork, event):
    session, nina = make_session(event=event), make_speaker(name="Nína Þórsdóttir")
    sent = {
        "appearances-TOTAL_FORMS": 1,
        "appearances-0-speaker-named": " nína þórsdóttir ",
        "appearances-0-role": "host",
    }

    response = save(bjork, session, **sent | {"appearances-0-position": 0})

    assert response.status_code == 302
    assert session.appearances.get().speaker == nina


@pytest.mark.parametrize("sent", [{"named": "Nobody <b>"}, {"": "abc"}, {"": "9" * 40}], ids=["name", "text", "figure"])
def test_speaker_that_is_none_is_told_beside_the_field_with_what_was_typed(bjork, event, sent):
    session = make_session(event=event)
    ((suffix, value),) = sent.items()
    name = f"appearances-0-speaker{'-' if suffix else ''}{suffix}"

    html = save(
        bjork, session, **{"appearances-TOTAL_FORMS": 1, name: value, "appearances-0-role": "host"}
    ).content.decode()

    assert 'href="#id_appearances-0-speaker"' in html
    assert not session.appearances.exists()
    assert "<b>" not in html.partition("appearances-0-speaker-named")[2][:200]


def test_release_shows_the_programme_to_the_public_and_is_logged(maja, cast, event):
    make_session(event=event)

    response = maja.post(PLAN, {"event": event.pk, "seen": "", "note_da": "Første udgave"})

    release = Release.objects.get()
    assert response["Location"] == address("change", release)
    assert (release.number, release.released_by, release.note_da) == (1, cast.maja, "Første udgave")
    assert LogEntry.objects.get().user == cast.maja
    assert maja.get(response["Location"]).status_code == 200


def test_stale_plan_is_refused_and_keeps_the_note(maja, event):
    make_session(event=event)
    make_release(event=event)
    make_session(event=event)

    response = maja.post(PLAN, {"event": event.pk, "seen": "", "note_da": "Mit notat"})

    html = response.content.decode()
    assert response.status_code == 409
    assert "Somebody released this programme after you looked at it." in html
    assert "Mit notat" in html
    assert 'name="seen" value="1"' in html
    assert Release.objects.count() == 1


def test_clash_is_refused_with_both_sessions(maja, event):
    room = make_room(name="Esja")
    for title in ("First talk", "Second talk"):
        make_session(event=event, title=title, room=room, starts_at=MORNING, ends_at=MORNING + timedelta(hours=1))

    response = maja.post(PLAN, {"event": event.pk, "seen": ""})

    html = response.content.decode()
    assert response.status_code == 409
    assert "share a room" in html
    assert html.count("First talk") >= 2
    assert not Release.objects.exists()


def test_editor_sees_what_a_release_would_change_and_whom_to_ask(bjork, event):
    make_session(event=event)
    html = bjork.get(PLAN, {"event": event.pk}).content.decode()
    posted = bjork.post(PLAN, {"event": event.pk, "seen": ""})

    assert "Only a chief releases the programme. Ask maja." in html
    assert '<button type="submit" class="button">Release programme' not in html
    assert posted.status_code == 403
    assert not Release.objects.exists()


def test_release_of_another_edition_is_not_there(bjork, cast):
    foreign = make_event(edition=cast.oslo)
    make_session(event=foreign)

    for response in (bjork.get(PLAN, {"event": foreign.pk}), bjork.post(PLAN, {"event": foreign.pk, "seen": ""})):
        assert response.status_code == 404
    assert not Release.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 30, "\u0663"])
def test_release_of_nothing_is_not_there(bjork, key):
    assert bjork.get(f"{PLAN}?event={key}").status_code == 404


def test_release_is_never_changed(cast, event):
    make_session(event=event)
    release = make_release(event=event)
    keeper = signed_in(cast.keeper)

    assert keeper.post(address("change", release), {"number": 7}).status_code == 403
    assert keeper.post(address("delete", release), {"post": "yes"}).status_code == 403


def test_action_of_the_list_leads_to_the_plan(bjork, event):
    given = {"action": "release_programme", "_selected_action": event.pk}

    response = bjork.post(address("changelist", type(event)), given)

    assert response["Location"] == f"{PLAN}?event={event.pk}"


# Sessions


def test_session_is_added_to_an_event_that_was_chosen_first(bjork, cast, event):
    make_event(edition=cast.oslo, title="Not ours")

    chooser = bjork.get(address("add", Session)).content.decode()
    given = form_of(bjork, f"{address('add', Session)}?event={event.pk}")
    response = bjork.post(address("add", Session), given | {"title_is": "Opnun"})

    assert "Day one" in chooser
    assert "Not ours" not in chooser
    assert response.status_code == 302
    assert Session.objects.get().event == event


def test_session_with_an_end_needs_a_start(bjork, event):
    session = make_session(event=event, starts_at=None)

    response = save(bjork, session, ends_at_0="26/09/2024", ends_at_1="11:00")

    assert list(response.context["adminform"].form.errors) == ["starts_at"]


def test_released_session_stays_with_its_event_and_is_not_deleted(bjork, cast, event):
    session, other = make_session(event=event), make_event(edition=cast.reykjavik)
    make_release(event=event)

    save(bjork, session, event=other.pk)
    bjork.post(address("delete", session), {"post": "yes"})

    session.refresh_from_db()
    assert session.event == event


def test_languages_are_ticked_and_unusual_ones_stay(bjork, event):
    session = make_session(event=event, spoken=["da", "kab"])

    save(bjork, session, spoken=["is", "kab"])

    session.refresh_from_db()
    assert session.spoken == ["is", "kab"]


def test_same_person_twice_in_a_role_is_told_beside_the_row(bjork, event):
    session = make_session(event=event)
    first, second = make_appearance(session=session), make_appearance(session=session)

    response = save(bjork, session, **{"appearances-1-speaker": first.speaker.pk})

    second.refresh_from_db()
    assert response.status_code == 200
    assert second.speaker != first.speaker
