"""Importing at the desk: upload, look, answer, confirm."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext

from events.programme.models import ImportMemory, Session, Upload
from tests.desk import signed_in
from tests.factories import make_event, make_session, make_upload

ADD = "/admin/programme/upload/add/"
FILE = """\
Nr;Dato;Start;Slut;Titel;Sted;Taler;Ærinde
1;26.09.2024;09.00;10.00;Åbning;Salen;Søren Ærø;tale
2;26.09.2024;09.30;10.30;Natteravne / Night ravens;Salen;Sören Ærø;
"""
BROKEN = FILE + "3;31.09.2024;11.00;12.00;Broen;Salen;;\n"


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def event(cast):
    return make_event(edition=cast.reykjavik, title="Days")


def upload(client, event, content=FILE, name="plan.csv"):
    file = BytesIO(content.encode())
    file.name = name
    return client.post(ADD, {"event": event.pk, "file": file})


def page_of(client, response):
    found = client.get(response["location"])
    return response["location"], found.context["preview"], found


def confirm(client, url, preview, button="_import", **sent):
    return client.post(url, {"seen": preview.digest, button: "1", **sent})


def test_upload_is_looked_at_before_anything_is_written(bjork, event):
    _url, preview, page = page_of(bjork, upload(bjork, event))

    assert preview.plan.counts == {
        "sessions": 2, "rooms": 1, "speakers": 2, "days": 1, "new": 2, "changed": 0, "same": 0, "conflicts": 0,
    }  # fmt: skip
    assert [heading for _number, heading, _taken in preview.unknown_headings] == ["Ærinde"]
    assert [group.heading for group in preview.questions] == [
        "Titles that may be in two languages", "Names that may be one person",
    ]  # fmt: skip
    assert preview.rest == [("Ærinde", [("line 2", "Åbning", "tale")])]
    assert preview.overlaps == [("Salen", 1)]
    assert page.status_code == 200
    assert not Session.objects.exists()


def test_confirming_writes_everything_logs_it_and_deletes_the_file(bjork, event, cast):
    url, preview, _page = page_of(bjork, upload(bjork, event))

    response = confirm(bjork, url, preview, share_rooms="on")

    assert response["location"] == f"/admin/programme/session/?event__id__exact={event.pk}"
    assert sorted(Session.objects.values_list("title_da", flat=True)) == ["Natteravne / Night ravens", "Åbning"]
    assert Session.objects.filter(room__shared=True).count() == 2
    assert not Upload.objects.exists()
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (cast.bjork, str(event.pk))
    assert entry.change_message == "Imported plan.csv: 2 new, 0 changed, 0 in conflict. Marked as shared: Salen."


def test_answers_change_the_plan_and_are_looked_at_before_they_count(bjork, event):
    url, preview, _page = page_of(bjork, upload(bjork, event))
    answers = {
        "offer-0": "split:Natteravne / Night ravens",
        "offer-0-is": "da: Natteravne\r\nen: Night ravens",
        "offer-1": "person:Sören Ærø=Søren Ærø",
        "offer-1-is": "same",
        "heading-0": "Ærinde",
        "heading-0-is": "abstract",
    }

    first = bjork.post(url, {"seen": preview.digest, "_look": "1", **answers})
    assert first["location"] == url
    again = bjork.get(url).context["preview"]
    assert (again.plan.counts["speakers"], again.questions, again.unknown_headings) == (1, [], [])
    confirm(bjork, url, again)

    ravens = Session.objects.get(slug="natteravne")
    assert (ravens.title_da, ravens.title_en) == ("Natteravne", "Night ravens")
    assert Session.objects.get(slug="aabning").abstract_da == "tale"
    memory = ImportMemory.objects.get()
    assert memory.headings == {"Ærinde": "abstract"}
    assert memory.answers["person:Sören Ærø=Søren Ærø"] == "same"
    _url, preview, _page = page_of(bjork, upload(bjork, event))
    assert (preview.plan.counts["same"], preview.questions, preview.unknown_headings) == (2, [], [])


def test_rows_that_are_not_understood_stop_it_until_they_are_left_out(bjork, event):
    url, preview, page = page_of(bjork, upload(bjork, event, BROKEN))
    assert [where for group in preview.errors for where, _message in group.lines] == ["line 4, B4"]
    assert "Import without this row" in page.content.decode()

    refused = confirm(bjork, url, preview)
    assert (refused.status_code, Session.objects.count()) == (409, 0)
    confirm(bjork, url, preview, "_without")

    assert Session.objects.count() == 2


def test_the_second_of_two_organisers_sees_the_plan_as_it_is_now(bjork, event, cast):
    url, preview, _page = page_of(bjork, upload(bjork, event))
    maja = signed_in(cast.maja)
    other, theirs, _page = page_of(maja, upload(maja, event))
    confirm(maja, other, theirs)

    late = confirm(bjork, url, preview)

    assert late.status_code == 409
    assert late.context["preview"].plan.counts["same"] == 2
    assert Session.objects.count() == 2


def test_what_was_edited_here_is_shown_and_decided(bjork, event):
    url, preview, _page = page_of(bjork, upload(bjork, event))
    confirm(bjork, url, preview)
    Session.objects.filter(slug="aabning").update(title_da="Velkommen")
    url, preview, page = page_of(bjork, upload(bjork, event, FILE.replace("Åbning", "Åbning af dagen")))

    (line,) = preview.conflicts
    assert [(told.before, told.after) for told in line.told] == [("Velkommen", "Åbning af dagen")]
    assert "Velkommen" in page.content.decode()
    confirm(bjork, url, preview, **{f"conflict-{line.number}": "file"})

    assert Session.objects.get(slug="aabning").title_da == "Åbning af dagen"


def test_signs_that_cannot_be_stored_are_left_out_of_what_is_sent(bjork, event):
    url, _preview, _page = page_of(bjork, upload(bjork, event))

    bjork.post(url, {"_look": "1", "heading-0": "Ti\0t\x1bel", "heading-0-is": "title", "offer-0": "\0", "seen": "\0"})

    assert Upload.objects.get().headings == {"Titel": "title"}


def test_a_heading_assigned_in_error_can_be_assigned_anew(bjork, event):
    url, preview, _page = page_of(bjork, upload(bjork, event))
    sent = {"_look": "1", "heading-0": "Titel"}

    bjork.post(url, {**sent, "heading-0-is": "room"})
    wrong = bjork.get(url).context["preview"]
    bjork.post(url, {**sent, "heading-0-is": "title"})

    assert wrong.errors != []
    assert bjork.get(url).context["preview"].plan.counts == preview.plan.counts


def test_a_file_that_can_no_longer_be_read_says_so_and_forgets_its_headings(bjork, event):
    waiting = make_upload(event=event, content=b"%PDF-1.7", headings={"Titel": "room"})

    page = bjork.get(f"/admin/programme/upload/{waiting.pk}/change/")

    assert (page.status_code, len(page.context["preview"].errors)) == (200, 1)
    assert Upload.objects.get().headings == {}


def test_a_file_can_be_thrown_away(bjork, event):
    url, _preview, _page = page_of(bjork, upload(bjork, event))

    bjork.post(url, {"_discard": "1"})

    assert (Upload.objects.count(), Session.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        ("", "plan.csv", "This file is empty."),
        (None, "", "Choose a file."),
        ("<!doctype html><title>x</title>", "plan.html", ""),
        ("%PDF-1.7", "plan.pdf", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(bjork, event, content, name, told):
    response = bjork.post(ADD, {"event": event.pk}) if content is None else upload(bjork, event, content, name)

    assert response.status_code == 422
    assert response.context["told"].startswith(told)
    assert 'aria-invalid="true"' in response.content.decode()
    assert not Upload.objects.exists()


def test_a_file_that_is_too_large_is_refused_unread(bjork, event, monkeypatch):
    monkeypatch.setattr("events.programme.admin.uploads.LARGEST", 100)

    assert upload(bjork, event).status_code == 422


def test_refusals_speak_the_editors_language(cast, event):
    response = upload(signed_in(cast.bjork, "da"), event, "")

    assert '<html lang="da">' in response.content.decode()
    assert response.status_code == 422


def test_what_is_asked_again_is_asked_in_the_editors_language(cast, event):
    maja = signed_in(cast.maja, "sv")
    far = "Nr;Datum;Start;Titel\n1;26.09.2020;09.00;Igår\n"
    url, _preview, _page = page_of(maja, upload(maja, event, far))

    late = maja.post(url, {"seen": "other", "_import": "1"})

    assert late.status_code == 409
    with translation.override("sv"):
        asked = gettext("“%(title)s” stands on %(day)s, far from all days of the event. Is the date right?")
    day = "26 september 2020"
    (group,) = late.context["preview"].errors
    assert [message for _where, message in group.lines] == [asked % {"title": "Igår", "day": day}]


def test_foreign_editors_find_nothing_and_change_nothing(cast, event):
    waiting = make_upload(event=event)
    astrid = signed_in(cast.astrid)

    assert upload(astrid, event).status_code == 404
    assert astrid.get(ADD, {"event": event.pk}).status_code == 404
    for button in ("_import", "_without", "_discard", "_look"):
        assert astrid.post(f"/admin/programme/upload/{waiting.pk}/change/", {button: "1"}).status_code == 404
    assert (Session.objects.count(), Upload.objects.count(), LogEntry.objects.count()) == (0, 1, 0)


def test_import_without_a_token_is_refused(cast, event):
    waiting = make_upload(event=event)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.bjork)

    assert client.post(f"/admin/programme/upload/{waiting.pk}/change/", {"_import": "1"}).status_code == 403
    assert not Session.objects.exists()


def test_files_that_nobody_confirmed_go_after_two_weeks(event):
    make_upload(event=event, uploaded_at=timezone.now() - timedelta(days=15))
    kept = make_upload(event=event)

    call_command("tidy")

    assert list(Upload.objects.all()) == [kept]


def test_event_and_sessions_lead_to_the_import(bjork, event):
    make_session(event=event)

    for page in (f"/admin/editions/event/{event.pk}/change/", f"/admin/programme/session/?event__id__exact={event.pk}"):
        assert f"{ADD}?event={event.pk}" in bjork.get(page).content.decode()
