"""People who come to read: from their city to a theme, from a name to the debate, from one language to another."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

PANEL = "/events/debat-udsatte-bydele-2023/programme/panelsamtale/"


def path(page):
    parts = urlsplit(page.url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def test_a_reader_finds_their_city_and_a_past_theme_in_icelandic(new_page):
    page = new_page(width=390, locale="is-IS")

    page.goto("/")
    assert path(page) == "/is/"
    page.get_by_role("link", name="Valmynd").click()  # on a phone the menu stands at the end
    page.get_by_role("contentinfo").get_by_role("link", name="Borgir", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Árósar", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Árósar")
    page.get_by_role("link", name=re.compile("Vonir ungs fólks um framtíðina")).click()
    page.get_by_role("main").get_by_role("link", name="Þema", exact=True).first.click()

    assert path(page) == "/is/2022/theme/"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vonir ungs fólks um framtíðina")
    expect(page.get_by_role("main")).to_contain_text("Von er að eiga eitthvað fyrir höndum á morgun")


def test_a_reader_finds_the_panel_by_the_name_of_a_panellist(page):
    page.goto("/is/")

    page.get_by_role("banner").get_by_role("link", name="Leita").click()
    page.get_by_role("searchbox").fill("schmidt hansen")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Ulrich Schmidt-Hansen").click()
    expect(page.get_by_role("main")).to_contain_text("30. mars 2023")
    page.get_by_role("main").get_by_role("link", name=re.compile("^Pallborð")).first.click()

    assert path(page) == f"/is{PANEL}"
    expect(page.get_by_role("main").get_by_role("link", name="Karsten Rieder")).to_be_visible()


def test_a_text_that_is_only_in_danish_says_so(page):
    page.goto("/is/events/debat-udsatte-bydele-2023/")

    note = page.locator("[data-fallback=da]").first
    expect(note).to_be_visible()
    expect(note).to_contain_text(re.compile("á dönsku"))
    assert page.locator("main [lang=da]").count() > 0


def test_the_language_changes_and_page_and_query_stay(page):
    page.goto("/sv/search/?q=hopp&page=1")

    for name, language in (("Íslenska", "is"), ("English", "en"), ("Dansk", "da"), ("Svenska", "sv")):
        page.get_by_role("banner").get_by_role("link", name=name).click()
        assert path(page) == f"/{language}/search/?q=hopp&page=1"
        expect(page.get_by_role("searchbox")).to_have_value("hopp")
    page.goto(f"/en{PANEL}")
    page.get_by_role("banner").get_by_role("link", name="Dansk").click()

    assert path(page) == f"/da{PANEL}"
    assert page.locator("html").get_attribute("lang") == "da"


def test_everything_works_without_scripts(new_page):
    page = new_page(java_script_enabled=False)

    page.goto("/da/")
    page.get_by_role("banner").get_by_role("link", name="Udgaver").click()
    page.get_by_role("main").get_by_role("link", name=re.compile("2019|Hjertet|Unge")).first.click()
    page.get_by_role("banner").get_by_role("link", name="Søg").click()
    page.get_by_role("searchbox").fill("byernes")
    page.get_by_role("main").get_by_role("button", name="Søg").click()
    expect(page.locator(".results > li").first).to_be_visible()
    page.get_by_role("banner").get_by_role("link", name="English").click()

    assert path(page) == "/en/search/?q=byernes"
    expect(page.locator(".results > li").first).to_be_visible()
