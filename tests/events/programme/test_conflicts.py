"""Clashes of every kind, found without a database, and read from one."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from time import process_time

import pytest
from django.utils.translation import override

from cities.models import Room, Venue
from events.editions.models import Event
from events.programme.conflicts import Beside, by_session, found, of_event
from events.programme.models import Session
from tests.events.programme.moving import make_many
from tests.factories import (
    MORNING,
    make_event,
    make_room,
    make_session,
    make_statement,
)

HERE, THERE = (
    Venue(pk=1, slug="here", name_en="Town hall", city_id=1),
    Venue(pk=2, slug="there", name_en="School", city_id=1),
)
ABROAD = Venue(pk=3, slug="abroad", name_en="Malmö", city_id=2)
ESJA = Room(pk=1, slug="esja", name_en="Esja", venue=HERE, capacity=40)
KATLA = Room(pk=2, slug="katla", name_en="Katla", venue=HERE, capacity=200)
FOYER = Room(pk=3, slug="foyer", name_en="Foyer", venue=HERE, shared=True)
GYM, HALL = Room(pk=4, slug="gym", name_en="Gym", venue=THERE), Room(pk=5, slug="hall", name_en="Hall", venue=ABROAD)
EVENT = Event(pk=1, edition_id=24, capacity=300)
ANNA = {7: "Anna Ås"}
_keys = count(1)


def session(title, start, minutes=60, **columns):
    """Minutes after the morning; no length, no end."""
    starts_at = None if start is None else MORNING + timedelta(minutes=start)
    ends_at = starts_at + timedelta(minutes=minutes) if starts_at and minutes else None
    given = {"pk": next(_keys), "slug": title.lower(), "title_en": title, "event": EVENT}
    return Session(**given | {"starts_at": starts_at, "ends_at": ends_at} | columns)


def told(*sessions, speakers=(), statements=None):
    keys = {each.title_en: each.pk for each in sessions}
    beside = Beside(
        {keys[title]: ANNA for title in speakers}, {keys[title]: these for title, these in (statements or {}).items()}
    )
    return [
        (str(clash.kind), [each.title_en for each in clash.sessions], clash.fatal) for clash in found(sessions, beside)
    ]


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("room", "first", "second", "expected"),
    [
        (ESJA, (0, 60), (30, 60), [("room", ["A", "B"], True)]),
        (ESJA, (0, 60), (0, 60), [("room", ["A", "B"], True)]),
        (ESJA, (0, 60), (60, 60), []),
        (ESJA, (0, 60), (30, 0), [("room", ["A", "B"], False)]),
        (ESJA, (0, 0), (0, 0), [("room", ["A", "B"], False)]),
        (ESJA, (0, 0), (30, 60), []),
        (ESJA, (0, 60), (None, 0), []),
        (FOYER, (0, 60), (30, 60), []),
        (None, (0, 60), (30, 60), []),
    ],
    ids=["overlap", "equal", "back to back", "no end", "no ends", "after no end", "no time", "shared", "no room"],
)
def test_room_is_taken_twice(room, first, second, expected):
    assert told(session("A", *first, room=room), session("B", *second, room=room)) == expected


def test_all_pairs_in_a_room_are_told():
    long, inside, later = (
        session(title, start, length, room=ESJA)
        for title, start, length in (("A", 0, 180), ("B", 30, 30), ("C", 90, 30))
    )

    assert told(long, inside, later) == [("room", ["A", "B"], True), ("room", ["A", "C"], True)]


def test_speaker_is_in_two_places():
    sessions = session("A", 0, room=ESJA), session("B", 30, room=KATLA), session("C", 90, room=ESJA)

    assert told(*sessions, speakers="ABC") == [("speaker", ["A", "B"], False)]
    assert told(*sessions, speakers="AC") == []


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ({"Feedback": {1: {-1, 24}}}, True),
        ({"Feedback": {1: {-9, 24}}}, True),
        ({"Feedback": {1: {-9, 22}}}, False),
        ({"Feedback": {1: {-9, None}}}, False),
        ({"Feedback": {1: {-1, 24}}, "Song": {1: {-1, 24}}}, True),
        ({"Feedback": {1: {-1, 24}}, "Song": {2: {-1, 24}}}, False),
        ({}, False),
    ],
    ids=["own event", "own edition", "other edition", "stands alone", "same statement", "another's", "none"],
)
def test_youth_contribution_meets_its_own_feedback(statements, expected):
    song = session("Song", 0, kind="youth", room=ESJA)
    feedback, later = session("Feedback", 30, room=KATLA), session("Later", 60, room=ESJA)

    clashes = told(song, feedback, later, statements=statements)

    assert clashes == ([("youth", ["Song", "Feedback"], False)] if expected else [])


def test_two_youth_contributions_on_one_statement_are_told_once():
    one, other = session("A", 0, kind="youth"), session("B", 30, kind="youth")

    assert told(one, other, statements={"A": {1: {-1}}, "B": {1: {-1}}}) == [("youth", ["A", "B"], False)]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"capacity": 41, "room": ESJA}, True),
        ({"capacity": 40, "room": ESJA}, False),
        ({"for_everyone": True, "room": KATLA}, True),
        ({"for_everyone": True, "room": KATLA, "capacity": 150}, False),
        ({"room": KATLA}, False),
        ({"capacity": 900, "room": GYM}, False),
        ({"capacity": 900}, False),
    ],
)
def test_seats_are_fewer_than_are_needed(columns, expected):
    assert told(session("A", 0, **columns)) == ([("seats", ["A"], False)] if expected else [])


@pytest.mark.parametrize(
    ("room", "gap", "expected"),
    [(GYM, 10, True), (GYM, 15, False), (KATLA, 0, False), (HALL, 50, True), (HALL, 60, False)],
    ids=["short", "long enough", "same venue", "other city", "train"],
)
def test_speaker_has_too_little_time_for_the_way(room, gap, expected):
    sessions = session("A", 0, 60, room=ESJA), session("B", 60 + gap, room=room)

    assert told(*sessions, speakers="AB") == ([("way", ["A", "B"], False)] if expected else [])
    assert told(*sessions, speakers="A") == []


def test_everyone_has_too_little_time_for_the_way_unless_there_is_transport():
    opening, lunch = session("A", 0, for_everyone=True, room=FOYER), session("B", 65, for_everyone=True, room=GYM)
    bus = session("Bus", 60, 5, kind="transport", for_everyone=True)

    assert told(opening, lunch) == [("way", ["A", "B"], False)]
    assert told(opening, bus, lunch) == []


def test_words_name_what_is_the_matter():
    one, other = session("One", 0, room=ESJA, capacity=90), session("Other", 30, room=ESJA)
    away = session("Away", 95, room=GYM)
    people = {one.pk: ANNA, other.pk: ANNA, away.pk: ANNA}

    clashes = found([one, other, away], Beside(people))

    assert [clash.words for clash in clashes] == [
        "Esja is taken twice at the same time: “One” and “Other”.",
        "Anna Ås is in “One” and “Other” at the same time.",
        "“One” needs 90 seats; Esja has 40.",
        "Anna Ås has 5 min. from “Other” at Town hall to “Away” at School.",
    ]
    assert [len(each) for each in by_session(clashes).values()] == [3, 3, 1]


def test_four_hundred_sessions_take_no_time():
    rooms = [Room(pk=key, slug=f"room-{key}", name_en=f"Room {key}", venue=HERE) for key in range(1, 21)]
    sessions = [session(f"S{n}", n // 20 * 45, 50, room=rooms[n % 20]) for n in range(400)]
    people = {each.pk: {n % 150: f"Speaker {n % 150}"} for n, each in enumerate(sessions)}
    before = process_time()

    clashes = found(sessions, Beside(people))

    assert len(clashes) == 380
    assert process_time() - before < 0.2  # 20 ms on the machine where it was written


@pytest.mark.django_db
@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_clashes_of_an_event_are_read_in_five_queries(item_count, django_assert_num_queries):
    event, room = make_event(), make_room(capacity=10)
    make_many(event, item_count + 1, apart=0, room=room, capacity=20)
    make_session(event=event, room=room, starts_at=MORNING, cancelled_at=MORNING)
    make_session(event=event, room=room, starts_at=MORNING, withdrawn_at=MORNING)

    with django_assert_num_queries(5):
        clashes = of_event(event, None)

    pairs = item_count * (item_count + 1) // 2
    kinds = [str(clash.kind) for clash in clashes]
    assert [kinds.count(kind) for kind in ("room", "speaker", "seats")] == [pairs, pairs, item_count + 1]


@pytest.mark.django_db
def test_feedback_is_known_by_the_statements_that_it_takes_up():
    event = make_event()
    song = make_session(event=event, kind="youth", starts_at=MORNING)
    feedback = make_session(event=event, starts_at=MORNING)
    make_statement(event=event).uptakes.create(session=feedback)

    assert [(str(clash.kind), set(clash.sessions)) for clash in of_event(event, None)] == [("youth", {song, feedback})]
