"""The single faults of the shared cases, against the right values that their page tells."""

from __future__ import annotations

import re
from datetime import date

import pytest

from events.programme.imports.reading import read
from tests.events.programme.imports.files import CASES, needs_shared, setting, told, when

pytestmark = [needs_shared, pytest.mark.usefixtures("in_english")]

PAGE = (CASES / "expected.md").read_text(encoding="utf-8") if CASES.is_dir() else ""
ENTRY = re.compile(
    r"^- (?:line (?P<line>\d+)|(?P<cell>[A-Z]\d+)|(?:event|Nr) (?P<number>\d+)|\S+@\S+): “(?P<title>.+?)” · "
    r"(?P<day>[\d-]{10}) (?P<start>[\d:]{5})(?:–(?:(?P<last>[\d-]{10}) )?(?P<end>\d\d:\d\d))?(?P<rest>.*)$",
    re.MULTILINE,
)
FILES = {
    "B01": "b01_past_midnight.csv", "B03": "b03_before_day_start.xml", "B04": "b04_odd_lengths_and_room_order.csv",
    "B06": "b06_control_characters.csv", "B09": "b09_no_end_and_parallel.csv", "B11": "b11_tzid_without_vtimezone.ics",
    "B17": "b17_zone_and_z.ics", "B19": "b19_times_as_numbers.xlsx", "B22": "b22_bom.csv",
    "B23": "b23_semicolon_and_sep.csv", "B24": "b24_windows_1252.csv", "B25": "b25_merged_grid.xlsx",
    "B26": "b26_midnight_as_end.csv", "B27": "b27_day_and_month.csv", "B32": "b32_right_to_left.csv",
}  # fmt: skip
ROOMS = {  # in the order of the file; none: for all, or nowhere
    "B01": "Havnehallen | Mødested Torvet | Mødested Torvet | Havnehallen",
    "B04": "Sal C | Sal A | Sal B | Sal C | Sal A |  | Sal A",
    "B19": "Sal 1 | Sal 1 | Sal 1 | Foyer",
    "B23": "Sal 1, 2. sal | Sal 2",
    "B24": "Ráðhúsið | Blågården | Höfði",
    "B25": " |  | Storsalen | Lillesal | Galleriet | Storsalen | Lillesal | Storsalen",
    "B26": "Ungdomshuset | Storsalen | Torget",
    "B27": "Sal 1 | Sal 1 | Sal 1 | Sal 1 | Sal 1",
}
WRONG = {"B26": [5, 6], "B27": [7, 8]}
NOTED = {"B06": [2, 3, 4], "B32": [4], "B17": [7, 8]}


def section(case):
    return PAGE.partition(f"\n## {case} ")[2].partition("\n## ")[0]


def case(name, first=date(2028, 9, 20), last=date(2028, 9, 21)):
    return read((CASES / name).read_bytes(), name, setting(first=first, last=last))


def expected(entry):
    end = f"–{entry['end']}" if entry["end"] else ""
    return f"{entry['day']} {entry['start']}{end}", entry["title"]


@pytest.mark.parametrize("number", FILES)
def test_a_case_gives_its_sessions(number):
    reading = case(FILES[number])
    entries = list(ENTRY.finditer(section(number)))

    assert [(when(draft), draft.title) for draft in reading.drafts] == [expected(entry) for entry in entries]
    assert [draft.ends_at.date().isoformat() for draft in reading.drafts if draft.ends_at] == [
        entry["last"] or entry["day"] for entry in entries if entry["end"]
    ]
    spots = [(draft.spot.line, draft.spot.cell) for draft in reading.drafts]
    assert [
        spot for spot, entry in zip(spots, entries, strict=True) if entry["line"] and spot[0] != int(entry["line"])
    ] == []
    assert [
        spot for spot, entry in zip(spots, entries, strict=True) if entry["cell"] and spot[1] != entry["cell"]
    ] == []


@pytest.mark.parametrize("number", FILES)
def test_a_case_tells_its_faults(number):
    reading = case(FILES[number])

    assert [line for line, _kind, _message in told(reading, "error", "asked")] == WRONG.get(number, [])
    if number != "B27":  # which states the order of its column
        assert [line for line, _kind, _message in told(reading, "note")] == NOTED.get(number, [])


