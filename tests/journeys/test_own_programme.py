"""A programme on a phone: without network, on another device, and after a release that changed it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import CHECKOUT, HOME

PROGRAMME = "/en/events/own-days/programme/"
OWN = "/en/events/own-days/my-programme/"
MAKE = """
from tests.factories import *
event = make_event(slug="own-days", title="Own days", starts_on=date(2055, 9, 26), ends_on=None)
room = make_room(name="Esja")
for hour in range(9, 15):
    starts = datetime(2055, 9, 26, hour, tzinfo=UTC)
    times = {"starts_at": starts, "ends_at": starts + timedelta(minutes=50)}
    make_session(event=event, slug=f"at-{hour}", title=f"At {hour}", room=room, **times)
make_release(event=event)
"""
MOVE = """
from tests.factories import *
event = Event.objects.get(slug="own-days")
event.sessions.filter(slug="at-10").update(cancelled_at=LONG_AGO)
event.sessions.filter(slug="at-12").update(room=make_room(name="Katla"))
make_release(event=event)
"""
IS_KEPT = "async path => { while (!(await caches.match(path))) await new Promise(done => setTimeout(done, 20)) }"
CONTROLS = "async () => { while (!navigator.serviceWorker.controller) await new Promise(done => setTimeout(done, 20)) }"


def run(script):
    """In the portal's own database, as one of its commands would."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/journeys_{os.getpid()}").geturl()
    environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": str(HOME)}
    setup = "import django; django.setup()"
    subprocess.run([sys.executable, "-c", f"{setup}{script}"], cwd=CHECKOUT, env=environment, check=True)


@pytest.fixture(scope="module")
def programme(portal):
    run(MAKE)
    return portal


@pytest.fixture
def phone(new_page, programme):  # noqa: ARG001
    def open_phone(**options):
        page = new_page(width=390, height=844, reduced_motion="reduce", **options)
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        return page

    return open_phone


def star(page, slug):
    return page.locator(f".star[value={slug}]")


def listed(page):
    return page.locator("[data-own-list] [data-session]").evaluate_all("rows => rows.map(row => row.dataset.session)")


def has_the_rest_without_network(page):
    """One's sessions, the sheet for notes; and where there is no copy, the titles of what there is."""
    page.goto(f"{PROGRAMME}at-9/")
    expect(page.get_by_role("heading", level=1)).to_have_text("At 9")
    page.goto(OWN)
    page.get_by_role("link", name="Sheet for notes").click()
    expect(page.locator(".sheet-of-notes h2")).to_have_text(["At 9", "At 11"])
    page.goto("/en/cities/")
    expect(page.get_by_role("heading", level=1)).to_have_text("No network")
    page.get_by_role("link", name="My programme: Own days", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My programme")


def test_a_programme_opens_without_network_and_says_since_when(phone):
    page = phone()
    page.goto(PROGRAMME)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert page.evaluate("Object.keys(localStorage)") == []
    expect(page.locator("[data-kept]")).to_contain_text("this device can keep a copy")

    star(page, "at-11").click()
    star(page, "at-9").click()
    for path in (PROGRAMME, OWN, "/en/events/own-days/now/", f"{PROGRAMME}at-9/", f"{OWN}notes/"):
        page.evaluate(IS_KEPT, path)
    expect(page.locator("[data-kept]")).to_contain_text(re.compile(r"Kept on this device .* copy of \d\d:\d\d\."))
    page.evaluate(CONTROLS)
    page.context.set_offline(True)
    page.goto(OWN)

    expect(page.locator("[data-saved-copy]")).to_contain_text(re.compile(r"saved copy from .*\d{4}"))
    assert listed(page) == ["at-9", "at-11"]
    page.goto(f"{PROGRAMME}?day=1")
    assert page.locator("[data-session]").count() == 6
    has_the_rest_without_network(page)

    page.context.set_offline(False)
    page.goto(OWN)
    expect(page.locator("[data-saved-copy]")).to_have_count(0)
    page.locator("[data-forget] button").click()
    page.wait_for_url(f"**{PROGRAMME}")
    assert page.evaluate("caches.keys().then(names => [...names, ...Object.keys(localStorage)])") == []
    assert page.faults == []


def test_own_programme_goes_to_another_device_and_is_added_there(phone):
    page, other = phone(), phone()
    page.goto(PROGRAMME)
    for slug in ("at-9", "at-13"):
        star(page, slug).click()
    page.goto(OWN)
    expect(page.locator("[data-next]")).to_contain_text("At 9")
    star(page, "at-13").press("Enter")
    expect(star(page, "at-13")).to_have_attribute("aria-pressed", "false")
    expect(star(page, "at-13")).to_be_focused()
    star(page, "at-13").press("Enter")
    page.locator("[data-send] summary").click()
    link = page.locator("#own-link").input_value()
    assert page.locator(".own__qr img").evaluate("image => image.decode().then(() => image.naturalWidth > 0)")

    other.goto(PROGRAMME)
    star(other, "at-14").click()
    other.goto(link)
    assert listed(other) == ["at-9", "at-13"]
    other.get_by_role("button", name="Add all to my programme").click()
    other.wait_for_url(f"**{OWN}")

    assert listed(other) == ["at-9", "at-13", "at-14"]
    assert [*page.faults, *other.faults] == []


def test_an_open_page_says_what_a_release_changed_first_in_ones_own(phone):
    page = phone()
    page.goto(PROGRAMME)
    star(page, "at-10").click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")

    run(MOVE)
    page.evaluate("dispatchEvent(new Event('online'))")

    notice = page.locator("[data-since]")
    page.wait_for_function(
        "() => !document.querySelector('[data-since]').hidden || dispatchEvent(new Event('online')) && 0", polling=300
    )
    assert notice.locator("[data-changed]").evaluate_all("rows => rows.map(row => row.dataset.changed)") == ["at-10"]
    expect(notice.locator("[data-rest]")).to_contain_text(re.compile(": 1$"))
    expect(notice.locator("[data-renew]")).to_be_in_viewport()
    expect(page.locator("[data-announce]")).to_have_text("Changed since you looked")
    notice.locator("[data-renew]").click()
    expect(page.locator("#at-10")).to_contain_text("Cancelled")
    expect(notice).to_be_visible()
    notice.locator("[data-seen]").click()
    page.reload()
    expect(notice).to_be_hidden()
    assert page.faults == []


def test_a_choice_folds_its_form_and_is_told_above_the_sessions(phone):
    page = phone()
    page.goto(PROGRAMME)

    page.locator(".filters summary").click()
    page.get_by_label("Only what is still to come").check()
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page.locator("[data-chosen]")).to_contain_text("Only what is still to come")
    expect(page.locator("#filter")).to_be_hidden()
    expect(page.locator(".filters summary")).to_be_focused()
    assert page.faults == []


def test_a_short_own_programme_is_one_sheet_of_paper(phone):
    page = phone()
    page.goto(PROGRAMME)
    page.locator("li[data-session=at-9] .star").click()

    page.goto(OWN)
    expect(page.locator("[data-own-list] [data-session]")).to_have_count(1)

    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4"))) == 1
