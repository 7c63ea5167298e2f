"""An organiser signs in, changes a title and sees it on the page at once; what they do stays theirs."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import ORGANISER, sign_in

EVENT = "/events/u-lync-2024/"
AT_ONCE = 1.5  # seconds: half a second until the version is known, and the time of the requests


@pytest.fixture
def desk(page):
    """Signed in, at the admin."""
    return sign_in(page)


def title(page):
    return page.get_by_role("main").get_by_role("heading", level=1).inner_text()


def test_a_new_title_is_on_the_page_within_a_second(desk, new_page):
    reader = new_page()
    reader.goto(f"/en{EVENT}")
    before = title(reader)

    change_title(desk, "U-Lync 2024, said anew")
    saved = time.monotonic()
    while title(reader) == before and time.monotonic() - saved < AT_ONCE:
        reader.reload()

    assert title(reader) == "U-Lync 2024, said anew"
    assert reader.context.cookies() == []
    change_title(desk, before)


def test_the_desk_is_kept_for_nobody(desk, new_page):
    answer = desk.goto("/en/")
    assert answer.headers["cache-control"] == "private, no-store"

    public = new_page().goto("/en/")

    assert public.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert ORGANISER[0] not in public.text()


def find_event(desk):
    desk.goto("/admin/editions/event/?q=u-lync-2024")
    desk.locator("#result_list, #changelist").get_by_role(
        "link", name=re.compile("U-Lync|U-lync", re.IGNORECASE)
    ).first.click()


def change_title(desk, words):
    find_event(desk)
    desk.locator("[name=title_en]").fill(words)
    desk.locator("[name=_save]").click()
    desk.wait_for_url("**/admin/editions/event/*")
    expect(desk.locator(".messagelist, [role=status]").first).to_be_visible()


# Where the focus is, seen from the bar that stays at the lower edge: how far it reaches beneath it, in pixels.
BENEATH = """() => {
  const bar = document.querySelector(".submit-row"), at = document.activeElement;
  if (!bar || at === document.body || bar.contains(at)) return 0;
  const seen = at.getBoundingClientRect(), edge = bar.getBoundingClientRect();
  return Math.max(0, Math.min(seen.bottom, seen.top + 40) - edge.top);
}"""
DONE = "() => document.activeElement.name === '_save' || document.activeElement === document.body"


def test_the_focus_never_hides_beneath_the_bar(desk):
    desk.set_viewport_size({"width": 1280, "height": 640})
    find_event(desk)
    desk.locator("#content-start, main").first.evaluate("where => { where.tabIndex = -1; where.focus(); }")
    hidden, steps = [], 0
    while steps < 200:
        desk.keyboard.press("Tab")
        steps += 1
        if desk.evaluate(DONE):
            break
        if desk.evaluate(BENEATH) > 1:
            hidden.append(desk.evaluate("() => document.activeElement.outerHTML.slice(0, 90)"))

    assert steps > 20
    assert hidden == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_was_typed_comes_back_after_the_sign_in_has_ended(new_page, scripts):
    desk = sign_in(new_page(java_script_enabled=scripts))
    find_event(desk)
    desk.locator("[name=title_is]").fill("Skrifað áður en tíminn rann út")
    desk.context.clear_cookies(name="sessionid")
    desk.context.clear_cookies(name="__Host-sessionid")
    desk.locator("[name=_save]").click()

    name, password = ORGANISER
    desk.locator("[name=sign-in-username]").fill(name)
    desk.locator("[name=sign-in-password]").fill(password)
    desk.keyboard.press("Enter")

    expect(desk.locator("[name=title_is]")).to_have_value("Skrifað áður en tíminn rann út")
    expect(desk.locator(".messages")).to_contain_text("Nothing is saved yet")
    expect(desk.locator("#problems")).to_have_count(0)
