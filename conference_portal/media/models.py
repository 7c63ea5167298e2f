"""Images that editors upload, with what a reader needs to hear of them and what the law asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.content import Gated, Translated
from conference_portal.kit.pages import moment

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone


class ImageQuerySet(Gated["Image"]):
    def public(self) -> Q:
        return (Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment())) & (
            Q(consent_until=None) | Q(consent_until__gte=moment().date())
        )

    def of_member(self, user: Someone, *, editing: bool = False) -> Q:
        """Images belong to the editor who uploaded them."""
        return Q(uploaded_by=user.pk)


class Image(Translated):
    file = models.ImageField(_("file"), upload_to="images", width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = models.CharField(_("text alternative"), max_length=250, blank=True)
    decorative = models.BooleanField(_("decorative: says nothing that the text does not say"), default=False)
    focal_x = models.PositiveSmallIntegerField(_("focal point, per cent from the left"), default=50)
    focal_y = models.PositiveSmallIntegerField(_("focal point, per cent from the top"), default=50)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    consent_until = models.DateField(_("consent until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        "auth.User", models.SET_NULL, verbose_name=_("uploaded by"), null=True, editable=False, related_name="+"
    )

    objects = models.Manager.from_queryset(ImageQuerySet)()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self) -> str:
        return self.file.name or ""
