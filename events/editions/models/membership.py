"""What a user may do in an edition, or in an event that stands alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.pages import moment
from events.editions.models.belonging import ONE_OWNER, BelongingQuerySet
from events.editions.models.edition import Edition
from events.editions.models.event import Event


class Role(models.TextChoices):
    """From the least to the most."""

    READER = "reader", _("reader of drafts")
    EDITOR = "editor", _("editor")
    CHIEF = "chief", _("chief")

    @property
    def may(self) -> str:
        """In plain words."""
        return str(MAY[self])


MAY = {
    Role.READER: _("Reads all drafts and changes nothing."),
    Role.EDITOR: _("Writes and changes everything that readers will see, and announces it."),
    Role.CHIEF: _("Does what editors do; also releases programmes, archives, and says who works on it."),
}


class MembershipQuerySet(BelongingQuerySet["Membership"]):
    """Nobody reads memberships but those who belong to the same edition."""

    def public(self) -> Q:
        return Q(pk__in=())

    def of(self, thing: Edition | Event) -> MembershipQuerySet:
        """Of this edition, or of this event itself."""
        return self.filter(edition=thing) if isinstance(thing, Edition) else self.filter(event=thing)

    def today(self) -> MembershipQuerySet:
        return self.filter(Q(until=None) | Q(until__gte=timezone.localdate(moment())), user__is_active=True)

    def chiefs_of(self, thing: Edition | Event) -> MembershipQuerySet:
        """Today's: of an event also those of its edition and of what it is part of."""
        if isinstance(thing, Edition):
            places = Q(edition=thing)
        else:
            events = [key for key in (thing.pk, thing.part_of_id) if key]
            places = Q(event__in=events) | Q(edition__isnull=False, edition=thing.edition_id)
        return self.today().filter(places, role=Role.CHIEF).select_related("user").order_by("pk")


class Membership(models.Model):
    Role = Role

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), null=True, blank=True, related_name="memberships"
    )
    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name=_("event"), null=True, blank=True, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = models.Manager.from_queryset(MembershipQuerySet)()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_OWNER, name="editions_membership_has_one_owner"),
            models.UniqueConstraint(
                fields=["user", "edition", "event"], nulls_distinct=False, name="editions_one_membership_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    @property
    def name(self) -> str:
        return str(self.user.get_full_name() or self.user.get_username())

    @property
    def has_ended(self) -> bool:
        return self.until is not None and self.until < timezone.localdate(moment())

    @property
    def is_the_last_chief(self) -> bool:
        """Without it nobody would be chief today."""
        thing = self.edition or self.event
        if thing is None or self.role != Role.CHIEF or self.has_ended:
            return False
        return not Membership.objects.of(thing).chiefs_of(thing).exclude(pk=self.pk).exists()

    def end(self) -> None:
        """At once: it was valid until yesterday."""
        self.until = timezone.localdate(moment()) - timedelta(days=1)
        self.save(update_fields=["until"])

    def widen(self, *, role: str, until: date | None) -> None:
        """Whoever is invited once more keeps the wider of two rights, and the longer of two times."""
        if self.has_ended:
            self.role, self.until = role, until
            return
        self.role = max(self.role, role, key=Role.values.index)
        self.until = max(self.until, until) if self.until and until else None
