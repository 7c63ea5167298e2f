"""The outbox: a mail is a row, written in the transaction that gives the reason for it, and sent by a loop."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

DAYS_KEPT = 30
MOST_TRIES = 8  # after 2, 4, 8 … minutes, four hours in all
LONGEST_TROUBLE = 300


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self) -> LetterQuerySet:
        """To be sent now, the oldest first."""
        return self.filter(sent_at=None, tries__lt=MOST_TRIES, send_at__lte=timezone.now()).order_by("send_at", "pk")

    def overdue(self) -> LetterQuerySet:
        """Sent, or given up, for so long that nobody asks any more: `manage.py tidy` deletes them."""
        end = timezone.now() - timedelta(days=DAYS_KEPT)
        return self.filter(Q(sent_at__lte=end) | Q(sent_at=None, tries__gte=MOST_TRIES, send_at__lte=end))


class Letter(models.Model):
    """A mail in plain text and HTML. Once it is sent its words are emptied: links in it are keys."""

    to = models.EmailField("to")
    language = models.CharField("language", max_length=12)
    subject = models.CharField("subject", max_length=250)
    text = models.TextField("text")
    html = models.TextField("HTML", blank=True)
    written_at = models.DateTimeField("written at", default=timezone.now)
    send_at = models.DateTimeField("to be sent at", default=timezone.now, db_index=True)
    sent_at = models.DateTimeField("sent at", null=True)
    tries = models.PositiveSmallIntegerField("tries", default=0)
    trouble = models.CharField("why it was not sent", max_length=LONGEST_TROUBLE, blank=True)

    objects = models.Manager.from_queryset(LetterQuerySet)()

    class Meta:
        verbose_name = "mail"
        verbose_name_plural = "mails"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"

    def send(self) -> bool:
        """Within the transaction that holds the row. What the server refuses is tried again, later each time."""
        mail = EmailMultiAlternatives(self.subject, self.text, settings.DEFAULT_FROM_EMAIL, [self.to])
        mail.extra_headers = {"Content-Language": self.language, "Auto-Submitted": "auto-generated"}
        if self.html:
            mail.attach_alternative(self.html, "text/html")
        self.tries += 1
        try:
            mail.send()
        except (OSError, ValueError) as error:  # of the server, or of an address that it cannot read
            self.trouble = f"{type(error).__name__}: {error}"[:LONGEST_TROUBLE]
            self.send_at = timezone.now() + timedelta(minutes=2**self.tries)
        else:
            self.sent_at, self.text, self.html, self.trouble = timezone.now(), "", "", ""
        self.save()
        return self.sent_at is not None


def send_next() -> Letter | None:
    """Takes one letter that nobody else is sending. None: there is nothing to do."""
    with transaction.atomic():
        letter = Letter.objects.due().select_for_update(skip_locked=True).first()
        if letter:
            letter.send()
    return letter
