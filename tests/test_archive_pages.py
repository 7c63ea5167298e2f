"""Every page of the portal's own archive in all four languages: it opens, says what it is and in which language."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from conference_portal.kit.languages import READING
from tests.crawl import HOST, IN_EACH_LANGUAGE, crawl, words

pytestmark = pytest.mark.django_db

LONGEST_TITLE = 70
SHORTEST_TEXT = 12  # below that a word may be the same by chance
SHORTEST_MARKED = 15  # names of cities and languages in themselves are shorter, and need no note
RESTS = re.compile(
    r"\{\{|\{%|%\}|\}\}|&\w+;|&#\d+;|%\(\w+\)|\bNone\b(?! of)|\b(undefined|NaN|nan)\b|Text\(|object at 0x"
)
SPOKEN = ("title", "alt", "aria-label", "content", "placeholder", "value")
NOT_JUDGED = {"q", "blockquote", "cite"}  # quotations need no note


@pytest.fixture(scope="module", params=IN_EACH_LANGUAGE)
def found(request, django_db_setup, django_db_blocker):  # noqa: ARG001 (makes the database)
    with django_db_blocker.unblock():
        return crawl()[request.param]


@pytest.fixture
def visits(found):
    return [visit for visit in found.visits.values() if visit.answer.status == 200]


def test_every_address_opens_in_its_language(found):
    wrong = [address for address, visit in found.visits.items() if visit.answer.status != 200]
    unlike = [
        visit.address for visit in found.visits.values() if visit.tree.all("html")[0].get("lang") != found.language
    ]

    assert (wrong, unlike) == ([], [])
    assert len(found.visits) > 100


def test_every_page_has_one_heading_that_says_something(visits):
    headings = {visit.address: [heading.words for heading in visit.tree.all("h1")] for visit in visits}

    assert {address: found for address, found in headings.items() if len(found) != 1 or not found[0]} == {}


def test_no_heading_is_empty_and_none_skips_a_level(visits):
    wrong = []
    for visit in visits:
        headings = [element for element in visit.tree if re.fullmatch("h[1-6]", element.tag)]
        levels = [int(heading.tag[1]) for heading in headings]
        wrong += [(visit.address, heading.tag) for heading in headings if not heading.words]
        # The footer begins anew with h2.
        wrong += [(visit.address, after) for before, after in pairwise(levels) if after > before + 1]

    assert wrong == []


def test_no_page_shows_rests_of_code(visits):
    shown = [(visit.address, text) for visit in visits for text in spoken(visit)]

    assert [(address, text) for address, text in shown if RESTS.search(text)] == []


def test_titles_are_short_and_differ(visits):
    titles = {visit.address: visit.tree.all("title")[0].words for visit in visits}
    times = Counter(titles.values())

    assert {address: title for address, title in titles.items() if not 0 < len(title) <= LONGEST_TITLE} == {}
    assert {address: title for address, title in titles.items() if times[title] > 1} == {}


def test_a_text_stands_in_an_element_of_its_language(found, visits):
    """Every text that the archive holds in other languages only; names are the same in all."""
    wrong = [
        (visit.address, element.lang, text)
        for visit in visits
        for element, piece in visit.tree.all("body")[0].texts()
        if len(text := words(piece)) >= SHORTEST_TEXT and text in found.stored
        if not speaks(element.lang, found.stored[text])
    ]

    assert wrong == []


def test_a_text_in_another_language_says_so(visits):
    """The mark names the text's language and stands in its element, in the parent or in the grandparent."""
    wrong = []
    for visit in visits:
        for element in visit.main.all(lang=None):
            if is_judged(element, visit.tree.all("html")[0].get("lang")):
                near = list(element.upwards())[:3]
                marks = [mark for place in near for mark in place.all(data_fallback=element.get("lang")) if mark.words]
                wrong += [(visit.address, element.get("lang"), element.words[:80])] if not marks else []

    assert wrong == []


def test_a_mark_belongs_to_a_text(visits):
    wrong = [
        (visit.address, mark.words)
        for visit in visits
        for mark in visit.main.all(data_fallback=None)
        if not any(place.all(lang=mark.get("data-fallback")) for place in list(mark.upwards())[1:4])
    ]

    assert wrong == []


def test_links_lead_to_pages_and_places_that_exist(found, visits):
    broken = {link: status for link, status in found.beyond.items() if status not in {200, 301, 302}}
    nowhere = [
        (visit.address, link)
        for visit in visits
        for link in visit.links
        if (target := found.visits.get(urlsplit(link).path)) and (fragment := urlsplit(link).fragment)
        if not target.tree.all(id=fragment)
    ]

    assert {link: (status, linking(visits, link)) for link, status in broken.items()} == {}
    assert nowhere == []


def test_every_page_has_a_way_on(visits):
    """Beside menu and breadcrumbs there is at least one link in the page's own content."""
    ends = [
        visit.address
        for visit in visits
        if not [link for link in visit.main.all("a", href=None) if not within(link, "breadcrumbs") and link.words]
    ]

    assert ends == []


def test_no_id_is_given_twice(visits):
    twice = {
        visit.address: again
        for visit in visits
        if (
            again := [
                name for name, count in Counter(e.get("id") for e in visit.tree.all(id=None)).items() if count > 1
            ]
        )
    }

    assert twice == {}


def test_a_page_names_itself_and_its_versions(visits):
    for visit in visits:
        links = [link for link in visit.tree.all("link", rel="alternate") if "hreflang" in link.attributes]
        named = {link.get("hreflang"): link.get("href") for link in links}
        rest = visit.address.split("/", 2)[2]

        assert named == {code: f"{HOST}/{code}/{rest}" for code in READING} | {"x-default": f"{HOST}/{rest}"}
        assert [link.get("href") for link in visit.tree.all("link", rel="canonical")] == [HOST + visit.address]


def test_what_is_said_to_machines_can_be_read(visits):
    scripts = {
        visit.address: json.loads(script.children[0])
        for visit in visits
        for script in visit.tree.all("script", type="application/ld+json")
    }

    assert all(data["@context"] == "https://schema.org" for data in scripts.values())
    assert [address for address, data in scripts.items() for value in values(data) if RESTS.search(str(value))] == []
    assert len(scripts) > len(READING)


def spoken(visit):
    """What is read or read aloud: text and speaking attributes."""
    yield from (text for _element, text in visit.tree.texts())
    for element in visit.tree:
        yield from (value for name, value in element.attributes.items() if name in SPOKEN)


def values(data):
    """Every value in it, whatever stands in what."""
    if isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from values(part)
    else:
        yield data


def speaks(lang, languages):
    """Danish and Norwegian stand for themselves; `nb` and `no` are one."""
    norwegian = {"nb", "no", "nn"}
    return lang in languages or (lang in norwegian and bool(norwegian & languages))


def is_judged(element, page_language):
    if (
        element.get("lang") == page_language
        or len(element.words) < SHORTEST_MARKED
        or "data-fallback" in element.attributes
    ):
        return False
    quoted = any(place.tag in NOT_JUDGED or place.get("translate") == "no" for place in element.upwards())
    return not quoted and "hreflang" not in element.attributes


def within(element, css):
    return any(css in place.get("class").split() for place in element.upwards())


def linking(visits, link):
    return next(
        (
            visit.address
            for visit in visits
            if link in {urlsplit(to)._replace(fragment="").geturl() for to in visit.links}
        ),
        "",
    )
