"""What programs write: schedule.xml, schedule.json, Kompassi, calendars, JSON records, Sessionize's pages."""

from __future__ import annotations

import json

import pytest

from conference_portal.kit.decoding import Unreadable
from events.programme.imports.drafts import PersonDraft
from tests.events.programme.imports.files import lines, of, reading, setting, told

pytestmark = pytest.mark.usefixtures("in_english")

NIGHT = "2028-09-20 23:30–23:30 Nat · Sal 1"


def test_schedule_xml_is_read_leniently():
    read = reading(of("merged_schedule.xml"))
    first, night, undated = read.drafts

    assert lines(read) == ["2028-09-20 09:00–10:30 Åbning · Sal 1", NIGHT, "– Uden tid · Sal 1"]
    assert (read.facts.format, read.facts.zone, read.facts.title) == (
        "schedule.xml",
        "Europe/Copenhagen",
        "Gadens dage",
    )
    assert (first.key, night.key, undated.key) == ("guid:a1", "guid:a2", "id:5")
    assert (first.kind, first.spoken, first.subthemes) == ("keynote", ("da", "en"), ("Byen",))
    assert first.abstract == "Velkommen\n\nKort [her](https://example.org)"
    assert [person.name for person in first.people] == ["Anna Ås", "Bo Ek, Cille Øst"]
    assert first.rest == (("links", "https://example.org/a Slides"),)
    assert night.rest == (("type", "Bål"),)
    assert undated.rest == (("language", "klingon"),)
    assert [(line, kind) for line, kind, _message in told(read)] == [(15, "error"), (16, "error"), (17, "note")]


@pytest.mark.parametrize(
    "content",
    [
        "<agenda/>", "<schedule>", "<schedule>&nbsp;</schedule>",
        '<!DOCTYPE s [<!ENTITY a "x">]><schedule>&a;</schedule>',
        '<!DOCTYPE s SYSTEM "https://example.org/s.dtd"><schedule/>',
        '<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/hostname">]><schedule>&a;</schedule>',
        "<schedule>" + "<a>" * 100, "<schedule>" + "<event/>" * 10_001, "<schedule>" + "<" * 500_001,
        '<?xml version="1.0" encoding="nonsense"?><schedule/>',
    ],
    ids=range(10),
)  # fmt: skip
def test_xml_that_is_no_schedule_is_refused(content):
    with pytest.raises(Unreadable):
        reading(content)


def test_schedule_json_is_read_in_both_dialects():
    read = reading(of("days_of_rooms.json"))
    first, last = read.drafts

    assert lines(read) == ["2028-09-20 09:00–09:45 Åpning · Salen", "2028-09-21 10:00 Avslutning · Torget"]
    assert (first.key, last.key, first.spoken, first.subthemes) == ("guid:g1", "id:2", ("no",), ("City",))
    assert [person.name for person in first.people] == ["Anna Ås", "Bo Ek"]
    assert first.rest == (("do_not_record", "true"),)
    assert read.facts.zone == "Europe/Oslo"


def test_kompassi_gives_each_occurrence():
    read = reading(of("occurrences.json"), setting("Europe/Helsinki"))
    one, two, _later = read.drafts

    assert lines(read) == ["2028-09-20 10:00–12:00 Spil – 1 · Sal 1", "2028-09-21 01:00–02:00 Spil – 2", "– Senere"]
    assert [draft.key for draft in read.drafts] == ["slug:spil", "slug:spil-2", "slug:later"]
    assert (one.kind, one.spoken, one.capacity, one.content_note) == ("workshop", ("fi", "en"), 6, "Darkness")
    assert one.people == (PersonDraft("Anna Ås"), PersonDraft("Bo Ek"))
    assert (one.cancelled, two.cancelled, one.topics) == (False, True, ("night",))
    assert [(line, kind) for line, kind, _message in told(read, "error")] == [(2, "error"), (4, "error"), (5, "error")]


