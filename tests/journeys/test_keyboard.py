"""With the Tab key alone: past the menu, through the page in its order, never lost, never caught."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

PAGES = ["/en/", "/en/2024/", "/en/cities/aarhus/", "/en/events/debat-udsatte-bydele-2023/", "/en/search/?q=aarhus"]
MOST = 250
STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const stops = window.stops ||= [];
  const before = stops.at(-1), again = stops.includes(e);
  stops.push(e);
  const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    html: e.outerHTML.slice(0, 90), again, tabindex: e.tabIndex,
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    width: box.width, height: box.height,
    follows: !before || again || !!(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING),
    covered: !!middle && !e.contains(middle) && !middle.contains(e) && !middle.closest('label'),
  };
}"""
CONTROLS = """[...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(e => !e.disabled && e.type !== 'hidden' && e.checkVisibility({visibilityProperty: true})).length"""


def stops(page):
    """Every place where Tab rests, until it leaves the page."""
    found = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["again"]:
            break
        found.append(stop)
    return found


def test_the_first_stop_leads_past_the_menu(page):
    page.goto("/en/2024/")
    page.keyboard.press("Tab")

    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


@pytest.mark.parametrize("address", PAGES)
def test_every_stop_is_seen_and_in_order(page, address):
    page.goto(address)

    found = stops(page)

    assert len(found) == page.evaluate(CONTROLS)
    assert [stop["html"] for stop in found if stop["outline"] < 2] == []
    assert [stop["html"] for stop in found if not stop["follows"] or stop["tabindex"] > 0] == []
    assert [stop["html"] for stop in found if stop["covered"]] == []


def test_targets_are_large_enough_for_a_thumb(new_page):
    """24 px each, links within a sentence excepted; 44 px for what one came to press."""
    page = new_page(width=390)
    page.goto("/en/search/?q=aarhus")

    small = page.evaluate("""[...document.querySelectorAll('nav a, button, input:not([type=hidden])')]
      .filter(e => e.checkVisibility({visibilityProperty: true}))
      .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
      .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)""")
    button = page.get_by_role("main").get_by_role("button").bounding_box()

    assert small == []
    assert button["height"] >= 44
