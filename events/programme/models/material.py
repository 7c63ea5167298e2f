"""What a session leaves behind, or an event hands out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.content import Gated, Translated
from conference_portal.kit.languages import language_name, text
from conference_portal.search.models import Searchable, Searched
from events.editions.models import Event
from events.editions.permissions import of_public_event
from events.programme.models.session import Session


class MaterialQuerySet(Gated["Material"]):
    """Public: of a public event; what belongs to a session is so once that is released."""

    editions: ClassVar[tuple[str, ...]] = ("event__edition",)
    events: ClassVar[tuple[str, ...]] = ("event",)

    def public(self) -> Q:
        released = Session.objects.filter(pk=OuterRef("session"), placements__release__replaced_at=None)
        of_event = of_public_event("event")
        return of_event & (Q(session=None) | Q(Exists(released.filter(placements__isnull=False))))


class Material(Translated, Searched):
    class Kind(models.TextChoices):
        SLIDES = "slides", _("slides")
        RECORDING = "recording", _("recording")
        DOCUMENT = "document", _("document")
        LINK = "link", _("link")
        INVITATION = "invitation", _("invitation")

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="materials")
    session = models.ForeignKey(
        Session, models.CASCADE, verbose_name=_("session"), null=True, blank=True, related_name="materials"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("link"), blank=True)
    file = models.FileField(_("file"), upload_to="materials", blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = models.Manager.from_queryset(MaterialQuerySet)()

    search_fields = ("title",)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return text(self, "title").value

    def searched_with(self) -> list[Searchable]:
        return [self.event, self.session] if self.session else [self.event]

    @property
    def address(self) -> str:
        """Where it is to be had; an invitation without a file is made by the portal."""
        if self.file:
            return self.file.url
        if self.is_made_here:
            return reverse("programme:invitation", args=[self.event.slug])
        return self.url

    @property
    def kind_words(self) -> str:
        return capfirst(str(self.Kind(self.kind).label))

    @property
    def language_words(self) -> str:
        if self.is_made_here:
            return "PDF"
        words = language_name(self.language) if self.language else ""
        return words[:1].upper() + words[1:]

    @property
    def is_made_here(self) -> bool:
        """An invitation that the portal sets itself, in the reader's language."""
        return not self.file and not self.url and self.kind == self.Kind.INVITATION
