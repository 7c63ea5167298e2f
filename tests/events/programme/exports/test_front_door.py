"""The files of a programme as readers, calendars and other hosts ask for them."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.programme.models import Session
from tests.crawl import served
from tests.events.programme.exports.reading_back import READERS, from_ics, from_page, in_rooms
from tests.events.programme.exports.shapes import NINE, at
from tests.factories import (
    index,
    make_conference,
    make_edition,
    make_event,
    make_release,
    make_room,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
    make_topic,
    make_venue,
)
from tests.kit.front import Answer

pytestmark = pytest.mark.django_db

TYPES = {
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

FILES = [*(f"programme.{form}" for form in TYPES), "programme/changes.atom", "programme/opening.ics"]


def ask(client, address, **more):
    answer = client.get(f"/en/2028/{address}", **more)
    assert answer.status_code == 200, address
    return answer


@pytest.mark.parametrize("language", ["da", "is"])
def test_page_and_files_tell_the_same_sessions(client, conference, language):
    page = from_page(client.get(f"/{language}/2028/programme/").content, "Europe/Copenhagen")
    clocked = {slug: told for slug, told in page.items() if told[1]}
    read = {
        form: reader(client.get(f"/{language}/2028/programme.{form}").content, "Europe/Copenhagen")
        for form, reader in READERS.items()
    }

    assert set(page) == set(Session.objects.of(conference).values_list("slug", flat=True))
    assert read["json"] == page
    assert read["csv"] == page
    assert read["xml"] == clocked
    assert {slug: told for slug, told in in_rooms(read["ics"], page).items() if told[1]} == clocked
    assert set(read["ics"]) == {*clocked, "market"}


@pytest.mark.usefixtures("conference")
def test_file_says_what_it_is(client):
    answers = {form: ask(client, f"programme.{form}") for form in TYPES}

    assert {form: answer["Content-Type"] for form, answer in answers.items()} == TYPES
    assert {form: answer["Content-Disposition"] for form, answer in answers.items()} == {
        form: f'{"attachment" if form in ("csv", "xlsx") else "inline"}; filename="programme-2028.{form}"'
        for form in TYPES
    }
    assert {answer["Access-Control-Allow-Origin"] for answer in answers.values()} == {"*"}
    assert {answer["Cross-Origin-Resource-Policy"] for answer in answers.values()} == {"cross-origin"}
    assert {answer["X-Content-Type-Options"] for answer in answers.values()} == {"nosniff"}


def test_nothing_but_reading_is_answered(client):
    """Who may read is told before anything is looked for."""
    asked = {address: client.options(f"/en/2028/{address}", HTTP_ORIGIN="https://a.example") for address in FILES}
    posted = {address: client.post(f"/en/2028/{address}") for address in FILES}

    assert {answer.status_code for answer in asked.values()} == {204}
    assert {answer["Access-Control-Allow-Methods"] for answer in asked.values()} == {"GET, HEAD, OPTIONS"}
    assert {(answer.status_code, answer["Allow"]) for answer in posted.values()} == {(405, "GET, HEAD, OPTIONS")}


@pytest.mark.usefixtures("conference")
def test_files_are_kept_and_known_again():
    with served() as front:
        first = {address: Answer(front, f"/en/2028/{address}") for address in FILES}
        with CaptureQueriesContext(connection) as queries:
            again = {
                address: Answer(front, f"/en/2028/{address}", HTTP_IF_NONE_MATCH=answer.headers["ETag"])
                for address, answer in first.items()
            }

    assert {address: answer.status for address, answer in first.items()} == dict.fromkeys(FILES, 200)
    assert {address: answer.status for address, answer in again.items()} == dict.fromkeys(FILES, 304)
    assert {answer.headers["Access-Control-Allow-Origin"] for answer in again.values()} == {"*"}
    assert len(queries) == 0


FOUND: dict[str, set[str]] = {
    "day=2": {"last", "market"},
    "room=small": {"night", "off"},
    "q=G%C3%A5tur": {"walk"},
    "subtheme=trust&day=1": {"night"},
    "kind=social": {"walk"},
    "session=opening&session=nowhere": {"opening"},
    "q=zzz": set(),
}


@pytest.mark.usefixtures("conference")
def test_files_take_the_filters_of_the_page(client):
    pages = {query: from_page(ask(client, f"programme/?{query}").content, "") for query in FOUND}
    calendars = {query: from_ics(ask(client, f"programme.ics?{query}").content, "") for query in FOUND}

    assert {query: set(told) for query, told in pages.items()} == FOUND
    assert {query: set(told) for query, told in calendars.items()} == FOUND


@pytest.mark.usefixtures("conference")
def test_what_is_still_to_come_is_asked_again_each_minute(time_machine):
    time_machine.move_to(NINE + timedelta(minutes=44), tick=False)
    with served() as front:
        first = from_ics(Answer(front, "/en/2028/programme.ics?from=now").body, "")
        time_machine.move_to(NINE + timedelta(minutes=46), tick=False)
        later = from_ics(Answer(front, "/en/2028/programme.ics?from=now").body, "")

    assert set(first) - set(later) == {"opening"}


@pytest.mark.usefixtures("conference")
def test_choice_is_named_as_one(client):
    name = lambda address: re.search(r"X-WR-CALNAME:(.*)\r", ask(client, address).content.decode())[1]  # noqa: E731

    assert name("programme.ics") == "Hjerte 2028"
    assert name("programme.ics?room=small") == "Hjerte 2028 (a selection)"
    assert name("my-programme.ics?session=opening") == "My programme: Hjerte 2028"


@pytest.mark.usefixtures("conference")
def test_own_programme_holds_what_its_address_names(client):
    assert set(from_ics(ask(client, "my-programme.ics?session=walk&session=off").content, "")) == {"walk", "off"}
    assert from_ics(ask(client, "my-programme.ics").content, "") == {}


@pytest.mark.usefixtures("conference")
def test_file_of_one_session(client):
    answer = ask(client, "programme/opening.ics")

    assert set(from_ics(answer.content, "")) == {"opening"}
    assert answer["Content-Disposition"] == 'inline; filename="opening.ics"'
    assert client.get("/en/2028/programme/nowhere.ics").status_code == 404


def test_withdrawn_session_leaves_the_calendars_that_have_it(client, conference):
    Session.objects.filter(slug="night").update(withdrawn_at=NINE)
    make_release(event=conference)

    for address in (
        "programme.ics",
        "programme/night.ics",
        "my-programme.ics?session=night",
        "programme.ics?room=small",
    ):
        content = ask(client, address).content.decode().replace("\r\n ", "")
        [told] = re.findall(r"BEGIN:VEVENT(?:(?!END:VEVENT).)*/night/.*?END:VEVENT", content, re.DOTALL)
        assert ("STATUS:CANCELLED" in told, "SEQUENCE:1" in told) == (True, True), address
    assert "night" not in from_ics(ask(client, "programme.ics?room=hall").content, "")
    assert "night" not in READERS["json"](ask(client, "programme.json").content, "")


def test_move_keeps_uid_and_counts_on(client, conference):
    def told():
        text = ask(client, "programme/walk.ics").content.decode()
        return re.search(r"UID:(.*)\r", text)[1], re.search(r"SEQUENCE:(.*)\r", text)[1]

    before = told()
    Session.objects.filter(slug="walk").update(**at(180))
    make_release(event=conference)

    assert (before[1], told()) == ("0", (before[0], "1"))


def test_programme_that_was_not_released_has_no_files(client):
    make_session(event=make_event(slug="debate"))
    addresses = ["programme.ics", "programme.json", "programme/changes.atom", "programme/formats/", "my-programme.ics"]

    there = {address: client.get(f"/en/events/debate/{address}").status_code for address in addresses}
    nowhere = {address: client.get(f"/en/events/nowhere/{address}").status_code for address in addresses}

    assert there == nowhere == dict.fromkeys(addresses, 404)


def test_event_that_stands_alone_has_the_same_files(client):
    debate = make_event(slug="debate", title="Debate", starts_on=None, ends_on=None)
    make_session(event=debate, slug="panel", title="Panel", starts_at=None)
    make_release(event=debate)

    answers = {form: client.get(f"/en/events/debate/programme.{form}") for form in TYPES}

    assert {form: answer.status_code for form, answer in answers.items()} == dict.fromkeys(TYPES, 200)
    assert json.loads(answers["json"].content)["schedule"]["unscheduled"][0]["slug"] == "panel"


@pytest.mark.parametrize("amount", [5, 20])
def test_file_costs_the_same_however_much_there_is(client, amount):
    venue, people = make_venue(), [make_speaker() for _ in range(3)]
    edition = make_edition(year=2028)
    made = make_conference(edition=edition)
    rooms = [make_room(venue=venue) for _ in range(3)]
    topic, theme = make_topic(), make_subtheme(theme=make_theme(edition=edition))
    for number in range(amount):
        make_session(
            event=made,
            room=rooms[number % 3],
            speakers=tuple(people),
            topics=(topic,),
            subthemes=(theme,),
            **at(number * 60),
        )
    make_release(event=made)
    first = Session.objects.of(made).first()
    Session.objects.filter(pk=first.pk).update(room=None)
    make_release(event=made)
    index()

    costs = {}
    for address in [
        *(f"programme.{form}" for form in TYPES),
        "programme.ics?q=session&language=da",
        "programme/changes.atom",
    ]:
        with CaptureQueriesContext(connection) as queries:
            ask(client, address)
        costs[address] = len(queries)

    assert costs == {
        **dict.fromkeys((f"programme.{form}" for form in TYPES), 6),
        "programme.ics?q=session&language=da": 8,
        "programme/changes.atom": 9,
    }


@pytest.mark.usefixtures("conference")
def test_formats_are_explained_and_every_address_answers(client):
    page = ask(client, "programme/formats/").content.decode()

    links = set(re.findall(r'href="(/en/2028/(?:programme|my-programme)[^"#]*)"', page))
    assert {link: client.get(link.replace("&amp;", "&")).status_code for link in links} == dict.fromkeys(links, 200)
    assert len(links) == 16
    assert 'href="webcal://testserver/en/2028/programme.ics"' in page


@pytest.mark.usefixtures("conference")
@pytest.mark.parametrize(
    ("address", "queries"),
    [("programme.pdf", 8), ("programme.pdf?beside=da&size=a5", 9), ("programme.pdf?q=night&beside=da", 9)],
)
def test_booklet_costs_no_more_than_nine_queries(client, address, queries):
    index()

    with CaptureQueriesContext(connection) as asked:
        assert ask(client, address).content.startswith(b"%PDF-1.7")

    assert len(asked) == queries
