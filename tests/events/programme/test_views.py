"""What readers see of events, programmes and sessions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.test import Client

from tests.factories import (
    LONG_AGO,
    make_appearance,
    make_conference,
    make_contact,
    make_edition,
    make_event,
    make_guide,
    make_involvement,
    make_key_date,
    make_material,
    make_output,
    make_release,
    make_room,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
    make_venue,
)

pytestmark = pytest.mark.django_db


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_event_shows_its_facts_in_the_readers_language(client):
    room = make_room(venue=make_venue(name="Stadshuset", address="Storgatan 1"), name="Demokratin")
    event = make_event(
        slug="debate", kind="debate", title={"da": "Naboskab", "is": "Nágrannar"}, room=room,
        target_group={"da": "Kommuner"}, catering="Coffee", starts_on=date(2023, 3, 30), ends_on=None,
        from_time=time(14), to_time=time(16),
    )  # fmt: skip
    make_contact(event=event, name="Rikke", phone="+45 00 00 00 00", email="rikke@example.org")

    html = page(client, "/is/events/debate/")

    assert "<h1>Nágrannar</h1>" in html
    assert "umræðufundur" in html.lower() or "debate" in html.lower()
    assert "Storgatan 1" in html
    assert 'href="tel:+4500000000"' in html
    assert 'lang="da"' in html.split("Kommuner")[0][-60:]
    assert 'datetime="2023-03-30T14:00:00+02:00"' in html


def test_event_without_texts_has_a_heading(client):
    make_event(slug="bare", title={"nb": "Samling"}, starts_on=None, ends_on=None)

    html = page(client, "/da/events/bare/")

    assert 'lang="nb">Samling' in html
    assert "None" not in html.split("<main")[1].split("</main")[0]


def test_programme_without_times_keeps_its_order_and_its_people(client):
    event = make_event(slug="debate", from_time=time(14), to_time=time(16))
    for position, title in enumerate(("Third word", "First word", "Second word")):
        session = make_session(event=event, title=title, slug=title[:5].lower(), position=position, starts_at=None)
        make_appearance(session=session, speaker=make_speaker(name=f"Person {title}"), job_title="Director")
    make_release(event=event)

    html = page(client, "/en/events/debate/")

    places = [html.index(f"{title}</a>") for title in ("Third word", "First word", "Second word")]
    assert places == sorted(places)
    assert "Person First word" in html
    assert "Director" in html


def test_session_that_is_not_released_stays_hidden(client):
    event = make_event(slug="debate")
    make_session(event=event, slug="first", title="Out in the open")
    make_release(event=event)
    make_session(event=event, slug="later", title="Still a secret")

    assert "Still a secret" not in page(client, "/en/events/debate/")
    page(client, "/en/events/debate/programme/first/")
    page(client, "/en/events/debate/programme/later/", status=404)


def test_speaker_added_after_the_release_stays_hidden(client):
    event = make_event(slug="debate")
    session = make_session(event=event, slug="first")
    make_release(event=event)
    make_appearance(session=session, speaker=make_speaker(slug="late", name="Late Guest"))

    assert "Late Guest" not in page(client, "/en/events/debate/programme/first/")
    page(client, "/en/speakers/late/", status=404)


def test_withdrawn_session_keeps_its_address_and_says_so(client):
    event = make_event(slug="debate")
    session = make_session(event=event, slug="first", title="Gone again")
    make_release(event=event)
    session.withdrawn_at = datetime(2024, 1, 1, tzinfo=UTC)
    session.save()
    make_release(event=event)

    assert "Gone again" not in page(client, "/en/events/debate/")
    gone = page(client, "/en/events/debate/programme/first/")
    assert "taken off the programme" in gone
    assert "2024" not in gone.partition('<div class="opening">')[2].partition("</div>")[0]


@pytest.mark.parametrize("address", ["/en/events/debate/", "/en/events/debate/programme/"])
def test_cancelled_session_says_so_in_the_programme_with_the_reason(client, address):
    event = make_event(slug="debate")
    because = {"sv": "Föreläsaren är sjuk"}
    make_session(event=event, title="Off", cancelled_at=LONG_AGO, cancelled_because=because)
    make_session(event=event, title="On")
    make_release(event=event)

    html = page(client, address)

    off, on = html.partition(">On</a>")[0].partition(">Off</a>")[2], html.partition(">On</a>")[2]
    assert 'Cancelled: <span lang="sv">Föreläsaren är sjuk</span>' in off
    assert "Cancelled" not in on


def test_conference_of_an_edition_stands_under_its_year(client):
    event = make_conference(edition=make_edition(year=2024), slug="conference")
    make_session(event=event, slug="opening", title="Opening")
    make_release(event=event)

    assert "Opening" in page(client, "/en/2024/programme/")
    assert "Opening" in page(client, "/en/2024/programme/opening/")
    page(client, "/en/events/conference/programme/", status=404)


def test_event_of_a_draft_edition_is_not_there(client):
    make_event(slug="early", edition=make_edition(year=2026, announced_at=None))

    page(client, "/en/events/early/", status=404)
    assert "early" not in page(client, "/en/events/")


def test_events_says_what_is_coming_and_what_was(client, time_machine):
    time_machine.move_to(datetime(2024, 5, 1, tzinfo=UTC))
    make_event(title="Yesterday’s debate", starts_on=date(2024, 4, 30), ends_on=None)
    make_event(title="Today’s seminar", starts_on=date(2024, 5, 1), ends_on=None)
    make_event(title="Some time", starts_on=None, ends_on=None, when_note="In spring")

    html = page(client, "/en/events/")

    said = (
        "Coming</h2>",
        "Today’s seminar",
        "Past</h2>",
        "Yesterday’s debate",
        "Without a fixed day</h2>",
        "Some time",
    )
    places = [html.index(words) for words in said]
    assert places == sorted(places)


def test_registration_says_where_it_stands(client, time_machine):
    time_machine.move_to(datetime(2024, 5, 1, tzinfo=UTC))
    make_event(
        slug="open", starts_on=date(2024, 6, 1), ends_on=None, registration_closes_at=datetime(2024, 5, 20, tzinfo=UTC)
    )
    make_event(
        slug="closed", starts_on=date(2024, 6, 1), ends_on=None, registration_closes_at=datetime(2024, 4, 1, tzinfo=UTC)
    )
    make_event(slug="over", starts_on=date(2024, 4, 1), ends_on=None)

    assert "Registration until" in page(client, "/en/events/open/")
    assert "Registration is closed" in page(client, "/en/events/closed/")
    assert "The event is over" in page(client, "/en/events/over/")


def test_invitation_is_a_tagged_pdf_in_the_readers_language(client):
    event = make_event(slug="morning", title={"sv": "En förmiddag", "is": "Morgunn"})
    make_material(event=event, kind="invitation", title="Invitation", url="")

    icelandic = client.get("/is/events/morning/invitation.pdf")
    swedish = client.get("/sv/events/morning/invitation.pdf")

    assert icelandic["Content-Type"] == "application/pdf"
    assert icelandic.content.startswith(b"%PDF-1.7")
    assert icelandic.content != swedish.content


def test_event_without_an_invitation_has_no_pdf(client):
    make_event(slug="morning")

    assert client.get("/en/events/morning/invitation.pdf").status_code == 404


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_event_costs_the_same_however_much_hangs_on_it(client, django_assert_num_queries, item_count):
    event = make_event(slug="full")
    theme = make_theme(event=event)
    make_guide(event=event, prompts=tuple(f"Prompt {number}" for number in range(item_count)))
    for _ in range(item_count):
        make_session(event=event, speakers=(make_speaker(), make_speaker()), starts_at=None)
        make_involvement(event=event)
        make_contact(event=event)
        make_key_date(event=event)
        make_material(event=event)
        make_output(event=event)
        make_subtheme(theme=theme)
        make_event(part_of=event)
    make_release(event=event)

    with django_assert_num_queries(12):
        page(client, "/en/events/full/")


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_session_costs_the_same_however_many_there_are(client, django_assert_num_queries, item_count):
    event = make_event(slug="full")
    for number in range(item_count):
        make_session(event=event, slug=f"s{number}", speakers=(make_speaker(),))
    make_release(event=event)

    with django_assert_num_queries(8):
        page(client, "/en/events/full/programme/s0/")
