"""What an import leaves behind, so that the next one knows what was edited in the portal since; and files that wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models import Venue
from conference_portal.kit.content import Gated
from conference_portal.kit.pages import moment
from events.editions.models import Event
from events.programme.models.session import Session

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone

NOBODY = Q(pk__in=())
DAYS_KEPT = 14


class ImportedSessionQuerySet(Gated["ImportedSession"]):
    editions: ClassVar[tuple[str, ...]] = ("event__edition",)
    events: ClassVar[tuple[str, ...]] = ("event",)

    def public(self) -> Q:
        return NOBODY


class ImportedSession(models.Model):
    """What a file said of a session when it was last imported. Where a file still says so, what stands in the session
    is an organiser's and stays. Without a session: it was deleted here since."""

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="imported_sessions")
    session = models.OneToOneField(
        Session, models.SET_NULL, verbose_name=_("session"), null=True, related_name="imported"
    )
    key = models.CharField(_("key"), max_length=400, blank=True)  # the file's own identity; "" if it has none
    title = models.CharField(_("title"), max_length=250)
    data = models.JSONField(default=dict)

    objects = models.Manager.from_queryset(ImportedSessionQuerySet)()

    class Meta:
        ordering: ClassVar = ["event", "pk"]

    def __str__(self) -> str:
        return self.title or self.key


class ImportMemoryQuerySet(Gated["ImportMemory"]):
    editions: ClassVar[tuple[str, ...]] = ("event__edition",)
    events: ClassVar[tuple[str, ...]] = ("event",)

    def public(self) -> Q:
        return NOBODY


class ImportMemory(models.Model):
    """What organisers said about the files of an event, so that the next one asks less.

    `rooms` and `people` lead from a name, folded, to the key of whom it was taken for.
    """

    event = models.OneToOneField(Event, models.CASCADE, verbose_name=_("event"), related_name="import_memory")
    venue = models.ForeignKey(Venue, models.SET_NULL, verbose_name=_("venue"), null=True, related_name="+")
    headings = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    rooms = models.JSONField(default=dict)
    people = models.JSONField(default=dict)

    objects = models.Manager.from_queryset(ImportMemoryQuerySet)()

    def __str__(self) -> str:
        return str(self.event)


class UploadQuerySet(Gated["Upload"]):
    editions: ClassVar[tuple[str, ...]] = ("event__edition",)
    events: ClassVar[tuple[str, ...]] = ("event",)

    def public(self) -> Q:
        return NOBODY

    def visible_to(self, user: Someone) -> UploadQuerySet:
        """It is a draft of a draft: only for those who may import it."""
        return self.editable_by(user)

    def overdue(self) -> UploadQuerySet:
        return self.filter(uploaded_at__lt=moment() - timedelta(days=DAYS_KEPT))


class Upload(models.Model):
    """A programme file that waits to be confirmed. It names people: it goes when it was imported, and after
    `DAYS_KEPT` days whatever happens."""

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="uploads")
    name = models.CharField(_("file"), max_length=250)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField(_("uploaded at"), db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("uploaded by"), null=True, related_name="uploads"
    )
    headings = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)  # of rows in conflict, by their place in the file

    objects = models.Manager.from_queryset(UploadQuerySet)()

    class Meta:
        verbose_name = _("programme file")
        verbose_name_plural = _("programme files")
        ordering: ClassVar = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def kept_until(self) -> datetime:
        return self.uploaded_at + timedelta(days=DAYS_KEPT)
