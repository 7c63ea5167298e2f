"""The accessibility statement and the privacy page: what the law asks to stand there, in every language."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.checks import run_checks
from django.utils.translation import override

from conference_portal.site.accessibility import STATEMENT

pytestmark = pytest.mark.django_db

LANGUAGES = pytest.mark.parametrize("language", ["da", "sv", "en", "is"])


def main_of(client, address):
    page = client.get(address).content.decode()
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(("days", "warned"), [(0, []), (365, []), (366, ["site.W001"])])
def test_going_live_warns_of_a_statement_that_nobody_reviewed_for_a_year(days, warned):
    with time_machine.travel(STATEMENT.reviewed_on + timedelta(days=days)):
        found = run_checks(include_deployment_checks=True)

    assert [message.id for message in found if str(message.id).startswith("site.")] == warned


@LANGUAGES
def test_statement_says_whom_to_ask_and_who_watches(client, settings, language):
    settings.CONTACT_EMAIL, settings.CONTACT_PHONE = "portal@example.org", "+45 00 11 22 33"

    page = main_of(client, f"/{language}/accessibility/")

    assert 'href="mailto:portal@example.org"' in page
    assert 'href="tel:+4500112233"' in page
    assert f'<time datetime="{STATEMENT.reviewed_on.isoformat()}">' in page
    for body in ("digst.dk", "www.digg.se/tdosanmalan", "uutilsynet.no", "saavutettavuusvaatimukset.fi"):
        assert re.search(rf'href="https://[^"]*{re.escape(body)}', page)


def test_statement_names_each_gap_with_its_reason(client):
    page = main_of(client, "/en/accessibility/")

    with override("en"):
        for gap in STATEMENT.gaps:
            assert str(gap.what) in page
            assert str(gap.reason) in page


@LANGUAGES
def test_every_page_links_both(client, language):
    page = client.get(f"/{language}/editions/").content.decode()
    foot = page.partition("<footer")[2]

    assert f'href="/{language}/accessibility/"' in foot
    assert f'href="/{language}/privacy/"' in foot


def test_privacy_names_every_cookie_that_organisers_get(client, settings):
    page = main_of(client, "/en/privacy/")

    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert name in page
    assert f"{settings.SESSION_COOKIE_AGE // 3600} hours" in page


def test_readers_get_no_cookie(client):
    for address in ("/da/", "/da/privacy/", "/da/accessibility/", "/da/editions/", "/da/cities/"):
        assert not client.get(address).cookies
