"""Questions for a work group to talk about: a guide, its method and its prompts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.content import Gated, Translated
from conference_portal.kit.languages import text
from conference_portal.search.models import Searchable, Searched
from events.editions.models import Event
from events.editions.permissions import of_public_event


class GuideQuerySet(Gated["Guide"]):
    editions: ClassVar[tuple[str, ...]] = ("event__edition",)
    events: ClassVar[tuple[str, ...]] = ("event",)

    def public(self) -> Q:
        return of_public_event("event")


class Guide(Translated, Searched):
    event = models.OneToOneField(Event, models.CASCADE, verbose_name=_("event"), related_name="guide")
    title = models.CharField(_("title"), max_length=200)
    method = models.TextField(_("method"), blank=True)

    objects = models.Manager.from_queryset(GuideQuerySet)()

    search_fields = ("title", "method")

    class Meta:
        verbose_name = _("discussion guide")
        verbose_name_plural = _("discussion guides")

    def __str__(self) -> str:
        return text(self, "title").value

    def searched_with(self) -> list[Searchable]:
        return [self.event]


class PromptQuerySet(Gated["Prompt"]):
    editions: ClassVar[tuple[str, ...]] = ("guide__event__edition",)
    events: ClassVar[tuple[str, ...]] = ("guide__event",)

    def public(self) -> Q:
        return of_public_event("guide__event")


class Prompt(Translated, Searched):
    guide = models.ForeignKey(Guide, models.CASCADE, verbose_name=_("discussion guide"), related_name="prompts")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.TextField(_("text"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)

    objects = models.Manager.from_queryset(PromptQuerySet)()

    search_fields = ("text",)

    class Meta:
        verbose_name = _("prompt")
        verbose_name_plural = _("prompts")
        ordering: ClassVar = ["guide", "position"]

    def __str__(self) -> str:
        return text(self, "text").value[:60]

    def searched_with(self) -> list[Searchable]:
        return [self.guide.event]
