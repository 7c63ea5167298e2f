"""What a year is about, and the threads that run through all years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce, ExtractYear
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.content import Gated, Translated, published
from conference_portal.kit.languages import Text, text
from conference_portal.kit.models import Addressed
from conference_portal.search.models import Searchable, Searched
from events.editions.models.belonging import ONE_OWNER, BelongingQuerySet
from events.editions.models.edition import Edition
from events.editions.models.event import Event
from events.editions.permissions import of_public_event


class TopicQuerySet(Gated["Topic"]):
    """Always public; kept by the keepers of the series."""


class Topic(Translated, Searchable, Addressed):
    slug = models.SlugField(_("web address"), unique=True)
    title = models.CharField(_("title"), max_length=150)
    description = models.TextField(_("description"), blank=True)

    objects = models.Manager.from_queryset(TopicQuerySet)()

    search_kind = "topic"
    search_title = "title"
    search_fields = ("description",)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return text(self, "title").value or self.slug

    def get_absolute_url(self) -> str:
        return reverse("editions:topic", args=[self.slug])


class ThemeQuerySet(BelongingQuerySet["Theme"]):
    pass


class Theme(Translated, Searched):
    edition = models.OneToOneField(
        Edition, models.CASCADE, verbose_name=_("edition"), null=True, blank=True, related_name="theme"
    )
    event = models.OneToOneField(
        Event, models.CASCADE, verbose_name=_("event"), null=True, blank=True, related_name="theme"
    )
    title = models.CharField(_("title"), max_length=250, blank=True)
    statement = models.TextField(_("theme statement"), blank=True)

    objects = models.Manager.from_queryset(ThemeQuerySet)()

    search_fields = ("title", "statement")

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints: ClassVar = [models.CheckConstraint(condition=ONE_OWNER, name="editions_theme_has_one_owner")]

    def __str__(self) -> str:
        return text(self, "title").value

    def searched_with(self) -> list[Searchable]:
        return [owner for owner in (self.edition, self.event) if owner]


@dataclass(frozen=True)
class Row:
    """A sub-theme as pages print it."""

    slug: str
    phrase: Text
    keyword: Text
    text: Text
    url: str


class SubThemeQuerySet(Gated["SubTheme"]):
    editions: ClassVar[tuple[str, ...]] = ("theme__edition", "theme__event__edition")
    events: ClassVar[tuple[str, ...]] = ("theme__event",)

    def public(self) -> models.Q:
        of_event = of_public_event("theme__event")
        return published("theme__edition__announced_at") | of_event

    def of(self, edition: Edition | int) -> SubThemeQuerySet:
        return self.filter(theme__edition=edition).select_related("theme__edition").order_by("position", "pk")

    def with_owner(self) -> SubThemeQuerySet:
        """With the edition or the event whose theme it belongs to."""
        return self.select_related("theme__edition__host", "theme__event__edition__host")

    def latest_first(self) -> SubThemeQuerySet:
        year = Coalesce("theme__edition__year", "theme__event__edition__year", ExtractYear("theme__event__starts_on"))
        return self.order_by(year.desc(nulls_last=True), "position", "pk")

    def before(self, year: int) -> SubThemeQuerySet:
        """Of earlier editions, the latest first."""
        return self.filter(theme__edition__year__lt=year).latest_first()

    def carrying(self, others: SubThemeQuerySet) -> SubThemeQuerySet:
        """Those that share a topic with these."""
        carries = SubTheme.topics.through.objects
        topics = carries.filter(subtheme__in=others.values("pk")).values("topic")
        return self.filter(pk__in=carries.filter(topic__in=topics).values("subtheme"))


class SubTheme(Translated, Searchable, Addressed):
    theme = models.ForeignKey(Theme, models.CASCADE, verbose_name=_("theme"), related_name="subthemes")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    slug = models.SlugField(_("web address"))
    phrase = models.CharField(_("phrase before the keyword"), max_length=120, blank=True)
    keyword = models.CharField(_("keyword"), max_length=120)
    text = models.TextField(_("text"), blank=True)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), related_name="subthemes", blank=True)

    objects = models.Manager.from_queryset(SubThemeQuerySet)()

    search_kind = "subtheme"
    search_title = "keyword"
    search_fields = ("phrase", "text")
    search_along = ("theme__edition__host", "theme__event__edition__host", "theme__event__city")

    class Meta:
        verbose_name = _("sub-theme")
        verbose_name_plural = _("sub-themes")
        ordering: ClassVar = ["theme", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["theme", "slug"], name="editions_subtheme_once_per_theme")
        ]

    def __str__(self) -> str:
        return text(self, "keyword").value or self.slug

    def get_absolute_url(self) -> str:
        if self.theme.edition is None:
            return self.theme.event.get_absolute_url() if self.theme.event else ""
        return reverse("editions:subtheme", args=[self.theme.edition.year, self.slug])

    def searched_with(self) -> list[Searchable]:
        """An event shows the sub-themes of its own theme."""
        return [self, self.theme.event] if self.theme.event else [self]

    def search_place(self, language: str) -> Text:
        if self.theme.edition is not None:
            return self.theme.edition.search_place(language)
        return text(self.theme.event, "title", language=language)

    def search_year(self) -> int | None:
        return self.year

    @property
    def row(self) -> Row:
        words = {name: text(self, name) for name in ("phrase", "keyword", "text")}
        return Row(slug=self.slug, url=self.get_absolute_url(), **words)

    @property
    def whole(self) -> Text:
        """Phrase and keyword in one, for titles and links: `Engage in stronger collaboration`."""
        phrase, keyword = text(self, "phrase"), text(self, "keyword")
        return (
            replace(keyword, value=f"{phrase} {keyword}") if phrase.language == keyword.language and phrase else keyword
        )

    @property
    def year(self) -> int | None:
        """The year of the edition that it was a sub-theme of, itself or through an event."""
        if self.theme.edition is not None:
            return self.theme.edition.year
        return self.theme.event.year if self.theme.event else None
