"""A speaker's own entry by link: they propose, an editor of their programme accepts, and only then readers see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conference_portal.history.models import Change
from conference_portal.kit.languages import READING
from conference_portal.mail.models import Letter
from conference_portal.media.models import Image
from events.programme.models import EntryFile, Material, SpeakerEntry
from speakers.models import Speaker
from tests.desk import signed_in
from tests.events.programme.asking import AGREED, SENT, decide, pdf, picture, review
from tests.factories import make_conference, make_contact, make_release, make_session


@pytest.fixture
def asked(cast):
    """Nils is on Reykjavík 2024, released; the link is Björk's."""
    conference = make_conference(edition=cast.reykjavik)
    session = make_session(event=conference, slug="talk", title="Talk", speakers=(cast.nils,))
    make_release(event=conference)
    made, key = SpeakerEntry.objects.make(cast.nils, cast.reykjavik, made_by=cast.bjork)
    return made, f"/sv/entries/{key}/", session


@pytest.mark.parametrize("language", READING)
def test_link_opens_in_every_language_and_is_kept_by_nobody(client, asked, language):
    _made, url, _session = asked

    response = client.get(url.replace("/sv/", f"/{language}/"))

    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in html
    assert 'value="Nils Holm"' in html
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"


def test_what_is_sent_waits_and_readers_see_it_once_it_is_accepted(client, cast, asked):
    made, url, _session = asked

    sent = client.post(url, SENT)
    waiting = client.get("/sv/speakers/nils-holm/").content.decode()
    page = signed_in(cast.bjork).get(review(made)).content.decode()
    keys = ["name", "job_title", "organisation", "biography", "links"]
    decide(cast.bjork, made, _accept="", take=keys, answer="Tack!")
    shown = client.get("/sv/speakers/nils-holm/").content.decode()

    assert sent["Location"] == f"{url}?told=sent"
    assert not sent.cookies
    assert "Det är hos arrangörerna" in client.get(sent["Location"]).content.decode()
    assert "Holm-Berg" not in waiting
    assert page.count('name="take"') == 5
    assert "<ins>" in page
    for words in ("Nils Holm-Berg", "Fältassistent", "Göteborgs Stad", "Nils möter unga", "example.org/nils"):
        assert words in shown
    assert "Tack!" in client.get(url).content.decode()
    entry = LogEntry.objects.get()
    assert entry.get_change_message() == "Accepted: name, job_title, organisation, biography, links"
    assert Change.objects.filter(table="speakers_speaker", who=cast.bjork.pk).exists()


def test_an_editor_accepts_some_of_it(client, cast, asked):
    made, url, _session = asked
    client.post(url, SENT)

    decide(cast.bjork, made, _accept="", take=["biography"])

    nils = Speaker.objects.get()
    assert (nils.name, nils.biography_sv) == ("Nils Holm", SENT["biography"])


def test_declined_with_a_word_and_sent_again(client, cast, asked):
    made, url, _session = asked
    client.post(url, SENT)

    decide(cast.bjork, made, _decline="", answer="Kortare, tack.")
    told = client.get(url).content.decode()
    client.post(url, SENT | {"biography": "Kort."})

    made.refresh_from_db()
    assert "Kortare, tack." in told
    assert (made.state, made.data["biography"]) == ("waiting", "Kort.")
    assert Speaker.objects.get().biography_sv in {"", None}


def test_speaker_changes_what_waits_and_the_editor_is_told(client, cast, asked):
    made, url, _session = asked
    client.post(url, SENT)
    made.refresh_from_db()
    seen = made.sent_at.isoformat()
    client.post(url, SENT | {"name": "Nils B."})

    response = signed_in(cast.bjork).post(review(made), {"seen": seen, "_accept": "", "take": ["name"]}, follow=True)

    assert "has changed it since you looked" in response.content.decode()
    assert Speaker.objects.get().name == "Nils Holm"
    assert 'value="Nils B."' in client.get(url).content.decode()


