"""Where sessions stand when rooms stand side by side. Without database: a schedule is values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from conference_portal.kit.languages import Text
from events.programme.schedule import Item, Place, Schedule, arrange

NOTHING = Text("", "en")
NINE = datetime(2028, 9, 20, 9, 0, tzinfo=UTC)


def room(key, *, position=0, shared=False):
    name = Text(f"Room {key}", "en")
    return Place(key, f"room-{key}", name, NOTHING, "", position or key, "", "", None, None, None, shared)


def item(slug, start="", end="", *, where=None, **values):
    def at(clock):
        hours, minutes = map(int, clock.split(":"))
        return NINE.replace(hour=0, minute=0) + timedelta(hours=hours, minutes=minutes)

    given = {
        "key": hash(slug), "slug": slug, "url": f"/{slug}/", "kind": "talk", "kind_words": "Talk",
        "title": Text(slug, "en"), "text": NOTHING, "content_note": NOTHING, "place_note": NOTHING, "because": NOTHING,
        "start": at(start) if start else None, "end": at(end) if end else None, "first_day": None, "last_day": None,
        "room": where, "state": "on", "for_everyone": False, "zone": "UTC", "spoken": (), "slides_in": (),
        "interpreted_into": (), "captioned_in": (), "capacity": None, "sequence": 0, "since": None, "is_new": False,
    }  # fmt: skip
    return Item(**given | values)


def day_of(*items):
    days = tuple(sorted({one.day for one in items if one.day}))
    return Schedule(zone="UTC", items=items, dates=days).days[0]


def cells(*items):
    grid = arrange(day_of(*items))
    by_key = {one.key: one.slug for one in items}
    return {by_key[key]: (cell.column, cell.row, cell.until) for key, cell in grid.cells.items()}


def test_rooms_are_columns_and_starting_times_are_rows():
    one, two = room(1), room(2)

    assert cells(
        item("short", "9:00", "9:25", where=one),
        item("long", "9:00", "10:15", where=two),
        item("next", "9:25", "10:15", where=one),
    ) == {"short": (1, 1, 2), "long": (2, 1, 3), "next": (1, 2, 3)}


def test_what_has_no_room_lies_across_all_rooms():
    one, two = room(1), room(2)

    assert cells(
        item("talk", "9:00", "10:00", where=one),
        item("panel", "9:00", "10:00", where=two),
        item("change", "10:00", "10:05"),
    ) == {"talk": (1, 1, 2), "panel": (2, 1, 2), "change": (0, 2, 3)}


def test_what_has_no_room_has_a_column_of_its_own_while_something_else_is_on():
    one = room(1)

    assert cells(item("talk", "9:00", "11:00", where=one), item("lunch", "10:00", "11:00")) == {
        "talk": (1, 1, 3),
        "lunch": (2, 2, 3),
    }


def test_a_shared_room_has_a_column_for_each_session_at_once():
    foyer = room(1, shared=True)
    hall = room(2)

    found = arrange(
        day_of(
            item("one", "9:00", "10:00", where=foyer),
            item("two", "9:00", "10:00", where=foyer),
            item("three", "9:30", "10:00", where=hall),
        )
    )

    assert [(column.number, column.room.slug) for column in found.columns] == [
        (1, "room-1"),
        (2, "room-1"),
        (3, "room-2"),
    ]


@pytest.mark.parametrize("amount", [2, 60, 400])
def test_nothing_ever_lies_on_top_of_anything(amount):
    rooms = [room(key) for key in range(1, 9)]
    items = [
        item(
            f"s{number}",
            f"{8 + number % 11}:{number * 7 % 60:02}",
            f"{8 + number % 11 + 1 + number % 2}:{number * 13 % 60:02}",
            where=rooms[number % 9] if number % 9 < 8 else None,
        )
        for number in range(amount)
    ]
    columns = len(arrange(day_of(*items)).columns)

    taken: set[tuple[int, int]] = set()
    for column, row, until in cells(*items).values():
        places = {
            (place, line) for place in ([column] if column else range(1, columns + 1)) for line in range(row, until)
        }
        assert not places & taken
        taken |= places


def test_a_session_without_an_end_takes_one_row():
    one = room(1)

    assert cells(item("baton", "11:30", where=one), item("later", "12:00", "13:00", where=one)) == {
        "baton": (1, 1, 2),
        "later": (1, 2, 3),
    }


def test_whole_days_stand_above_the_times():
    days = {"first_day": date(2028, 9, 20), "last_day": date(2028, 9, 22)}

    assert cells(item("exhibition", **days), item("talk", "9:00", "10:00", where=room(1)))["exhibition"][1] == 1
