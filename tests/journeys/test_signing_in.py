"""The first time at the desk, in a browser: password, second step, codes to keep; and a form that comes back."""

from __future__ import annotations

import re
from base64 import b32decode

from conference_portal.accounts import codes
from tests.journeys.conftest import ORGANISER
from tests.journeys.test_admin import grave

NAME, PASSWORD = "vigdis", "fjórir hestar á ísnum"


def log_in(page, name, password):
    page.goto("/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("#login-form button[type=submit]")


def make_account(page):
    """As the keepers do it: name and password, then the desk."""
    log_in(page, *ORGANISER)
    page.goto("/admin/auth/user/add/")
    page.fill("#id_username", NAME)
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    page.click("[name=_save]")
    page.check("#id_is_staff")
    page.check("#id_is_superuser")
    page.click("[name=_save]")


def code_of(page):
    """What the app would show that has read the key."""
    secret = b32decode(page.locator(".key").inner_text().replace(" ", ""))
    return codes.code_at(secret, codes.step_now())


def set_up(page):
    """A mistake first. Gives the backup codes."""
    page.get_by_role("link", name="Set up the second step").click()
    page.fill("#id_code", "000000")
    page.get_by_role("button", name="Set up the second step").click()
    page.wait_for_selector("#problems:focus")
    assert page.locator(".qr-box path").evaluate("it => getComputedStyle(it).stroke") == "rgb(0, 0, 0)"
    page.fill("#id_code", code_of(page))
    page.get_by_role("button", name="Set up the second step").click()
    return page.locator(".codes li").all_inner_texts()


def log_in_again(page, code):
    """In the middle of something: on the page that holds what was typed."""
    page.fill("#id_sign-in-username", NAME)
    page.fill("#id_sign-in-password", PASSWORD)
    page.get_by_role("button", name=re.compile("^Show")).click()
    assert page.get_attribute("#id_sign-in-password", "type") == "text"
    page.click("#login-form button[type=submit]")
    page.fill("#id_sign-in-code", code)
    page.click("#login-form button[type=submit]")


def test_a_new_organiser_sets_up_the_second_step_and_comes_back_with_a_backup_code(new_page):
    make_account(new_page(locale="en-GB"))
    page = new_page(locale="en-GB", width=390, color_scheme="dark")
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    log_in(page, NAME, PASSWORD)

    made = set_up(page)
    assert faults == []
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(re.compile("//[^/]+/admin/$"))
    page.goto("/admin/editions/topic/add/")
    page.fill("#id_title_is", "Næturhrafnar")
    page.context.clear_cookies(name="sessionid")
    page.click("[name=_save]")
    log_in_again(page, made[0])

    assert page.input_value("#id_title_is") == "Næturhrafnar"


def test_signing_in_needs_no_script(new_page):
    page = new_page(locale="en-GB", java_script_enabled=False)

    log_in(page, ORGANISER[0], "wrong")
    assert page.locator("#problems").is_visible()
    log_in(page, *ORGANISER)

    page.get_by_role("button", name="Not now").click()
    assert page.get_by_role("button", name="Not now").count() == 0
    page.get_by_role("link", name="Your account").click()
    assert page.get_by_role("heading", name="Second step").is_visible()
