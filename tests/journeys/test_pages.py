"""One page of each kind, as a browser sees it: axe finds nothing, nothing overflows, nothing is stored or refused."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

NARROW, PHONE, DESK = 320, 390, 1280
PAGES = {
    "home": "/da/",
    "editions": "/sv/editions/",
    "edition": "/is/2024/",
    "theme": "/en/2019/theme/",
    "sub-theme": "/is/2024/theme/collaboration/",
    "page": "/da/2024/pages/accessibility/",
    "youth": "/en/2022/youth/",
    "events": "/is/events/",
    "event": "/sv/events/debat-udsatte-bydele-2023/",
    "media day": "/en/events/temadag-naromraden-2020/",
    "programme": "/is/events/ett-steg-till-sodertalje-2023/programme/",
    "session": "/da/events/debat-udsatte-bydele-2023/programme/panelsamtale/",
    "speaker": "/en/speakers/karsten-rieder/",
    "cities": "/is/cities/",
    "city": "/sv/cities/kobenhavn/",
    "topic": "/is/topics/participation/",
    "search": "/sv/search/?q=unga",
    "statement": "/is/accessibility/",
    "privacy": "/en/privacy/",
    "absent": "/da/nothing/",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"]
LITTLE = {"resultTypes": ["violations"], "selectors": False}  # no more is made ready than is asked for
ALL = {"runOnly": {"type": "tag", "values": TAGS}, **LITTLE}
# A colour scheme changes colours, and nothing else.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    **LITTLE,
}
VIEWS = ((PHONE, "light", ALL), (DESK, "light", ALL), (DESK, "dark", COLOURS))
STORED = """async () => ({
  cookies: document.cookie, local: localStorage.length, session: sessionStorage.length,
  databases: (await indexedDB.databases()).length, workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }"""

ADD = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }"


@pytest.fixture
def quiet(new_page):
    """A page of which every complaint is noted: the policy's, a script's, a file that is not there."""
    page = new_page(width=PHONE, reduced_motion="reduce")
    page.complaints = []
    page.on(
        "console",
        lambda message: page.complaints.append(message.text) if message.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def show(page, width, scheme="light"):
    """Sets the window and waits until the page is laid out anew."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def overflow(page):
    """How many pixels there are to scroll sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_small_phone(quiet, kind):
    """Narrow also with the spacing that WCAG 1.4.12 grants."""
    quiet.goto(PAGES[kind])

    found = []
    for width, scheme, options in VIEWS:
        show(quiet, width, scheme)
        response = Axe().run(quiet, options=options).response
        found += [(width, scheme, rule["id"], rule["nodes"][0]["html"][:120]) for rule in response["violations"]]
    show(quiet, NARROW)
    wide = [overflow(quiet)]
    quiet.evaluate(ADD, SPACING)
    wide.append(overflow(quiet))

    assert found == []
    assert wide == [0, 0]


def test_a_visit_stores_nothing_and_nothing_is_refused(quiet):
    """Every kind of page in one visit. That nobody else is asked is watched by `new_page` in every journey."""
    for address in PAGES.values():
        quiet.goto(address)

    kept = quiet.evaluate(STORED)
    assert kept == {"cookies": "", "local": 0, "session": 0, "databases": 0, "workers": 0}
    assert quiet.context.cookies() == []
    assert [text for text in quiet.complaints if "404 (Not Found)" not in text] == []


def test_the_cover_is_calm_in_forced_colours(new_page):
    page = new_page(forced_colors="active")
    page.goto("/en/2024/")

    assert page.get_by_role("heading", level=1).is_visible()
    assert overflow(page) == 0
