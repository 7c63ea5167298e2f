"""What is known of the addresses that content leads to, and when editors were last told. Readers see neither."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.editions.models import Edition

if TYPE_CHECKING:
    from datetime import datetime

LONGEST = 2000  # bytes: no longer address is looked at
DAYS_KEPT = timedelta(days=14)  # after no content leads there any more
TRIES = 3
AGAIN_AFTER = (timedelta(hours=6), timedelta(days=1))  # after the first failure, after the second
WEEK = timedelta(days=7)


class LinkQuerySet(models.QuerySet["Link"]):
    def due(self) -> LinkQuerySet:
        """To be looked at now: what is new first, then what was looked at longest ago."""
        return self.filter(next_at__lte=timezone.now()).order_by(F("checked_at").asc(nulls_first=True), "pk")

    def broken(self) -> LinkQuerySet:
        return self.filter(state=Link.State.BROKEN)

    def overdue(self) -> LinkQuerySet:
        """What no content leads to any more: `manage.py tidy` deletes it."""
        return self.filter(used_at__lt=timezone.now() - DAYS_KEPT)


class Link(models.Model):
    """An address, once, whatever leads to it."""

    class State(models.TextChoices):
        UNKNOWN = "unknown", pgettext_lazy("of a link", "unknown")
        OK = "ok", pgettext_lazy("of a link", "works")
        MOVED = "moved", pgettext_lazy("of a link", "moved")
        BROKEN = "broken", pgettext_lazy("of a link", "dead")

    class Trouble(models.TextChoices):
        NONE = "", ""
        ANSWER = "answer", _("The page is not there any more.")
        SERVER = "server", _("The server reports a fault.")
        NAME = "name", _("There is no such server.")
        SILENCE = "silence", _("The server does not answer.")
        SEAL = "seal", _("The certificate of the server is not valid.")
        INSIDE = "inside", _("The address is not on the open internet.")
        CIRCLE = "circle", _("It leads from one address to the next, without end.")
        HERE = "here", _("There is no such page on the portal.")

    address = models.CharField(max_length=LONGEST, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.UNKNOWN)
    status = models.PositiveSmallIntegerField(null=True)  # of HTTP, the last answer
    trouble = models.CharField(max_length=8, choices=Trouble.choices, default=Trouble.NONE)
    target = models.TextField(blank=True)  # where it has moved to
    checked_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)
    failed_at = models.DateTimeField(null=True)  # the first of the failures in a row
    broken_at = models.DateTimeField(null=True)  # when it was called broken
    tries = models.PositiveSmallIntegerField(default=0)  # failures in a row
    used_at = models.DateTimeField(default=timezone.now)  # when content was last seen to lead there

    objects = models.Manager.from_queryset(LinkQuerySet)()

    def __str__(self) -> str:
        return self.address

    def works(self, now: datetime, *, status: int | None, target: str = "", is_sure: bool = True) -> None:
        """`is_sure`: the server let us see it. Else all we know is that there is one."""
        found = self.State.MOVED if target else self.State.OK
        self.state = found if is_sure else self.State.UNKNOWN
        self.status, self.target, self.trouble = status, target, self.Trouble.NONE
        self.failed_at = self.broken_at = None
        self.tries, self.checked_at, self.next_at = 0, now, now + WEEK

    def fails(self, now: datetime, *, status: int | None, trouble: str) -> None:
        """Three times in a row, at other hours: only then it is broken. Until then it is what it was."""
        self.status, self.trouble, self.checked_at = status, trouble, now
        self.failed_at = self.failed_at or now
        self.tries = min(self.tries + 1, TRIES)
        if self.tries < TRIES:
            self.next_at = now + AGAIN_AFTER[self.tries - 1]
            return
        self.state, self.next_at = self.State.BROKEN, now + WEEK
        self.broken_at = self.broken_at or now

    def waits(self, now: datetime, until: timedelta) -> None:
        """Too busy to say: nothing is known that was not known before."""
        self.checked_at, self.next_at = now, now + until


class Told(models.Model):
    """When the editors of an edition were last told of dead links: once a week is enough."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.at}"
