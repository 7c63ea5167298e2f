"""The feed of changes: an entry per release, the newest first, and the same ids each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree  # type: ignore[import-untyped]

from events.programme.models import Appearance, Session
from tests.factories import (
    make_appearance,
    make_conference,
    make_edition,
    make_release,
    make_room,
    make_session,
    make_speaker,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
NINE = datetime(2028, 9, 20, 7, 0, tzinfo=UTC)


@pytest.fixture
def changed(time_machine):
    """Two releases: one session moves, one changes its room and its people, one is cancelled."""
    made = make_conference(edition=make_edition(year=2028), title="Hjerte & smerte")
    hall, small = make_room(name="Hall"), make_room(name="Small <b>")
    anna, bo = make_speaker(name="Anna"), make_speaker(name="Bo")
    for number, slug in enumerate(("moves", "room", "off", "stays")):
        start = NINE + timedelta(hours=number)
        make_session(event=made, slug=slug, title=f"{slug} <i>", room=hall, starts_at=start, speakers=(anna,))
    time_machine.move_to(datetime(2028, 8, 1, tzinfo=UTC), tick=False)
    make_release(event=made)
    Session.objects.filter(slug="moves").update(starts_at=NINE + timedelta(days=1), ends_at=None)
    Session.objects.filter(slug="room").update(room=small)
    Session.objects.filter(slug="off").update(cancelled_at=NINE)
    Appearance.objects.filter(session__slug="room").delete()
    make_appearance(session=Session.objects.get(slug="room"), speaker=bo)
    time_machine.move_to(datetime(2028, 9, 1, tzinfo=UTC), tick=False)
    make_release(event=made, note={"en": "Two & more"})
    return made


def feed(client, language="en"):
    answer = client.get(f"/{language}/2028/programme/changes.atom")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return etree.fromstring(answer.content)


@pytest.mark.usefixtures("changed")
def test_feed_tells_each_release(client):
    found = feed(client)

    entries = found.findall(f"{ATOM}entry")
    assert (found.findtext(f"{ATOM}title"), found.findtext(f"{ATOM}updated")) == (
        "What has changed: Hjerte & smerte",
        "2028-09-01T00:00:00+00:00",
    )
    assert [each.findtext(f"{ATOM}title") for each in entries] == [
        "Release 2: 3 sessions have changed",
        "The programme is out",
    ]
    lines = etree.fromstring(f"<div>{entries[0].findtext(f'{ATOM}summary')}</div>")
    assert ["".join(each.itertext()) for each in lines] == [
        "Two & more",
        (
            "room <i>: New room, New speaker and Without a speaker. Wednesday 20 September, 10:00–10:45, Small <b> "
            "(before: Wednesday 20 September, 10:00–10:45, Hall). New: Bo."
            "off <i>: Cancelled. Wednesday 20 September, 11:00–11:45, Hall."
            "moves <i>: Moved. Thursday 21 September, 09:00, Hall (before: Wednesday 20 September, 09:00–09:45, Hall)."
        ),
    ]


@pytest.mark.usefixtures("changed")
def test_ids_stay_and_each_language_is_a_feed_of_its_own(client):
    def ids(language):
        return [each.text for each in feed(client, language).iter(f"{ATOM}id")]

    assert ids("en") == ids("en")
    assert len({*ids("en"), *ids("da"), *ids("sv"), *ids("is")}) == 12
