"""A person's page: every appearance with the title that they had then."""

from __future__ import annotations

from datetime import date

import pytest

from conference_portal.media.models import Image
from tests.factories import (
    LONG_AGO,
    make_appearance,
    make_credit,
    make_event,
    make_output,
    make_release,
    make_session,
    make_speaker,
)

pytestmark = pytest.mark.django_db


def test_speaker_shows_every_appearance_with_the_title_of_then(client):
    person = make_speaker(slug="maja", name="Maja Thorn")
    for year, title in ((2017, "Teacher"), (2024, "Coordinator")):
        event = make_event(starts_on=date(year, 9, 1), ends_on=None)
        session = make_session(event=event, title=f"Talk of {year}")
        make_appearance(session=session, speaker=person, job_title=title, organisation="Aarhus")
        make_release(event=event)

    html = client.get("/en/speakers/maja/").content.decode()

    assert html.index("Talk of 2024") < html.index("Coordinator") < html.index("Talk of 2017") < html.index("Teacher")


def test_speaker_is_found_in_what_they_made(client):
    person = make_speaker(slug="peter", name="Peter")
    make_credit(output=make_output(title="The art of hope"), speaker=person, role="host")

    html = client.get("/en/speakers/peter/").content.decode()

    assert "The art of hope" in html


def test_speaker_of_an_unreleased_programme_is_not_there(client):
    person = make_speaker(slug="maja")
    make_session(speakers=(person,))

    assert client.get("/en/speakers/maja/").status_code == 404


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_speaker_costs_the_same_however_often_they_spoke(client, django_assert_num_queries, item_count):
    person = make_speaker(slug="maja")
    for _ in range(item_count):
        event = make_event()
        make_session(event=event, speakers=(person,))
        make_release(event=event)
        make_credit(output=make_output(event=event), speaker=person)

    with django_assert_num_queries(5):
        client.get("/en/speakers/maja/")


@pytest.mark.parametrize(
    ("kept_back", "is_shown"),
    [({}, True), ({"withdrawn_at": LONG_AGO}, False), ({"consent_until": date(2020, 1, 1)}, False)],
    ids=["shown", "withdrawn", "consent ended"],
)
def test_photo_is_shown_as_long_as_it_may_be(client, kept_back, is_shown):
    photo = Image.objects.create(
        file="images/a.webp", width=1600, height=900, alt_en="Maja at a microphone", **kept_back
    )
    person = make_speaker(slug="maja", photo=photo)
    make_credit(output=make_output(), speaker=person)

    html = client.get("/en/speakers/maja/").content.decode()

    assert ("images/a" in html, "Maja at a microphone" in html) == (is_shown, is_shown)
    assert ("images/a-480.webp 480w" in html) == is_shown
