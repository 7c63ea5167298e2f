"""What a user may do in an edition, or in an event that stands alone."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.editions.models.belonging import ONE_OWNER, BelongingQuerySet
from events.editions.models.edition import Edition
from events.editions.models.event import Event


class MembershipQuerySet(BelongingQuerySet["Membership"]):
    """Nobody reads memberships but those who belong to the same edition."""

    def public(self) -> Q:
        return Q(pk__in=())


class Membership(models.Model):
    class Role(models.TextChoices):
        READER = "reader", _("reader of drafts")
        EDITOR = "editor", _("editor")
        CHIEF = "chief", _("chief")

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
