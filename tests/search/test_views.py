"""The search page, as it is asked over the wire."""

from __future__ import annotations

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference_portal.kit.languages import READING
from tests.factories import (
    make_city,
    make_edition,
    make_event,
    make_page,
    make_release,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
    make_topic,
)
from tests.reading import read

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def ask(client):
    def _ask(typed=None, *, language="da", **query):
        return client.get(f"/{language}/search/", query if typed is None else {"q": typed, **query})

    return _ask


def results(answer):
    """Of each hit the words: kind and place, title, excerpt."""
    hits = [hit for found in read(answer.content.decode()).all("ol") for hit in found.all("li")]
    return [[child.words for child in hit.children if not isinstance(child, str)] for hit in hits]


def scopes(answer):
    """How many of each kind, and which is chosen."""
    return [(scope["count"], bool(scope["current"])) for scope in answer.context["scopes"]]


def test_a_page_that_was_asked_nothing_says_what_can_be_asked(ask):
    answer = ask()

    assert answer.status_code == 200
    assert results(answer) == []
    assert 'type="search"' in answer.content.decode()


def test_a_hit_says_kind_place_year_title_and_where_the_word_stands(ask):
    edition = make_edition(year=2031, host=make_city(name="Vadstena"))
    make_subtheme(theme=make_theme(edition=edition), keyword="Mod", text="Om at have mod.")
    event = make_event(title="Debatten")
    make_session(event=event, title="Mod til mere", abstract="Et opslag.")
    make_release(event=event)

    assert results(ask("mod")) == [
        ["Undertema Vadstena 2031", "Mod", "Engage in · Om at have mod."],
        ["Programpunkt Debatten, 2024", "Mod til mere", "Et opslag."],
    ]
    assert "<mark>Mod</mark>" in ask("mod").content.decode()


@pytest.mark.parametrize("language", READING)
def test_a_hit_leads_to_its_page_in_the_readers_language(ask, client, language):
    edition = make_edition(year=2031, host=make_city(name="Vadstena", slug="vadstena"))
    make_subtheme(theme=make_theme(edition=edition, title="Opbrud"), keyword="Opbrud", slug="departure")
    make_page(edition=edition, title="Opbrud", slug="travel")
    make_topic(title="Opbrud", slug="departure")
    event = make_event(title="Opbrud", slug="departure")
    make_session(event=event, title="Opbrud", slug="departing", speakers=(make_speaker(name="Opbrud"),))
    make_release(event=event)

    links = [link.get("href") for link in read(ask("opbrud", language=language).content.decode()).all("ol")[0].all("a")]

    assert len(links) == 7
    assert all(link.startswith(f"/{language}/") and client.get(link).status_code == 200 for link in links)


def test_what_is_in_another_language_is_marked(ask):
    make_page(title={"sv": "Fritiden"}, body={"sv": "Om fritiden."})

    page = read(ask("fritid", language="is").content.decode())
    [link] = [link for link in page.all("ol")[0].all("a") if link.get("href").startswith("/is/")]

    assert link.get("lang") == "sv"
    assert [mark.get("data-fallback") for mark in page.all("small", data_fallback=None)] == ["sv"]


def test_a_text_is_lent_where_ones_own_language_has_the_title_alone(ask):
    make_page(title={"da": "Fritid", "sv": "Fritid"}, body={"sv": "Om ledighet."})

    page = read(ask("ledighet", language="da").content.decode())
    [title] = [link for link in page.all("ol")[0].all("a") if link.words == "Fritid"]

    assert title.get("lang") == ""
    assert [element.words for element in page.all("ol")[0].all(lang="sv")] == ["Om ledighet."]


def test_the_name_of_a_person_is_in_everybodys_language(ask):
    event = make_event()
    make_session(event=event, speakers=(make_speaker(name="Vera Vang"),))
    make_release(event=event)

    page = read(ask("vera vang", language="is").content.decode())

    assert page.all("ol")[0].all("a")[0].get("lang") == ""


def test_scopes_count_each_kind_and_keep_the_words(ask):
    for number in range(3):
        make_page(title=f"Mod {number}")
    make_topic(title="Mod")

    everything = ask("mod")
    pages = ask("mod", kind="page")

    assert scopes(everything) == [(4, True), (3, False), (1, False)]
    assert scopes(pages) == [(4, False), (3, True), (1, False)]
    assert len(results(pages)) == 3
    assert 'href="?q=mod&amp;kind=topic"' in pages.content.decode()