def test_kompassis_older_fields_are_read_too():
    item = {"title": "Spil", "start_time": "2028-09-20T07:00:00Z", "end_time": None, "length": 90, "room_name": "Sal 1"}
    read = reading(json.dumps([{**item, "identifier": "p1", "category_title": "Workshop", "revolving_door": True}]))
    draft = read.drafts[0]

    assert lines(read) == ["2028-09-20 09:00–10:30 Spil · Sal 1"]
    assert (draft.key, draft.kind, draft.rest) == ("slug:p1", "workshop", (("revolving_door", "true"),))


def test_a_calendar_tells_what_others_repair_in_silence():
    read = reading(of("danish_calendar.ics"))
    lunch, talk, *_others = read.drafts

    assert lines(read) == [
        "2028-09-20 12:00–12:45 Fælles frokost, ude · Gården",
        "2028-09-20 13:00–14:00 Samtale",
        "2028-09-20 19:00 Måske",
        "2028-09-21/2028-09-22 Udstilling",
        "– Uden tid",
    ]
    assert lunch.starts_at.utcoffset().total_seconds() == 3 * 3600  # of the file's own zone
    assert (lunch.cancelled, lunch.kind, lunch.language, lunch.topics) == (True, "meal", "da", ("Frokost", "Unge"))
    assert talk.abstract == "Først **ét**,\nså et andet: helt frit"
    assert [person.name for person in talk.people] == ["Anna Ås"]
    assert talk.rest == (("RRULE", "FREQ=DAILY;COUNT=2"), ("URL", "https://example.org/samtale"))
    assert (read.facts.title, read.facts.zone) == ("Gadens dage", "Europe/Copenhagen")
    assert [(line, kind) for line, kind, _message in told(read)] == [
        (29, "note"), (30, "note"), (36, "note"), (42, "error"), (47, "error"), (50, "asked"), (56, "note"),
        (62, "error"), (72, "note"),
    ]  # fmt: skip


