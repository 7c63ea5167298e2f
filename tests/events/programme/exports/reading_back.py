"""What each form of a programme says of its sessions: slug → title, instant, room. As other programs would read it."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from lxml import etree, html  # type: ignore[import-untyped]

Told = dict[str, tuple[str, datetime | None, str]]


def from_page(content, _zone):
    """By the hooks that the page offers for this."""
    found: Told = {}
    for each in html.fromstring(content.decode()).xpath("//*[@data-session]"):
        [title] = each.xpath(".//h2//a|.//h3//a|.//h4//a|.//h5//a")
        times, rooms = each.xpath(".//time/@datetime"), each.xpath(".//*[@data-room]")
        room = rooms[0].text_content().strip() if rooms else ""
        found[each.get("data-session")] = title.text_content(), _instant(times[0]) if times else None, room
    return found


def from_ics(content, _zone):
    """The room is what LOCATION begins with: `in_rooms` says which."""
    found: Told = {}
    for event in icalendar.Calendar.from_ical(content).walk("VEVENT"):
        start = event["dtstart"].dt
        when = start.astimezone(UTC) if isinstance(start, datetime) else None
        found[_slug(str(event["url"]))] = str(event["summary"]), when, str(event.get("location") or "")
    return found


def from_json(content, _zone):
    whole = json.loads(content)["schedule"]
    dated = [each for day in whole["conference"]["days"] for there in day["rooms"].values() for each in there]
    return {
        each["slug"]: (each["title"], _instant(each["date"]), each["room"]) for each in [*dated, *whole["unscheduled"]]
    }


def from_xml(content, _zone):
    return {
        _slug(each.findtext("url")): (
            each.findtext("title") or "",
            _instant(each.findtext("date")),
            each.findtext("room") or "",
        )
        for each in etree.fromstring(content).iter("event")
    }


def from_csv(content, zone):
    """By the place of the columns: their headings are in the reader's language."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    next(rows)
    found: Told = {}
    for day, start, _end, title, _kind, _state, room, *_rest, link, _key in rows:
        when = datetime.fromisoformat(f"{day}T{start}").replace(tzinfo=ZoneInfo(zone)) if start else None
        found[_slug(link)] = _typed(title), when, _typed(room)
    return found


def in_rooms(told: Told, page: Told) -> Told:
    """With the rooms of the page in place of locations that begin with them."""
    return {
        slug: (title, when, page[slug][2] if f"{place}, ".startswith(f"{page[slug][2]}, ") else place)
        for slug, (title, when, place) in told.items()
    }


READERS = {"ics": from_ics, "json": from_json, "xml": from_xml, "csv": from_csv}


def _typed(cell: str) -> str:
    return cell.removeprefix("'") if cell.startswith(("'=", "'+", "'-", "'@")) else cell


def _instant(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value).astimezone(UTC) if value and "T" in value else None


def _slug(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]
