"""The organisers' desk in a browser: the strict policy, no serious faults of access, and what its scripts do."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "selectors": False}
PAGES = [
    "/admin/",
    "/admin/editions/edition/",
    "/admin/editions/edition/?q=reykjav",
    "/admin/editions/event/add/",
    "/admin/programme/session/add/",
    "/admin/media/image/add/",
    "/admin/auth/user/add/",
    "/admin/password_change/",
    "/admin/texts/2024/",
    "/admin/texts/2024/da/",
    "/admin/texts/2024/da/next/",
    "/admin/texts/2024/file/",
]


@pytest.fixture
def desk(new_page, signed_in):
    """Opens a page of the desk, signed in; what the browser complains of is collected."""

    def open_desk(**options):
        page = new_page(locale="en-GB", storage_state=signed_in, **options)
        page.faults = []
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("dialog", lambda dialog: page.faults.append(dialog.message))
        page.goto("/admin/")
        return page

    return open_desk


def first(page, path):
    """The address of the first row of a list."""
    page.goto(path)
    return page.locator("#result_list tbody th a").first.get_attribute("href")


def grave(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found if each["impact"] in {"serious", "critical"}]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_desk_has_no_fault_of_access_and_keeps_the_policy(desk, width, scheme):
    page = desk(width=width, color_scheme=scheme)
    change = first(page, "/admin/editions/event/")
    session = first(page, "/admin/programme/session/")
    rows = [change, change.replace("change", "history"), change.replace("change", "delete"), session]

    for path in [*PAGES, *rows]:
        page.goto(path)

        assert page.faults == [], path
        assert grave(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.faults.clear()  # axe tries inline styles of its own


def test_login_has_one_heading_and_no_fault(new_page):
    page = new_page(width=390)
    page.goto("/admin/login/")

    assert page.locator("h1").count() == 1
    assert grave(page) == []


def test_picker_writes_a_date_as_it_is_typed(desk):
    page = desk()
    page.goto("/admin/editions/event/add/")

    page.locator(".picker--date input").first.evaluate(
        "input => { input.value = '2026-09-24'; input.dispatchEvent(new Event('input')); }"
    )

    assert page.input_value("#id_starts_on") == "24/09/2026"
    assert page.locator(".picker__open").first.get_attribute("aria-label") == "Choose: First day"


def test_speaker_is_added_and_found_while_typing(desk):
    page = desk()
    page.goto(first(page, "/admin/programme/session/"))
    before = page.locator(".inline-related.dynamic-appearances").count()

    page.click("#appearances-group .add-row a")
    row = page.locator(".inline-related.dynamic-appearances").nth(before)
    row.locator(".select2-selection").click()
    page.keyboard.type("a")
    page.locator(".select2-results__option[aria-selected]").first.click()

    assert row.locator(".select2-selection__rendered").inner_text().strip()
    assert page.faults == []


def test_errors_are_listed_and_lead_to_their_fields(desk):
    page = desk()
    page.goto("/admin/editions/event/add/")

    page.click("[name=_save]")

    page.wait_for_selector("#problems:focus")
    link = page.locator("#problems a").first
    assert page.locator(link.get_attribute("href")).count() == 1
    assert page.title().startswith("Error:")


def test_desk_works_without_scripts(desk):
    page = desk(java_script_enabled=False)
    page.goto("/admin/editions/topic/add/")

    page.fill("#id_title_is", "Tilraun")
    page.click("[name=_save]")

    assert page.locator(".messages").inner_text()
    page.goto(first(page, "/admin/editions/topic/?q=tilraun"))
    assert page.input_value("#id_slug") == "tilraun"
    page.goto(page.url.replace("change", "delete"))
    page.click("main button")
    assert "/admin/editions/topic/" in page.url


def test_a_list_that_goes_on_beyond_the_edge_says_so_and_is_moved_by_keyboard(desk):
    page = desk(width=390)
    page.goto("/admin/programme/session/")

    region = page.get_by_role("region", name="Sessions")
    assert region.evaluate("it => it.scrollWidth > it.clientWidth")
    assert region.evaluate("it => getComputedStyle(it).backgroundImage").count("gradient") == 4
    region.focus()
    page.keyboard.press("ArrowRight")
    moved = "it => new Promise(told => it.scrollLeft ? told(true) : it.addEventListener('scroll', () => told(true)))"
    assert region.evaluate(moved)


def test_history_is_read_whole_on_a_narrow_screen(desk):
    page = desk(width=390)
    page.goto("/admin/editions/topic/add/")
    page.fill("#id_title_is", "Saga")
    page.click("[name=_continue]")
    page.goto(page.url.replace("change", "history"))

    (step,) = page.locator(".step").all()
    assert "Added" in step.inner_text()
    assert step.bounding_box()["width"] > 300
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_speaker_is_chosen_without_scripts(desk):
    page = desk(java_script_enabled=False)
    page.goto(first(page, "/admin/speakers/speaker/"))
    name = page.input_value("#id_name")
    page.goto(first(page, "/admin/programme/session/"))
    before = page.locator(".has_original").filter(has_text=name).count()

    page.click("#appearances-group .add-row a")
    page.locator("[name$=-speaker-named]").nth(-3).fill(name)  # after the two new rows stands the one that is copied
    page.click("[name=_continue]")

    assert page.locator(".has_original").filter(has_text=name).count() == before + 1


def test_a_programme_file_is_looked_at_by_keyboard_on_a_narrow_dark_screen(desk):
    page = desk(width=390, color_scheme="dark")
    rows = "Titel;Taler;Ærinde;Dato\nNatteravne / Night ravens;Søren Ærø;tale;\nSkole;Sören Ærø;;\nBro;;;31.09.2024\n"
    page.goto(first(page, "/admin/editions/event/"))
    page.get_by_role("link", name="Import a programme").press("Enter")

    page.set_input_files("#file", {"name": "plan.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    assert grave(page) == []
    page.get_by_role("button", name="Look at it").press("Enter")
    page.get_by_role("radio", name="one person").press("Space")
    page.get_by_label("Ærinde").select_option("Abstract")
    page.faults.clear()  # axe tries inline styles of its own
    page.get_by_role("button", name="Look again").press("Enter")
    page.get_by_role("button", name="Import without this row").wait_for()

    assert page.get_by_role("radio", name="one person").count() == 0
    assert page.faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert grave(page) == []
    page.get_by_role("button", name="Throw the file away").press("Enter")
    assert "Nothing was imported" in page.locator(".messages").inner_text()
