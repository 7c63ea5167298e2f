"""An editor's link reaches the open internet and nothing inside the house. Nobody is asked here: names are made up."""

from __future__ import annotations

import socket

import pytest

from conference_portal.links import guard
from conference_portal.links.asking import Answer, ask


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "no address",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_open(address):
    assert not guard.is_open(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_an_address_of_the_internet_is_open(address):
    assert guard.is_open(address)


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org/a", "file:///etc/passwd", "gopher://example.org", "http://", "https://example.org:99999/", "x"],
)
def test_what_is_no_address_of_the_web_is_not_asked(address):
    with pytest.raises(guard.Forbidden):
        guard.spot(address)


def named(monkeypatch, *addresses):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_words, **_more: found)


def test_a_name_that_leads_inside_is_refused(monkeypatch):
    named(monkeypatch, "127.0.0.1")

    assert ask("http://inside.example/") == Answer(trouble="inside")


def test_a_name_with_one_foot_inside_is_refused(monkeypatch):
    named(monkeypatch, "1.1.1.1", "10.0.0.1")

    assert ask("http://both.example/") == Answer(trouble="inside")


def test_the_connection_goes_to_the_very_address_that_was_looked_at(monkeypatch):
    named(monkeypatch, "1.1.1.1")
    asked = []

    def connect(where, timeout):
        asked.append((where, timeout))
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)

    assert ask("http://outside.example:8080/a") == Answer(trouble="silence")
    assert asked == [(("1.1.1.1", 8080), 10)]


def test_a_name_that_nobody_has_is_said_so(monkeypatch):
    def unknown(*_words, **_more):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert ask("https://nobody.example/") == Answer(trouble="name")