def test_folds_in_the_middle_of_a_letter_are_undone():
    folded = "SUMMARY:Grå".encode()[:-1] + b"\r\n " + "å".encode()[1:] + b" dag"
    read = reading(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + folded + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")

    assert [draft.title for draft in read.drafts] == ["Grå dag"]
    assert [line for line, kind, _message in told(read) if kind == "note"] == [3, 4]


@pytest.mark.parametrize(
    "content",
    ["BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "BEGIN:VCALENDAR\n" + "BEGIN:A\n" * 40,
     "BEGIN:VCALENDAR\n" + "X:1\n" * 500_001, "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 10_001],
    ids=["empty", "nested", "endless", "many"],
)  # fmt: skip
def test_a_calendar_beyond_reason_is_refused(content):
    with pytest.raises(Unreadable):
        reading(content)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_calendar_is_read_in_any_encoding(encoding):
    content = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Åbning på øen\nDTSTART:20280920T090000\nEND:VEVENT\nEND:VCALENDAR\n"
    )

    assert lines(reading(content.encode(encoding))) == ["2028-09-20 09:00 Åbning på øen"]


def test_records_are_found_where_they_lie():
    session = {"title": {"da": "Byen", "en": "The city"}, "start": "2028-09-20T09:00", "room": {"name": "Sal 1"}}
    shapes = [
        [session], {"data": {"sessions": [session]}, "people": [{"name": "Anna"}]}, session,
        {"timezone": "Nowhere", "items": [session]},
    ]  # fmt: skip

    assert [lines(reading(json.dumps(shape))) for shape in shapes] == [["2028-09-20 09:00 The city · Sal 1"]] * 4
    assert reading(json.dumps([session])).drafts[0].texts == (("title", "da", "Byen"),)
    assert [kind for _line, kind, _message in told(reading(json.dumps(shapes[3])))] == ["note"]


def test_records_by_day_pairs_and_pointers():
    by_day = {"2028-09-20": [{"title": "A", "time": "9"}], "2028-09-21": [{"title": "B", "time": "10"}]}
    pairs = [{"Subject": "A", "Extra": [{"Name": "EventLocation", "Text": "Sal 1"}, {"Name": "x", "Text": "y"}]}]
    pointing = {
        "sessions": [
            {"title": "A", "startsAt": "2028-09-20T09:00", "roomId": 2, "speakers": ["s1"], "deep": {"er": {"x": 1}}}
        ],
        "rooms": [{"id": 2, "name": "Sal 2"}], "speakers": [{"id": "s1", "fullName": "Anna Ås"}],
    }  # fmt: skip

    assert lines(reading(json.dumps(by_day))) == ["2028-09-20 09:00 A", "2028-09-21 10:00 B"]
    assert (lines(reading(json.dumps(pairs))), reading(json.dumps(pairs)).drafts[0].rest) == (
        ["– A · Sal 1"],
        (("x", "y"),),
    )
    read = reading(json.dumps(pointing))
    assert lines(read) == ["2028-09-20 09:00 A · Sal 2"]
    assert (read.drafts[0].people, read.drafts[0].rest) == ((PersonDraft("Anna Ås"),), (("deep.er.x", "1"),))


def test_both_halves_of_konopas_in_a_script():
    program = [
        {
            "id": "1",
            "title": "A",
            "date": "2028-09-20",
            "time": "10:00",
            "mins": "45",
            "loc": ["Sal 1"],
            "people": ["p"],
        }
    ]
    people = [{"id": "p", "name": ["Anna", "Ås"], "bio": "x"}]
    read = reading(f"var program = {json.dumps(program)};\nvar people = {json.dumps(people)};\n")

    assert lines(read) == ["2028-09-20 10:00–10:45 A · Sal 1"]
    assert read.drafts[0].people == (PersonDraft("Anna Ås"),)
    with pytest.raises(Unreadable, match="broken"):
        reading("var program = [{]")


def test_a_zone_beside_local_times_is_told_once():
    rows = [
        {"title": str(number), "start_date": f"2028-09-20T1{number}:00:00Z", "start_time": f"1{number}:00"}
        for number in (1, 2)
    ]
    read = reading(json.dumps(rows))

    assert lines(read) == ["2028-09-20 11:00 1", "2028-09-20 12:00 2"]
    assert [(line, kind) for line, kind, _message in told(read)] == [(1, "note")]
    true = reading(json.dumps([{"title": "A", "start_date": "2028-09-20T07:00:00Z", "start_time": "09:00"}]))
    assert lines(true) == ["2028-09-20 09:00 A"]


def test_a_record_that_is_none_is_told():
    assert told(reading('[{"title": "A"}, 7]')) == [(2, "error", "This is no record with a title.")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[" * 100_000, "deeply"), ('[{"title": 1' + "9" * 5000 + "}]", "number"), ('{"a": [1, 2]}', "No list"),
        ('[{"title": "A",}]', "line 1"), ('[{"name": ["Anna"], "bio": "x"}]', "people"), ('[{"a": 1}]', "keys"),
        ("[" + '{"title": "x"},' * 10_001 + '{"title": "x"}]', "more than"), ("{", "broken"), ('["a", "b"]', "No list"),
    ],
    ids=range(9),
)  # fmt: skip
def test_json_that_is_no_programme_is_refused(content, message):
    with pytest.raises(Unreadable, match=message):
        reading(content)


def test_keys_without_a_title_can_be_assigned_by_hand():
    content = '[{"was": "A", "start": "2028-09-20T09:00"}]'

    assert [fault.kind for fault in reading(content).faults] == ["error"]
    assert lines(reading(content, setting(headings={"was": "title"}))) == ["2028-09-20 09:00 A"]


def test_a_saved_page_of_sessionize_is_read():
    read = reading(of("cards.html"))
    lunch, work = read.drafts

    assert lines(read) == ["2028-09-20 09:00–09:30 Lunch & talk", "2028-09-20 10:00–10:45 Streetwork · Hall 2"]
    assert (lunch.for_everyone, lunch.rest, work.for_everyone) == (True, (("room", "Hall 1"),), False)
    assert (work.key, work.kind, work.people) == ("id:12", "workshop", (PersonDraft("Anna Ås"), PersonDraft("Bo Ek")))
    assert [(line, kind) for line, kind, _message in told(read)] == [(13, "error"), (15, "error")]


def test_another_page_is_refused():
    with pytest.raises(Unreadable, match="web page"):
        reading("<!DOCTYPE html><html><body>Programme</body></html>")
