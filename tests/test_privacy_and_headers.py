"""What comes with every public page: the policy, and nothing personal. What one reader may see is kept for no other."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from conference_portal.kit.languages import READING
from events.editions.models import Edition
from tests.crawl import IN_EACH_LANGUAGE, crawl, served
from tests.factories import (
    make_event,
    make_output,
    make_page,
    make_release,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
    make_topic,
)
from tests.kit.front import Answer

pytestmark = pytest.mark.django_db

MACHINES = [
    "/sitemap.xml", "/robots.txt", "/.well-known/security.txt", "/brand/all.css", "/was", "/healthz/live",
    "/healthz/ready", "/", "/2024/", "/DA/", "/sv-FI/editions/", "/en/absent/", "/absent", "/en/%00/",
    "/media/absent.webp", "/static/absent.css", "/admin/", "/admin/login/", "/en/search/?q=aarhus",
]  # fmt: skip
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PLAYERS = re.compile(r"^https://[a-z.-]+$")
CANARY = "Kanariefugl"  # stands in everything that only Oslo's editors may see
PAGES = [
    "/{l}/", "/{l}/editions/", "/{l}/2024/", "/{l}/2024/theme/", "/{l}/2024/theme/roots/", "/{l}/2024/pages/travel/",
    "/{l}/2024/programme/", "/{l}/2024/programme/opening/", "/{l}/2024/speakers/", "/{l}/2024/youth/",
    "/{l}/pages/about/", "/{l}/topics/", "/{l}/topics/housing/", "/{l}/events/", "/{l}/events/lab/", "/{l}/cities/",
    "/{l}/cities/oslo/", "/{l}/speakers/nils-holm/", "/{l}/search/?q=kanariefugl", "/{l}/accessibility/",
    "/{l}/privacy/", "/sitemap.xml", "/brand/all.css",
]  # fmt: skip
DRAFTS = ["/{l}/2026/", "/{l}/2026/theme/", "/{l}/2026/pages/bird/", "/{l}/events/bird/", "/brand/2026.css"]


@pytest.fixture(scope="module", params=IN_EACH_LANGUAGE)
def answers(request, django_db_setup, django_db_blocker):  # noqa: ARG001 (makes the database)
    with django_db_blocker.unblock():
        return {address: visit.answer for address, visit in crawl()[request.param].visits.items()}


@pytest.fixture
def front(db):  # noqa: ARG001 (opens the database)
    with served() as portal:
        yield portal


def directives(answer):
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in parts}


def is_safe(answer):
    """The policy allows nothing but our own files; a page with a player names its provider in addition."""
    policy = directives(answer)
    players = policy.pop("frame-src", [])
    nothing = {"default-src", "frame-ancestors", "base-uri", "object-src"}
    own = all(sources == (["'none'"] if name in nothing else ["'self'"]) for name, sources in policy.items())
    return own and nothing <= set(policy) and all(PLAYERS.match(player) for player in players)


def test_every_page_carries_the_policy_and_the_headers(answers):
    assert [address for address, answer in answers.items() if not is_safe(answer)] == []
    assert [
        (address, name)
        for address, answer in answers.items()
        for name, value in HEADERS.items()
        if answer.headers.get(name) != value
    ] == []
    assert [
        address for address, answer in answers.items() if "camera=()" not in answer.headers["Permissions-Policy"]
    ] == []


def test_every_page_is_everybodys(answers):
    """No cookie, one version for all who take the same encoding, and a tag to ask for the next time."""
    personal = [address for address, answer in answers.items() if {"Set-Cookie", "Last-Modified"} & set(answer.headers)]
    controls = {answer.headers["Cache-Control"] for answer in answers.values()}
    varied = {answer.headers["Vary"] for answer in answers.values()}

    assert personal == []
    assert controls == {"public, max-age=0, must-revalidate"}
    assert varied == {"Accept-Encoding"}
    assert [
        address for address, answer in answers.items() if not re.fullmatch(r'"[0-9a-f]{32}"', answer.headers["ETag"])
    ] == []


def test_every_page_says_its_language(answers):
    wrong = [
        address for address, answer in answers.items() if answer.headers["Content-Language"] != address.split("/")[1]
    ]

    assert wrong == []


@pytest.mark.parametrize("address", MACHINES)
def test_every_other_answer_is_as_safe(front, address):
    answer = Answer(front, address)

    assert is_safe(answer)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "Set-Cookie" not in answer.headers or address.startswith("/admin/")


def test_who_has_a_page_is_told_so(front, cast):
    make_content(cast)

    for page in PAGES:
        first = Answer(front, page.format(l="is"))
        again = Answer(front, page.format(l="is"), HTTP_IF_NONE_MATCH=first.headers["ETag"])

        assert (first.status, again.status, again.body) == (200, 304, b""), page
        assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_what_an_editor_sees_is_kept_for_nobody(front, client, cast):
    """The editor comes first and sees drafts; the reader after them sees none, and gets no word of the editor."""
    make_content(cast)
    client.force_login(cast.astrid)
    cookie = f"sessionid={client.cookies['sessionid'].value}"

    for page in PAGES:
        own = Answer(front, page.format(l="da"), HTTP_COOKIE=cookie)
        public = Answer(front, page.format(l="da"))

        assert (own.status, own.headers["Cache-Control"]) == (200, "private, no-store") or is_private(own), page
        assert CANARY.encode() not in public.body.replace(b"kanariefugl", b""), page
        assert b"astrid" not in public.body, page
        assert "Set-Cookie" not in public.headers, page
    for page in DRAFTS:
        assert Answer(front, page.format(l="da"), HTTP_COOKIE=cookie).status == 200, page
        assert Answer(front, page.format(l="da")).status == 404, page


def test_the_editor_does_see_what_others_must_not(front, client, cast):
    """Without this the test above could pass because there is nothing to leak."""
    make_content(cast)
    client.force_login(cast.astrid)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    shown = [page for page in PAGES if CANARY.encode() in Answer(front, page.format(l="da"), HTTP_COOKIE=cookie).body]

    assert {"/{l}/events/", "/{l}/topics/housing/", "/{l}/cities/oslo/", "/{l}/search/?q=kanariefugl"} <= set(shown)


def test_a_kept_page_is_in_the_language_of_its_address_whoever_came_first(front, cast):
    make_content(cast)

    for page in PAGES:
        foreign = Answer(
            front, page.format(l="sv"), HTTP_ACCEPT_LANGUAGE="is", HTTP_COOKIE="django_language=is; theme=dark"
        )
        plain = Answer(front, page.format(l="sv"), HTTP_ACCEPT_LANGUAGE="en")

        assert foreign == plain, page


@pytest.mark.parametrize("language", READING)
def test_an_address_without_language_is_decided_anew_for_everyone(front, language):
    answer = Answer(front, "/events/?q=1", HTTP_ACCEPT_LANGUAGE=language)

    assert (answer.status, answer.headers["Location"]) == (302, f"/{language}/events/?q=1")
    assert answer.headers["Vary"] == "Accept-Language"


def test_a_draft_that_is_announced_is_there_for_the_next_reader(front, cast):
    """And one that is taken back is gone: nothing has to be purged."""
    make_content(cast)
    before = Answer(front, "/da/2026/").status

    Edition.objects.filter(pk=cast.oslo.pk).update(announced_at="2000-01-01T00:00Z")
    write()
    announced = Answer(front, "/da/2026/").status
    Edition.objects.filter(pk=cast.oslo.pk).update(announced_at=None)
    write()
    front.watch.version = None  # what the watch does when it sees another version

    assert (before, announced, Answer(front, "/da/2026/").status) == (404, 200, 404)


def is_private(answer):
    return "private" in answer.headers["Cache-Control"]


def write():
    """A write counts once in a transaction, and a test is one: this is what the next one would add."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE content_version SET n = n + 1")


