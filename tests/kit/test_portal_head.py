"""What templates print in a page's head: its addresses, its title, its colours."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from conference_portal.kit.languages import Text


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def render(source, **values):
    return Template("{% load portal %}" + source).render(Context(values))


def test_alternate_links_name_the_page_in_all_languages_without_its_query():
    request = RequestFactory().get("/en/2024/theme/?page=2")
    found = render("{% alternate_links %}", request=request).split("\n")

    assert found == [
        '<link rel="canonical" href="http://testserver/en/2024/theme/">',
        '<link rel="alternate" hreflang="da" href="http://testserver/da/2024/theme/">',
        '<link rel="alternate" hreflang="sv" href="http://testserver/sv/2024/theme/">',
        '<link rel="alternate" hreflang="en" href="http://testserver/en/2024/theme/">',
        '<link rel="alternate" hreflang="is" href="http://testserver/is/2024/theme/">',
        '<link rel="alternate" hreflang="x-default" href="http://testserver/2024/theme/">',
    ]


def test_keep_makes_words_of_what_a_block_holds():
    source = "{% keep title %}\n  {% text words %}\n  &amp; more{% endkeep %}[{{ title }}]"

    assert render(source, words=Text("Trygg", "sv")) == "[Trygg &amp; more]"


@pytest.mark.parametrize(
    ("own", "title"),
    [
        ("", "Heart and Pain of the Big City"),
        ("Heart and Pain of the Big City", "Heart and Pain of the Big City"),
        ("Cities", "Cities · Heart and Pain of the Big City"),
        ("A theme that is somewhat longer than others are", "A theme that is somewhat longer than others are"),
        ("x" * 90, "x" * 69 + "…"),
    ],
)
def test_page_title_fits_into_what_is_shown_of_it(own, title):
    assert render("{% page_title own %}", own=own) == title


def test_brand_address_is_that_of_the_pages_edition_or_of_all():
    menu = SimpleNamespace(brands={"all": "aaa", 2024: "bbb"})

    assert render("{% brand_address %}", portal_menu=menu, brand=2024) == "/brand/2024.css?v=bbb"
    assert render("{% brand_address %}", portal_menu=menu, brand=1998) == "/brand/all.css?v=aaa"
    assert render("{% brand_address %}", portal_menu=menu) == "/brand/all.css?v=aaa"
