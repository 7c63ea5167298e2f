"""schedule.xml and its twin in JSON: valid whatever the programme holds, and the same sessions."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from lxml import etree  # type: ignore[import-untyped]

from events.programme.exports import programme_json, schedule_xml
from events.programme.schedule import Before
from tests.events.programme.exports.shapes import MORNING, about, item, person, programme, room, text, thread

SCHEMA = Path(__file__).resolve().parents[5] / "shared" / "data" / "schema" / "schedule.xml.xsd"
needs_schema = pytest.mark.skipif(not SCHEMA.exists(), reason="the schema is not beside this checkout")


@cache
def schema():
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def xml(*items, **more):
    with translation.override("en"):
        return etree.fromstring(schedule_xml.document(programme(*items), about(**more)))


def as_json(*items, **more):
    with translation.override("en"):
        return json.loads(programme_json.document(programme(*items), about(**more)))["schedule"]


def sessions(found):
    return [each for day in found["conference"]["days"] for there in day["rooms"].values() for each in there]


FULL: dict[str, Any] = {
    "title": text('Tom & Jerry <b>talk</b> "quoted" ]]> end'),
    "text": text("Første linje\r\n\r\n*Anden* linje"),
    "content_note": text("Om vold."),
    "credits": (person(), person("Bo Ek", role="Moderator")),
    "spoken": ("da", "sv"),
    "subthemes": (thread(), thread("Tillid", "trust", 2)),
}
PROGRAMMES = {
    "one": [item()],
    "everything": [item(**FULL), item(2, room=None), item(3, slug="ab", room=room(2, 'Sal "2" & 3'))],
    "off": [item(state="cancelled", because=text("Syg.")), item(2, state="withdrawn")],
    "past midnight": [item(start=MORNING + timedelta(hours=14, minutes=30), end=MORNING + timedelta(hours=16))],
    "no end": [item(end=None)],
    "very long": [item(end=MORNING + timedelta(days=9))],
    "whole days": [item(start=None, first_day=date(2028, 9, 20), last_day=date(2028, 9, 22))],
    "no dates": [item(start=None)],
    "nothing": [],
    "odd letters": [item(title=text("a\x00b\x0cc\ufffe👩\u200d👧 מדינה"), room=room(1, "\x07"))],
}


@needs_schema
@pytest.mark.parametrize("which", PROGRAMMES)
@pytest.mark.parametrize(
    "more", [{}, {"slug": "lab", "number": None, "released_at": None, "first_day": None, "last_day": None}]
)
def test_xml_is_valid(which, more):
    schema().assertValid(xml(*PROGRAMMES[which], **more))


def test_xml_of_one_session():
    found = xml(item(7, **FULL))

    [event] = found.iter("event")
    assert dict(event.attrib) == {"id": "7", "guid": "5914008a-df61-5868-af80-5bd80b5e5118"}
    assert [(each.tag, each.text) for each in event if not len(each)] == [
        ("room", "Sal 1"),
        ("title", 'Tom & Jerry <b>talk</b> "quoted" ]]> end'),
        ("subtitle", None),
        ("type", "Oplæg"),
        ("date", "2028-09-20T09:00:00+02:00"),
        ("start", "09:00"),
        ("duration", "00:45"),
        ("abstract", "Første linje\n\n*Anden* linje"),
        ("slug", "aarhus_2028-session-7"),
        ("track", "Mødesteder"),
        ("logo", None),
        ("language", "da, sv"),
        ("description", "Content note: Om vold."),
        ("url", "https://example.org/da/2028/programme/session-7/"),
    ]
    assert [each.text for each in event.iter("person")] == ["Anna Ås", "Bo Ek"]


def test_xml_says_whose_it_is():
    found = xml(item(**FULL))

    assert (found.findtext("version"), found.findtext("url")) == ("2", "https://example.org/da/2028/programme.xml")
    assert {each.tag: each.text for each in found.find("conference")} == {
        "title": "Storbyens hjerte og smerte 2028",
        "acronym": "aarhus_2028",
        "start": "2028-09-20",
        "end": "2028-09-22",
        "days": "1",
        "timeslot_duration": "00:05",
        "base_url": "https://example.org/",
        "url": "https://example.org/da/2028/programme/",
        "time_zone_name": "Europe/Copenhagen",
        "track": None,
    }
    assert [each.get("name") for each in found.iter("track") if each.get("name")] == ["Mødesteder", "Tillid"]


def test_day_is_wide_enough_for_all_of_it():
    """B03, B01."""
    early = item(start=MORNING - timedelta(minutes=30))
    late = item(2, start=MORNING + timedelta(hours=14, minutes=30), end=MORNING + timedelta(hours=15, minutes=30))

    [day] = xml(early, late).iter("day")

    assert (day.get("start"), day.get("end")) == ("2028-09-20T08:30:00+02:00", "2028-09-21T00:30:00+02:00")


def test_cancelled_session_keeps_its_title_and_says_so_beside_it():
    """B07."""
    session = item(state="cancelled", because=text("Syg."))

    [event] = xml(session).iter("event")
    [other] = sessions(as_json(session))

    assert (event.findtext("title"), event.findtext("subtitle")) == ("Oplæg 1", "Cancelled: Syg.")
    assert (other["title"], other["state"], other["cancelled_because"]) == ("Oplæg 1", "cancelled", "Syg.")


def test_unknown_end_is_null_and_lasts_nothing():
    """B09."""
    [event], [other] = xml(item(end=None)).iter("event"), sessions(as_json(item(end=None)))

    assert (event.findtext("duration"), other["duration"], other["end"]) == ("00:00", "00:00", None)


@pytest.mark.parametrize(
    ("hours", "told"), [(0.75, "00:45"), (24, "24:00"), (99.5, "99:30"), (100, "4:04:00"), (250.5, "10:10:30")]
)
def test_length_is_told_whatever_it_is(hours, told):
    [event] = xml(item(end=MORNING + timedelta(hours=hours))).iter("event")

    assert event.findtext("duration") == told


def test_json_holds_what_has_no_time():
    whole = item(start=None, first_day=date(2028, 9, 20), last_day=date(2028, 9, 22))
    found = as_json(item(), whole, item(2, start=None, room=None))

    assert [(each["slug"], each["date"], each["start"]) for each in sessions(found)] == [
        ("session-1", "2028-09-20T09:00:00+02:00", "09:00"),
        ("session-1", "2028-09-20", None),
    ]
    assert [(each["slug"], each["date"], each["room"]) for each in found["unscheduled"]] == [("session-2", None, "")]


def test_json_tells_languages_and_moves():
    before = Before(MORNING - timedelta(days=1), None, None, None, text("Sal 2"))
    [found] = sessions(as_json(item(before=before, sequence=4, text=text("Hi", "en"), spoken=("da", "sv"))))

    assert (found["texts"], found["spoken"], found["language"]) == (
        {"title": "da", "abstract": "en"},
        ["da", "sv"],
        "da",
    )
    assert (found["sequence"], found["changed_at"]) == (4, "2028-09-01T14:00:00+02:00")
    assert found["moved_from"] == {"date": "2028-09-19T09:00:00+02:00", "end": None, "room": "Sal 2"}


def test_rooms_of_one_name_share_their_key_and_keep_their_sessions():
    found = as_json(item(), item(2, room=room(2, "Sal 1", venue=text("Andetsteds"))))

    assert [list(day["rooms"]) for day in found["conference"]["days"]] == [["Sal 1"]]
    assert len({each["room_guid"] for each in sessions(found)}) == 2


@pytest.mark.parametrize("write", [schedule_xml.document, programme_json.document], ids=["xml", "json"])
def test_file_is_the_same_each_time(write):
    moments = [datetime(2028, 9, 20, 7, minute, tzinfo=UTC) for minute in (0, 30)]
    whole = programme(*(item(key, start=start, **FULL) for key, start in enumerate(moments, 1)))

    assert write(whole, about()) == write(whole, about())
