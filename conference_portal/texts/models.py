"""What translators say without changing a word, and files of theirs that wait to be confirmed. Readers see neither."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.editions.models import Edition

DAYS_KEPT = timedelta(days=14)


class Confirmed(models.Model):
    """A translation was looked at and is still right, though its source changed. `change`: the last change of the row
    that was known then; what the history holds after it is news again."""

    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    column = models.CharField(max_length=63)
    digest = models.CharField(max_length=18)  # of the source as it was read
    change = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    who = models.BigIntegerField(null=True)  # a number only: an account may go

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "row", "column"], name="texts_confirmed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.column}"


class FileQuerySet(models.QuerySet["File"]):
    def overdue(self) -> FileQuerySet:
        return self.filter(uploaded_at__lt=timezone.now() - DAYS_KEPT)


class File(models.Model):
    """Texts that came back from a translator: gone when they are taken over, and after `DAYS_KEPT` whatever happens."""

    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name=_("edition"), related_name="+")
    name = models.CharField(_("file"), max_length=250)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField(_("uploaded at"), db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("uploaded by"), null=True, related_name="+"
    )

    objects = models.Manager.from_queryset(FileQuerySet)()

    class Meta:
        ordering: ClassVar = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def kept_until(self) -> datetime:
        return self.uploaded_at + DAYS_KEPT
