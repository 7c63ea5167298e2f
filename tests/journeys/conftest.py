"""Whole paths in a real browser, against the portal as it is served: gunicorn, ready bytes, policy, collected files.

`portal` is its address, loaded with the archive and meant to be read; ORGANISER may sign in there. It starts
once, in the one worker that takes every test of this folder.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest

from conference_portal.kit.env import database

CHECKOUT = Path(__file__).resolve().parents[2]
HOME = CHECKOUT / "var" / "journeys"
ORGANISER = ("astrid", "en lang adgangskode til prøver")
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "Chromium is not installed: `sudo apt-get install chromium`, then `make test`."


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium():
    """One browser for all. Missing, it is a reason to skip at home, and a failure in CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    # Playwright leaves its event loop running in this thread, and Django would take every other test of this worker for
    # asynchronous. None is.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Chromium's sandbox refuses root.
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def portal() -> Iterator[str]:
    with _own_database() as url, _served(url) as address:
        yield address


@pytest.fixture
def new_page(chromium, portal):
    """Opens a page of its own: `new_page(width=390, color_scheme="dark")`. What asks another host fails the test."""
    foreign: list[str] = []
    contexts = []

    def open_page(*, width: int = 1280, height: int = 900, **options):
        context = chromium.new_context(base_url=portal, viewport={"width": width, "height": height}, **options)
        contexts.append(context)

        def guard(route):
            if urlsplit(route.request.url).netloc == urlsplit(portal).netloc:
                route.continue_()
            else:
                foreign.append(route.request.url)
                route.abort()

        context.route(lambda url: not url.startswith(("data:", "blob:")), guard)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture(scope="session")
def signed_in(chromium, portal):
    """What a browser keeps of ORGANISER's session: `new_page(storage_state=signed_in)`. Signing in takes a second."""
    context = chromium.new_context(base_url=portal)
    page = context.new_page()
    sign_in(page)
    kept = context.storage_state()
    context.close()
    return kept


def sign_in(page):
    name, password = ORGANISER
    page.goto("/admin/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("//[^/]+/admin/$"))
    return page


@contextmanager
def _own_database() -> Iterator[str]:
    """Beside the tests' own on the same server, since what the portal shows must be committed."""
    url = os.environ["DATABASE_URL"]
    name = f"journeys_{os.getpid()}"
    parts = database(url)
    keys = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    server = {key: parts[name_] for key, name_ in keys.items() if parts[name_]}
    with closing(psycopg2.connect(dbname="postgres", **server)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}"')
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _served(url: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    HOME.mkdir(parents=True, exist_ok=True)
    name, password = ORGANISER
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "conference_portal.settings",
        "DJANGO_SUPERUSER_PASSWORD": password,
        "VAR_DIR": str(HOME),
    }
    manage = [sys.executable, "manage.py"]
    server = subprocess.Popen(
        [*manage, "serve", "--port", str(port)], cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        # It says its address when it answers; silence means that it gave up, and why stands in its stderr.
        assert server.stdout is not None
        assert any(f":{port}/" in line for line in server.stdout), "The portal did not start."
        command = [*manage, "createsuperuser", "--noinput", "--username", name, "--email", "astrid@example.org"]
        subprocess.run(command, cwd=CHECKOUT, env=environment, check=True, stdout=subprocess.DEVNULL)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate()
