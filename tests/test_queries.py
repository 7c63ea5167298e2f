"""What a page costs: the same number of queries for one, three and thirty of everything, at most twelve; kept, none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference_portal.search.models import Entry
from events.youthlab.models import Uptake
from tests.crawl import served
from tests.factories import (
    make,
    make_city,
    make_conference,
    make_contact,
    make_credit,
    make_edition,
    make_event,
    make_guide,
    make_involvement,
    make_key_date,
    make_material,
    make_output,
    make_page,
    make_release,
    make_session,
    make_speaker,
    make_statement,
    make_subtheme,
    make_theme,
    make_topic,
)
from tests.kit.front import Answer

pytestmark = pytest.mark.django_db

MOST = 12
# The content version is one of them. A page that costs less than before gets its new number here.
QUERIES = {
    "/en/": 7,
    "/en/editions/": 4,
    "/en/2024/": 11,
    "/en/2024/theme/": 8,
    "/en/2024/theme/roots/": 8,
    "/en/2024/pages/travel/": 6,
    "/en/2024/programme/": 9,
    "/en/2024/programme/opening/": 8,
    "/en/2024/speakers/": 5,
    "/en/2024/youth/": 9,
    "/en/pages/about/": 4,
    "/en/topics/": 3,
    "/en/topics/housing/": 7,
    "/en/events/": 5,
    "/en/events/lab/": 11,
    "/en/events/debate/": 12,
    "/en/events/debate/programme/": 7,
    "/en/events/debate/programme/panel/": 8,
    "/en/2024/programme/changes/": 9,
    "/en/2024/programme/formats/": 7,
    "/en/2024/now/": 7,
    "/en/2024/my-programme/": 7,
    "/en/2024/my-programme/notes/?session=opening": 8,
    "/en/2024/programme.ics": 6,
    "/en/2024/programme.json": 6,
    "/en/2024/programme.xml": 6,
    "/en/2024/programme.csv": 6,
    "/en/2024/programme/opening.ics": 6,
    "/en/cities/": 5,
    "/en/cities/vinterby/": 10,
    "/en/speakers/asta/": 5,
    "/en/search/?q=winter": 5,
    "/en/accessibility/": 2,
    "/en/privacy/": 2,
    "/sitemap.xml": 10,
    "/robots.txt": 1,
    "/brand/all.css": 2,
    "/brand/2024.css": 2,
    "/.well-known/security.txt": 1,
}


@pytest.fixture
def make_world(db, monkeypatch):  # noqa: ARG001 (opens the database)
    """`amount` of everything that can stand on a page. What is found is found out once, as after every bulk change."""

    def make_it(amount):
        with monkeypatch.context() as patched:
            patched.setattr(Entry.objects, "refresh_keys", lambda _keys: None)
            make_all(amount)
        Entry.objects.refresh_all()

    return make_it


def make_all(amount):
    city, topic, asta = (
        make_city(slug="vinterby", name="Vinterby", profile="Winter"),
        make_topic(slug="housing"),
        make_speaker(slug="asta"),
    )
    others = tuple(make_city() for _ in range(amount))
    for year in range(2023 - amount, 2024):
        earlier = make_edition(year=year, host=others[year % amount], partners=(city,))
        make_subtheme(theme=make_theme(edition=earlier), topics=(topic,))
    edition = make_edition(
        year=2024, host=city, partners=(city, *others), starts_on=date(2024, 9, 26), ends_on=date(2024, 9, 27)
    )
    theme = make_theme(edition=edition)
    roots = make_subtheme(theme=theme, slug="roots", topics=(topic,))
    conference = make_conference(edition=edition, city=city)
    lab = make_event(slug="lab", kind="youth_lab", edition=edition, city=city)
    debate = make_event(slug="debate", kind="debate", title="Winter debate", city=city)
    make_page(edition=edition, slug="travel")
    make_page(slug="about")
    make_session(event=conference, slug="opening", speakers=(asta,), subthemes=(roots,), topics=(topic,))
    make_session(event=debate, slug="panel", speakers=(asta,), topics=(topic,))
    owners: list[dict[str, Any]] = [{"edition": edition}, {"event": conference}, {"event": lab}, {"event": debate}]
    for owner in owners:
        for _ in range(amount):
            make_involvement(**owner)
            make_contact(**owner)
            make_key_date(**owner)
    for event in (lab, debate):
        own = make_theme(event=event)
        make_guide(event=event, prompts=tuple(f"Prompt {number}" for number in range(amount)))
        for _ in range(amount):
            make_subtheme(theme=own, topics=(topic,))
    for _ in range(amount):
        add_more(edition, conference, lab, debate)
    for event in (conference, debate):
        make_release(event=event)


def add_more(edition, conference, lab, debate):
    topic, person = make_topic(), make_speaker()
    subtheme = make_subtheme(theme=edition.theme, topics=(topic,))
    make_page(edition=edition)
    make_page()
    make_event(title="Winter", part_of=debate)
    make_event(title="Winter", starts_on=None, ends_on=None, when_note="In winter", city=edition.host)
    make_event(title="Winter", starts_on=date(2090, 1, 1), ends_on=None, edition=edition)
    for event in (conference, debate):
        session = make_session(event=event, speakers=(person, make_speaker()), subthemes=(subtheme,), topics=(topic,))
        make_material(event=event, session=session)
    statement = make_statement(event=lab, by_city=edition.host)
    make(Uptake, {"statement": statement, "session": conference.sessions.first(), "explanation": "Taken up."})
    for event in (lab, debate):
        output = make_output(event=event, city=edition.host, topics=(topic,))
        make_credit(output=output, speaker=person)
        make_credit(output=output, speaker=conference.sessions.get(slug="opening").appearances.get().speaker)


def cost(ask, address):
    with CaptureQueriesContext(connection) as queries:
        answer = ask(address)
    assert getattr(answer, "status_code", None) or answer.status == 200, address
    return len(queries)


@pytest.mark.parametrize("amount", [1, 3, 30])
def test_a_page_costs_the_same_however_much_there_is(client, amount, make_world, time_machine):
    time_machine.move_to(datetime(2024, 5, 1, tzinfo=UTC), tick=False)
    make_world(amount)

    assert {address: cost(client.get, address) for address in QUERIES} == QUERIES


def test_no_page_costs_more_than_twelve_queries():
    assert {address: count for address, count in QUERIES.items() if count > MOST} == {}


def test_a_kept_page_costs_no_query(make_world):
    make_world(1)

    with served() as front:
        first = {address: Answer(front, address).status for address in QUERIES}
        again = {address: cost(lambda asked: Answer(front, asked), address) for address in QUERIES}

    assert first == dict.fromkeys(QUERIES, 200)
    assert again == dict.fromkeys(QUERIES, 0)
