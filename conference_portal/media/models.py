"""Images that editors upload, with what a reader needs to hear of them and what the law asks."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.content import Gated, Translated
from conference_portal.kit.languages import STORED, column, text
from conference_portal.kit.pages import moment
from conference_portal.kit.pictures import WIDTHS

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone
    from conference_portal.kit.pictures import Picture


class ImageQuerySet(Gated["Image"]):
    """Public until it is withdrawn or consent ends."""

    def public(self) -> Q:
        return (Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment())) & (
            Q(consent_until=None) | Q(consent_until__gte=timezone.localdate(moment()))
        )

    def of_member(self, user: Someone, *, editing: bool = False) -> Q:  # noqa: ARG002 (one hand for both)
        """Images belong to the editor who uploaded them."""
        return Q(uploaded_by=user.pk)


class Image(Translated):
    file = models.FileField(_("picture"), upload_to="images")
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = models.CharField(
        _("text alternative"),
        max_length=250,
        blank=True,
        help_text=_("What somebody who cannot see the picture should know."),
    )
    decorative = models.BooleanField(_("decorative: says nothing that the text does not say"), default=False)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, per cent from the left"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, per cent from the top"), default=50, validators=[MaxValueValidator(100)]
    )
    credit = models.CharField(_("credit line"), max_length=200, blank=True)
    consent_until = models.DateField(
        _("consent until"), null=True, blank=True, help_text=_("From the day after, the picture is shown nowhere.")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        "auth.User", models.SET_NULL, verbose_name=_("uploaded by"), null=True, editable=False, related_name="+"
    )

    objects = models.Manager.from_queryset(ImageQuerySet)()

    written_beside: ClassVar = staticmethod(lambda: {"file": ("width", "height")})

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return text(self, "alt").value or f"{self._meta.verbose_name} {self.pk or ''}".strip()

    def clean(self) -> None:
        super().clean()
        if not self.decorative and not any(getattr(self, column("alt", language)) for language in STORED):
            raise ValidationError(
                {"decorative": _("Describe the picture in one language at least, or say that it is decorative.")}
            )

    def take(self, picture: Picture) -> None:
        """Write the picture in all its sizes, under a name that nobody can guess."""
        storage, name = self.file.storage, f"{self.file.field.upload_to}/{token_hex(16)}.webp"
        written: list[str] = []
        try:
            for width, content in picture.smaller.items():
                written.append(storage.save(narrower(name, width), ContentFile(content)))
            written.append(storage.save(name, ContentFile(picture.whole)))
        except OSError:
            for each in written:
                storage.delete(each)
            raise
        self.width, self.height = picture.width, picture.height
        self.file.name = name

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths that it can be had in, the smallest first."""
        return (*(width for width in WIDTHS if width < self.width), self.width)

    def address(self, width: int) -> str:
        """The address of the picture at one of its widths."""
        name = self.file.name if width >= self.width else narrower(self.file.name or "", width)
        return self.file.storage.url(name or "")

    @property
    def srcset(self) -> str:
        return ", ".join(f"{self.address(width)} {width}w" for width in self.widths)

    @property
    def smallest(self) -> str:
        return self.address(self.widths[0])

    def names(self) -> list[str]:
        """All its files."""
        name = self.file.name or ""
        return [name, *(narrower(name, width) for width in WIDTHS)] if name else []


def narrower(name: str, width: int) -> str:
    stem, _dot, suffix = name.rpartition(".")
    return f"{stem}-{width}.{suffix}"
