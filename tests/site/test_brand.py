"""The editions' colours: under a version for a year, and never those of a draft."""

from __future__ import annotations

import pytest

from conference_portal.site.brand import version
from tests.factories import make_edition

pytestmark = pytest.mark.django_db
BLUE, WHITE = "#123456", "#ffffff"


def test_brand_is_kept_for_a_year_under_its_version(client):
    make_edition(year=2024, ground=BLUE, signal=WHITE)
    answer = client.get("/brand/2024.css", {"v": version([(2024, BLUE, WHITE)])})

    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=31536000", "immutable"}
    assert '[data-edition="2024"]' in answer.content.decode()


@pytest.mark.parametrize("query", [{}, {"v": "old"}])
def test_brand_under_another_address_is_asked_for_again(client, query):
    make_edition(year=2024)

    assert "immutable" not in client.get("/brand/2024.css", query)["Cache-Control"]


def test_brand_of_a_draft_is_seen_by_its_editors_alone(client, cast):
    assert client.get("/brand/2026.css").status_code == 404
    client.force_login(cast.astrid)
    answer = client.get("/brand/2026.css")

    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]


def test_brand_all_holds_every_public_edition(client, cast):  # noqa: ARG001
    make_edition(year=2022)
    sheet = client.get("/brand/all.css").content.decode()

    assert sheet.count("data-edition") == 2
    assert '"2026"' not in sheet


def test_brand_of_a_year_without_edition_is_absent(client):
    assert client.get("/brand/1998.css").status_code == 404


def test_version_changes_with_the_colours():
    assert version([(2024, BLUE, WHITE)]) == version([(2024, BLUE, WHITE)])
    assert version([(2024, BLUE, WHITE)]) != version([(2024, WHITE, BLUE)])
