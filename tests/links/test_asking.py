"""What a server on this machine hears and what is made of its answer; that it may be asked at all is a test's alone."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from conference_portal.links import asking
from conference_portal.links.asking import Answer, ask

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


class Handler(BaseHTTPRequestHandler):
    """`/404` is answered with 404, `/to/…` leads on, `/only-get` and `/big` do as they say."""

    heard: ClassVar[list[tuple[str, str, dict[str, str]]]] = []

    def do_HEAD(self):
        self.heard.append((self.command, self.path, dict(self.headers)))
        path = self.path.partition("?")[0]
        if path == "/only-get" and self.command == "HEAD":
            self.answer(404)
        elif path == "/circle":
            self.answer(302, "/circle")
        elif path.startswith("/to/"):
            _to, status, *rest = path.removeprefix("/").split("/", 2)
            self.answer(int(status), f"/{rest[0]}")
        elif path == "/out":
            self.answer(302, "file:///etc/passwd")
        else:
            self.answer(int(path.strip("/")) if path.strip("/").isdecimal() else 200)

    do_GET = do_HEAD  # noqa: N815 (the server calls it)

    def answer(self, status, location=""):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"x" * 4096)

    def log_message(self, *_words):
        pass


@pytest.fixture(scope="module")
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


@pytest.fixture
def heard():
    Handler.heard.clear()
    return Handler.heard


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/fine", Answer(200)),
        ("/only-get", Answer(200)),
        ("/404", Answer(404, "answer")),
        ("/410", Answer(410, "answer")),
        ("/500", Answer(500, "server")),
        ("/503", Answer(503, "server")),
        ("/403", Answer(403, is_shut=True)),
        ("/401", Answer(401, is_shut=True)),
        ("/429", Answer(429, is_busy=True)),
        ("/to/302/fine", Answer(200)),
        ("/to/301/404", Answer(404, "answer")),
        ("/to/302/to/301/fine", Answer(200)),
        ("/circle", Answer(trouble="circle")),
        ("/out", Answer(trouble="inside")),
    ],
)
def test_an_answer_is_read_as_people_mean_it(server, path, answer):
    assert ask(f"{server}{path}", inside=True) == answer


def test_what_moved_for_good_says_where_to(server):
    assert ask(f"{server}/to/301/to/308/new", inside=True) == Answer(200, target=f"{server}/new")


def test_head_comes_first_and_says_who_asks(server, heard):
    ask(f"{server}/only-get?a=å b", agent="portal-links/1 (+https://portal.example)", inside=True)

    assert [(method, path) for method, path, _headers in heard] == [
        ("HEAD", "/only-get?a=%C3%A5%20b"),
        ("GET", "/only-get?a=%C3%A5%20b"),
    ]
    assert heard[0][2]["User-Agent"] == "portal-links/1 (+https://portal.example)"


def test_this_machine_is_not_asked_without_the_switch(server, heard):
    assert ask(f"{server}/fine") == Answer(trouble="inside")
    assert heard == []


def test_no_more_than_five_steps_are_followed(server, heard):
    ask(f"{server}/circle", inside=True)

    assert len(heard) == asking.HOPS + 1


def test_a_port_where_nobody_listens_is_silent():
    assert ask("http://127.0.0.1:1/", inside=True) == Answer(trouble="silence")
