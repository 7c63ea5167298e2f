"""Programmes for the writers, without a database: sessions with boring values, unless a test says otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from conference_portal.kit.languages import Text
from events.programme.exports.about import About
from events.programme.schedule import Item, Person, Place, Schedule, Thread

MORNING = datetime(2028, 9, 20, 7, 0, tzinfo=UTC)  # nine o'clock in Copenhagen
NINE = MORNING
RELEASED = datetime(2028, 9, 1, 12, 0, tzinfo=UTC)
NOTHING = Text("", "da")


def at(minutes: int, length: int | None = 45) -> dict[str, Any]:
    start = NINE + timedelta(minutes=minutes)
    return {"starts_at": start, "ends_at": start + timedelta(minutes=length) if length else None}


def text(value: str, language: str = "da") -> Text:
    return Text(value, language)


def room(key: int = 1, name: str = "Sal 1", **more: Any) -> Place:
    given: dict[str, Any] = {
        "key": key, "slug": f"room-{key}", "name": text(name), "venue": text("Havnehallen"), "address": "Kajen 1",
        "position": key, "city": "", "city_name": "", "capacity": 80, "step_free": True, "hearing_loop": None,
        "shared": False,
    }  # fmt: skip
    return Place(**(given | more))


def person(name: str = "Anna Ås", **more: Any) -> Person:
    slug = name.lower().replace(" ", "-")
    given: dict[str, Any] = {"role": "", "job_title": text("Rådgiver"), "organisation": text("Ungdomshuset")}
    return Person(**(given | {"name": name, "slug": slug, "url": f"/da/speakers/{slug}/"} | more))


def thread(name: str = "Mødesteder", slug: str = "places", position: int = 1) -> Thread:
    return Thread(slug, text(name), position)


def item(key: int = 1, **more: Any) -> Item:
    """45 minutes from nine o'clock; `start=None` for one without a time."""
    start = more.get("start", MORNING)
    given: dict[str, Any] = {
        "key": key, "slug": f"session-{key}", "url": f"/da/2028/programme/session-{key}/", "kind": "talk",
        "kind_words": "Oplæg", "title": text(f"Oplæg {key}"), "text": NOTHING, "content_note": NOTHING,
        "place_note": NOTHING, "because": NOTHING, "start": start,
        "end": start + timedelta(minutes=45) if start else None, "first_day": None, "last_day": None, "room": room(),
        "state": "on", "for_everyone": False, "zone": "Europe/Copenhagen", "spoken": (), "slides_in": (),
        "interpreted_into": (), "captioned_in": (), "capacity": None, "sequence": 0, "since": RELEASED, "is_new": False,
    }  # fmt: skip
    return Item(**(given | more))


def programme(*items: Item, zone: str = "Europe/Copenhagen", **more: Any) -> Schedule:
    shown = tuple(each for each in items if each.state != "withdrawn")
    given: dict[str, Any] = {
        "zone": zone, "items": shown, "withdrawn": tuple(each for each in items if each.state == "withdrawn"),
        "number": 2, "released_at": RELEASED, "dates": tuple(sorted({each.day for each in shown if each.day})),
    }  # fmt: skip
    return Schedule(**(given | more))


def about(**more: Any) -> About:
    given: dict[str, Any] = {
        "title": text("Storbyens hjerte og smerte 2028"), "slug": "aarhus-2028", "host": "https://example.org",
        "path": "/da/2028/programme/", "language": "da", "first_day": date(2028, 9, 20), "last_day": date(2028, 9, 22),
        "released_at": RELEASED, "number": 2,
    }  # fmt: skip
    return About(**(given | more))
