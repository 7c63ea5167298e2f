"""Invented programmes of any size, as files that an organiser could import: the same for every measurement."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from itertools import cycle, islice
from random import Random
from xml.etree import ElementTree as ET

FIRST_DAY, DAYS, ROOMS, PEOPLE = date(2027, 9, 15), 3, 8, 200
ZONE = timezone(timedelta(hours=2))
WORDS = (
    "night", "street", "school", "trust", "harbour", "library", "bridge", "voice", "council", "budget", "practice",
    "heart", "music", "shelter", "neighbour", "evening", "youth", "work", "city", "light", "question", "walk", "help",
    "winter", "garden", "courage", "mistake", "pilot", "data", "transport",
)  # fmt: skip
GIVEN = (
    "Astrid", "Bjarki", "Carina", "Dagny", "Eero", "Frida", "Gunnar", "Hjördís", "Ingrid", "Jarl", "Katla", "Leif",
    "Mikkel", "Nanna", "Oddvar", "Petra",
)  # fmt: skip
FAMILY = (
    "Aalborg", "Ek", "Fjeldsted", "Granlund", "Holmberg", "Isager", "Jónsdóttir", "Krogstad", "Lindqvist", "Mørk",
    "Nygård", "Ærø", "Öberg",
)  # fmt: skip
LENGTHS, LANGUAGES, KINDS = (20, 45, 60, 90), ("da", "sv", "en", "is"), ("Talk", "Workshop", "Panel", "Keynote")


def schedule_xml(sessions: int) -> bytes:
    """A frab schedule of that many sessions: 3 days, 8 rooms, up to 200 people, nobody twice in one room."""
    chance = Random(sessions)  # noqa: S311 (the same programme every time)
    root = ET.Element("schedule")
    conference = ET.SubElement(root, "conference")
    for name, value in (("title", f"Bench {sessions}"), ("time_zone_name", "Europe/Copenhagen")):
        ET.SubElement(conference, name).text = value
    places = [(day, room) for day in range(DAYS) for room in range(1, ROOMS + 1)]
    amounts = [sessions // len(places) + (place < sessions % len(places)) for place in range(len(places))]
    number = 0
    for day_number in range(DAYS):
        day = FIRST_DAY + timedelta(days=day_number)
        node = ET.SubElement(root, "day", index=str(day_number + 1), date=day.isoformat())
        for (of_day, room), amount in zip(places, amounts, strict=True):
            if of_day == day_number:
                _room(ET.SubElement(node, "room", name=f"Room {room}"), day, amount, number, chance)
                number += amount
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def table(rows: int) -> bytes:
    """The same as a table with semicolons, for the largest imports."""
    lines = ["Nr;Titel;Dato;Start;Slut;Lokale;Oplægsholder;Beskrivelse"]
    chance = Random(rows)  # noqa: S311
    for number in range(rows):
        start = datetime(2027, 9, 15 + number % DAYS, 8, tzinfo=ZONE) + timedelta(minutes=20 * (number // DAYS % 36))
        end = start + timedelta(minutes=20)
        title, text = _words(chance, 6), _words(chance, 60)
        day = f"{start:%d.%m.%Y}"
        room = f"Sal {number // (DAYS * 36) + 1}"
        lines.append(f"{number};{title};{day};{start:%H.%M};{end:%H.%M};{room};{_person(number % PEOPLE)};{text}")
    return "\r\n".join(lines).encode()


def _room(node: ET.Element, day: date, amount: int, first: int, chance: Random) -> None:
    start = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
    for number, minutes in enumerate(islice(cycle(LENGTHS), amount), start=first + 1):
        event = ET.SubElement(node, "event", id=str(number), guid=f"00000000-0000-4000-8000-{number:012}")
        values = {
            "date": start.isoformat(), "start": f"{start:%H:%M}", "duration": f"{minutes // 60:02}:{minutes % 60:02}",
            "room": node.get("name", ""), "slug": f"session-{number}", "title": _words(chance, 6),
            "type": KINDS[number % 4], "language": LANGUAGES[number % 4], "abstract": _words(chance, 50),
            "description": _words(chance, 150),
        }  # fmt: skip
        for name, value in values.items():
            ET.SubElement(event, name).text = value
        persons = ET.SubElement(event, "persons")
        for key in {number % PEOPLE, (number + 150) % PEOPLE}:
            ET.SubElement(persons, "person", id=str(key + 1)).text = _person(key)
        start += timedelta(minutes=minutes + 5)


def _person(key: int) -> str:
    """All different: every pair of names comes once."""
    return f"{GIVEN[key % len(GIVEN)]} {FAMILY[key // len(GIVEN) % len(FAMILY)]}"


def _words(chance: Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize()
