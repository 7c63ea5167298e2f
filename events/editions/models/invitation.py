"""An invitation to work on an edition, or on an event that stands alone: a link that works once, for some days.

Of the link only a digest is stored. Whoever no longer may invite takes their open invitations with them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.pages import moment
from events.editions.models.belonging import ONE_OWNER
from events.editions.models.edition import Edition
from events.editions.models.event import Event
from events.editions.models.keyed import Keyed, KeyedQuerySet
from events.editions.models.membership import Membership, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from conference_portal.kit.content import Someone

DAYS_OPEN, DAYS_KEPT = 14, 30


class NotOpen(Exception):  # noqa: N818 (of an invitation, no error of ours)
    """It was accepted, withdrawn, or is too old."""


class InvitationQuerySet(KeyedQuerySet["Invitation"]):
    """For chiefs alone: an address is nobody else's business."""

    shown_with = ("invited_by",)

    def of_member(self, user: Someone, *, editing: bool = False) -> Q:  # noqa: ARG002 (one hand for both)
        return Q(pk__in=self.model.objects.led_by(user).values("pk"))

    def waiting(self) -> InvitationQuerySet:
        """Neither accepted nor withdrawn; they may be too old."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def withdraw(self) -> int:
        return self.update(withdrawn_at=moment())

    def overdue(self) -> InvitationQuerySet:
        """Closed for a month: `manage.py tidy` deletes them, and the address with them."""
        end = timezone.now() - timedelta(days=DAYS_KEPT)
        return self.filter(Q(accepted_at__lte=end) | Q(withdrawn_at__lte=end) | Q(expires_at__lte=end))

    @transaction.atomic
    def invite(self, thing: Edition | Event, *, email: str, role: str, **more: object) -> tuple[Invitation, str]:
        """The invitation, and the key of its link, which is nowhere else. One that waits for the address is withdrawn.

        `more`: until, language, invited_by."""
        self.of(thing).waiting().filter(email__iexact=email).withdraw()
        return self.keyed(thing, email=email, role=role, **more)


def in_two_weeks() -> object:
    return timezone.now() + timedelta(days=DAYS_OPEN)


class Invitation(Keyed):
    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), null=True, blank=True, related_name="invitations"
    )
    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name=_("event"), null=True, blank=True, related_name="invitations"
    )
    email = models.EmailField(_("e-mail"), max_length=150)  # becomes the user name, which is no longer
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    until = models.DateField(_("until"), null=True, blank=True)
    language = models.CharField("language of the mail", max_length=12, default="da")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="invited by", null=True, related_name="+"
    )
    invited_at = models.DateTimeField("invited at", default=timezone.now)
    expires_at = models.DateTimeField("expires at", default=in_two_weeks)
    accepted_at = models.DateTimeField("accepted at", null=True)

    objects = models.Manager.from_queryset(InvitationQuerySet)()

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitations"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_OWNER, name="editions_invitation_has_one_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"

    @property
    def state(self) -> str:
        """open, accepted, withdrawn, expired"""
        if self.accepted_at:
            return "accepted"
        if self.withdrawn_at or not self._is_still_meant():
            return "withdrawn"
        return "open" if self.expires_at > moment() else "expired"

    def _is_still_meant(self) -> bool:
        by = self.invited_by
        if by is None:  # the operator's
            return True
        return by.is_active and type(self.thing)._default_manager.led_by(by).filter(pk=self.thing.pk).exists()

    @transaction.atomic
    def accept(self, user: User) -> Membership:
        """Once.

        Raises NotOpen."""
        held = Invitation.objects.select_for_update().get(pk=self.pk)
        if held.state != "open":
            raise NotOpen
        found = Membership.objects.select_for_update().filter(user=user, edition=self.edition_id, event=self.event_id)
        membership = found.first() or Membership(
            user=user, edition=self.edition, event=self.event, role=self.role, until=self.until
        )
        membership.widen(role=self.role, until=self.until)
        membership.save()
        held.accepted_at = self.accepted_at = moment()
        held.save(update_fields=["accepted_at"])
        return membership
