"""A link that shows the draft of an edition, or of an event that stands alone, as its readers will see it.

Whoever holds it needs no account. It ends on its day, when it is withdrawn, and when its maker leaves the edition."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.pages import moment
from events.editions.models.belonging import ONE_OWNER
from events.editions.models.edition import Edition
from events.editions.models.event import Event
from events.editions.models.keyed import Keyed, KeyedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import User

DAYS_OPEN, DAYS_KEPT = 14, 30
NOTED_EVERY = timedelta(minutes=5)  # reading writes no more often than that


class PreviewLinkQuerySet(KeyedQuerySet["PreviewLink"]):
    """For those who work on the edition."""

    shown_with = ("made_by",)

    def for_others(self) -> PreviewLinkQuerySet:
        """Without those that somebody at the desk looks through for a day."""
        return self.filter(own_look=False)

    def with_key(self, key: str) -> PreviewLink | None:
        """The link of this key, as long as it opens anything."""
        found = super().with_key(key)
        return found if found and found.is_open else None

    def overdue(self) -> PreviewLinkQuerySet:
        """Ended for a month: `manage.py tidy` deletes them."""
        end = timezone.now() - timedelta(days=DAYS_KEPT)
        return self.filter(Q(until__lt=timezone.localdate(end)) | Q(withdrawn_at__lte=end))

    def make(self, thing: Edition | Event, *, by: User, **more: Any) -> tuple[PreviewLink, str]:
        """The link, and its key, which is nowhere else. `more`: until, note, own_look."""
        return self.keyed(thing, made_by=by, **more)


def in_two_weeks() -> date:
    return timezone.localdate() + timedelta(days=DAYS_OPEN)


class PreviewLink(Keyed):
    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), null=True, blank=True, related_name="preview_links"
    )
    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name=_("event"), null=True, blank=True, related_name="preview_links"
    )
    note = models.CharField("for whom", max_length=120, blank=True)
    until = models.DateField("last day", default=in_two_weeks)
    own_look = models.BooleanField("for a look from the desk", default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="made by", related_name="+")
    made_at = models.DateTimeField("made at", default=timezone.now)
    opened_at = models.DateTimeField("last opened at", null=True)

    objects = models.Manager.from_queryset(PreviewLinkQuerySet)()

    class Meta:
        verbose_name = "preview link"
        verbose_name_plural = "preview links"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_OWNER, name="editions_previewlink_has_one_owner"),
        ]

    def __str__(self) -> str:
        return self.note or str(self.thing)

    @property
    def is_open(self) -> bool:
        in_time = self.withdrawn_at is None and self.until >= timezone.localdate(moment())
        return in_time and self._maker_is_here()

    def _maker_is_here(self) -> bool:
        by, rows = self.made_by, type(self.thing)._default_manager.filter(pk=self.thing.pk)
        if not (by.is_active and by.is_staff):
            return False
        return by.is_superuser or rows.filter(rows.of_member(by)).exists()

    def note_opening(self) -> None:
        """The moment, roughly: who it was is not asked."""
        now = moment()
        if self.opened_at is None or self.opened_at <= now - NOTED_EVERY:
            PreviewLink.objects.filter(pk=self.pk).update(opened_at=now)


class PreviewReader(AnonymousUser):
    """Stands for whoever holds a link: the gates find the link where they look for memberships. May change nothing."""

    id = pk = 0  # type: ignore[assignment]  # of nobody: nothing is theirs
    is_authenticated = True  # type: ignore[assignment]
    reads_drafts = True

    def __init__(self, link: PreviewLink) -> None:
        self.memberships = PreviewLink.objects.filter(pk=link.pk)
