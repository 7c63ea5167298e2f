"""What gunicorn answers before any of our code runs, and the start itself."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from urllib.parse import urlsplit


def ask(portal, path, **headers):
    connection = http.client.HTTPConnection(urlsplit(portal).netloc, timeout=10)
    connection.putrequest("GET", path)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_answers_tell_no_version_of_the_server(portal):
    answer = ask(portal, "/healthz/live")

    assert answer.status == 200
    assert not any(digit in answer.headers.get("Server", "") for digit in "0123456789")


def test_addresses_and_headers_that_are_too_long_are_refused(portal):
    assert ask(portal, "/en/" + "a" * 10_000).status == 414
    assert ask(portal, "/en/", X_Long="a" * 9_000).status == 431


def test_a_foreign_host_is_refused(portal):
    connection = http.client.HTTPConnection(urlsplit(portal).netloc, timeout=10)
    connection.request("GET", "/en/", headers={"Host": "portal.example.org"})

    assert connection.getresponse().status == 400
    connection.close()


def test_serve_says_that_a_port_is_taken(portal):
    command = [sys.executable, "manage.py", "serve", "--port", str(urlsplit(portal).port)]

    answer = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)

    assert answer.returncode != 0
    assert "is taken" in answer.stderr


def test_the_home_page_opens(page):
    answer = page.goto("/en/")

    assert answer.status == 200
    assert page.title()
