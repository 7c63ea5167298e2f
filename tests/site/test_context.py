"""What every page shows around its content: at the cost of one query, and only of what exists."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation

from conference_portal.site.context import current, portal
from events.editions.models import Edition
from tests.factories import make_edition


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def ask(path="/en/", user=None):
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return portal(request)


def test_languages_lead_to_the_same_page():
    rows = ask("/en/search/?q=x")["languages"]

    assert [(row["code"], row["name"], row["url"], row["current"]) for row in rows] == [
        ("da", "Dansk", "/da/search/?q=x", False),
        ("sv", "Svenska", "/sv/search/?q=x", False),
        ("en", "English", "/en/search/?q=x", True),
        ("is", "Íslenska", "/is/search/?q=x", False),
    ]


@pytest.mark.parametrize("count", [1, 3, 14])
def test_portal_costs_one_query_whatever_there_is(db, count, django_assert_num_queries):  # noqa: ARG001
    for year in range(2000, 2000 + count):
        make_edition(year=year)

    with django_assert_num_queries(1):
        found = ask()
        assert found["menu_edition"].year == 1999 + count
        assert set(found["portal_menu"].brands) == {"all", *range(2000, 2000 + count)}
        assert found["portal_menu"].links == []


def test_portal_asks_nothing_that_no_template_needs(db, django_assert_num_queries):  # noqa: ARG001
    with django_assert_num_queries(0):
        ask()


def test_portal_without_editions_has_none(db):  # noqa: ARG001
    found = ask()

    assert not found["menu_edition"]
    assert found["portal_menu"].links == []


def test_portal_shows_a_draft_to_its_editors_alone(cast):
    assert ask()["menu_edition"].year == 2024
    assert ask(user=cast.astrid)["menu_edition"].year == 2026


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2024, 9, 27), 2024),  # its last day
        (date(2024, 9, 28), 2026),  # the next one has no dates yet
        (date(2026, 12, 31), 2026),
        (date(2027, 1, 1), 2026),  # nothing is coming: the last that was
    ],
)
def test_current_is_the_edition_that_is_on_or_next_or_last(today, year):
    editions = [
        Edition(year=2022, starts_on=date(2022, 4, 6)),
        Edition(year=2024, starts_on=date(2024, 9, 25), ends_on=date(2024, 9, 27)),
        Edition(year=2026),
    ]

    found = current(editions, today)

    assert found is not None
    assert found.year == year
