"""The archive, an edition, its theme and pages, and the topics, as readers meet them."""

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
    make_output,
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


# The theme


def test_theme_has_the_whole_statement_and_its_sub_themes(client):
    edition = make_edition(year=2024, host=make_city(name="Reykjavík"))
    theme = make_theme(edition=edition, title="Stronger together", statement="Nobody alone.\n\nTen cities ask.")
    topic = make_topic(title="Community")
    make_subtheme(theme=theme, slug="community", keyword="Community", text="Clubs and schools.", topics=(topic,))

    page = read(client, "/en/2024/theme/")

    for words in (
        "Nobody alone.",
        "Ten cities ask.",
        "Clubs and schools.",
        topic.get_absolute_url().removeprefix("/da"),
    ):
        assert words in page
    assert title_of(page).startswith("Reykjavík 2024, theme: Stronger together")


def test_theme_follows_its_thread_backwards(client):
    topic = make_topic()
    old, new = make_edition(year=2005), make_edition(year=2024)
    make_subtheme(theme=make_theme(edition=old), slug="inclusion", keyword="Inclusion", topics=(topic,))
    make_subtheme(theme=make_theme(edition=new), slug="community", topics=(topic,))

    assert "/en/2005/theme/inclusion/" in read(client, "/en/2024/theme/")
    assert "/en/2024/theme/community/" not in read(client, "/en/2005/theme/")


def test_theme_of_an_edition_without_one_is_not_found(client):
    make_edition(year=2024)

    read(client, "/en/2024/theme/", 404)


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_theme_costs_the_same_however_many_sub_themes(client, django_assert_num_queries, item_count):
    theme, earlier = make_theme(edition=make_edition(year=2024)), make_theme(edition=make_edition(year=2005))
    for _ in range(item_count):
        topic = make_topic()
        make_subtheme(theme=theme, topics=(topic,))
        make_subtheme(theme=earlier, topics=(topic,))

    with django_assert_num_queries(8):
        read(client, "/en/2024/theme/")


def test_subtheme_shows_its_sessions_and_siblings(client):
    conference = make_conference(edition=make_edition(year=2024))
    theme = make_theme(edition=conference.edition)
    trust = make_subtheme(
        theme=theme, slug="trust", phrase="Build stronger", keyword="Trust", text="A name on the stairs."
    )
    make_subtheme(theme=theme, slug="hope", keyword="Hope")
    make_session(event=conference, slug="night-walkers", title="Night walkers", subthemes=(trust,))
    make_release(event=conference)

    page = read(client, "/en/2024/theme/trust/")

    for words in ("A name on the stairs.", "/en/2024/programme/night-walkers/", "/en/2024/theme/hope/"):
        assert words in page
    assert title_of(page).startswith("Build stronger Trust · ")


def test_subtheme_hides_sessions_that_are_not_released(client):
    conference = make_conference(edition=make_edition(year=2024))
    trust = make_subtheme(theme=make_theme(edition=conference.edition), slug="trust")
    make_session(event=conference, title="Not yet told", subthemes=(trust,))

    assert "Not yet told" not in read(client, "/en/2024/theme/trust/")


def test_subtheme_of_another_year_is_not_found(client):
    make_edition(year=2024)
    make_subtheme(theme=make_theme(edition=make_edition(year=2022)), slug="trust")

    read(client, "/en/2024/theme/trust/", 404)


# Pages


def test_page_shows_its_text_and_the_other_pages(client):
    edition = make_edition(year=2024)
    make_page(edition=edition, slug="travel", title="Travel", body="Take the **bus**.")
    make_page(edition=edition, slug="hotels", title="Hotels")
    make_page(edition=edition, slug="secret", title="Secret", published_at=None)

    page = read(client, "/en/2024/pages/travel/")

    assert "Take the <strong>bus</strong>." in page
    assert "/en/2024/pages/hotels/" in page
    assert "Secret" not in page


def test_series_page_is_not_a_page_of_an_edition(client):
    make_page(slug="about", title="About")
    make_page(edition=make_edition(year=2024), slug="travel")

    assert "About" in read(client, "/en/pages/about/")
    read(client, "/en/2024/pages/about/", 404)
    read(client, "/en/pages/travel/", 404)


# Topics


def test_topics_are_in_the_order_of_the_readers_language(client):
    make_topic(title={"da": "Åbenhed", "en": "Openness"})
    make_topic(title={"da": "Trivsel", "en": "Well-being"})

    assert re.findall(r"listing__title.*?>([^<]+)</a>", read(client, "/da/topics/")) == ["Trivsel", "Åbenhed"]
    assert re.findall(r"listing__title.*?>([^<]+)</a>", read(client, "/en/topics/")) == ["Openness", "Well-being"]


def test_topic_gathers_all_years(client):
    topic = make_topic(slug="inclusion", title="Inclusion")
    conference = make_conference(edition=make_edition(year=2022))
    make_session(event=conference, title="A shared evening", topics=(topic,))
    make_release(event=conference)
    make_subtheme(theme=make_theme(edition=make_edition(year=2005)), keyword="Families", topics=(topic,))
    make_output(event=make_event(), title="The song", topics=(topic,))
    make_output(event=make_event(), title="A draft", topics=(topic,), published_at=None)

    page = read(client, "/en/topics/inclusion/")

    for words in ("A shared evening", "Families", "The song"):
        assert words in page
    assert "A draft" not in page


def test_topic_that_nothing_carries_has_a_way_on(client):
    make_topic(slug="silence")
    other = make_topic(title="Sound")

    page = read(client, "/en/topics/silence/")

    assert "Nothing in the archive carries this topic yet." in page
    assert f"/en/topics/{other.slug}/" in page


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_topic_costs_the_same_however_much_carries_it(client, django_assert_num_queries, item_count):
    topic = make_topic(slug="inclusion")
    conference = make_conference()
    for _ in range(item_count):
        make_session(event=conference, topics=(topic,))
        make_output(topics=(topic,))
        make_subtheme(theme=make_theme(edition=make_edition()), topics=(topic,))
    make_release(event=conference)

    with django_assert_num_queries(7):
        read(client, "/en/topics/inclusion/")
