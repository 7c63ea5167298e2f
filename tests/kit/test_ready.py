"""Ready bytes are answered without a query, are right at once after a change, and hold nobody's own page."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest
import time_machine

from conference_portal.kit.ready import OLDEST, Front, Page, Store, address_of
from conference_portal.kit.versions import Version
from tests.kit.front import LONG, Answer, Application, StillWatch

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)


@pytest.fixture
def application():
    return Application()


@pytest.fixture
def front(application):
    return Front(application, watch=StillWatch(), store=Store(1_000_000))


def test_the_second_reader_gets_the_same_bytes_without_asking(front, application):
    first, second = Answer(front), Answer(front)

    assert first == second
    assert first.body == LONG.encode()
    assert (application.asked, application.closed) == (1, 1)


def test_bytes_are_packed_for_those_who_take_them(front):
    plain, packed = Answer(front), Answer(front, HTTP_ACCEPT_ENCODING="br, gzip;q=0.5")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["Content-Length"] == str(len(packed.body))
    assert "Content-Encoding" not in plain.headers
    assert {answer.headers["Vary"] for answer in (plain, packed)} == {"Accept-Encoding"}
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert "Content-Encoding" not in Answer(front, HTTP_ACCEPT_ENCODING="gzip;q=0, br").headers


def test_short_and_already_packed_bytes_are_left_as_they_are(front, application):
    application.body = "short"

    assert "Content-Encoding" not in Answer(front, HTTP_ACCEPT_ENCODING="gzip").headers

    application.body = LONG
    application.headers = [("Content-Type", "image/png")]
    assert gzip.decompress(Answer(front, "/text", HTTP_ACCEPT_ENCODING="gzip").body).decode() == LONG


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', "{} "])
def test_who_has_the_page_gets_304(front, form):
    tag = Answer(front, HTTP_ACCEPT_ENCODING="gzip").headers["ETag"]

    again = Answer(front, HTTP_IF_NONE_MATCH=form.format(tag))

    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"].strip('"') == tag.strip('"').removesuffix("-gzip")
    assert "Content-Type" not in again.headers
    assert Answer(front, HTTP_IF_NONE_MATCH='"other"').status == 200


def test_an_etag_stays_when_something_else_changed(front, application):
    before = Answer(front).headers["ETag"]

    application.version = front.watch.version = Version(2, 0)
    after = Answer(front)

    assert after.headers["ETag"] == before
    assert application.asked == 2


def test_a_change_is_shown_as_soon_as_the_version_is_known(front, application):
    Answer(front)
    application.body, application.version = "new " * 100, Version(2, 0)

    unseen = Answer(front)
    front.watch.observe(Version(2, 0), asked=99.0)
    seen = Answer(front)

    assert unseen.body == LONG.encode()
    assert seen.body == b"new " * 100


def test_a_page_ends_with_its_hour(front, application):
    with time_machine.travel(NOON, tick=False) as clock:
        Answer(front)
        clock.shift(3599)
        Answer(front)
        within = application.asked
        clock.shift(1)
        Answer(front)

    assert (within, application.asked) == (1, 2)


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": "theme=dark; sessionid=abc"},
        {"HTTP_COOKIE": "messages=x"},
        {"HTTP_AUTHORIZATION": "Basic x"},
        {"method": "POST"},
        {"address": "/da/?q=" + "x" * 3000},
    ],
)
def test_nobodys_own_request_is_answered_from_or_put_into_the_store(front, application, environ):
    Answer(front, **environ)
    Answer(front, **environ)

    assert application.asked == 2
    assert len(front.store) == 0


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", []),
        ("302 Found", []),
        ("200 OK", [("Set-Cookie", "a=b")]),
        ("200 OK", [("Vary", "Accept-Encoding, Cookie")]),
        ("200 OK", [("Vary", "Accept-Language")]),
    ],
)
def test_what_is_not_everybodys_page_is_not_kept(front, application, status, headers):
    application.status, application.headers = status, headers

    answer = Answer(front)

    assert f"{answer.status}" == status[:3]
    assert answer.body == LONG.encode()
    assert len(front.store) == 0


def no_answer(_status, _headers, _error=None, /):
    return lambda _data: None


def test_what_is_not_marked_is_passed_on_untouched(front, application):
    application.keeps = False

    assert Answer(front).headers == {"Content-Type": "text/html; charset=utf-8"}
    assert front({"REQUEST_METHOD": "POST"}, no_answer) is application.chunks


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_HOST": "other.example"},
        {"wsgi.url_scheme": "https"},
        {"address": "/da/?day=1"},
        {"address": "/sv/"},
        {"SCRIPT_NAME": "/portal"},
    ],
)
def test_another_address_is_another_page(front, application, environ):
    Answer(front)

    Answer(front, **environ)

    assert application.asked == 2
    assert len(front.store) == 2


def test_behind_a_proxy_its_words_count_where_settings_say_so(settings):
    asked = {"REQUEST_METHOD": "GET", "wsgi.url_scheme": "http", "HTTP_HOST": "a", "HTTP_X_FORWARDED_HOST": "b"}
    forwarded = asked | {"HTTP_X_FORWARDED_PROTO": "https"}
    settings.SECURE_PROXY_SSL_HEADER = None
    unknown = address_of(forwarded)

    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.USE_X_FORWARDED_HOST = True

    assert unknown == ("http", "a", "", "")
    assert address_of(forwarded) == ("https", "b", "", "")
    assert address_of(asked) == ("http", "b", "", "")


def test_head_is_the_page_without_its_bytes(front, application):
    missed = Answer(front, method="HEAD")
    page = Answer(front)
    hit = Answer(front, method="HEAD")

    assert (missed.status, missed.body, len(front.store)) == (200, b"", 1)
    assert (hit.body, hit.headers) == (b"", page.headers)
    assert (application.asked, application.closed) == (2, 2)


def test_when_the_database_is_away_kept_pages_go_on(front, application):
    page = Answer(front)
    front.watch.version = Version(2, 0)
    front.watch.away = True

    assert Answer(front) == page
    assert application.asked == 1
    Answer(front, "/da/unknown/")
    assert application.environ["portal.database_is_away"] is True


def test_a_page_that_cannot_be_built_is_shown_as_it_was(front, application):
    page = Answer(front)
    front.watch.version = Version(2, 0)
    application.status, application.keeps = "503 Service Unavailable", False

    assert Answer(front) == page
    assert application.closed == 2
    assert Answer(front, "/da/other/").status == 503


def test_a_page_that_is_gone_is_forgotten(front, application):
    Answer(front)
    front.watch.version = Version(2, 0)
    application.status, application.keeps = "404 Not Found", False

    Answer(front)
    front.watch.away = True

    assert len(front.store) == 0
    assert Answer(front).status == 404


def test_no_page_is_older_than_a_day(front, application):
    Answer(front)
    front.watch.version, front.watch.away = Version(2, 0), True
    address = ("http", "localhost", "/da/", "")
    old = front.store.get(address)
    front.store.put(address, Page(old.keep, old.headers, old.body, old.packed, old.tag, made=old.made - OLDEST))
    application.status, application.keeps = "503 Service Unavailable", False

    assert Answer(front).status == 503


def test_after_a_change_many_readers_cost_one_page(application):
    begun, go_on = Event(), Event()

    def slow(environ, start_response):
        begun.set()
        go_on.wait(5)
        return application(environ, start_response)

    front = Front(slow, watch=StillWatch(), store=Store(1_000_000))
    go_on.set()
    Answer(front)
    application.version = front.watch.version = Version(2, 0)
    begun.clear()
    go_on.clear()
    with ThreadPoolExecutor(8) as readers:
        answers = [readers.submit(Answer, front) for _ in range(8)]
        begun.wait(5)
        go_on.set()
        bodies = {answer.result().body for answer in answers}

    assert bodies == {LONG.encode()}
    assert application.asked == 2
