"""A theme and its sub-themes, pages, and the topics through all years, as readers meet them."""

from __future__ import annotations

import re

import pytest

from tests.factories import (
    make_city,
    make_conference,
    make_edition,
    make_event,
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
