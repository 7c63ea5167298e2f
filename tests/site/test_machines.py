"""What machines read: the register of statements, robots.txt, security.txt, the sitemap, and health."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.db import DatabaseError

from conference_portal.site import health
from tests.factories import (
    make_city,
    make_conference,
    make_edition,
    make_event,
    make_page,
    make_release,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
    make_topic,
)

pytestmark = pytest.mark.django_db

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def addresses(client):
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    tree = ET.fromstring(response.content)  # noqa: S314 (our own)
    return {
        url.find("s:loc", SITEMAP).text: {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", SITEMAP)
        }
        for url in tree
    }


# Signposts


def test_was_leads_to_the_danish_register(client, settings):
    settings.ALLOWED_HOSTS = ["www.hjerte.example.dk"]

    response = client.get("/was", headers={"host": "www.hjerte.example.dk:8000"})

    assert (response.status_code, response.headers["Location"]) == (302, "https://was.digst.dk/hjerte-example-dk")


def test_robots_keeps_the_admin_out_and_names_the_sitemap(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /admin/" in lines
    assert "Disallow: /is/search/" in lines
    assert "Disallow: /" not in lines
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


@time_machine.travel(datetime(2026, 11, 25, 3, 0), tick=False)  # noqa: DTZ001 (time_machine reads it as UTC)
def test_security_txt_runs_out_within_a_year(client, settings):
    settings.CONTACT_EMAIL = "portal@example.org"

    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:portal@example.org"
    assert fields["Preferred-Languages"] == "da, sv, en, is"
    assert datetime.fromisoformat(fields["Expires"]).date() == date(2026, 11, 25) + timedelta(days=180)


# The sitemap


def test_sitemap_names_each_page_in_each_language_with_the_others(client):
    make_edition(year=2024)

    found = addresses(client)

    assert found["http://testserver/is/2024/"] == {
        "da": "http://testserver/da/2024/",
        "sv": "http://testserver/sv/2024/",
        "en": "http://testserver/en/2024/",
        "is": "http://testserver/is/2024/",
        "x-default": "http://testserver/2024/",
    }


def test_sitemap_holds_pages_of_every_kind_and_each_answers(client):
    conference = make_conference(edition=make_edition(year=2024, host=make_city(slug="oslo")))
    topic = make_topic(slug="trust")
    make_subtheme(theme=make_theme(edition=conference.edition), slug="hope", topics=(topic,))
    make_session(event=conference, slug="opening", speakers=(make_speaker(slug="nils"),))
    make_release(event=conference)
    debate = make_event(slug="debate")
    make_session(event=debate, slug="panel")
    make_release(event=debate)
    make_page(slug="about")
    make_page(slug="travel", edition=conference.edition)

    found = {address.removeprefix("http://testserver/en/") for address in addresses(client) if "/en/" in address}

    assert found >= {
        "",
        "editions/",
        "topics/",
        "events/",
        "cities/",
        "accessibility/",
        "privacy/",
        "2024/",
        "2024/theme/",
        "2024/theme/hope/",
        "2024/programme/",
        "2024/programme/opening/",
        "2024/speakers/",
        "2024/pages/travel/",
        "pages/about/",
        "topics/trust/",
        "cities/oslo/",
        "events/debate/",
        "events/debate/programme/",
        "events/debate/programme/panel/",
        "speakers/nils/",
    }
    for address in found:
        assert client.get(f"/en/{address}").status_code == 200, address


def test_sitemap_tells_nobody_of_drafts(client, cast):
    make_page(edition=cast.oslo, slug="secret")
    make_event(slug="draft", published_at=None)
    client.force_login(cast.keeper)

    found = " ".join(addresses(client))

    assert "/2026/" not in found
    assert "draft" not in found


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_sitemap_costs_the_same_however_much_there_is(client, django_assert_num_queries, item_count):
    for _ in range(item_count):
        conference = make_conference()
        make_session(event=conference, speakers=(make_speaker(),))
        make_release(event=conference)
        make_subtheme(theme=make_theme(edition=conference.edition), topics=(make_topic(),))
        make_page(edition=conference.edition)

    with django_assert_num_queries(10):
        addresses(client)


# Health


def test_live_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz/live")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_ready_when_database_and_disk_are(client, monkeypatch):
    monkeypatch.setattr(health, "disk", lambda: "ok")

    response = client.get("/healthz/ready")

    assert (response.status_code, response.json()) == (200, {"database": "ok", "disk": "ok"})
    assert "no-store" in response.headers["Cache-Control"]


def test_not_ready_while_migrations_are_missing(client, monkeypatch):
    monkeypatch.setattr(health, "known_migrations", lambda: frozenset({("editions", "9999_to_come")}))

    response = client.get("/healthz/ready")

    assert (response.status_code, response.json()["database"]) == (503, "migrations are missing")


def test_not_ready_while_the_database_refuses(client, monkeypatch):
    def refuse():
        raise DatabaseError

    monkeypatch.setattr(health, "applied_migrations", refuse)

    assert client.get("/healthz/ready").json()["database"] == "no answer"


def test_a_database_that_hangs_is_waited_for_once(client, monkeypatch):
    hanging: Future[str] = Future()
    monkeypatch.setattr(health, "PATIENCE", 0.01)
    monkeypatch.setattr(health.asker, "submit", lambda _ask: hanging)
    monkeypatch.setattr(health, "asked", [])

    first, second = client.get("/healthz/ready"), client.get("/healthz/ready")

    assert (first.status_code, second.status_code) == (503, 503)
    assert health.asked == [hanging]


def test_not_ready_on_a_full_disk(client, monkeypatch):
    monkeypatch.setattr(health, "database", lambda: "ok")
    monkeypatch.setattr(health, "LEAST_FREE", 1.1)

    response = client.get("/healthz/ready")

    assert (response.status_code, response.json()) == (503, {"database": "ok", "disk": "nearly full"})
