"""Calendars of all kinds read the programme: the right times, in the right zone, the same session each time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.utils import translation

from events.programme.exports import ical
from events.programme.exports.folding import fold
from events.programme.exports.zones import definition
from events.programme.schedule import Before
from tests.events.programme.exports.shapes import (
    MORNING,
    about,
    item,
    person,
    programme,
    room,
    text,
    thread,
)


def written(*items, zone="Europe/Copenhagen", name="", **more):
    """In English, so that only what the session says is in another language."""
    with translation.override("en"):
        return ical.calendar(programme(*items, zone=zone), about(**more), name=name)


def unfolded(content):
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


def lines_of(content, *names):
    """The lines of the first session; a zone has a start of its own."""
    lines = unfolded(content)
    session = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    return [line for line in session if not names or line.startswith(names)]


def events(content):
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def test_calendar_tells_all_of_a_session():
    session = item(
        title=text("Unge, skole; og \\ tillid"),
        text=text("Første afsnit.\n\nAndet *afsnit*."),
        content_note=text("Om vold."),
        credits=(person(), person("Bo Ek", role="Moderator", job_title=text(""))),
        spoken=("da",),
        interpreted_into=("sv", "en"),
        subthemes=(thread(),),
        sequence=3,
    )

    assert lines_of(written(session)) == [
        "UID:59d6d72c-f418-5958-aff7-e9959071ebe0",
        "DTSTAMP:20280901T120000Z",
        "LAST-MODIFIED:20280901T120000Z",
        "SEQUENCE:3",
        "DTSTART;TZID=Europe/Copenhagen:20280920T090000",
        "DTEND;TZID=Europe/Copenhagen:20280920T094500",
        "SUMMARY;LANGUAGE=da:Unge\\, skole\\; og \\\\ tillid",
        "LOCATION:Sal 1\\, Havnehallen\\, Kajen 1",
        "X-ROOM:Sal 1",
        (
            "DESCRIPTION;LANGUAGE=da:Anna Ås\\, Rådgiver\\, Ungdomshuset\\nModerator: Bo Ek\\, Ungdomshuset\\n\\n"
            "Spoken in: Danish\\nInterpreted into: Swedish and English\\n\\nFørste afsnit.\\n\\nAndet afsnit.\\n\\n"
            "Content note: Om vold.\\n\\nhttps://example.org/da/2028/programme/session-1/"
        ),
        "URL:https://example.org/da/2028/programme/session-1/",
        "CATEGORIES:Oplæg,Mødesteder",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
    ]


def test_calendar_says_whose_it_is_and_when_to_ask_again():
    assert unfolded(written(item(), name="My programme; mine"))[:9] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Storbyens hjerte og smerte//Conference portal//EN",
        "CALSCALE:GREGORIAN",
        "NAME:My programme\\; mine",
        "X-WR-CALNAME:My programme\\; mine",
        "X-WR-TIMEZONE:Europe/Copenhagen",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]


def test_calendar_is_read_back_as_it_was_written():
    session = item(title=text("A, b; c \\n d"), text=text("One.\n\nTwo."), start=MORNING, zone="Europe/Copenhagen")

    [found] = events(written(session))

    assert (str(found["summary"]), found["dtstart"].dt, found["dtend"].dt) == (
        "A, b; c \\n d",
        datetime(2028, 9, 20, 9, 0, tzinfo=ZoneInfo("Europe/Copenhagen")),
        datetime(2028, 9, 20, 9, 45, tzinfo=ZoneInfo("Europe/Copenhagen")),
    )
    assert str(found["description"]).startswith("One.\n\nTwo.\n\nhttps://")


@pytest.mark.parametrize(
    ("state", "because", "status", "told"),
    [
        ("cancelled", "", "CANCELLED", "Cancelled"),
        ("cancelled", "The speaker is ill.", "CANCELLED", "Cancelled: The speaker is ill."),
        ("withdrawn", "", "CANCELLED", "This session was taken off the programme."),
        ("on", "", "CONFIRMED", "https://example.org/da/2028/programme/session-1/"),
    ],
)
def test_calendar_hears_what_is_off_without_another_title(state, because, status, told):
    [found] = events(written(item(state=state, because=text(because))))

    assert (str(found["status"]), str(found["summary"])) == (status, "Oplæg 1")
    assert str(found["description"]).partition("\n")[0] == told
    assert str(found["transp"]) == ("OPAQUE" if state == "on" else "TRANSPARENT")


def test_move_keeps_the_session_and_tells_what_it_was():
    before = Before(MORNING - timedelta(days=1), None, None, None, text("Sal 2"))

    [then], [now] = events(written(item())), events(written(item(sequence=1, before=before)))

    assert now["uid"] == then["uid"]
    assert (now["sequence"], then["sequence"]) == (1, 0)
    assert str(now["description"]).split("\n\n")[:2] == ["Moved, was 19 September 09:00", "New room (before: Sal 2)"]


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (Before(None, None, None, None, None), "Moved, was without a time"),
        (Before(None, None, date(2028, 9, 19), date(2028, 9, 20), None), "Moved, was 19–20 September 2028"),
        (Before(MORNING - timedelta(hours=1), MORNING, None, None, None), "Moved, was 08:00–09:00"),
    ],
)
def test_move_tells_how_the_session_stood(before, told):
    [found] = events(written(item(before=before, room=None)))

    assert str(found["description"]).partition("\n")[0] == told


def test_new_session_says_so():
    [found] = events(written(item(is_new=True)))

    assert str(found["description"]).partition("\n")[0] == "New"


def test_uid_is_the_same_in_every_language_release_and_host():
    one = written(item(), number=1, host="https://a.example", language="sv")

    assert [event["uid"] for event in events(one)] == [event["uid"] for event in events(written(item(title=text("B"))))]


@pytest.mark.parametrize(
    ("last", "end"),
    [(date(2028, 9, 22), "DTEND;VALUE=DATE:20280923"), (date(2028, 9, 20), "DTEND;VALUE=DATE:20280921")],
)
def test_whole_days_are_dates_and_end_on_the_day_after(last, end):
    """B15."""
    session = item(start=None, first_day=date(2028, 9, 20), last_day=last)

    assert lines_of(written(session), "DT", "TRANSP")[1:] == ["DTSTART;VALUE=DATE:20280920", end, "TRANSP:TRANSPARENT"]


def test_unknown_end_is_not_made_up():
    """B09."""
    assert lines_of(written(item(end=None)), "DTSTART", "DTEND", "DURATION") == [
        "DTSTART;TZID=Europe/Copenhagen:20280920T090000"
    ]


def test_midnight_is_the_beginning_of_the_next_day():
    """B26."""
    night = item(start=datetime(2028, 9, 20, 20, 0, tzinfo=UTC), end=datetime(2028, 9, 20, 22, 0, tzinfo=UTC))

    assert lines_of(written(night), "DTEND") == ["DTEND;TZID=Europe/Copenhagen:20280921T000000"]


def test_hour_that_comes_twice_is_told_in_utc():
    second = datetime(2028, 10, 29, 1, 30, tzinfo=UTC)  # half past two in Copenhagen, for the second time

    found = lines_of(written(item(start=second, end=second + timedelta(minutes=15))), "DTSTART", "DTEND")

    assert found == ["DTSTART:20281029T013000Z", "DTEND:20281029T014500Z"]


def test_session_without_any_date_is_left_out_and_the_file_still_holds_something():
    assert unfolded(written(item(start=None)))[-4:] == ["END:STANDARD", "END:VTIMEZONE", "END:VCALENDAR", ""]


@pytest.mark.parametrize(
    ("place", "location"),
    [
        (room(venue=text("Sal 1"), address=""), ["LOCATION:Sal 1"]),
        (room(name="Sal; 1, 2. sal"), ["LOCATION:Sal\\; 1\\, 2. sal\\, Havnehallen\\, Kajen 1"]),
        (None, []),
    ],
)
def test_location_begins_with_the_room(place, location):
    assert lines_of(written(item(room=place)), "LOCATION") == location


def test_language_that_nobody_knows_is_not_stated():
    assert lines_of(written(item(title=text("?", "und"))), "SUMMARY") == ["SUMMARY:?"]


def test_control_characters_do_not_leave():
    assert lines_of(written(item(title=text("Pause\x07 and\x0c listen\x00"))), "SUMMARY") == [
        "SUMMARY;LANGUAGE=da:Pause and listen"
    ]


FAMILY = "👨\u200d👩\u200d👧\u200d👦"


@pytest.mark.parametrize(
    ("line", "octets"),
    [
        ("SUMMARY:" + "a" * 67, [75]),
        ("SUMMARY:" + "a" * 68, [75, 2]),
        ("SUMMARY:" + "a" * 66 + "é" + "b", [74, 4]),
        ("SUMMARY:" + "a" * 65 + "ð b", [75, 3]),
        ("SUMMARY:" + FAMILY * 8, [58, 51, 51, 51]),
        ("SUMMARY:" + "a" * 66 + "e\u0301b", [74, 5]),
        ("SUMMARY:" + "a" * 62 + "🇩🇰🇸🇪", [70, 17]),
        ("SUMMARY:" + "a" * 66 + "\\, b", [74, 5]),
        ("SUMMARY:" + "\u200d".join("👩" * 20), [75, 71]),
    ],
)
def test_lines_fold_between_whole_characters(line, octets):
    """B14; octets count the blank that continues a line."""
    folded = fold(line)

    pieces = folded.split(b"\r\n")
    assert folded.replace(b"\r\n ", b"").decode() == line
    assert [len(piece) for piece in pieces] == octets
    assert [piece.decode().encode() for piece in pieces] == pieces


def test_zone_has_the_rules_of_its_years():
    assert definition("Europe/Copenhagen", 2028, 2028) == (
        "BEGIN:VTIMEZONE", "TZID:Europe/Copenhagen", "X-LIC-LOCATION:Europe/Copenhagen",
        "BEGIN:DAYLIGHT", "DTSTART:20270328T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:20271031T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "END:STANDARD",
        "END:VTIMEZONE",
    )  # fmt: skip


def test_zone_that_never_changes_has_one_time():
    assert definition("Atlantic/Reykjavik", 2028, 2028) == (
        "BEGIN:VTIMEZONE", "TZID:Atlantic/Reykjavik", "X-LIC-LOCATION:Atlantic/Reykjavik",
        "BEGIN:STANDARD", "DTSTART:20270101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "TZNAME:GMT",
        "END:STANDARD", "END:VTIMEZONE",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "year"),
    [
        ("Europe/Copenhagen", 2024), ("Europe/Copenhagen", 1979), ("Europe/Copenhagen", 1980), ("Europe/Oslo", 2036),
        ("Atlantic/Reykjavik", 1967), ("Atlantic/Faroe", 2025), ("America/Nuuk", 2023), ("America/New_York", 2007),
        ("Europe/Dublin", 2026), ("Australia/Lord_Howe", 2026), ("Asia/Kathmandu", 2026), ("Africa/Casablanca", 2026),
    ],
)  # fmt: skip
def test_zone_gives_the_offsets_of_the_clock(zone, year):
    """On every day of the year, as the library works it out."""
    head, foot = ("BEGIN:VCALENDAR", "VERSION:2.0"), ("END:VCALENDAR", "")
    calendar = icalendar.Calendar.from_ical("\r\n".join([*head, *definition(zone, year, year), *foot]))
    [told] = [one.to_tz(lookup_tzid=False) for one in calendar.subcomponents if isinstance(one, icalendar.Timezone)]
    noon = datetime(year, 1, 1, 12, tzinfo=ZoneInfo(zone))
    days = [noon + timedelta(days=number) for number in range(365)]

    assert [day for day in days if day.replace(tzinfo=told).utcoffset() != day.utcoffset()] == []