def test_many_hits_come_in_pages_that_keep_words_and_scope(ask):
    for number in range(45):
        make_page(title=f"Mod {number}")

    seen = [tuple(hit) for page in (1, 2, 3) for hit in results(ask("mod", kind="page", page=page))]

    assert len(seen) == len(set(seen)) == 45
    assert 'href="?q=mod&amp;kind=page&amp;page=3"' in ask("mod", kind="page", page=2).content.decode()


def test_odd_pages_and_scopes_give_the_nearest_that_there_is(ask):
    make_page(title="Mod")

    for page in ("abc", "0", "-1", "999999", "1e9", "", "9" * 400):
        for kind in ("", "xyz", "page", "../", "page' OR 1=1"):
            answer = ask("mod", page=page, kind=kind)
            assert (answer.status_code, len(results(answer))) == (200, 1), (page, kind)


ODD = [
    "x" * 10_000,
    "mod " * 3_000,
    "'",
    '"',
    "mod'; DROP TABLE search_entry; --",
    "\\",
    "&|!:*()<->",
    "mod & !mod | (mod:*",
    "mod:A <-> mod",
    "'mod':* ''' \\'",
    "🎉🎉",
    "مرحبا بالعالم",
    "\u202emod\u202c",
    "…",
    "—",
    "%",
    "_",
    "a'b’c-d",
    "o'" * 40,
    "ﷺ" * 200,
    "1" * 500,
    SCRIPT,
    "<mark>",
    "{{ 7|add:7 }}{% debug %}",
    "i og at",
]


@pytest.mark.parametrize("typed", ODD)
def test_whatever_is_typed_gives_a_calm_page(ask, typed):
    make_page(title="Mod og o'b’c-d")

    for language in READING:
        answer = ask(typed, language=language)
        assert answer.status_code == 200
        assert SCRIPT.encode() not in answer.content


@pytest.mark.parametrize("typed", [b"\x00", b"mod\x00", b"\xff\xfe", b"\xed\xa0\x80"])
def test_what_is_no_text_is_refused_politely(ask, typed):
    assert ask(typed).status_code == 400


def test_what_was_typed_is_given_back_escaped(ask):
    typed = '"><img src=x onerror=alert(1)>'

    page = ask(typed).content.decode()

    assert "<img src=x" not in page
    assert typed in unescape(page)


def test_markup_in_a_text_stays_text(ask):
    make_page(title=f"Mod {SCRIPT}", body="Her er \\<b>mod\\</b> & mere.")

    page = ask("mod").content.decode()

    assert SCRIPT not in page
    assert "<mark>Mod</mark> &lt;script&gt;" in page
    assert "&lt;b&gt;<mark>mod</mark>&lt;/b&gt; &amp; mere." in page


def test_nothing_found_shows_ways_on(ask):
    answer = ask("kvaternion")

    links = {link.get("href") for link in read(answer.content.decode()).all("main")[0].all("a")}

    assert answer.context["total"] == 0
    assert links == {"/da/topics/", "/da/editions/"}


def test_the_closest_is_said_to_be_no_more_than_that(ask):
    make_page(title="Mod til mere")

    answer = ask("mod kvaternion", language="en")

    assert answer.context["closest"]
    assert [hit[1] for hit in results(answer)] == ["Mod til mere"]
    assert b"closest" in answer.content


def test_search_engines_are_asked_to_pass_by(ask):
    assert '<meta name="robots" content="noindex">' in ask("mod").content.decode()


@pytest.mark.parametrize(("typed", "most"), [("mod", 5), ("mood", 6), ("mod kvaternion", 7), ("", 2)])
def test_queries_are_few_and_as_many_however_much_there_is(ask, typed, most):
    counts = []
    for amount in (1, 3, 30):
        for _number in range(amount):
            make_page(title="Mod")
            make_topic(title="Mod")
        with CaptureQueriesContext(connection) as queries:
            ask(typed)
        counts.append(len(queries))

    assert len(set(counts)) == 1
    assert counts[0] <= most


def test_asking_is_the_only_way(client):
    assert client.post("/da/search/", {"q": "mod"}).status_code == 405
