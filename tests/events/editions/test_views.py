"""The archive and an edition, as readers meet them."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
import time_machine

from tests.factories import (
    make_city,
    make_conference,
    make_contact,
    make_edition,
    make_event,
    make_involvement,
    make_key_date,
    make_page,
    make_release,
    make_session,
    make_subtheme,
    make_theme,
    make_topic,
)

pytestmark = pytest.mark.django_db


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def title_of(page):
    return re.findall(r"<title>(.*?)</title>", page)[0]


# The archive


def test_editions_hang_newest_first(client):
    for year in (1997, 2024, 1999):
        make_edition(year=year)

    page = read(client, "/en/editions/")

    assert re.findall(r'class="plane sheet" data-edition="(\d+)"', page) == ["2024", "1999", "1997"]
    assert "3 editions since 1997" in page


def test_editions_leave_a_place_for_the_next_host_only_when_none_is_announced(client):
    make_edition(year=2024, starts_on=date(2024, 9, 25), ends_on=date(2024, 9, 27))

    with time_machine.travel(date(2024, 9, 27)):
        assert "sheet--next" not in read(client, "/en/editions/")
    with time_machine.travel(date(2024, 10, 1)):
        assert "sheet--next" in read(client, "/en/editions/")


def test_editions_show_a_host_and_year_where_there_is_no_theme(client):
    make_edition(year=2024, host=make_city(name="Oslo"))

    page = read(client, "/en/editions/")

    assert re.search(r'sheet__theme[^>]*><a href="/en/2024/">Oslo 2024</a>', page)


def test_editions_show_no_draft_to_visitors(client, cast):
    make_theme(edition=cast.oslo, title="A secret theme")

    assert "A secret theme" not in read(client, "/en/editions/")

    client.force_login(cast.astrid)

    assert "A secret theme" in read(client, "/en/editions/")


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_editions_cost_the_same_however_many(client, django_assert_num_queries, item_count):
    partners = tuple(make_city() for _ in range(3))
    for year in range(1997, 1997 + item_count):
        make_theme(edition=make_edition(year=year, partners=partners))

    with django_assert_num_queries(4):
        read(client, "/en/editions/")


# An edition


@pytest.mark.parametrize("address", ["/en/1998/", "/en/1998/theme/", "/en/1998/theme/trust/", "/en/1998/pages/travel/"])
def test_a_year_without_an_edition_is_not_found(client, address):
    make_edition(year=1997)

    read(client, address, 404)


def test_edition_is_seen_by_its_members_before_it_is_announced(client, cast):
    read(client, "/en/2026/", 404)

    client.force_login(cast.astrid)
    assert "Oslo 2026" in read(client, "/en/2026/")

    client.force_login(cast.bjork)
    read(client, "/en/2026/", 404)


def test_edition_without_theme_says_so_with_host_and_date(client):
    make_edition(year=2027, host=make_city(name="Oslo"), starts_on=date(2027, 9, 1), ends_on=date(2027, 9, 3))

    with time_machine.travel(date(2027, 1, 1)):
        page = read(client, "/en/2027/")

    assert re.search(r"<h1[^>]*>Oslo 2027</h1>", page)
    assert "The theme has not been announced yet." in page
    assert "September 2027" in page


def test_edition_says_that_it_is_on(client):
    make_theme(
        edition=make_edition(year=2024, starts_on=date(2024, 9, 25), ends_on=date(2024, 9, 27), intro="Three days.")
    )

    with time_machine.travel(date(2024, 9, 26)):
        assert "Three days. The conference is on now." in read(client, "/en/2024/")
    with time_machine.travel(date(2024, 9, 28)):
        assert "The conference is on now." not in read(client, "/en/2024/")


def test_edition_that_is_over_points_to_what_there_is(client):
    edition = make_edition(year=2022, starts_on=date(2022, 4, 6), ends_on=date(2022, 4, 8))
    conference = make_conference(edition=edition)
    make_session(event=conference)
    make_event(edition=edition, kind="youth_conference")

    before = read(client, "/en/2022/")
    make_release(event=conference)
    after = read(client, "/en/2022/")

    assert "The conference is over." in after
    assert "/en/2022/youth/" in before
    assert "/en/2022/programme/" not in before
    assert re.search(r'class="button" href="/en/2022/programme/">The programme, as it was<', after)


def test_edition_links_only_pages_that_it_has(client):
    make_edition(year=1999)

    page = read(client, "/en/1999/")

    assert "edition-nav" not in page
    assert "/en/1999/theme/" not in page.partition("<main")[2].partition("</main>")[0]


def test_edition_says_whence_it_was_postponed(client):
    make_edition(year=2022, postponed_from=2021)

    assert "postponed from 2021" in read(client, "/en/2022/")


def test_edition_shows_all_that_hangs_on_it(client):
    near, far = make_city(name="Near", latitude=56.1), make_city(name="Far", latitude=60.0)
    edition = make_edition(year=2022, partners=(far, near), purpose="To share.", target_group="Street workers.")
    theme = make_theme(edition=edition, title="Hope", statement="What do you hope for?\n\nAarhus asks.")
    make_subtheme(theme=theme, slug="trust", phrase="Build", keyword="Trust")
    make_involvement(edition=edition, role="initiator", quote="The best place to grow up.", source="Strategy 2016")
    make_contact(edition=edition, name="Mette Holm", email="mette@example.org")
    make_key_date(edition=edition, on=date(2021, 12, 1), title="Registration opens")
    make_page(edition=edition, slug="travel", title="Travel")
    make_event(edition=edition, kind="youth_conference", title="Youth City Future Lab")

    page = read(client, "/en/2022/")

    for words in (
        "What do you hope for?",
        "/en/2022/theme/trust/",
        "The best place to grow up.",
        "Strategy 2016",
        "Mette Holm",
        "mailto:mette@example.org",
        "Registration opens",
        "/en/2022/pages/travel/",
        "Youth City Future Lab",
        "To share.",
        "Street workers.",
    ):
        assert words in page
    assert page.index("Near") < page.index("Far")


def test_edition_leads_to_those_before_and_after(client):
    for year in (1997, 1999, 2001, 2003):
        make_edition(year=year, host=make_city(name=f"Host {year}"))

    page = read(client, "/en/2001/")
    main = page.partition("<main")[2].partition("</main>")[0]

    assert re.findall(r'href="/en/(\d{4})/"', main) == ["1999", "2003"]


def test_edition_tells_search_engines_when_and_where(client):
    host = make_city(name={"da": "København", "en": "Copenhagen"}, country="DK")
    edition = make_edition(
        year=2022, host=host, starts_on=date(2022, 4, 6), ends_on=date(2022, 4, 8), postponed_from=2021
    )
    make_theme(edition=edition, title="</script><b>")
    make_involvement(edition=edition)

    page = read(client, "/en/2022/")
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])

    assert data["name"] == "Copenhagen 2022: </script><b>"
    assert (data["startDate"], data["endDate"], data["previousStartDate"]) == ("2022-04-06", "2022-04-08", "2021")
    assert data["location"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Copenhagen",
        "addressCountry": "DK",
    }
    assert len(data["organizer"]) == 1


def test_edition_with_a_theme_in_another_language_marks_it(client):
    edition = make_edition(year=2017, host=make_city(name="Trondheim"))
    make_theme(edition=edition, title={"nb": "Er den nordiske samfunnsmodellen livskraftig i dag?"})

    page = read(client, "/en/2017/")

    assert '<span lang="nb">Er den nordiske samfunnsmodellen livskraftig i dag?</span>' in page
    assert 'data-fallback="nb"' in page
    assert title_of(page).startswith("Trondheim 2017 ·")


@pytest.mark.parametrize("language", ["da", "sv", "en", "is"])
def test_edition_without_any_text_shows_no_none(client, language):
    make_theme(edition=make_edition(year=2003), title="")

    for address in ("", "theme/"):
        page = read(client, f"/{language}/2003/{address}")

        assert "None" not in page
        assert re.search(r"<h1[^>]*>[^<]+</h1>", page)


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_edition_costs_the_same_however_much_hangs_on_it(client, django_assert_num_queries, item_count):
    edition = make_edition(year=2024, partners=tuple(make_city() for _ in range(item_count)))
    theme = make_theme(edition=edition)
    for _ in range(item_count):
        make_subtheme(theme=theme, topics=(make_topic(),))
        make_event(edition=edition, kind="youth_lab")
        make_involvement(edition=edition)
        make_contact(edition=edition)
        make_key_date(edition=edition)
        make_page(edition=edition)
    for year in range(1990, 1990 + item_count):
        make_edition(year=year)

    with django_assert_num_queries(11):
        read(client, "/en/2024/")


def test_edition_lists_its_events_beside_those_of_the_young(client):
    edition = make_edition(year=2031)
    make_event(edition=edition, title="Debate of the year")
    make_event(edition=edition, title="Not yet", published_at=None)
    make_event(edition=edition, title="Youth conference", kind="youth_conference")

    html = client.get("/en/2031/").content.decode()

    events = html.partition(">Events</h2>")[2].partition("</section>")[0]
    assert ("Debate of the year" in events, "Youth conference" in events, "Not yet" in html) == (True, False, False)
