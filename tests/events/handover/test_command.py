"""`manage.py handover`: what it lists, what it writes, and how it ends."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from conference_portal.kit.versions import read_version
from events.editions.models import Edition
from tests.factories import make_city, make_conference, make_edition, make_session


def run(*words, host="aarhus", starts="2027-10-06"):
    told = StringIO()
    try:
        call_command("handover", *map(str, words), "--host", host, "--starts", starts, stdout=told, stderr=StringIO())
    except SystemExit as end:
        return int(end.code or 0), told.getvalue()
    except CommandError as error:
        return error.returncode, told.getvalue() or str(error)
    return 0, told.getvalue()


@pytest.mark.usefixtures("world")
def test_without_apply_everything_is_listed_and_nothing_written(table_rows):
    before = table_rows()

    code, told = run(2024, 2027, "--json")

    found = json.loads(told)
    assert (code, found["from"], found["to"], found["host"], found["applied"]) == (0, 2024, 2027, "aarhus", False)
    assert {each["what"]: each["count"] for each in found["copied"]} == {
        "events": 3, "sessions": 3, "guides": 1, "key_dates": 1, "pages": 1, "involvements": 1, "partners": 2,
        "purpose": 1,
    }  # fmt: skip
    shifted = {(each["what"], each["title"]): (each["before"], each["after"]) for each in found["shifted"]}
    assert shifted["edition", "The conference"] == ("2024-09-25/2024-09-27", "2027-10-06/2027-10-08")
    assert shifted["event", "U-LYNC 2026"] == ("2023-11-07/2023-11-09", "2026-11-17/2026-11-19")
    assert shifted["session", "Åbning"] == ("2024-09-25T09:00+00:00", "2027-10-06T09:00+02:00")
    assert shifted["deadline", "Registration closes"] == ("2024-09-01T12:00+00:00", "2027-09-12T12:00+02:00")
    assert {each["what"]: each["count"] for each in found["never"]} == {
        "people": 1, "contacts": 1, "memberships": 2, "releases": 4, "materials": 1, "outputs": 2, "statements": 1,
        "imports": 1, "face": None, "moments": None, "links": None,
    }  # fmt: skip
    assert all(each["why"] for each in found["never"])
    assert found["errors"] == []
    assert table_rows() == before


@pytest.mark.usefixtures("world")
def test_lines_say_the_same():
    code, told = run(2024, 2027, "--apply", host="Århus")

    assert code == 0
    assert "    3  Events (drafts, each with a new web address)" in told
    assert "2024-05-01 → 2027-05-12  Tilmeldingen åbner" in told
    assert told.endswith("Aarhus 2027 is there, as a draft.\n")
    assert Edition.objects.get(year=2027).announced_at is None


@pytest.mark.parametrize(
    ("words", "options", "told"),
    [
        ((1998, 2027), {}, "There is no edition 1998."),
        (("then", 2027), {}, "“then” is no year."),
        ((2024, "20270"), {}, "“20270” is no year."),
        ((2024, 2027), {"host": "Thrån"}, "There is no city “Thrån”."),
        ((2024, 2027), {"starts": "2027-02-29"}, "“2027-02-29” is no date: write it as 2026-09-23."),
    ],
)
@pytest.mark.usefixtures("world")
def test_what_is_not_known_ends_with_two(words, options, told):
    assert run(*words, **options) == (2, told)
    code, found = run(*words, "--json", **options)
    assert (code, json.loads(found)["errors"]) == (2, [{"field": "", "message": told}])


@pytest.mark.usefixtures("world")
def test_what_stands_in_the_way_ends_with_one():
    code, told = run(2024, 2026, "--apply", "--json", starts="2026-10-07")

    found = json.loads(told)
    assert (code, found["applied"]) == (1, False)
    assert found["errors"] == [{"field": "year", "message": "There is an edition of 2026 already."}]
    assert run(2024, 2027, "--apply")[0] == 0
    assert run(2024, 2027, "--apply")[0] == 1


@pytest.mark.django_db(transaction=True)
def test_a_handover_moves_the_content_version_once():
    edition = make_edition(year=2024, host=make_city(slug="reykjavik"))
    make_session(event=make_conference(edition=edition, slug="days"))
    make_city(slug="aarhus")
    before = read_version(timezone.now()).written

    assert run(2024, 2027, "--apply")[0] == 0

    assert read_version(timezone.now()).written == before + 1


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_programme(django_assert_max_num_queries):
    counts = []
    for year, amount in ((2024, 3), (2025, 60)):
        edition = make_edition(year=year)
        conference = make_conference(edition=edition, slug=f"days-{year}")
        for _ in range(amount):
            make_session(event=conference)
        with django_assert_max_num_queries(120) as asked:
            assert run(year, year + 10, "--apply", host=edition.host.slug, starts=f"{year + 10}-10-06")[0] == 0
        counts.append(len(asked))

    assert counts[1] - counts[0] <= 1  # the words of the search index are learnt in portions
