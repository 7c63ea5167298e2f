"""A sign-in that ended or a form that was open too long: what was typed stands in the form again, and is not saved."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conference_portal.kit.returning import AGAIN
from events.editions.models import Event, Page
from events.programme.models import Material
from tests.cast import make_user
from tests.desk import address, form_of, signed_in
from tests.factories import make_event, make_page, make_session

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
PASSWORD = "a-long-word-for-tests"
TYPED = {"title_da": 'Et hjerte af "beton" <b>', "body_sv": "Rad ett\nrad två"}


@pytest.fixture
def page(cast):
    return make_page(edition=cast.reykjavik, title="Before")


@pytest.fixture
def bjork(cast):
    cast.bjork.set_password(PASSWORD)
    cast.bjork.save()
    return cast.bjork


def typed(user, row):
    """What is in the browser's form when the sign-in ends."""
    return form_of(signed_in(user), address("change", row)) | TYPED


def hidden(html):
    return {name: unescape(value) for name, value in HIDDEN.findall(html)}


def gone():
    return Client(headers={"accept-language": "en"})


def test_the_form_comes_back_as_it_was_left_after_signing_in_and_is_not_saved(bjork, page):
    client, sent = gone(), typed(bjork, page)

    asked = client.post(address("change", page), sent).content.decode()
    back = client.post(
        address("change", page),
        hidden(asked) | {"sign-in-username": bjork.username, "sign-in-password": PASSWORD},
    )
    page.refresh_from_db()

    assert "Nothing is lost" in asked
    assert page.title_da == "Before"
    form = back.context["adminform"].form
    assert (form["title_da"].value(), form["body_sv"].value()) == (TYPED["title_da"], TYPED["body_sv"])
    assert "Nothing is saved yet" in back.content.decode()
    assert hidden(asked)[AGAIN] == "1"
    assert AGAIN not in hidden(back.content.decode())


def test_the_next_save_saves(bjork, page):
    client, sent = gone(), typed(bjork, page)
    again = client.post(
        address("change", page), sent | {"sign-in-username": bjork.username, "sign-in-password": PASSWORD}
    )
    assert again.status_code == 200

    saved = client.post(address("change", page), sent)
    page.refresh_from_db()

    assert saved.status_code == 302
    assert page.title_da == TYPED["title_da"]


def test_a_wrong_password_keeps_the_words(bjork, page):
    sent = typed(bjork, page) | {"sign-in-username": bjork.username, "sign-in-password": "wrong"}

    html = gone().post(address("change", page), sent).content.decode()

    assert hidden(html)["title_da"] == TYPED["title_da"]
    assert "wrong" not in html
    assert "login-error" in html


def test_a_new_row_comes_back_too(bjork, cast):
    sent = {"title_is": "Nýtt", "edition": cast.reykjavik.pk} | {
        "sign-in-username": bjork.username,
        "sign-in-password": PASSWORD,
    }

    back = gone().post(address("add", Page), sent)

    assert back.context["adminform"].form["title_is"].value() == "Nýtt"
    assert not Page.objects.exists()


def test_whoever_signs_in_then_meets_the_gates_of_the_row(page):
    stranger = make_user("stranger")
    stranger.set_password(PASSWORD)
    stranger.save()

    back = gone().post(address("change", page), {"sign-in-username": "stranger", "sign-in-password": PASSWORD} | TYPED)

    assert back.status_code == 403


def test_a_file_has_to_be_chosen_again_and_that_is_said(bjork, cast):
    session = make_session(event=make_event(edition=cast.reykjavik))
    sent = form_of(signed_in(bjork), address("change", session)) | {
        "materials-TOTAL_FORMS": 1,
        "materials-0-file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 %%EOF"),
        "sign-in-username": bjork.username,
        "sign-in-password": PASSWORD,
    }

    assert "Files have to be chosen again" in gone().post(address("change", session), sent).content.decode()


def test_a_deletion_is_asked_for_again_and_not_carried_out(bjork, page):
    client = gone()

    assert client.post(address("delete", page), {"post": "yes"}).status_code == 302
    client.force_login(bjork)
    back = client.post(address("delete", page), {"post": "yes", AGAIN: "1"})

    assert back["Location"] == address("delete", page)
    assert Page.objects.filter(pk=page.pk).exists()


def test_a_release_is_looked_at_again_with_its_note_and_not_made(bjork, cast):
    event = make_event(edition=cast.reykjavik)
    make_session(event=event)
    sent = {"event": event.pk, "seen": "", "note_da": "Nyt lokale"}
    signing_in = {"sign-in-username": bjork.username, "sign-in-password": PASSWORD}

    asked = gone().post("/admin/programme/release/add/", sent).content.decode()
    back = gone().post("/admin/programme/release/add/", hidden(asked) | signing_in)

    html = back.content.decode()
    assert "Nothing is saved yet" in html
    assert ">Nyt lokale</textarea>" in html
    assert AGAIN not in hidden(html)
    assert not Event.objects.get(pk=event.pk).releases.exists()


def test_a_form_that_was_open_too_long_comes_back_by_a_button(bjork, page):
    client, sent = Client(enforce_csrf_checks=True, headers={"accept-language": "en"}), typed(bjork, page)
    client.force_login(bjork)

    refused = client.post(address("change", page), sent)
    html = refused.content.decode()
    back = client.post(address("change", page), hidden(html))
    page.refresh_from_db()

    assert refused.status_code == 403
    assert f'action="{address("change", page)}"' in html
    assert back.context["adminform"].form["title_da"].value() == TYPED["title_da"]
    assert page.title_da == "Before"


def test_what_another_site_sends_is_no_form_of_ours(bjork, page):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en", "origin": "https://evil.example"})
    client.force_login(bjork)

    html = client.post(address("change", page), TYPED).content.decode()

    assert "Et hjerte" not in html
    assert "load the page again" in html


def test_a_new_accounts_password_is_never_carried(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.keeper)

    late = client.post("/admin/auth/user/add/", {"username": "new", "password1": "secret-word", "_save": "1"})
    changed = client.post("/admin/password_change/", {"old_password": "secret-word"})

    assert b"secret-word" not in late.content + changed.content


def test_a_large_file_costs_nobody_their_words(cast):
    """Without a session's cookie a body is small, but for those who opened a form here before."""
    client = gone()
    client.get("/admin/login/")
    event = make_event(edition=cast.reykjavik)
    sent = {"event": event.pk, "title_da": "Program", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7" * 200_000)}

    html = client.post(address("add", Material), sent).content.decode()

    assert hidden(html)["title_da"] == "Program"
    assert hidden(html)["_chosen"] == "file"


def test_a_file_is_asked_for_again_beside_its_field(bjork, cast):
    event = make_event(edition=cast.reykjavik)
    sent = {"event": event.pk, "title_da": "Program", "_chosen": "file", AGAIN: "files"}

    html = signed_in(bjork).post(address("add", Material), sent).content.decode()

    told = "Choose the file again: a form that comes back cannot hold it."
    assert told in html.split('id="id_file_error"')[1].split("</ul>")[0]


def test_a_password_is_never_carried():
    client = Client(enforce_csrf_checks=True)

    html = client.post("/admin/login/", {"username": "bjork", "password": "secret-word"}).content.decode()

    assert "secret-word" not in html
