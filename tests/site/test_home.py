"""The front page is never empty: it shows what is on, what is next, or what was last."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
import time_machine

from tests.factories import make_city, make_edition, make_event, make_page, make_statement, make_theme

pytestmark = pytest.mark.django_db


def read(client, address="/en/"):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def headline(page):
    return re.findall(r"<h1[^>]*>(.*?)</h1>", page)[0]


def test_home_of_an_empty_portal_has_a_heading_and_ways_on(client):
    page = read(client)

    assert headline(page) == "Heart and Pain of the Big City"
    assert "/en/events/" in page


def test_home_shows_the_edition_that_comes_next(client):
    make_theme(edition=make_edition(year=2024, starts_on=date(2024, 9, 25)), title="Stronger together")
    make_edition(year=2026, host=make_city(name="Oslo"), starts_on=date(2026, 9, 1))

    with time_machine.travel(date(2025, 1, 1)):
        page = read(client)

    assert headline(page) == "Oslo 2026"
    assert "The theme has not been announced yet." in page
    assert 'data-edition="2026"' in page.partition("<head>")[0]


def test_home_shows_the_last_edition_when_none_is_coming(client):
    make_edition(year=2022)
    edition = make_edition(year=2024)
    make_theme(edition=edition, title="Stronger together")
    make_event(edition=edition, kind="youth_conference")

    with time_machine.travel(date(2026, 11, 1)):
        page = read(client)

    assert headline(page) == "Stronger together"
    assert "The conference is over." in page
    assert 'class="button" href="/en/2024/youth/"' in page


def test_home_does_not_tell_of_drafts(client, cast):
    make_theme(edition=cast.oslo, title="A secret theme")

    with time_machine.travel(date(2026, 1, 1)):
        assert "A secret theme" not in read(client)


def test_home_shows_what_is_coming_and_else_what_was_last(client):
    make_event(title="Debate", starts_on=date(2023, 3, 30), ends_on=None)

    with time_machine.travel(date(2023, 3, 1)):
        page = read(client)
        assert ("Coming" in page, "Latest events" in page, "Debate" in page) == (True, False, True)
    with time_machine.travel(date(2023, 4, 1)):
        page = read(client)
        assert ("Coming" in page, "Latest events" in page, "Debate" in page) == (False, True, True)


def test_home_says_why_with_the_first_words_about_the_series(client):
    make_page(slug="about", title="About the series", body="The same Friday night.\n\nThe rest of it.")

    page = read(client)

    assert "The same Friday night." in page
    assert "The rest of it." not in page
    assert "/en/pages/about/" in page


def test_home_gives_young_people_a_voice_only_when_they_said_something(client):
    assert "voice__words" not in read(client)

    event = make_event(edition=make_edition(year=2024), kind="youth_conference")
    make_statement(event=event, text={"da": "Spørg os først."})

    page = read(client)
    assert "Spørg os først." in page
    assert 'data-fallback="da"' in page
    assert "/en/2024/youth/" in page


def test_home_has_a_stamp_for_each_edition_oldest_first(client):
    for year in (2024, 1997, 1999):
        make_edition(year=year)

    assert re.findall(r'class="stamp plane" data-edition="(\d+)"', read(client)) == ["1997", "1999", "2024"]


def test_home_tells_search_engines_who_we_are(client):
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', read(client, "/da/"))[0])

    assert data["@type"] == "Organization"
    assert data["url"] == "http://testserver/da/"


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_home_costs_the_same_however_much_there_is(client, django_assert_num_queries, item_count):
    make_page(slug="about")
    for year in range(1997, 1997 + item_count):
        edition = make_edition(year=year, partners=(make_city(),))
        make_theme(edition=edition)
        make_statement(event=make_event(edition=edition, kind="youth_conference"))

    with django_assert_num_queries(8):
        read(client)
