"""The outbox: rows that a loop sends, each once; what the server refuses is tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from conference_portal.mail.models import MOST_TRIES, Letter, send_next

pytestmark = pytest.mark.django_db


def letter(**columns):
    given = {
        "to": "nanna@example.org",
        "language": "is",
        "subject": "Boð",
        "text": "Hér er hlekkur.",
        "html": "<p>Hér</p>",
    }
    return Letter.objects.create(**given | columns)


def test_what_waits_is_sent_once_and_its_words_are_forgotten(settings):
    settings.DEFAULT_FROM_EMAIL = "portal@example.org"
    row = letter()

    call_command("send_mail", "--once")
    call_command("send_mail", "--once")

    (sent,) = mail.outbox
    assert (sent.to, sent.from_email, sent.subject, sent.body) == (
        ["nanna@example.org"], "portal@example.org", "Boð", "Hér er hlekkur."
    )  # fmt: skip
    assert sent.alternatives[0].content == "<p>Hér</p>"
    assert sent.extra_headers["Content-Language"] == "is"
    row.refresh_from_db()
    assert row.sent_at is not None
    assert (row.text, row.html) == ("", "")


def test_refused_letter_is_tried_again_later_and_given_up_in_the_end(monkeypatch):
    def refuse(_self, _messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    row = letter()

    call_command("send_mail", "--once")

    row.refresh_from_db()
    assert (row.tries, row.trouble) == (1, "ConnectionRefusedError: ")
    assert row.send_at > timezone.now()
    Letter.objects.update(send_at=timezone.now(), tries=MOST_TRIES)
    assert send_next() is None


def test_one_that_cannot_be_sent_stops_no_other(monkeypatch):
    real = EmailBackend.send_messages
    letter(to="bad@example.org")
    letter(to="good@example.org")
    monkeypatch.setattr(
        EmailBackend,
        "send_messages",
        lambda self, messages: _refuse() if messages[0].to == ["bad@example.org"] else real(self, messages),
    )

    call_command("send_mail", "--once")

    assert [each.to for each in mail.outbox] == [["good@example.org"]]


def _refuse():
    raise OSError


def test_letters_are_taken_without_waiting_for_each_other(django_assert_num_queries):
    letter()

    with django_assert_num_queries(4) as seen:  # savepoint, row, sent, savepoint
        send_next()
    assert "FOR UPDATE SKIP LOCKED" in seen.captured_queries[1]["sql"]
    assert connection.in_atomic_block


def test_log_names_no_address(capsys):
    letter()

    call_command("send_mail", "--once")

    assert "nanna" not in capsys.readouterr().out


def test_sent_letters_are_forgotten_after_a_month():
    month = timezone.now() - timedelta(days=31)
    letter(to="sent@example.org", sent_at=month)
    letter(to="lost@example.org", tries=MOST_TRIES, send_at=month)
    letter(to="new@example.org", sent_at=timezone.now())
    letter(to="waiting@example.org", send_at=month)

    call_command("tidy")

    assert {each.to for each in Letter.objects.all()} == {"new@example.org", "waiting@example.org"}
