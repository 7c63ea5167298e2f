"""Every real file gives the counts that a correct import gives: facts.json is read where the folder is."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import cache

import pytest

from conference_portal.kit.decoding import Unreadable
from events.programme.imports.drafts import Setting
from events.programme.imports.reading import read
from tests.events.programme.imports.files import SHARED, needs_shared

pytestmark = [needs_shared, pytest.mark.usefixtures("in_english")]

ZONES = {
    "almedalen": "Europe/Stockholm", "emf": "Europe/London", "suomi": "Europe/Helsinki", "nokios": "Europe/Oslo",
    "mangfold": "Europe/Oslo", "icelandic": "Atlantic/Reykjavik", "ropecon": "Europe/Helsinki", "camp": "Europe/Berlin",
    "solmukohta": "Europe/Helsinki", "tracon": "Europe/Helsinki", "36c3": "Europe/Berlin", "38c3": "Europe/Berlin",
    "munich": "Europe/Berlin", "conclar": "Europe/Dublin", "jres": "Europe/Paris", "kielux": "Europe/Berlin",
    "sessionize": "America/Los_Angeles", "espoo": "Europe/Helsinki",
}  # fmt: skip
DATES = {
    "folkemoede": (date(2026, 6, 11), date(2026, 6, 13)), "fantasticon": (date(2026, 9, 4), date(2026, 9, 6)),
    "nokios": (date(2014, 10, 28), date(2014, 10, 30)),
}  # fmt: skip
FACTS = json.loads((SHARED / "facts.json").read_text(encoding="utf-8")) if SHARED.is_dir() else {}
# name: sessions, rooms, different names, asked. What facts.json says of it, and the README.
COUNTS = {
    "almedalen_2023_youth.json": (154, 49, None, 0),
    "almedalen_2023_youth.csv": (154, 49, None, 0),
    "almedalen_2023_youth_sv.xlsx": (154, 49, None, 0),
    "almedalen_2023_youth.ics": (154, 49, None, 0),
    "almedalen_2023_day2.json": (705, 142, None, 0),
    "almedalen_2023_day2.csv": (705, 142, None, 0),
    "almedalen_2023_all_facts.csv": (1960, 192, None, 0),
    "folkemoede_2026_da.xlsx": (14, None, 29, 0),
    "fantasticon_tidsplan.csv": (44, 6, None, 0),
    "fantasticon_beskrivelser.csv": (43, 0, None, 0),
    "fantasticon_da.xlsx": (44, 6, None, 0),
    "nokios_2014_no.json": (62, 16, None, 0),
    "nokios_2014_no.xlsx": (62, 16, None, 0),
    "mangfold_i_mai_2023_no.json": (56, 0, None, 5),  # 4 are internal, 1 ends before it starts
    "suomiareena_2026_fi.json": (286, 10, 856, 0),
    "suomiareena_2026_fi.csv": (286, 10, 856, 0),
    "icelandic_concerts_2019_is.json": (20, 11, None, 0),
    "espoo_event_2017.json": (1, 1, None, 0),
    "ropecon_2024_kompassi.json": (847, 65, None, 0),
    "solmukohta_2024_kompassi.json": (213, 24, None, 0),
    "tracon_2026_kompassi.json": (53, 9, None, 0),
    "38c3.xml": (1007, 72, 567, 0),
    "36c3_merged.xml": (1351, 92, 878, 0),
    "emf_2012.json": (81, 3, 56, 0),
    "emf_2014.json": (184, 13, 120, 0),
    "emf_2018.json": (333, 26, 191, 22),  # left over from 2016
    "emf_2024.json": (482, 44, None, 0),
    "emf_2024.frab.xml": (482, 44, 306, 0),
    "emf_2024.ics": (482, 44, None, 0),
    "jres_2022.ics": (120, 15, None, 0),
    "kielux_2020.ics": (24, 4, None, 0),
    "camp2019_frab.json": (79, 2, 90, 0),
    "munich_opengov_2016_de.xlsx": (13, 2, None, 0),
    "munich_opengov_2016_de.ods": (13, 2, None, 0),
    "conclar_2022_schedule.json": (86, 8, 76, 0),
    "sessionize_grid.html": (83, 4, 76, 0),
    "bench_150.xml": (150, 8, 200, 0),
    "bench_400.xml": (400, 8, 200, 0),
}


def prefixed(table, name):
    return next((value for prefix, value in table.items() if name.startswith(prefix)), None)


@cache
def shared(name):
    first, last = prefixed(DATES, name) or (None, None)
    zone = prefixed(ZONES, name) or "Europe/Copenhagen"
    content = (SHARED / name).read_bytes()
    return read(content, name, Setting(zone, first.year if first else None, first, last, "en"))


def days(reading):
    return Counter(str(draft.starts_at.date()) for draft in reading.drafts if draft.starts_at)


def sessions(name):
    return sorted((draft.title, draft.starts_at, draft.ends_at, draft.room) for draft in shared(name).drafts)


@pytest.mark.parametrize("name", COUNTS)
def test_a_shared_file_gives_its_counts(name):
    reading = shared(name)
    wrong = [fault for fault in reading.faults if fault.kind != "note"]
    names = {person.name for draft in reading.drafts for person in draft.people}
    number, rooms, people, asked = COUNTS[name]

    assert (len(reading.drafts), len(wrong)) == (number, asked)
    assert rooms in {None, len(reading.facts.rooms)}
    assert people in {None, len(names)}


def known_days(name):
    facts = FACTS.get(name, {})
    found = facts.get("days_local") or facts.get("days")
    dated = {day: number for day, number in found.items() if day[:2] == "20"} if isinstance(found, dict) else {}
    return {day: number for day, number in dated.items() if not (name == "emf_2018.json" and day < "2018")}


@pytest.mark.parametrize("name", [name for name in COUNTS if known_days(name)])
def test_the_days_are_those_of_the_facts(name):
    missing = Counter(known_days(name)) - days(shared(name))

    assert sum(missing.values()) == (COUNTS[name][3] if name.startswith("mangfold") else 0)
    assert days(shared(name)) - Counter(known_days(name)) == Counter()


def test_four_files_of_one_week_hold_the_same_sessions():
    first, *others = (f"almedalen_2023_youth{end}" for end in (".json", ".csv", "_sv.xlsx", ".ics"))

    assert [name for name in others if sessions(name) != sessions(first)] == []


def test_three_files_of_one_camp_hold_the_same_sessions():
    first, *others = ("emf_2024.json", "emf_2024.frab.xml", "emf_2024.ics")

    assert [name for name in others if sessions(name) != sessions(first)] == []


def test_rows_and_their_csv_hold_the_same_people():
    def people(name):
        return [draft.people for draft in shared(name).drafts]

    assert people("almedalen_2023_day2.csv") == people("almedalen_2023_day2.json")
    assert sum(map(len, people("almedalen_2023_day2.json"))) == FACTS["almedalen_2023_day2.json"]["speaker_entries"]


def test_the_broken_calendar_names_its_two_lines():
    assert [fault.spot.line for fault in shared("jres_2022.ics").faults if "bytes" in fault.message] == [1600, 1601]
    assert not any("\ufffd" in draft.title + draft.abstract for draft in shared("jres_2022.ics").drafts)


def test_titles_in_two_languages_are_offered_and_stay_one():
    reading = shared("ropecon_2024_kompassi.json")
    offered = [fault for fault in reading.faults if fault.question.startswith("split:")]
    slashed = [draft for draft in reading.drafts if " / " in draft.title]

    assert len(slashed) == FACTS["ropecon_2024_kompassi.json"]["titles_with_slash"]
    assert {fault.spot for fault in offered} >= {draft.spot for draft in slashed}
    assert all(fault.kind == "note" for fault in offered)
    assert not any(draft.texts for draft in reading.drafts)


def test_content_notes_moderators_and_nights():
    ropecon, conclar = shared("ropecon_2024_kompassi.json").drafts, shared("conclar_2022_schedule.json").drafts

    assert sum(bool(draft.content_note) for draft in ropecon) == FACTS["ropecon_2024_kompassi.json"]["content_notes"]
    nights = [draft for draft in ropecon if draft.ends_at and draft.ends_at.date() > draft.starts_at.date()]
    assert len(nights) == sum(
        FACTS["ropecon_2024_kompassi.json"][name] for name in ("past_midnight", "ending_at_midnight")
    )
    assert sum(person.role == "moderator" for draft in conclar for person in draft.people) == 56
    assert not any("moderator)" in person.name for draft in conclar for person in draft.people)


def test_left_overs_of_another_year_are_asked_and_stretch_nothing():
    asked = [fault for fault in shared("emf_2018.json").faults if fault.kind == "asked"]

    assert {fault.question.partition(":")[0] for fault in asked} == {"astray"}
    assert {fault.message[:4] for fault in asked} == {"2016"}


def test_a_repeated_number_is_no_identity():
    keys = Counter(draft.key for draft in shared("munich_opengov_2016_de.ods").drafts)

    assert keys[""] == 3
    assert not any("1111" in key for key in keys)
    assert all(draft.key for draft in shared("munich_opengov_2016_de.xlsx").drafts)


def test_the_half_that_holds_people_is_no_programme():
    with pytest.raises(Unreadable, match="people"):
        shared("conclar_2022_people.json")


def test_a_grid_takes_its_descriptions_from_the_other_sheet():
    reading = shared("fantasticon_da.xlsx")
    described = [draft for draft in reading.drafts if draft.abstract]

    assert len(described) > 35
    assert [fault.message for fault in reading.faults] == [
        "“Sæt dig her, hvis du vil tale med nogen du ikke kender!” is described, but stands nowhere in the grid."
    ]