@pytest.mark.parametrize("number", ROOMS)
def test_a_case_gives_its_rooms(number):
    reading = case(FILES[number])

    assert [draft.room for draft in reading.drafts] == ROOMS[number].split(" | ")


def test_whole_days_end_on_their_last_day():
    reading = case("b15_all_day.ics")

    assert [(draft.title, when(draft)) for draft in reading.drafts] == [
        ("Storbyens hjerte og smerte", "2028-09-20/2028-09-22"),
        ("Ankomst", "2028-09-19/2028-09-19"),
        ("Afrejse", "2028-09-23/2028-09-23"),
    ]
    assert [kind for _line, kind, _message in told(reading)] == ["note"]


def test_two_releases_differ_in_three_rows():
    one, two = (case(f"b07_release_{number}.csv").drafts for number in (1, 2))
    keyed = {draft.key: draft for draft in one}

    assert [draft.key for draft in two] == ["nr:1", "nr:2", "nr:3", "nr:4"]
    assert [draft.key for draft in two if draft != keyed[draft.key]] == ["nr:2", "nr:3", "nr:4"]
    assert [draft.cancelled for draft in two] == [False, True, False, False]


def test_a_plural_heading_holds_two_people():
    people = [[person.name for person in case(f"b13_release_{number}.csv").drafts[0].people] for number in (1, 2, 3, 4)]

    assert people == [["Anna Ås"], ["Anna Ås"], ["Anna Ås", "Bo Ek"], ["Anna Ås", "Bo Ek"]]


def test_long_titles_are_whole():
    lengths = [(len(draft.title), len(draft.title.encode())) for draft in case("b14_long_titles.csv").drafts]

    assert lengths == [(85, 100), (81, 132), (67, 68), (71, 73), (56, 200)]


def test_a_mark_changes_nothing():
    marked, bare = (
        (CASES / "b22_bom.csv").read_bytes(),
        (CASES / "b22_bom.csv").read_bytes().removeprefix(b"\xef\xbb\xbf"),
    )

    assert read(marked, "a", setting()) == read(bare, "b", setting())
    assert read(marked, "a", setting()).facts.unknown == ()


def test_a_mark_before_the_delimiter_changes_nothing():
    content = (CASES / "b23_semicolon_and_sep.csv").read_bytes()

    assert read(b"\xef\xbb\xbf" + content, "a", setting()) == read(content, "b", setting())
    assert case("b23_semicolon_and_sep.csv").drafts[1].abstract == "Linje et\nLinje to"


def test_the_encoding_is_named():
    reading = case("b24_windows_1252.csv")

    assert reading.facts.encoding == "Windows-1252"
    assert reading.drafts[0].abstract == "„Við erum hér“ – 20 € á mann…"


def test_spellings_of_one_name_are_brought_together():
    people = [
        (person.name, person.organisation)
        for draft in case("b29_same_person_many_spellings.csv").drafts
        for person in draft.people
    ]

    assert people == [
        ("Søren Ærø", "Fældvejens Skole"), ("Søren Ærø", "Fældvejens Skole"), ("Søren Ærø", ""), ("Sören Ærø", ""),
        ("søren ærø", ""), ("Sören Ærø", ""), ("Åse Ek", ""), ("Åse Ek", ""),
    ]  # fmt: skip


def test_names_from_right_to_left_are_whole():
    assert [draft.people[0].name for draft in case("b32_right_to_left.csv").drafts] == [
        "ليلى Ek",
        "דנה Holm (SE)",
        "Bo Ek",
    ]


def test_every_title_of_a_list_comes_in():
    assert len(case("b33_titles_for_slugs.csv").drafts) == 18


def test_titles_of_four_languages_stand_beside_each_other():
    first = case("b35_half_translated.csv").drafts[0]

    assert (first.title, first.language) == ("Opening", "en")
    assert first.texts == (("title", "da", "Åbning"), ("title", "sv", "Öppning"), ("title", "is", "Opnun"))
