"""New, changed, the same, in conflict, gone: what an import finds, field by field."""

from __future__ import annotations

import pytest

from events.programme.imports.applying import Choices
from events.programme.imports.drafts import Fault, Spot
from events.programme.imports.plan import FILE, MINE, plan
from events.programme.models import ImportedSession, Session
from tests.events.programme.imports.drafting import bring, draft, reading, states
from tests.factories import make_event, make_room, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(title="Days")


def only(event):
    return Session.objects.of(event).get()


def edit(session, **columns):
    Session.objects.filter(pk=session.pk).update(**columns)


# What a row is


def test_the_same_file_again_is_the_same_in_any_order(event):
    rows = (
        draft("One", at=0, room="Hall"),
        draft("Two", at=1, people=("Anna Ås",)),
        draft("Three", starts_at=None, ends_at=None),
    )
    bring(event, *rows)

    assert states(event, *reversed(rows)) == ["same", "same", "same"]


def test_importing_the_same_again_writes_nothing(event, django_assert_max_num_queries):
    rows = (draft("One", room="Hall", people=("Anna Ås",)),)
    bring(event, *rows)

    with django_assert_max_num_queries(25) as queries:
        bring(event, *rows)

    written = ("INSERT", "UPDATE", "DELETE")
    assert [query["sql"] for query in queries.captured_queries if query["sql"].startswith(written)] == []


def test_twins_without_a_number_stay_two(event):
    rows = (draft("Coffee", room="Foyer"), draft("Coffee", room="Foyer"), draft("Coffee", room="Hall"))
    bring(event, *rows)

    assert states(event, *rows) == ["same", "same", "same"]
    assert Session.objects.of(event).count() == 3


def test_a_number_keeps_a_session_whatever_else_changes(event):
    bring(event, draft("Old", key="nr:1", room="Hall"))

    assert states(event, draft("New", key="nr:1", at=5, room="Foyer")) == ["changed"]


def test_numbers_that_were_given_anew_do_not_rename_sessions(event):
    bring(event, draft("A", key="nr:1", at=0), draft("B", key="nr:2", at=0))

    found = plan(
        event, reading(draft("Welcome", key="nr:1", at=0), draft("A", key="nr:2", at=0), draft("B", key="nr:3"))
    )

    assert [row.state for row in found.rows] == ["new", "same", "same"]


def test_a_guid_is_believed_in_spite_of_the_title(event):
    bring(event, draft("A", key="guid:x"), draft("B", key="guid:y"))

    assert states(event, draft("B", key="guid:x"), draft("A", key="guid:y")) == ["changed", "changed"]


def test_a_session_made_here_is_recognised_by_title_and_start(event):
    make_session(event=event, title={"en": "Opening"}, starts_at=draft().starts_at)

    found = plan(event, reading(draft("opening ", abstract="Welcome")))

    assert [row.state for row in found.rows] == ["conflict"]  # of another length, and nobody knows which is right
    assert {delta.field: delta.outcome for delta in found.rows[0].deltas} == {
        "title_en": "conflict", "abstract_en": "change", "time": "conflict",
    }  # fmt: skip


def test_what_is_no_longer_in_the_file_is_told_and_stays(event):
    bring(event, draft("One", key="nr:1"), draft("Two", key="nr:2", at=1))

    found = plan(event, reading(draft("One", key="nr:1")))

    assert [gone.title for gone in found.gone] == ["Two"]
    assert Session.objects.of(event).count() == 2


def test_a_file_of_another_programme_says_nothing_of_what_is_gone(event):
    bring(event, draft("One", key="nr:1"))

    assert plan(event, reading(draft("Else", key="uid:7", at=9))).gone == []


# Three states of a field


def test_a_corrected_file_changes_only_what_was_corrected(event):
    bring(event, draft(key="nr:1", abstract="Old", room="Hall"))
    edit(only(event), abstract_en="Better", slug="mine")

    bring(event, draft(key="nr:1", abstract="Old", room="Foyer"))

    session = only(event)
    assert (session.abstract_en, session.room.name_en, session.slug) == ("Better", "Foyer", "mine")


def test_what_both_changed_is_a_conflict_and_stays_until_decided(event):
    bring(event, draft("File", key="nr:1"))
    edit(only(event), title_en="Mine")
    changed = draft("File, corrected", key="nr:1", at=1)

    first = bring(event, changed)

    assert [(delta.field, delta.outcome) for delta in first.rows[0].deltas] == [
        ("title_en", "conflict"),
        ("time", "change"),
    ]
    assert (only(event).title_en, only(event).starts_at) == ("Mine", changed.starts_at)
    assert states(event, changed) == ["conflict"]