def make_content(cast):
    """A public year with everything on it, and a draft that carries the canary wherever it can."""
    topic = make_topic(slug="housing")
    roots = make_subtheme(theme=make_theme(edition=cast.reykjavik), slug="roots", topics=(topic,))
    conference = make_event(slug="conference", kind="conference", edition=cast.reykjavik)
    lab = make_event(slug="lab", kind="youth_lab", edition=cast.reykjavik)
    make_page(slug="about")
    make_page(slug="travel", edition=cast.reykjavik)
    make_session(event=conference, slug="opening", speakers=(cast.nils,), subthemes=(roots,), topics=(topic,))
    make_output(event=lab, topics=(topic,), city=cast.oslo.host)
    make_release(event=conference)

    make_subtheme(theme=make_theme(edition=cast.oslo, title=CANARY), slug="bird", keyword=CANARY, topics=(topic,))
    make_page(slug="bird", edition=cast.oslo, title=CANARY)
    bird = make_event(slug="bird", kind="debate", edition=cast.oslo, title=CANARY, city=cast.oslo.host)
    make_session(event=bird, title=CANARY, speakers=(cast.nils, make_speaker(name=CANARY)), topics=(topic,))
    make_output(event=bird, title=CANARY, city=cast.oslo.host, topics=(topic,))
    make_release(event=bird)
