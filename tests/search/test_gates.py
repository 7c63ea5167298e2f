"""Nothing is told to those who may not read it: no hit, no count, no guess."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from conference_portal.search.models.entry import _gates, _public_gates_now
from tests.factories import (
    make_city,
    make_conference,
    make_contact,
    make_edition,
    make_event,
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
from tests.search.conftest import search, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts(cast):
    """One of each kind in Oslo 2026, which is not announced; all hold the word `hemmelig`."""
    theme = make_theme(edition=cast.oslo, title="Hemmelig plan")
    make_subtheme(theme=theme, keyword="Hemmelig del")
    make_page(edition=cast.oslo, title="Hemmelig rejse")
    event = make_conference(edition=cast.oslo, title="Hemmelig konference")
    make_session(event=event, title="Hemmelig session", speakers=(make_speaker(name="Hemmelig Person"),))
    make_release(event=event)
    make_output(event=event, title="Hemmelig film")
    make_statement(event=event, text="Hemmelig ønske")
    return cast


def test_a_draft_is_found_by_those_who_belong_to_it(drafts):
    kinds = {"edition", "subtheme", "page", "event", "session", "speaker", "output", "statement"}

    assert {entry.kind for entry in search("hemmelig", user=drafts.astrid)} == kinds
    assert {entry.kind for entry in search("hemmelig", user=drafts.keeper)} == kinds


@pytest.mark.parametrize("typed", ["hemmelig", "hemelig", "hemm", "hemmelig zzzz", "hemmelig oslo 2026"])
def test_a_draft_is_found_by_nobody_else(drafts, typed):
    for user in (AnonymousUser(), drafts.bjork):
        assert [title for title in titles(typed, user=user) if "Hemmelig" in title] == []


@pytest.mark.usefixtures("drafts")
def test_the_page_tells_a_stranger_nothing_of_drafts(client):
    make_topic(title="Hemmelig tråd")

    page = client.get("/da/search/", {"q": "hemmelig"})

    assert page.context["total"] == 1
    assert [scope["count"] for scope in page.context["scopes"]] == [1, 1]
    assert b"Hemmelig plan" not in page.content


def test_the_page_of_a_member_is_kept_nowhere(drafts, client):
    client.force_login(drafts.astrid)

    page = client.get("/da/search/", {"q": "hemmelig"})

    assert page.context["total"] == 8
    assert page["Cache-Control"] == "private, no-store"


def test_what_is_not_yet_or_no_longer_public_is_not_found():
    soon = timezone.now() + timedelta(days=1)
    make_page(title="Skjult side", published_at=soon)
    make_page(title="Skjult kladde", published_at=None)
    make_edition(year=2031, announced_at=soon, host=make_city(name="Vadstena"), intro="Skjult år")
    make_event(title="Skjult møde", published_at=None)
    make_output(title="Skjult film", consent_until=date(2020, 1, 1))
    make_output(title="Skjult sang", published_at=None)
    make_output(title="Skjult podcast", event=make_event(published_at=None))
    make_speaker(name="Skjult Taler")

    assert titles("skjult") == []


def test_what_becomes_public_is_found_without_being_saved():
    make_page(title="Morgendagens side", published_at=timezone.now() + timedelta(hours=1))

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert titles("morgendagens") == ["Morgendagens side"]


def test_consent_ends_at_its_day():
    make_output(title="Stemmen", consent_until=date(2031, 5, 4))

    with time_machine.travel("2031-05-04T20:00:00+00:00"):
        assert titles("stemmen") == ["Stemmen"]
    with time_machine.travel("2031-05-05T00:30:00+00:00"):
        assert titles("stemmen") == []


def test_a_session_is_found_once_it_is_released():
    event = make_event(title="Dagen")
    make_session(event=event, title="Samtalen")

    assert titles("samtalen") == []

    make_release(event=event)

    assert titles("samtalen") == ["Samtalen"]


def test_a_released_session_tells_no_speaker_before_the_next_release():
    event = make_event(title="Dagen")
    session = make_session(event=event, title="Samtalen", speakers=(make_speaker(name="Gammel Gæst"),))
    make_release(event=event)
    session.appearances.create(speaker=make_speaker(name="Nyheden Selv"), job_title_da="Kommende borgmester")

    assert titles("nyheden") == titles("kommende borgmester") == []
    assert titles("gammel gæst") == ["Gammel Gæst", "Samtalen"]

    make_release(event=event)

    assert titles("nyheden") == ["Nyheden Selv", "Samtalen"]
    assert titles("kommende borgmester") == ["Samtalen"]


def test_a_cancellation_tells_its_reason_once_it_is_released():
    event = make_event(title="Dagen")
    session = make_session(event=event, title="Samtalen")
    make_release(event=event)
    session.cancelled_at, session.cancelled_because_da = timezone.now(), "Taleren er snublet"
    session.save()

    assert titles("snublet") == []

    make_release(event=event)

    assert titles("snublet") == ["Samtalen"]


def test_a_session_that_was_withdrawn_is_found_no_more():
    event = make_event(title="Dagen")
    session = make_session(event=event, title="Samtalen", speakers=(make_speaker(name="Tove Tang"),))
    make_session(event=event, title="Frokosten")
    make_material(event=event, session=session, title="Lysbilleder")
    make_release(event=event)
    session.withdrawn_at = timezone.now()
    session.save()

    assert titles("samtalen") == ["Samtalen"]

    make_release(event=event)

    assert titles("samtalen") == []


def test_a_contact_is_found_under_the_gate_of_its_event():
    make_contact(event=make_event(published_at=None), name="Vera Vang")

    assert titles("vera vang") == []


def test_the_public_gates_know_no_time_but_the_moment():
    """They are written once in a process. Half an hour before midnight in UTC it is tomorrow in most of our cities."""
    _public_gates_now()

    with time_machine.travel("2031-06-30T23:30:00+00:00", tick=False):
        assert _public_gates_now() == _gates(AnonymousUser())
