"""The page and all files tell the same sessions, and an import of any of our files gives them back."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from conference_portal.kit.languages import READING
from events.editions.models import Event
from events.programme import schedule
from events.programme.changes import release
from events.programme.imports.applying import Choices, apply
from events.programme.imports.opening import Wanted, open_event
from events.programme.imports.plan import plan, setting_of
from events.programme.imports.reading import read
from tests.events.programme.exports.reading_back import READERS, from_page, in_rooms
from tests.events.programme.imports.files import CASES, SHARED, needs_shared
from tests.factories import MORNING, make_event, make_release, make_session

pytestmark = pytest.mark.django_db

FORMS = ("ics", "json", "xml", "csv", "xlsx")
FILES = [
    SHARED / "bench_150.xml",
    *(
        CASES / name
        for name in (
            "b01_past_midnight.csv", "b03_before_day_start.xml", "b04_odd_lengths_and_room_order.csv",
            "b06_control_characters.csv", "b07_release_2.csv", "b09_no_end_and_parallel.csv",
            "b11_tzid_without_vtimezone.ics", "b13_release_3.csv", "b14_long_titles.csv", "b15_all_day.ics",
            "b17_zone_and_z.ics", "b24_windows_1252.csv", "b26_midnight_as_end.csv", "b32_right_to_left.csv",
        )
    ),
]  # fmt: skip

Row = tuple[Any, ...]


def placed(event: Event) -> list[Row]:
    return [
        (
            each.title.value,
            each.start,
            each.end,
            each.first_day,
            each.last_day,
            each.room.name.value if each.room else "",
        )
        for each in schedule.build(event, AnonymousUser()).items
    ]


def drafted(content: bytes, event: Event) -> list[Row]:
    drafts = read(content, "programme", setting_of(event)).drafts
    return [
        (each.title, each.starts_at, each.ends_at, each.starts_on, each.ends_on or each.starts_on, each.room)
        for each in drafts
    ]


def within(rows: list[Row], form: str) -> list[Row]:
    """Those that the format has a place for, in an order that all share."""
    kept = [row for row in rows if row[1] or form in {"json", "csv", "xlsx"} or (row[3] and form == "ics")]
    return sorted(kept, key=str)


@pytest.mark.parametrize("language", READING)
def test_import_of_our_files_gives_the_same_sessions(client, conference, language):
    with translation.override(language):
        expected = placed(conference)
        stem = conference.programme_address.removesuffix("/")
        files = {form: client.get(f"{stem}.{form}").content for form in FORMS}
        told = {form: sorted(drafted(content, conference), key=str) for form, content in files.items()}

    assert told == {form: within(expected, form) for form in FORMS}


@needs_shared
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shared_file_is_told_the_same_by_all(client, path):
    event, reading = open_event(Wanted(path.stem.replace("_", "-"), path.stem), path.read_bytes(), path.name)
    apply(event, reading, by=None, choices=Choices(without_bad_rows=True, share_rooms=True))
    release(event, by=None, seen=None)
    language = next((draft.language for draft in reading.drafts if draft.language in READING), "en")
    stem = f"/{language}/events/{event.slug}/programme"

    page = from_page(client.get(f"{stem}/").content, "")
    files = {form: client.get(f"{stem}.{form}").content for form in FORMS}
    told = {form: reader(files[form], event.time_zone) for form, reader in READERS.items()}

    clocked = {slug: row for slug, row in page.items() if row[1]}
    assert (told["json"], told["csv"], told["xml"]) == (page, page, clocked)
    assert {slug: row for slug, row in in_rooms(told["ics"], page).items() if row[1]} == clocked
    with translation.override(language):
        rows = placed(event)
        assert {form: sorted(drafted(files[form], event), key=str) for form in FORMS} == {
            form: within(rows, form) for form in FORMS
        }
        again = plan(event, read(files["xlsx"], "programme.xlsx", setting_of(event)))
    assert again.errors == []
    if any(draft.language == language for draft in reading.drafts):  # else the texts stand in another language's place
        assert again.counts["same"] == len(rows)


@pytest.mark.parametrize("language", READING)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_texts_come_back_in_their_own_language(client, form, language):
    event = make_event(title="Meeting")
    for number, (title, abstract) in enumerate((("sv", "sv"), ("is", "da"), ("da", ""), ("other", "other"))):
        columns: dict[str, Any] = {"title": {title: "Opening"}, "abstract": {abstract: "Words"} if abstract else {}}
        other: dict[str, Any] = {"other_language": "fi"} if title == "other" else {}
        make_session(event=event, starts_at=MORNING + timedelta(hours=number), **columns, **other)
    make_release(event=event)

    content = client.get(f"/{language}/events/{event.slug}/programme.{form}").content
    with translation.override(language):
        again = plan(event, read(content, f"programme.{form}", setting_of(event)))

    assert (again.errors, again.counts["same"]) == ([], 4)


def test_languages_are_told_in_a_column_of_their_own(client):
    event = make_event(title="Meeting")
    make_session(event=event, title={"sv": "Öppning"}, abstract={"da": "Ord"}, spoken=["is"])
    make_release(event=event)

    content = client.get(f"/en/events/{event.slug}/programme.csv").content.decode("utf-8-sig")

    row = next(csv.DictReader(io.StringIO(content)))
    assert (row["Language"], row["Text language"]) == ("Icelandic", "Swedish, Danish")
