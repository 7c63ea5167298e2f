"""One's own account: the second step, backup codes, other sign-ins, passwords; and what an operator can do."""

from __future__ import annotations

import re
from base64 import b32decode
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command

from conference_portal.accounts import codes
from conference_portal.accounts.models import BackupCode, SecondStep, SignIn
from tests.accounts.signing import (
    ACCOUNT,
    LOGIN,
    PASSWORD,
    SET_UP,
    browser,
    code_now,
    say_code,
    say_password,
    with_password,
    with_second_step,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
KEY = re.compile(r'<p class="key">([A-Z2-7 ]+)</p>')
MADE = re.compile(r"<li>([0-9]{4} [0-9]{4} [0-9]{4})</li>")
NEW = {"new_password1": "four words of nobody", "new_password2": "four words of nobody"}


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = "required"


def shown_secret(html):
    return b32decode(KEY.search(html)[1].replace(" ", ""))


def set_up(client, **more):
    secret = shown_secret(client.get(SET_UP).content.decode())
    return client.post(SET_UP, {"code": codes.code_at(secret, codes.step_now())} | more)


# Setting it up


@pytest.mark.usefixtures("required")
def test_it_is_set_up_after_the_first_password_and_codes_are_shown_once(cast):
    client = browser()
    asked = say_password(client, with_password(cast.bjork), next="/admin/editions/page/")
    page = client.get(asked["Location"]).content.decode()

    done = set_up(client, next="/admin/editions/page/")

    html = done.content.decode()
    made = MADE.findall(html)
    assert re.search(r'<svg[^>]+><path[^>]+stroke="#000"', page)
    assert f"secret={KEY.search(page)[1].replace(' ', '')}" in unescape(page)
    assert len(set(made)) == 10
    assert 'href="/admin/editions/page/"' in html
    assert "no-store" in done["Cache-Control"]
    assert client.get("/admin/").status_code == 200
    assert made[0] not in client.get(ACCOUNT).content.decode()
    other = browser()
    say_password(other, cast.bjork)
    assert say_code(other, made[0]).status_code == 302


@pytest.mark.usefixtures("required")
def test_a_wrong_first_code_sets_up_nothing_and_the_key_stays(cast):
    client = browser()
    say_password(client, with_password(cast.bjork))
    before = shown_secret(client.get(SET_UP).content.decode())

    page = client.post(SET_UP, {"code": "000000"}).content.decode()

    assert shown_secret(page) == before
    assert 'href="#id_code"' in page
    assert not SecondStep.objects.exists()


@pytest.mark.usefixtures("required")
def test_the_first_code_is_used_up(cast):
    client, other = browser(), browser()
    say_password(client, with_password(cast.bjork))
    secret = shown_secret(client.get(SET_UP).content.decode())
    code = codes.code_at(secret, codes.step_now())
    client.post(SET_UP, {"code": code})
    say_password(other, cast.bjork)

    assert say_code(other, code).status_code == 200


def test_another_phone_takes_the_place_of_the_former(cast):
    made = with_second_step(cast.bjork)
    client = browser()
    say_password(client, cast.bjork)
    say_code(client, code_now())

    assert set_up(client).status_code == 200

    other = browser()
    say_password(other, cast.bjork)
    assert say_code(other, code_now(1)).status_code == 200
    assert say_code(other, made[0]).status_code == 200
    assert SecondStep.objects.count() == 1


def test_setting_it_up_stands_in_the_history_without_the_secret(cast):
    client = browser()
    client.force_login(cast.bjork)
    set_up(client)

    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (cast.bjork, str(cast.bjork.pk))
    assert entry.get_change_message() == "The second step was set up."


@pytest.mark.parametrize("language", ["da", "sv", "en", "is"])
def test_every_page_opens_in_every_language(cast, language):
    with_second_step(cast.bjork)
    client = browser(language)
    client.force_login(cast.bjork)

    for address in (ACCOUNT, SET_UP, "/admin/password_change/", "/admin/"):
        assert client.get(address).status_code == 200, address


# Backup codes


def test_new_backup_codes_are_worth_those_of_before(cast):
    old = with_second_step(cast.bjork)
    client, other = browser(), browser()
    client.force_login(cast.bjork)

    new = MADE.findall(client.post("/admin/account/backup-codes/").content.decode())

    say_password(other, cast.bjork)
    assert say_code(other, old[0]).status_code == 200
    assert say_code(other, new[3]).status_code == 302
    assert BackupCode.objects.count() == 9


def test_codes_can_be_kept_as_a_file(cast):
    client = browser()
    client.force_login(cast.bjork)

    file = client.post("/admin/account/backup-codes/file/", {"code": ["1234 5678 9012", "<script>", "=1+1"]})

    assert file["Content-Disposition"] == 'attachment; filename="backup-codes.txt"'
    assert file.content.decode().splitlines() == [
        "Backup codes for bjork at testserver. Each works once.",
        "",
        "1234 5678 9012",
    ]


def test_without_a_second_step_there_are_no_codes_to_make(cast):
    client = browser()
    client.force_login(cast.bjork)

    assert client.post("/admin/account/backup-codes/").status_code == 404


@pytest.mark.parametrize("path", ["", "second-step/later/", "backup-codes/", "backup-codes/file/", "sign-ins/"])
@pytest.mark.django_db
def test_strangers_are_led_to_the_door(path):
    method = "get" if not path else "post"

    assert getattr(browser(), method)(ACCOUNT + path)["Location"].startswith(LOGIN)


@pytest.mark.parametrize("path", ["second-step/later/", "backup-codes/", "backup-codes/file/", "sign-ins/"])
def test_nothing_is_done_by_a_link_or_without_a_token(cast, path):
    client = browser(enforce_csrf_checks=True)
    client.force_login(cast.bjork)

    assert client.get(ACCOUNT + path).status_code == 405
    assert client.post(ACCOUNT + path).status_code == 403


# Sign-ins


def test_other_sign_ins_are_counted_and_ended(cast):
    here, there, somebody = browser(), browser(), browser()
    for client, user in ((here, cast.bjork), (there, cast.bjork), (somebody, cast.maja)):
        client.force_login(user)

    before = here.get(ACCOUNT).content.decode()
    here.post("/admin/account/sign-ins/")

    assert "1 other sign-in is open." in before
    assert [client.get("/admin/").status_code for client in (here, there, somebody)] == [200, 302, 200]


def test_a_new_password_ends_all_others_and_needs_the_old_one(cast):
    with_password(cast.bjork)
    here, there = browser(), browser()
    for client in (here, there):
        client.force_login(cast.bjork)

    here.post("/admin/password_change/", NEW | {"old_password": "wrong"})
    assert there.get("/admin/").status_code == 200
    here.post("/admin/password_change/", NEW | {"old_password": PASSWORD})

    assert [client.get("/admin/").status_code for client in (here, there)] == [200, 302]


@pytest.mark.parametrize(
    "word", ["short words", "bjorkbjork12", "qwerty123456", "x" * 11], ids=["short", "like the name", "common", "11"]
)
def test_a_bad_password_is_refused(cast, word):
    client = browser()
    client.force_login(with_password(cast.bjork))
    cast.bjork.first_name = "Bjorkbjork"
    cast.bjork.save()

    words = {"old_password": PASSWORD, "new_password1": word, "new_password2": word}
    assert client.post("/admin/password_change/", words).status_code == 200


@pytest.mark.parametrize("word", ["fire hunde på isen", "𝕎ørds nobody knows", "aaaaaaaaaaaaaaab", "x y z " * 20])
def test_length_alone_makes_a_password_good(cast, word):
    client = browser()
    client.force_login(with_password(cast.bjork))

    words = {"old_password": PASSWORD, "new_password1": word, "new_password2": word}
    assert client.post("/admin/password_change/", words).status_code == 302
    client = browser()
    assert say_password(client, cast.bjork, word)["Location"] == "/admin/"


def test_a_sign_in_ends_after_an_hour_without_use_and_after_a_day_of_it(cast, time_machine):
    time_machine.move_to(NOON, tick=False)
    idle, busy = browser(), browser()
    for client in (idle, busy):
        client.force_login(cast.bjork)

    open_after = []
    for _ in range(17):
        open_after.append(busy.get(ACCOUNT).status_code == 200)
        time_machine.shift(timedelta(minutes=30))

    assert open_after == [True] * 16 + [False]
    assert idle.get("/admin/").status_code == 302
    call_command("tidy")
    assert not SignIn.objects.exists()


def test_signing_in_changes_the_key_of_the_session_at_each_step(cast):
    with_second_step(cast.bjork)
    client = browser()
    keys = []
    say_password(client, cast.bjork)
    keys.append(client.cookies["sessionid"].value)
    say_code(client, code_now())
    keys.append(client.cookies["sessionid"].value)

    assert len(set(keys)) == 2
    assert SignIn.objects.get().pk == keys[1]
    assert SignIn.objects.get().user == cast.bjork
    assert keys[1] not in str(SignIn.objects.get())
    assert not client.cookies["sessionid"]["max-age"]  # gone with the browser
