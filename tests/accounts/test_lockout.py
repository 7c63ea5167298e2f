"""Too many tries: a pause that grows and ends, for names, addresses and codes; a known device has its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from conference_portal.accounts import lockout
from conference_portal.accounts.models import Try
from tests.accounts.signing import (
    LOGIN,
    PASSWORD,
    browser,
    code_now,
    say_code,
    say_password,
    with_password,
    with_second_step,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def bjork(cast, clock):  # noqa: ARG001 (stops the clock)
    return with_password(cast.bjork)


@pytest.fixture
def patient(clock, monkeypatch):  # noqa: ARG001
    monkeypatch.setattr(lockout, "FREE_OF_ADDRESS", 6)


def fail(client, name, times, **more):
    return [client.post(LOGIN, {"username": name, "password": "wrong"}, **more) for _ in range(times)][-1]


def minutes(answer):
    return int(answer["Retry-After"]) // 60 if answer.status_code == 429 else 0


@pytest.mark.parametrize("name", ["bjork", " BJORK ", "nobody-has-this"])
@pytest.mark.usefixtures("bjork")
def test_the_pause_grows_to_a_quarter_of_an_hour_and_no_further(clock, name):
    client, pauses = browser(), []

    fail(client, name.strip().lower(), 5)
    for _ in range(7):
        held = fail(client, name, 1)
        pauses.append(minutes(held))
        clock.shift(timedelta(minutes=pauses[-1]))
        fail(client, name, 1)

    assert pauses == [1, 2, 4, 8, 15, 15, 15]


def test_after_the_pause_the_right_password_opens_and_all_is_forgotten(bjork, clock):
    client = browser()
    fail(client, "bjork", 5)

    held = say_password(client, bjork)
    clock.shift(timedelta(minutes=1, seconds=1))
    opened = say_password(client, bjork)

    assert (held.status_code, opened.status_code) == (429, 302)
    assert "Try again in 1 minute." in held.content.decode()
    assert [each.count for each in Try.objects.all()] == [5]  # of the address


def test_tries_during_the_pause_do_not_make_it_longer(bjork, clock):
    client = browser()
    fail(client, "bjork", 9)

    clock.shift(timedelta(minutes=1, seconds=1))

    assert say_password(client, bjork).status_code == 302


def test_a_known_device_is_not_locked_out_by_who_guesses_elsewhere(bjork):
    own, other = browser(), browser()
    say_password(own, bjork)
    own.cookies.pop("sessionid")

    fail(other, "bjork", 6)

    assert say_password(other, bjork).status_code == 429
    assert say_password(own, bjork).status_code == 302


def test_a_known_device_has_no_more_tries_than_others(bjork):
    own = browser()
    say_password(own, bjork)
    own.cookies.pop("sessionid")

    assert fail(own, "bjork", 6).status_code == 429


def test_a_device_is_known_for_its_own_name_alone(bjork, cast):
    own = browser()
    say_password(own, bjork)
    fail(browser(), "maja", 5)

    assert say_password(own, with_password(cast.maja)).status_code == 429


@pytest.mark.parametrize(
    ("behind", "headers", "status"),
    [
        (False, {}, 429),
        (False, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, 429),  # a claim
        (True, {"HTTP_X_FORWARDED_FOR": "198.51.100.1, 192.0.2.7"}, 429),  # a claim before the proxy's word
        (True, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, 200),
        (False, {"REMOTE_ADDR": "203.0.113.9"}, 200),
        (False, {"REMOTE_ADDR": ""}, 200),
    ],
)
@pytest.mark.django_db
@pytest.mark.usefixtures("patient")
def test_an_address_that_tries_many_names_pauses_too(settings, behind, headers, status):
    settings.BEHIND_PROXY = behind
    first = {"HTTP_X_FORWARDED_FOR": "192.0.2.7"} if behind else {"REMOTE_ADDR": "192.0.2.7"}
    for number in range(6):
        fail(browser(), f"name{number}", 1, **first)

    answer = fail(browser(), "another", 1, **({"REMOTE_ADDR": "192.0.2.7"} | headers))

    assert answer.status_code == status


@pytest.mark.usefixtures("patient")
def test_an_account_of_ones_own_does_not_pay_for_guessing_at_others(bjork):
    for number in range(5):
        fail(browser(), f"name{number}", 1)
    say_password(browser(), bjork)

    assert fail(browser(), "one-more", 1).status_code == 200
    assert fail(browser(), "and-another", 1).status_code == 429


def test_codes_are_guessed_no_more_often_than_passwords(cast, clock):
    with_second_step(cast.bjork)
    client = browser()
    say_password(client, cast.bjork)

    for _ in range(5):
        say_code(client, "000000")
    held = say_code(client, code_now())
    other = browser()
    say_password(other, cast.bjork)

    assert (held.status_code, minutes(held)) == (429, 1)
    assert say_code(other, code_now()).status_code == 429
    clock.shift(timedelta(minutes=1, seconds=1))
    assert say_code(client, code_now()).status_code == 302


@pytest.mark.usefixtures("bjork")
def test_a_try_is_counted_before_it_is_looked_at(monkeypatch):
    """Two hundred at one moment are five: who asks second sees that the first has asked."""
    seen = []
    monkeypatch.setattr(
        "django.contrib.auth.backends.ModelBackend.authenticate", lambda *_a, **_k: seen.append(counted())
    )

    fail(browser(), "bjork", 3)

    assert seen == [1, 2, 3]


def counted():
    return max(Try.objects.values_list("count", flat=True))


@pytest.mark.usefixtures("bjork")
def test_tries_are_forgotten_after_a_day_and_say_nothing_until_then(clock):
    fail(browser(), "bjork", 4, REMOTE_ADDR="192.0.2.7")

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM accounts_try t")
        kept = cursor.fetchone()[0]
    clock.shift(timedelta(days=1, minutes=1))
    again = fail(browser(), "bjork", 4)
    clock.shift(timedelta(days=1, minutes=1))
    call_command("tidy")

    assert "bjork" not in kept
    assert "192.0.2" not in kept
    assert again.status_code == 200
    assert not Try.objects.exists()


def test_many_addresses_of_one_network_are_one(rf):
    def of(address):
        return lockout.for_password(rf.get("/", REMOTE_ADDR=address), "x")[1]

    assert of("2001:db8:1:2::1") == of("2001:db8:1:2:ffff::9")
    assert of("2001:db8:1:2::1") != of("2001:db8:1:3::1")


def test_a_session_that_was_taken_cannot_guess_the_password(bjork):
    client = browser()
    client.force_login(bjork)
    words = {"old_password": "wrong", "new_password1": "four words of nobody", "new_password2": "four words of nobody"}

    for _ in range(5):
        client.post("/admin/password_change/", words)
    held = client.post("/admin/password_change/", words | {"old_password": PASSWORD})

    assert "too many tries" in held.content.decode()
    bjork.refresh_from_db()
    assert bjork.check_password(PASSWORD)
