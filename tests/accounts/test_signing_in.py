"""At the front door: password, second step, and what is told to whom."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from conference_portal.accounts.models import SecondStep
from tests.accounts.signing import (
    ACCOUNT,
    LOGIN,
    SET_UP,
    browser,
    code_now,
    say_code,
    say_password,
    with_password,
    with_second_step,
)
from tests.cast import make_user
from tests.factories import make_page

DESK = "/admin/"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = "required"


def test_password_and_code_open_the_desk_and_lead_where_one_wanted_to_go(cast):
    with_second_step(cast.bjork)
    client = browser()

    asked = say_password(client, cast.bjork, next="/admin/editions/page/")
    page = client.get(asked["Location"]).content.decode()
    opened = say_code(client, code_now(), next="/admin/editions/page/")

    assert asked["Location"] == "/admin/login/?next=%2Fadmin%2Feditions%2Fpage%2F"
    assert 'autocomplete="one-time-code"' in page
    assert opened["Location"] == "/admin/editions/page/"
    assert client.get(DESK).status_code == 200


def test_password_alone_makes_nobody_of_anybody(cast):
    """No page of the portal sees an organiser before the code: neither the desk nor a draft."""
    with_second_step(cast.bjork)
    draft = make_page(edition=cast.reykjavik, title="Kanariefugl", published_at=None)
    client = browser()

    say_password(client, cast.bjork)

    assert client.get(DESK)["Location"].startswith(LOGIN)
    assert client.get(ACCOUNT)["Location"].startswith(LOGIN)
    assert client.get(SET_UP)["Location"].startswith(LOGIN)
    assert client.get(draft.get_absolute_url()).status_code == 404
    say_code(client, code_now())
    assert client.get(draft.get_absolute_url()).status_code == 200


@pytest.mark.usefixtures("required")
def test_without_a_second_step_the_password_leads_to_its_set_up(cast):
    client = browser()

    asked = say_password(client, with_password(cast.bjork), next="/admin/editions/page/")

    assert asked["Location"] == "/admin/account/second-step/?next=%2Fadmin%2Feditions%2Fpage%2F"
    assert client.get(DESK, follow=True).redirect_chain[-1][0].startswith(SET_UP)
    assert client.get(asked["Location"]).status_code == 200


def test_where_it_is_offered_the_desk_opens_and_says_so_until_it_is_put_off(cast):
    client = browser()

    opened = say_password(client, with_password(cast.bjork))
    offered = client.get(DESK).content.decode()
    client.post("/admin/account/second-step/later/")

    assert opened["Location"] == DESK
    assert SET_UP in offered
    assert SET_UP not in client.get(DESK).content.decode()


@pytest.mark.usefixtures("required")
def test_what_django_alone_signs_in_is_not_enough_where_a_second_step_is_needed(cast):
    """As an invitation does: `login()`, and then to the desk."""
    client = browser()
    client.force_login(cast.bjork)

    assert client.get(DESK, follow=True).redirect_chain[-1][0].startswith(SET_UP)


@pytest.mark.parametrize("code", ["000000", "", "12345", "abcdef", "١٢٣٤٥٦", "1" * 39, "123456789012"])
def test_a_wrong_code_is_told_beside_its_field(cast, code):
    with_second_step(cast.bjork)
    client = browser()
    say_password(client, cast.bjork)

    page = say_code(client, code)
    html = page.content.decode()

    assert page.status_code == 200
    assert 'href="#id_code"' in html
    assert 'id="id_code_error"' in html
    assert client.get(DESK).status_code == 302


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_opens_once(cast, steps):
    with_second_step(cast.bjork)
    code, first, second = code_now(steps), browser(), browser()
    say_password(first, cast.bjork)
    say_password(second, cast.bjork)

    assert say_code(first, f" {code[:3]} {code[3:]} ").status_code == 302
    assert say_code(second, code).status_code == 200


@pytest.mark.parametrize("steps", [-3, 3])
def test_a_code_of_another_time_opens_nothing(cast, steps):
    with_second_step(cast.bjork)
    client = browser()
    say_password(client, cast.bjork)

    assert say_code(client, code_now(steps)).status_code == 200


def test_a_backup_code_opens_once(cast):
    made = with_second_step(cast.bjork)
    first, second = browser(), browser()
    say_password(first, cast.bjork)
    say_password(second, cast.bjork)

    assert say_code(first, made[0]).status_code == 302
    assert say_code(second, made[0]).status_code == 200
    assert say_code(second, made[1]).status_code == 302
    assert SecondStep.objects.get(user=cast.bjork).backup_codes.count() == 8


def test_somebody_else_can_log_in_instead(cast):
    with_second_step(cast.bjork)
    client = browser()
    say_password(client, cast.bjork)

    client.post(LOGIN, {"_over": "1"})

    assert 'name="username"' in client.get(LOGIN).content.decode()


def test_half_a_sign_in_does_not_last(cast, time_machine):
    time_machine.move_to(NOON, tick=False)
    with_second_step(cast.bjork)
    client = browser()
    say_password(client, cast.bjork)
    assert 'name="code"' in client.get(LOGIN).content.decode()

    time_machine.shift(16 * 60)

    assert 'name="username"' in client.get(LOGIN).content.decode()


# What is told to strangers


def accounts(cast):
    with_password(cast.bjork)
    gone, outsider = make_user("gone-away", is_active=False), make_user("stranger", is_staff=False)
    return [cast.bjork, with_password(gone), with_password(outsider), make_user("wordless")]


def test_nobody_learns_whether_there_is_an_account(cast, monkeypatch):
    """The same bytes, and the same work: a password is hashed as often for a name that nobody has."""
    hashed = []
    encode = MD5PasswordHasher.encode

    def counted(*words):
        hashed.append(1)
        return encode(*words)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    names = [*(user.username for user in accounts(cast)), "nobody-has-this"]

    told = {name: seven_tries(name, hashed, f"192.0.2.{number}") for number, name in enumerate(names)}

    first = told[names[0]]
    assert [told[name] == first for name in names] == [True] * 5
    assert [status for status, _html, _work in first] == [200] * 5 + [429] * 2
    assert [work for _status, _html, work in first] == [1] * 5 + [0] * 2


def seven_tries(name, hashed, address):
    client, found = browser(), []
    for _ in range(7):
        hashed.clear()
        page = client.post(LOGIN, {"username": name, "password": "wrong"}, REMOTE_ADDR=address)
        found.append((page.status_code, without_token(page, name), len(hashed)))
    return found


def without_token(page, name):
    html = page.content.decode().replace(name, "NAME")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "TOKEN", html)


def test_right_password_of_an_account_that_is_not_for_the_desk_is_refused_like_a_wrong_one(cast):
    _bjork, gone, outsider, _none = accounts(cast)

    for user in (gone, outsider):
        html = say_password(browser(), user).content.decode()
        assert "do not go together" in html


def test_log_says_who_and_never_what_was_typed(cast, caplog):
    caplog.set_level(logging.INFO, "conference_portal.accounts")
    made = with_second_step(cast.bjork)
    client = browser()

    client.post(LOGIN, {"username": "my-secret-word", "password": "wrong"})
    say_password(client, cast.bjork, "my-other-secret")
    say_password(client, cast.bjork)
    say_code(client, "000000")
    say_code(client, made[0])

    pk = cast.bjork.pk
    assert [record.getMessage() for record in caplog.records if record.name == "conference_portal.accounts"] == [
        "A password was refused: no account",
        f"A password was refused: account {pk}",
        f"A code was refused: account {pk}",
        f"Signed in: account {pk}",
    ]


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_elsewhere(cast, target):
    with_second_step(cast.bjork)
    client = browser()

    asked = say_password(client, cast.bjork, next=target)
    opened = say_code(client, code_now(), next=target)

    assert "evil" not in asked["Location"]
    assert opened["Location"] == DESK


@pytest.mark.parametrize("language", ["da", "sv", "en", "is"])
@pytest.mark.django_db
def test_fields_say_to_browsers_what_they_are(language):
    html = browser(language).get(LOGIN).content.decode()

    assert 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html
