"""frab's schedule.xml, as conferences publish it: lenient, for none of the big files keeps to its schema.

Own moments (`date`) go before day and start: nights belong to the day element before, merged files differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from conference_portal.kit.decoding import Unreadable
from conference_portal.kit.elements import line_of, parsed
from events.programme.imports.cleaning import line
from events.programme.imports.drafts import Reading, Setting, Spot
from events.programme.imports.frab import Item, Origin, read_items
from events.programme.imports.remarks import check_number

_TEXTS = ("subtitle", "abstract", "description", "track", "type", "language", "start", "duration", "date")
_KNOWN = {*_TEXTS, "title", "room", "persons", "slug", "guid", "url"}


def read(content: bytes, setting: Setting) -> Reading:
    check_number(content.count(b"<event"))
    root = parsed(content)
    if root.tag != "schedule":
        raise Unreadable(_("This XML file is no schedule: its first element is “%(name)s”.") % {"name": root.tag[:40]})
    conference = root.find("conference")
    origin = Origin(
        format="schedule.xml",
        title=line(_text(conference, "title")),
        zone=line(_text(conference, "time_zone_name")),
    )
    return read_items(list(_items(root)), origin, setting)


def _items(root: Element) -> Iterator[Item]:
    for day in root.iter("day"):
        for room in day.iter("room"):
            name = room.get("name")
            if name is not None:
                yield from (_item(event, day.get("date", ""), name) for event in room.findall("event"))


def _item(event: Element, day: str, room: str) -> Item:
    said: dict[str, Any] = {name: _text(event, name) for name in _TEXTS}
    own_room = _text(event, "room")
    numbers = {"guid": event.get("guid", ""), "id": event.get("id", ""), "slug": _text(event, "slug")}
    return Item(
        spot=Spot(line=line_of(event)),
        day=day,
        room=own_room or room,
        title=_text(event, "title"),
        numbers={name: value for name, value in numbers.items() if value},
        persons=[_person(person) for person in event.findall("persons/person")],
        rest=[(child.tag, text) for child in event if child.tag not in _KNOWN and (text := _all_text(child))],
        **said,
    )


def _person(person: Element) -> str:
    return person.text or person.get("name") or ""


def _text(element: Element | None, name: str) -> str:
    found = element.find(name) if element is not None else None
    return "".join(found.itertext()) if found is not None else ""


def _all_text(element: Element) -> str:
    """Links and attachments with their addresses."""
    parts = [*(child.get("href") or "" for child in element.iter()), *element.itertext()]
    return line(" ".join(filter(None, dict.fromkeys(map(str.strip, parts)))))
