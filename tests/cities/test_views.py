"""The register of cities, and one city across the years."""

from __future__ import annotations

import re

import pytest

from tests.factories import make_city, make_edition, make_event, make_output, make_statement, make_theme

pytestmark = pytest.mark.django_db


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def aarhus(**columns):
    names = {"da": "Aarhus", "sv": "Århus", "en": "Aarhus", "is": "Árósar"}
    locative = {"da": "i Aarhus", "sv": "i Århus", "en": "in Aarhus", "is": "í Árósum"}
    return make_city(**{"slug": "aarhus", "name": names, "locative": locative} | columns)


def names_in(page):
    return re.findall(r'listing__title"><a[^>]*>([^<]+)<', page)


def test_cities_are_named_and_sorted_as_the_language_does(client):
    aarhus()
    make_city(name={"da": "Odense", "sv": "Odense", "en": "Odense", "is": "Óðinsvé"})
    make_city(name={"da": "Bergen", "sv": "Bergen", "en": "Bergen", "is": "Björgvin"})

    assert names_in(read(client, "/da/cities/")) == ["Bergen", "Odense", "Aarhus"]
    assert names_in(read(client, "/is/cities/")) == ["Árósar", "Björgvin", "Óðinsvé"]


def test_cities_say_when_each_was_host_and_partner(client):
    host, gone, never = make_city(name="Host"), make_city(name="Gone"), make_city(name="Never")
    make_edition(year=2022, host=host, partners=(host, gone))
    make_edition(year=2024, host=host, partners=(host,))

    page = read(client, "/en/cities/")
    notes = dict(zip(names_in(page), re.findall(r'listing__note">([^<]+)<', page), strict=True))

    assert notes == {
        "Host": "Partner city",
        "Gone": "Partner city until 2022",
        "Never": "On none of the partner lists that the archive knows",
    }
    assert "2022, 2024" in page
    assert never.slug in page


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_cities_cost_the_same_however_many(client, django_assert_num_queries, item_count):
    cities = tuple(make_city() for _ in range(item_count))
    for host in cities:
        make_edition(host=host, partners=cities)

    with django_assert_num_queries(5):
        read(client, "/en/cities/")


def test_city_has_its_names_each_in_its_language(client):
    aarhus()

    page = read(client, "/en/cities/aarhus/")

    assert '<dd lang="is"><span translate="no">Árósar</span></dd>' in page
    assert '<dd lang="sv"><span translate="no">Århus</span></dd>' in page


def test_city_wears_the_colours_of_its_last_edition(client):
    city = aarhus()
    make_edition(year=1997, host=city)
    make_theme(edition=make_edition(year=2022, host=city), title="Hope")
    make_edition(year=2024)

    page = read(client, "/en/cities/aarhus/")

    assert 'data-edition="2022"' in page.partition("<head>")[0]
    assert re.findall(r'class="plane sheet" data-edition="(\d+)"', page) == ["2022", "1997"]


def test_city_that_was_never_host_has_no_sheets(client):
    make_city(slug="turku", name="Turku")

    page = read(client, "/en/cities/turku/")

    assert "plane sheet" not in page
    assert "Turku" in page


def test_city_shows_what_happened_and_was_said_there(client):
    city = aarhus()
    make_event(city=city, title="A debate")
    make_event(city=city, title="Not yet", published_at=None)
    event = make_event()
    make_statement(event=event, by_city=city, text={"da": "Spørg os først."})
    make_output(event=event, city=city, title="The song")

    page = read(client, "/is/cities/aarhus/")

    for words in ("A debate", "Spørg os først.", "The song", "í Árósum"):
        assert words in page
    assert "Not yet" not in page
    assert 'data-fallback="da"' in page


def test_city_without_a_phrase_in_the_language_builds_none(client):
    make_event(city=aarhus(locative={"da": "i Aarhus"}))

    page = read(client, "/en/cities/aarhus/")

    assert "i Aarhus" not in page
    assert "in Aarhus" not in page.partition("<main")[2]


def test_city_sees_the_others_from_near_to_far(client):
    aarhus(latitude=56.157, longitude=10.211)
    make_city(name="Reykjavík", latitude=64.147, longitude=-21.943)
    make_city(name="Odense", latitude=55.396, longitude=10.389)
    make_city(name="Nowhere", latitude=None, longitude=None)

    page = read(client, "/en/cities/aarhus/").partition("from-here")[2]

    assert page.index("Odense") < page.index("Reykjavík")
    assert "85" in page
    assert "Nowhere" not in page


def test_city_that_is_none_is_not_found(client):
    read(client, "/en/cities/atlantis/", 404)


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_city_costs_the_same_however_much_it_did(client, django_assert_num_queries, item_count):
    city = aarhus()
    partners = tuple(make_city() for _ in range(item_count))
    for _ in range(item_count):
        make_theme(edition=make_edition(host=city, partners=partners))
        event = make_event(city=city)
        make_output(event=event, city=city)
        make_statement(event=event, by_city=city)

    with django_assert_num_queries(10):
        read(client, "/en/cities/aarhus/")
