"""Before roles and accounts: who signed in more than a quarter of an hour ago says the password once more."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils.translation import override

from conference_portal.accounts.again import fresh, fresh_to_send
from conference_portal.accounts.sessions import SessionStore
from events.editions.models import Membership
from tests.accounts.signing import PASSWORD, browser, with_password
from tests.cast import make_user
from tests.desk import address, form_of

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
ASKS = "Your password once more"
WORD = {"sign-in-password": PASSWORD}


@pytest.fixture
def keeper(cast, time_machine):
    """Signed in sixteen minutes ago."""
    time_machine.move_to(NOON, tick=False)
    client = browser()
    client.force_login(with_password(cast.keeper))
    client.later = lambda minutes=16: time_machine.shift(timedelta(minutes=minutes))
    return client


@pytest.fixture
def membership(cast):
    return Membership.objects.get(user=cast.bjork)


def hidden(response):
    return {name: unescape(value) for name, value in HIDDEN.findall(response.content.decode())}


def asks(response):
    return ASKS in response.content.decode()


def test_a_role_is_changed_with_the_password_and_nothing_typed_is_lost(keeper, membership):
    sent = form_of(keeper, address("change", membership)) | {"role": "chief"}
    keeper.later()

    asked = keeper.post(address("change", membership), sent)
    membership.refresh_from_db()
    before = membership.role
    done = keeper.post(address("change", membership), hidden(asked) | WORD)
    membership.refresh_from_db()

    assert asks(asked)
    assert (before, membership.role) == ("editor", "chief")
    assert done.status_code == 302


def test_once_said_it_counts_for_a_quarter_of_an_hour(keeper, membership):
    sent = form_of(keeper, address("change", membership))
    keeper.later()
    keeper.post(address("change", membership), sent | WORD)

    assert not asks(keeper.post(address("change", membership), sent))
    keeper.later()
    assert asks(keeper.post(address("change", membership), sent))


def test_a_wrong_password_keeps_what_was_sent_and_is_counted(keeper, membership):
    sent = form_of(keeper, address("change", membership)) | {"role": "chief"}
    keeper.later()

    wrong = sent | {"sign-in-password": "wrong-word"}
    pages = [keeper.post(address("change", membership), wrong) for _ in range(5)]
    held = keeper.post(address("change", membership), sent | WORD)
    membership.refresh_from_db()

    assert hidden(pages[4])["role"] == "chief"
    assert "wrong-word" not in pages[4].content.decode()
    assert 'id="id_sign-in-password_error"' in pages[4].content.decode()
    assert (held.status_code, held["Retry-After"]) == (429, "60")
    assert membership.role == "editor"


def test_reading_asks_nothing_and_a_stranger_is_refused_as_ever(keeper, membership, cast):
    stranger = browser()
    stranger.force_login(cast.astrid)
    keeper.later()

    assert not asks(keeper.get(address("change", membership)))
    assert stranger.post(address("change", membership), {"role": "chief"}).status_code in {403, 404}


@pytest.mark.parametrize("page", ["delete", "changelist"])
def test_a_membership_is_not_deleted_by_an_old_sign_in(keeper, membership, page):
    keeper.later()
    sent = {"post": "yes", "action": "delete_selected", "_selected_action": membership.pk}

    asked = keeper.post(address(page, membership), sent)
    assert Membership.objects.filter(pk=membership.pk).exists()
    keeper.post(address(page, membership), hidden(asked) | WORD)

    assert asks(asked)
    assert not Membership.objects.filter(pk=membership.pk).exists()


@pytest.mark.parametrize("path", ["add/", "{pk}/change/", "{pk}/password/", "{pk}/delete/"])
def test_accounts_ask_before_the_form_is_shown(keeper, cast, path):
    url = "/admin/auth/user/" + path.format(pk=cast.bjork.pk)
    keeper.later()

    asked = keeper.get(url)
    opened = keeper.post(url, hidden(asked) | WORD)

    assert asks(asked)
    assert opened["Location"] == url
    assert not asks(keeper.get(url))


def test_a_new_accounts_password_stands_in_no_page(keeper):
    url = "/admin/auth/user/add/"
    sent = {"username": "new", "password1": "four words of nobody", "password2": "four words of nobody"}
    keeper.later(46)

    asked = keeper.post(url, sent)
    keeper.post(url, hidden(asked) | WORD)
    assert not User.objects.filter(username="new").exists()
    keeper.later()
    keeper.post(url, sent | {"usable_password": "true"})

    assert asks(asked)
    assert "four words" not in asked.content.decode()
    assert User.objects.filter(username="new").exists(), "a form that was opened fresh may be written at leisure"


def test_whoever_invites_says_the_password(keeper, cast):
    url = f"/admin/editions/edition/{cast.reykjavik.pk}/members/"
    keeper.later()

    asked = keeper.post(url, {"email": "new@example.org", "role": "editor", "language": "da"})

    assert asks(asked)
    assert hidden(asked)["email"] == "new@example.org"


# Any view


@pytest.fixture
def somebody(db):  # noqa: ARG001 (opens the database)
    return with_password(make_user("somebody", is_superuser=True))


def view(request):
    return HttpResponse(f"{request.method} {sorted(request.POST.lists())}")


def request_of(rf, user, method, data=None):
    request = getattr(rf, method)("/file.xlsx", data)
    request.user, request.LANGUAGE_CODE = user, "en"
    request.session = SessionStore()
    request.session["confirmed_at"] = "2020-01-01T00:00:00+00:00"
    return request


@pytest.mark.parametrize(
    ("gate", "method", "data", "told"),
    [
        (fresh, "get", {}, ASKS),
        (fresh, "post", {"a": "1"}, ASKS),
        (fresh, "post", {"a": ["1", "2"]} | WORD, "POST [('a', ['1', '2'])]"),
        (fresh_to_send, "get", {}, "GET []"),
        (fresh_to_send, "post", {"a": "1"}, ASKS),
    ],
)
def test_a_file_with_everybody_in_it_can_be_kept_behind_the_password(rf, somebody, gate, method, data, told):  # noqa: PLR0917
    with override("en"):
        answer: Any = gate(view)(request_of(rf, somebody, method, data))
        words = answer.rendered_content if hasattr(answer, "rendered_content") else answer.content.decode()

    assert told in words


def test_a_form_with_files_is_shown_again_and_not_carried_out(rf, somebody):
    data = {"title": "x", "file": SimpleUploadedFile("a.pdf", b"%PDF")}

    page: Any = fresh(view)(request_of(rf, somebody, "post", data))

    assert 'name="_again" value="files"' in page.rendered_content
