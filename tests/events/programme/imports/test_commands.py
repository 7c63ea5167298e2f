"""Programmes by command: files in, releases out, with the numbers and the exits that scripts rely on."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cities.models import Room
from events.editions.models import Event
from events.programme.models import Appearance, ImportedSession, Placement, Session
from tests.factories import make_conference, make_edition, make_event

pytestmark = pytest.mark.django_db

HERE = Path(__file__).resolve().parents[3] / "data" / "programme"
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"


def run(name: str, *words: object) -> tuple[int, str]:
    """How it ends, and what it prints."""
    told = StringIO()
    try:
        call_command(name, *map(str, words), stdout=told, stderr=StringIO())
    except SystemExit as end:
        return int(end.code or 0), told.getvalue()
    except CommandError as error:
        return error.returncode, str(error)
    return 0, told.getvalue()


def bring(event: str, file: str | Path, *words: str, folder: Path = HERE) -> tuple[int, dict[str, Any]]:
    code, told = run("import_programme", event, folder / file, "--json", *words)
    return code, json.loads(told)


def release(event: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run("release_programme", event, "--apply", "--json")[1])
    return told


def test_without_apply_nothing_is_written_and_everything_is_counted():
    code, found = bring("days", "release-1.csv", "--new", "Days")

    assert (code, found) == (
        0,
        {
            "sessions": 4, "rooms": 3, "speakers": 3, "days": 1,
            "new": 4, "changed": 0, "same": 0, "conflicts": 0, "errors": [],
        },
    )  # fmt: skip
    assert not Event.objects.exists()
    assert not Room.objects.exists()


def test_new_makes_a_draft_event_with_days_and_zone_of_the_file():
    bring("days", "release-1.csv", "--new", "Dage", "--zone", "Europe/Stockholm", "--apply")

    event = Event.objects.get()
    assert (event.slug, event.title_da, event.time_zone, event.published_at) == (
        "days",
        "Dage",
        "Europe/Stockholm",
        None,
    )
    assert [str(event.starts_on), str(event.ends_on)] == ["2031-09-26", "2031-09-26"]


def test_two_releases_tell_exactly_what_changed():
    bring("days", "release-1.csv", "--new", "Days", "--apply")
    first = release("days")

    code, found = bring("days", "release-2.csv", "--apply")
    second = release("days")

    assert (code, found["changed"], found["same"], found["new"]) == (0, 3, 1, 0)
    assert (first["release"], second["release"]) == (1, 2)
    assert {each["title"]: each["words"] for each in second["changes"]} == {
        "Natteravne": ["cancelled"], "Besøg i huset": ["moved"], "Afslutning": ["new_room"],
    }  # fmt: skip
    counted = Placement.objects.filter(release__number=2).values_list("session__slug", "sequence", "state")
    assert set(counted) == {
        ("aabning", 0, "on"), ("natteravne", 1, "cancelled"), ("besoeg-i-huset", 1, "on"), ("afslutning", 1, "on"),
    }  # fmt: skip
    assert bring("days", "release-2.csv")[1]["same"] == 4


def test_a_new_title_in_a_file_without_numbers_is_released_as_the_same_session():
    bring("days", "retitled-1.csv", "--new", "Days", "--apply")
    release("days")

    code, found = bring("days", "retitled-2.csv", "--apply")
    second = release("days")

    assert (code, found["changed"], found["same"], found["new"]) == (0, 1, 1, 0)
    assert [(each["title"], each["words"]) for each in second["changes"]] == [("Unge i storbyen", ["title"])]
    assert set(Session.objects.values_list("slug", flat=True)) == {"unge-i-byen", "faellesskaber-i-gaden"}


def test_rows_that_are_not_understood_stop_everything():
    code, found = bring("days", "faults.csv", "--new", "Days", "--apply")

    assert code == 1
    assert [(each["sheet"], each["line"]) for each in found["errors"]] == [("", 4), ("", 5)]
    assert not Session.objects.exists()
    assert not Event.objects.exists()


def test_without_bad_rows_the_good_ones_go_in():
    code, found = bring("days", "faults.csv", "--new", "Days", "--apply", "--without-bad-rows")

    assert (code, found["new"]) == (1, 2)
    assert sorted(Session.objects.values_list("title_da", flat=True)) == ["Samtidig", "Åbning"]


def test_a_room_taken_twice_is_imported_and_not_released_until_it_is_shared():
    bring("days", "faults.csv", "--new", "Days", "--apply", "--without-bad-rows")

    code, told = run("release_programme", "days", "--apply", "--json")

    found = json.loads(told)
    assert (code, found["release"], [each["sessions"] for each in found["clashes"]]) == (
        1,
        None,
        [["aabning", "samtidig"]],
    )
    bring("days", "faults.csv", "--apply", "--without-bad-rows", "--share-rooms")
    assert list(Room.objects.filter(shared=True).values_list("name_da", flat=True)) == ["Sal 1"]
    assert release("days")["release"] == 1


def test_readable_words_name_line_and_reason():
    _code, told = run("import_programme", "days", HERE / "faults.csv", "--new", "Days")

    lines = told.splitlines()
    assert lines[:2] == ["2 sessions, 1 rooms, 0 speakers, 1 days", "2 new, 0 changed, 0 the same, 0 in conflict"]
    assert lines[2].startswith("line 4")
    assert "Sal 1: 1 pair of sessions at the same time" in lines


def test_release_in_words_lists_what_readers_would_see():
    bring("days", "release-1.csv", "--new", "Days", "--apply")

    code, told = run("release_programme", "days")

    assert (code, told.splitlines()[0]) == (0, "new: “Åbning” 2031-09-26 09:00, Sal 1")
    assert not Placement.objects.exists()
    assert (
        run("release_programme", "days", "--apply", "--note", "Velkommen")[1].splitlines()[-1] == "Release 1 is public."
    )
    assert run("release_programme", "days")[1] == "Readers would see no change.\n"


def test_a_programme_without_sessions_is_not_released():
    event = make_event(slug="empty", published_at=None)

    assert run("release_programme", "empty", "--apply") == (0, "Readers would see no change.\n")
    event.refresh_from_db()
    assert event.published_at is None


def test_a_year_names_the_conference_of_that_edition():
    event = make_conference(edition=make_edition(year=2031), starts_on=None, ends_on=None)

    assert bring("2031", "release-1.csv", "--apply")[0] == 0

    assert Session.objects.of(event).count() == 4
    assert release("2031")["release"] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("import_programme", "nowhere", HERE / "release-1.csv"), "There is no event “nowhere”."),
        (("release_programme", "nowhere"), "There is no event “nowhere”."),
        (
            ("import_programme", "my days", HERE / "release-1.csv", "--new", "Days"),
            "“my days” is no web address: small letters, figures and hyphens make one.",
        ),
        (
            ("import_programme", "days", HERE / "release-1.csv", "--new", "T" * 400),
            f"“{'T' * 60}” is no title: one has from 1 to 250 characters, and all of them can be seen.",
        ),
        (
            ("import_programme", "days", HERE / "release-1.csv", "--new", "T\udcff"),
            "“T\\udcff” is no title: one has from 1 to 250 characters, and all of them can be seen.",
        ),
        (("import_programme", "d\udcff", HERE / "release-1.csv"), None),
        (("import_programme", "days", HERE / "nothing.csv", "--new", "Days"), None),
        (("import_programme", "days", __file__, "--new", "Days"), None),
    ],
)
def test_what_cannot_be_read_at_all_ends_with_two(words, told):
    code, said = run(*words)

    assert code == 2
    assert told is None or said == told
    assert not Event.objects.exists()


def test_unreadable_is_json_too_where_that_was_asked_for():
    told = StringIO()

    with pytest.raises(CommandError):
        call_command("import_programme", "days", __file__, "--new", "Days", "--json", stdout=told, stderr=StringIO())

    assert [each["line"] for each in json.loads(told.getvalue())["errors"]] == [0]


def test_titles_give_addresses_that_stay():
    bring("days", "slugs.csv", "--new", "Days", "--apply")
    slugs = list(Session.objects.order_by("position").values_list("slug", flat=True))

    bring("days", "slugs.csv", "--apply")

    assert slugs == [
        "aabning", "oest-moeder-vest", "session-1", "session-2", "abning", "session-3",
        "en-meget-lang-titel-som-bliver-ved-og-bliver-ved-fordi-ingen-har-sat-en", "changes-2", "2024", "aabning-2",
    ]  # fmt: skip
    assert list(Session.objects.order_by("position").values_list("slug", flat=True)) == slugs


# The shared files

shared = pytest.mark.skipif(not SHARED.is_dir(), reason="The shared files are not here.")


@shared
def test_four_releases_of_one_session_shared_case():
    for number, words in enumerate(([], ["new_room"], ["new_speaker", "title"], ["moved"]), start=1):
        file = SHARED / "cases" / f"b13_release_{number}.csv"
        found = bring("b13", file, "--new", "Days", "--apply")[1]
        assert (found["new"], found["changed"]) == ((1, 0) if number == 1 else (0, 1))
        changes = release("b13")["changes"]
        assert [set(each["words"]) for each in changes] == [set(words or ["new"])]

    assert list(Placement.objects.order_by("release__number").values_list("sequence", flat=True)) == [0, 1, 1, 2]


@shared
def test_one_person_in_many_spellings_shared_case():
    file = SHARED / "cases" / "b29_same_person_many_spellings.csv"

    code, found = bring("b29", file, "--new", "Days", "--apply")

    assert (code, found["sessions"], found["speakers"], found["errors"]) == (0, 8, 4, [])
    at = Appearance.objects.filter(speaker__name="Søren Ærø").values_list("organisation_da", flat=True)
    assert sorted(each or "" for each in at) == ["", "Fældvejens Skole", "Fældvejens Skole"]
    assert bring("b29", file)[1]["same"] == 8


@shared
def test_addresses_shared_case():
    bring("b33", SHARED / "cases" / "b33_titles_for_slugs.csv", "--new", "Days", "--apply")

    slugs = set(Session.objects.values_list("slug", flat=True))
    assert len(slugs) == 18
    assert "changes" not in slugs


REAL = {
    "almedalen_2023_youth.csv": {"sessions": 154, "rooms": 49, "days": 5},
    "bench_150.xml": {"sessions": 150, "rooms": 8, "speakers": 200, "days": 3},
    "camp2019_frab.json": {"sessions": 79, "rooms": 2, "speakers": 90, "days": 5},
    "munich_opengov_2016_de.xlsx": {"sessions": 13, "rooms": 2},
    "tracon_2026_kompassi.json": {"sessions": 53, "rooms": 9, "days": 3},
    "kielux_2020.ics": {"sessions": 24, "rooms": 4, "days": 2},
}


@shared
@pytest.mark.parametrize("file", REAL)
def test_a_real_file_is_the_same_when_it_comes_again(file):
    first = bring("real", SHARED / file, "--new", "Real", "--apply", "--without-bad-rows")[1]
    again = bring("real", SHARED / file)[1]

    assert {name: first[name] for name in REAL[file]} == REAL[file]
    assert (again["same"], again["new"], again["changed"]) == (first["new"], 0, 0)
    assert ImportedSession.objects.count() == first["new"]
