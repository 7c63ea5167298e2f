"""Somebody at the door: an account with a password, a browser of its own, and the code of this moment."""

from __future__ import annotations

from django.test import Client

from conference_portal.accounts import codes
from conference_portal.accounts.models import SecondStep

LOGIN, SET_UP, ACCOUNT = "/admin/login/", "/admin/account/second-step/", "/admin/account/"
PASSWORD = "a-long-word-for-tests"
SECRET = bytes(range(20))


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def with_second_step(user):
    """And its backup codes."""
    return SecondStep.set_up(with_password(user), SECRET, 0)


def browser(language="en", **options):
    return Client(headers={"accept-language": language}, **options)


def say_password(client, user, password=PASSWORD, **more):
    return client.post(LOGIN, {"username": user.username, "password": password} | more)


def say_code(client, code, **more):
    return client.post(LOGIN, {"code": code} | more)


def code_now(steps=0):
    return codes.code_at(SECRET, codes.step_now() + steps)
