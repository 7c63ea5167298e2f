"""A handover that took place: from which edition which draft was made, so that its letter can be read at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.content import Gated, memberships_of
from events.editions.models import Edition

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone


class HandoverQuerySet(Gated["Handover"]):
    """For those who work on the new edition, and for the chiefs of the one that it was made from."""

    editions: ClassVar[tuple[str, ...]] = ("edition",)

    def public(self) -> Q:
        return Q(pk__in=())

    def of_member(self, user: Someone, *, editing: bool = False) -> Q:
        mine = memberships_of(user).exclude(edition=None)
        gave = Q(edition__in=mine.filter(role="chief").values("edition"))
        return gave if editing else gave | Q(successor__in=mine.values("edition"))


class Handover(models.Model):
    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name=_("edition"), related_name="handovers")
    successor = models.OneToOneField(
        Edition, models.CASCADE, verbose_name=_("new edition"), related_name="received_from"
    )
    handed_over_at = models.DateTimeField(_("handed over at"))
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("handed over by"), null=True, related_name="handovers"
    )
    language = models.CharField(_("language of the letter"), max_length=12, choices=settings.LANGUAGES, default="da")
    copied = models.JSONField(default=dict)  # how many rows of each kind went along

    objects = models.Manager.from_queryset(HandoverQuerySet)()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering: ClassVar = ["-handed_over_at"]

    def __str__(self) -> str:
        return f"{self.edition} → {self.successor}"

    @property
    def letter_address(self) -> str:
        return reverse("admin:handover_handover_change", args=[self.pk])
