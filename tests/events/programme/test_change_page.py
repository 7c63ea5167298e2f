"""What each release changed, for readers, and since the one that a device has seen."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.factories import MORNING, make_appearance, make_event, make_release, make_room, make_session, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    def get(query: str = "") -> str:
        answer = client.get(f"/en/events/days/programme/changes/{query}")
        assert answer.status_code == 200
        html: str = answer.content.decode()
        return html

    return get


@pytest.fixture
def event():
    return make_event(slug="days", time_zone="Atlantic/Reykjavik")


def told(html: str) -> dict[str, str]:
    found = re.findall(r'data-changed="([\w-]+)">(.*?)</li>', html, flags=re.DOTALL)
    return {slug: " ".join(re.sub(r"<[^>]+>", " ", words).split()) for slug, words in found}


def test_first_release_is_told_by_its_number_only(event, page):
    make_session(event=event)
    make_release(event=event)

    html = page()

    assert told(html) == {}
    assert "The first release, with 1 session." in html
    assert 'data-changes data-release="1"' in html


def test_changes_tell_old_and_new_values(event, page):
    moved = make_session(event=event, slug="moved", title="Moved", starts_at=MORNING, room=make_room(name="Esja"))
    make_session(event=event, slug="off", title="Off", starts_at=MORNING)
    make_appearance(session=moved, speaker=make_speaker(name="Old Hand"))
    make_release(event=event)
    moved.starts_at, moved.ends_at = MORNING + timedelta(hours=1), MORNING + timedelta(hours=2)
    moved.room = make_room(name="<Katla>")
    moved.save()
    moved.appearances.all().delete()
    make_appearance(session=moved, speaker=make_speaker(name="New Face"))
    off = event.sessions.get(slug="off")
    off.withdrawn_at = MORNING
    off.save()
    make_session(event=event, slug="new", title="New one", starts_at=MORNING, ends_at=None)
    make_release(event=event, note={"en": "The bridge is **closed**."})

    html = page()

    assert told(html) == {
        "moved": "Moved New time: Thursday 26 September 10:00 – 11:00"
        " (before: Thursday 26 September 09:00 – 09:45 )"
        " New room: &lt;Katla&gt; (before: Esja ) New in it: New Face No longer taking part: Old Hand",
        "off": "Off Taken off the programme",
        "new": "New one New: Thursday 26 September 09:00",
    }
    assert "<strong>closed</strong>" in html
    assert told(page("?since=1")) == told(html)
    assert "The first release" not in page("?since=1")


def test_nothing_since_the_current_release(event, page):
    make_session(event=event)
    make_release(event=event)

    html = page("?since=1")

    assert "Nothing has changed since." in html
    assert "The first release" in page("?since=x")
