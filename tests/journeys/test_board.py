"""Arranging a programme in a browser: with the keyboard, and with a mouse. Each puts back what it moved."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.test_admin import desk, grave

SEMINAR = "/admin/editions/event/?q=ett-steg-till-sodertalje"

__all__ = ["desk"]


@pytest.fixture
def arranging(desk):
    """Opens the board of a seminar with a day, a room, and a programme without times."""

    def open_board(**options):
        page = desk(**options)
        page.goto(SEMINAR)
        page.locator("#result_list tbody th a").first.click()
        page.get_by_role("link", name="Schedule board").click()
        return page

    return open_board


def told(page):
    return page.locator("#board-told")


def undo(page):
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-cards] [data-card]")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_session_is_moved_with_the_keyboard(arranging, width, scheme):
    page = arranging(width=width, color_scheme=scheme)
    session = page.locator("[data-tray] .card__title").first
    name, room = session.inner_text(), page.locator(".board__room b").nth(1).text_content()
    page.wait_for_load_state("load")  # the modules run before it
    session.focus()
    expect(session).to_be_focused()

    page.keyboard.press("Space")
    expect(told(page)).to_have_text("\u2068Without a room\u2069, 08:00–08:45 (45 min.)")
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    expect(told(page)).to_have_text(f"\u2068{room}\u2069, 08:05–08:55 (50 min.)")
    page.keyboard.press("Escape")
    expect(told(page)).to_have_text(f"Taken back: {name}")
    for key in ("Space", "ArrowRight", "PageDown", "Enter"):
        page.keyboard.press(key)

    expect(told(page)).to_have_text(f"“{name}”: 11 December 2023, 09:00–09:45, {room}.")
    moved = page.locator("[data-cards]").get_by_role("link", name=name)
    expect(moved).to_be_focused()
    assert (page.faults, grave(page)) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    undo(page)


def test_session_is_dragged_from_the_tray_into_a_room(arranging):
    page = arranging()
    page.wait_for_load_state("load")  # the modules run before it
    card = page.locator("[data-tray] [data-card]").nth(1)
    card.evaluate("it => it.scrollIntoView({block: 'center'})")
    hold, aim = card.bounding_box(), page.locator(".board__room").nth(1).bounding_box()
    hour = page.locator(".board__hour").filter(has_text="15").bounding_box()

    page.mouse.move(hold["x"] + 20, hold["y"] + 10)
    page.mouse.down()
    for _again in range(2):
        page.mouse.move(aim["x"] + 40, hour["y"] + 2)
    expect(told(page)).to_contain_text("15:00–15:45")
    page.mouse.up()

    placed = page.locator("[data-cards] [data-card]")
    expect(placed).to_have_count(1)
    expect(placed.locator(".card__when")).to_have_text("15:00–15:45")
    assert page.faults == []
    undo(page)
