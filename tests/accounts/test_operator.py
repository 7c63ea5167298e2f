"""What an operator can do for somebody whose phone is gone, and after a new key of the portal."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command

from conference_portal.accounts.models import SecondStep
from tests.accounts.signing import SET_UP, browser, code_now, say_code, say_password, with_second_step


def test_operator_resets_a_second_step_and_it_is_set_up_anew(cast, settings):
    settings.SECOND_FACTOR = "required"
    with_second_step(cast.bjork)
    client = browser()
    say_password(client, cast.bjork)
    say_code(client, code_now())

    call_command("reset_second_step", "bjork")

    assert client.get("/admin/").status_code == 302
    assert say_password(client, cast.bjork)["Location"].startswith(SET_UP)
    assert LogEntry.objects.get().get_change_message() == "The second step was reset by the operator."


def test_keeper_resets_one_at_a_time_at_the_desk(cast):
    with_second_step(cast.bjork)
    client = browser()
    client.force_login(cast.keeper)

    def send(*users):
        sent = {"action": "reset_second_step", "_selected_action": [user.pk for user in users]}
        return client.post("/admin/auth/user/", sent, follow=True).content.decode()

    assert "Choose one account" in send(cast.bjork, cast.maja)
    assert SecondStep.objects.exists()
    assert "Bjork sets up a new second step" in send(cast.bjork)
    assert "has no second step" in send(cast.bjork)
    assert LogEntry.objects.get().user == cast.keeper


@pytest.mark.parametrize("name", ["nobody", "bjork"])
@pytest.mark.usefixtures("cast")
def test_operator_is_told_what_there_is_not(name):
    with pytest.raises(CommandError):
        call_command("reset_second_step", name)


def test_cookies_of_a_server_are_of_this_host_alone():
    cookies = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"]
    asked = (
        f"from conference_portal import settings as s; print(*(getattr(s, n) for n in {[*cookies, 'SECOND_FACTOR']}))"
    )
    environment = {"PATH": os.environ["PATH"], "HTTPS": "1", "SECRET_KEY": "x", "DATABASE_URL": "postgres:///x"}

    told = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)

    assert told.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "True", "True", "required"]


def test_after_a_new_key_of_the_portal_second_steps_are_sealed_anew(cast, settings):
    with_second_step(cast.bjork)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key " * 5

    call_command("tidy")
    settings.SECRET_KEY_FALLBACKS = []

    client = browser()
    say_password(client, cast.bjork)
    assert say_code(client, code_now()).status_code == 302