def test_photo_comes_without_its_camera_and_with_its_consent(client, cast, asked):
    made, url, _session = asked

    client.post(url, SENT | AGREED | {"photo": picture()})
    held = EntryFile.objects.get()
    own = client.get(f"{url}photo.webp")
    at_desk = reverse("admin:programme_speakerentry_file", args=[made.pk, held.pk])
    stranger = signed_in(cast.astrid).get(at_desk)
    decide(cast.bjork, made, _accept="", take=["photo"])

    image = Image.objects.get()
    assert b"SECRETCAMERA" not in bytes(held.content)
    assert (own.status_code, own["Content-Type"], stranger.status_code) == (200, "image/webp", 404)
    assert (image.alt_sv, image.credit, str(image.consent_until)) == ("Nils på en bro", "Kari", "2099-01-01")
    assert Speaker.objects.get().photo == image
    assert "Agreed: Nils Holm-Berg" in LogEntry.objects.get().get_change_message()
    assert not EntryFile.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"links": "not an address"}, "links"),
        ({"biography": "x" * 5001}, "biography"),
        ({"photo": "picture", "alt": ""}, "alt"),
        ({"photo": "picture", "agreed": ""}, "agreed"),
        ({"photo": "picture", "minor": "on", "guardian": ""}, "guardian"),
        ({"photo": "text"}, "photo"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_typed_is_lost(client, asked, changes, field):
    _made, url, _session = asked
    files = {"picture": picture(), "text": SimpleUploadedFile("x.jpg", b"<script>")}
    sent = SENT | AGREED | changes
    sent |= {"photo": files[sent["photo"]]} if "photo" in sent else {}

    response = client.post(url, {name: value for name, value in sent.items() if value or name != "agreed"})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Göteborgs Stad" in response.content.decode()
    assert not SpeakerEntry.objects.filter(state="waiting").exists()


def test_slides_go_to_their_session_once_accepted(client, cast, asked):
    made, url, session = asked
    sent = {"slides-session": session.pk, "slides-title": "Bilder", "slides-language": "sv", "slides-at_once": "on"}

    client.post(url, sent | {"slides-file": pdf(), "_slides": ""})
    before = client.get("/sv/2024/programme/talk/").content.decode()
    decide(cast.bjork, made, _accept="", take=[f"slides-{EntryFile.objects.get().pk}"])

    material = Material.objects.get()
    assert "Bilder" not in before
    assert (material.session, material.kind, material.title_sv, material.language) == (
        session,
        "slides",
        "Bilder",
        "sv",
    )
    assert client.get(material.file.url).getvalue().startswith(b"%PDF-")
    assert not EntryFile.objects.exists()


@pytest.mark.parametrize("file", [SimpleUploadedFile("x.pdf", b"PK no pdf"), None])
def test_slides_are_pdf_of_a_session_of_theirs(client, asked, file):
    _made, url, session = asked
    other = make_session(event=session.event)
    sent = {"slides-title": "Bilder", "slides-language": "sv", "_slides": ""}

    for key in (session.pk, other.pk):
        given = {"slides-file": file or pdf(), "slides-session": key if file else other.pk}
        assert client.post(url, sent | given).status_code == 422
    assert not EntryFile.objects.exists()


def test_slides_are_taken_back_by_the_speaker(client, asked):
    made, url, session = asked
    file = made.files.create(session=session, title="Old", content=b"x")

    assert client.post(url, {"_remove": file.pk}).status_code == 302
    assert client.post(url, {"_remove": file.pk}).status_code == 404
    assert not EntryFile.objects.exists()


@pytest.mark.parametrize("ended", ["over", "withdrawn", "unknown"])
def test_an_ended_link_says_whom_to_ask_and_takes_nothing(client, cast, asked, ended):
    made, url, _session = asked
    make_contact(edition=cast.reykjavik, name="Maja", email="maja@example.org")
    match ended:
        case "over":
            SpeakerEntry.objects.update(until=timezone.localdate() - timedelta(days=1))
        case "withdrawn":
            signed_in(cast.bjork).post(review(made), {"_withdraw": ""})
        case _:
            url = f"/sv/entries/{'x' * 43}/"

    for response in (client.get(url), client.post(url, SENT)):
        assert response.status_code == 410
        assert ("maja@example.org" in response.content.decode()) == (ended != "unknown")
        assert "Nils" not in response.content.decode().replace("Nils Holm-Berg", "")
    assert not SpeakerEntry.objects.filter(state="waiting").exists()
    assert Client(enforce_csrf_checks=True).post(url, SENT).status_code == 403


def test_all_of_it_goes_sixty_days_after_it_was_decided(client, cast, asked):
    made, url, session = asked
    made.files.create(session=session, title="Old", content=b"x")
    client.post(url, SENT)
    decide(cast.bjork, made, _decline="")
    call_command("tidy")
    assert SpeakerEntry.objects.exists()

    SpeakerEntry.objects.update(decided_at=timezone.now() - timedelta(days=61))
    call_command("tidy")

    assert not SpeakerEntry.objects.exists()
    assert not EntryFile.objects.exists()


# At the desk


def test_an_editor_asks_a_speaker_by_mail(client, cast, asked):
    _made, _url, _session = asked
    add = reverse("admin:programme_speakerentry_add")
    until = timezone.localdate() + timedelta(days=10)
    bjork = signed_in(cast.bjork)

    shown = bjork.get(f"{add}?speaker={cast.nils.pk}").content.decode()
    sent = {"speaker": cast.nils.pk, "email": "nils@example.org", "language": "is", "until": until.isoformat()}
    response = bjork.post(add, sent, follow=True)

    made, letter = SpeakerEntry.objects.first(), Letter.objects.get()
    address = letter.text.partition("http://127.0.0.1:8000")[2].split()[0]
    assert "Nils Holm" in shown
    assert (made.edition, made.until, made.made_by, letter.to) == (
        cast.reykjavik,
        until,
        cast.bjork,
        "nils@example.org",
    )
    assert address.startswith("/is/entries/")
    assert client.get(address).status_code == 200
    assert response.status_code == 200
    assert "nils@example.org" not in LogEntry.objects.get().get_change_message()


def test_who_edits_another_edition_finds_asks_and_decides_nothing(client, cast, asked):
    made, url, _session = asked
    client.post(url, SENT)
    made.refresh_from_db()
    other, sent = signed_in(cast.astrid), {"_accept": "", "take": ["name"], "seen": made.sent_at.isoformat()}

    assert other.get(review(made)).status_code == other.post(review(made), sent).status_code == 404
    asking = {"speaker": cast.nils.pk, "language": "da", "until": timezone.localdate().isoformat()}
    other.post(reverse("admin:programme_speakerentry_add"), asking)
    assert SpeakerEntry.objects.count() == 1
    assert Speaker.objects.get(pk=cast.nils.pk).name == "Nils Holm"


def test_record_that_others_show_is_for_the_keepers_and_the_title_of_the_year_is_not(client, cast, asked):
    made, url, _session = asked
    make_session(event=make_conference(edition=cast.oslo), speakers=(cast.nils,))
    client.post(url, SENT)

    page = signed_in(cast.bjork).get(review(made)).content.decode()
    decide(cast.bjork, made, _accept="", take=["name", "biography", "job_title"])

    nils = Speaker.objects.get()
    assert "changed by the keepers" in page
    assert (nils.name, nils.biography_sv or "") == ("Nils Holm", "")
    assert set(made.appearances.values_list("job_title_sv", flat=True)) == {"Fältassistent"}