@pytest.mark.parametrize(("decision", "title"), [(MINE, "Mine"), (FILE, "File, corrected")])
def test_a_decision_is_asked_for_once(event, decision, title):
    bring(event, draft("File", key="nr:1"))
    edit(only(event), title_en="Mine")
    changed = draft("File, corrected", key="nr:1")

    bring(event, changed, choices=Choices(decisions={0: decision}))

    assert only(event).title_en == title
    assert states(event, changed) == ["same"]


def test_both_having_changed_it_to_the_same_is_no_conflict(event):
    bring(event, draft("File", key="nr:1"))
    edit(only(event), title_en="Corrected")

    assert states(event, draft("Corrected", key="nr:1")) == ["same"]


@pytest.mark.parametrize(("decision", "count"), [(MINE, 0), (FILE, 1)])
def test_a_session_deleted_here_is_asked_about_and_not_asked_twice(event, decision, count):
    bring(event, draft(key="nr:1"))
    only(event).delete()
    assert states(event, draft(key="nr:1")) == ["conflict"]

    bring(event, draft(key="nr:1"), choices=Choices(decisions={0: decision}))

    assert Session.objects.of(event).count() == count
    assert states(event, draft(key="nr:1")) == ["same"]


def test_a_file_without_a_column_empties_nothing(event):
    bring(event, draft(key="nr:1", abstract="Words", capacity=30, people=("Anna Ås",)))

    assert states(event, draft(key="nr:1")) == ["same"]


def test_a_column_that_is_there_and_empty_empties(event):
    bring(event, draft(key="nr:1", cancelled=True), headings={"State": "state"})
    assert only(event).cancelled_at is not None

    bring(event, draft(key="nr:1"), headings={"State": "state"})

    assert only(event).cancelled_at is None


# Places, languages, doubts


def test_rooms_of_the_events_venue_are_found_and_new_ones_follow_in_the_files_order(event):
    hall = make_room(name={"da": "Store sal"}, position=3)
    event.room = hall
    event.save()

    bring(event, draft("A", room="Loft"), draft("B", at=1, room="store  sal"), draft("C", at=2, room="Attic"))

    rooms = hall.venue.rooms.order_by("position").values_list("pk", "name_en")
    assert [name or pk for pk, name in rooms] == [hall.pk, "Loft", "Attic"]


def test_a_room_that_was_renamed_here_is_still_the_one(event):
    bring(event, draft(key="nr:1", room="Hall 1"))
    room = only(event).room
    room.name_en = "Great hall"
    room.save()

    assert states(event, draft(key="nr:1", room="Hall 1")) == ["same"]
    assert bring(event, draft("New", at=2, room="Hall 1")).counts["new"] == 1
    assert Session.objects.of(event).filter(room=room).count() == 2


def test_a_text_in_none_of_the_four_languages_stands_in_the_fifth_pane(event):
    bring(event, draft("Åpning", language="nb", texts=(("title", "en", "Opening"),)))

    session = only(event)
    assert (session.title_other, session.other_language, session.title_en) == ("Åpning", "nb", "Opening")


def test_what_is_too_long_is_said_and_the_rest_waits_for_it(event):
    found = plan(event, reading(draft("x" * 251), draft("Short", at=1)))

    assert [row.state for row in found.rows] == ["refused", "new"]
    assert [(fault.spot, fault.kind) for fault in found.faults] == [(Spot("", 2), "error")]


def test_days_far_from_the_event_are_asked_about_and_can_be_right(event):
    far = draft("Left over", starts_at=draft().starts_at.replace(year=2022), ends_at=None)

    assert states(event, far) == ["refused"]
    assert [row.state for row in plan(event, reading(far), answers={"far:2022-09-26": "keep"}).rows] == ["new"]


def test_faults_come_before_notes_and_by_line(event):
    faults = (Fault(Spot("", 9), "note", "note"), Fault(Spot("", 7), "b"), Fault(Spot("", 3), "a"))

    assert [fault.message for fault in plan(event, reading(draft(), faults=faults)).faults] == ["a", "b", "note"]


def test_nothing_is_remembered_of_a_plan(event):
    plan(event, reading(draft()))

    assert (ImportedSession.objects.count(), Session.objects.count()) == (0, 0)
