"""A file without numbers whose title was corrected: the session in its slot is the one."""

from __future__ import annotations

import pytest

from events.programme.imports.plan import plan
from events.programme.models import Session
from tests.events.programme.imports.drafting import bring, draft, reading, states
from tests.factories import make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(title="Days")


def only(event):
    return Session.objects.of(event).get()


def edit(session, **columns):
    Session.objects.filter(pk=session.pk).update(**columns)


def test_a_corrected_title_keeps_the_session_of_a_file_without_numbers(event):
    kept = draft("Fællesskaber", at=1, room="Hall", people=("Bo Ek",))
    bring(event, draft("Unge i byen", room="Hall", people=("Anna Berg",)), kept)
    before = Session.objects.of(event).get(title_en="Unge i byen")

    made = bring(event, draft("Unge i storbyen", room="Hall", people=("Anna Berg",)), kept)

    assert [row.state for row in made.rows] == ["changed", "same"]
    assert [delta.field for delta in made.rows[0].deltas] == ["title_en"]
    assert (made.gone, made.notes) == ([], [])
    after = Session.objects.of(event).get(pk=before.pk)
    assert (after.title_en, after.slug) == ("Unge i storbyen", before.slug)


A, B = ("Anna Berg",), ("Bo Ek",)
Case = tuple[list[dict[str, object]], list[dict[str, object]], list[str]]
RETITLED: dict[str, Case] = {
    "the room": ([{"room": "Hall"}], [{"room": "Hall", "people": B}], ["changed"]),
    "the speakers": ([{"room": "Hall", "people": A}], [{"room": "Loft", "people": A}], ["changed"]),
    "neither": ([{"room": "Hall", "people": A}], [{"room": "Loft", "people": B}], ["new"]),
    "no room and nobody": ([{}], [{}], ["new"]),
    "another start": ([{"room": "Hall", "people": A}], [{"room": "Hall", "people": A, "at": 1}], ["new"]),
    "another number": ([{"room": "Hall", "key": "nr:1"}], [{"room": "Hall", "key": "nr:2"}], ["new"]),
    "a number since": ([{"room": "Hall"}], [{"room": "Hall", "key": "nr:2"}], ["changed"]),
    "an address": ([{"room": "Hall", "key": "slug:a"}], [{"room": "Hall", "key": "slug:b"}], ["changed"]),
    "several": ([{"room": "Hall"}] * 2, [{"room": "Hall"}] * 2, ["new", "new"]),
    "two sessions, one row": ([{"room": "Hall"}] * 2, [{"room": "Hall"}], ["new"]),
    "one session, two rows": ([{"room": "Hall"}], [{"room": "Hall"}] * 2, ["new", "new"]),
    "one by the room, one by the speakers": (
        [{"room": "Hall"}, {"room": "Loft", "people": A}], [{"room": "Hall", "people": A}], ["new"],
    ),
    "one room, other speakers": (
        [{"room": "Hall", "people": A}, {"room": "Hall", "people": B}],
        [{"room": "Hall", "people": B}, {"room": "Hall", "people": A}],
        ["changed", "changed"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", RETITLED)
def test_a_new_title_in_the_slot_of_what_is_gone(event, case):
    before, after, expected = RETITLED[case]
    bring(event, *(draft(f"Old {number}", **given) for number, given in enumerate(before)))

    assert states(event, *(draft(f"New {number}", **given) for number, given in enumerate(after))) == expected


def test_what_several_sessions_may_be_is_told(event, in_english):  # noqa: ARG001
    kept = draft("Kept", at=1)
    bring(event, draft("One", room="Hall"), draft("Two", room="Hall"), kept)

    found = plan(event, reading(draft("Three", room="Hall"), kept))

    assert [gone.title for gone in found.gone] == ["One", "Two"]
    assert [fault.message for fault in found.notes] == [
        "“Three” counts as new, but may be a new title. Gone from the same slot: One · Two."
    ]


def test_numbers_given_anew_part_no_session_from_its_new_title(event):
    bring(event, draft("A", key="nr:1", at=0), draft("B", key="nr:2", at=1, room="Hall"))
    rows = (draft("New", key="nr:1", at=5), draft("A", key="nr:2"), draft("B!", key="nr:3", at=1, room="Hall"))

    assert states(event, *rows) == ["new", "same", "changed"]


@pytest.mark.parametrize("column", ["cancelled_at", "withdrawn_at"])
def test_what_was_called_off_here_does_not_come_back_under_another_title(event, column):
    bring(event, draft("Old", room="Hall"))
    edit(only(event), **{column: draft().starts_at})

    assert states(event, draft("New", room="Hall")) == ["new"]


def test_a_title_edited_here_is_neither_new_nor_lost_when_the_file_comes_again(event):
    rows = (draft("Sektion 3", room="Hall"), draft("Sektion 4", room="Loft"))
    bring(event, *rows)
    edit(Session.objects.of(event).get(title_en="Sektion 3"), title_en="Sektion 3x")

    made = bring(event, *rows)

    assert [row.state for row in made.rows] == ["same", "same"]
    assert sorted(Session.objects.of(event).values_list("title_en", flat=True)) == ["Sektion 3x", "Sektion 4"]


@pytest.mark.parametrize(("title", "state"), [("Sektion 3x", "same"), ("Sektion 3y", "conflict")])
def test_a_title_edited_here_and_in_the_file(event, title, state):
    bring(event, draft("Sektion 3", room="Hall"))
    edit(only(event), title_en="Sektion 3x")

    assert states(event, draft(title, room="Hall")) == [state]


def test_a_title_edited_here_first_is_known_wherever_the_file_puts_it(event):
    bring(event, draft("Sektion 3", room="Hall"))
    edit(only(event), title_en="Sektion 3x")

    assert states(event, draft("Sektion 3x", room="Loft", at=3)) == ["changed"]
