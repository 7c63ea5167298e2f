"""What young people made; also the media of a theme day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cities.models import City
from conference_portal.kit.content import Gated, Translated, published
from conference_portal.kit.formats import words_list
from conference_portal.kit.languages import STORED, Text, column, language_name, text
from conference_portal.kit.pages import moment
from conference_portal.search.models import Searchable, Searched
from events.editions.models import Event, Topic
from events.editions.permissions import of_public_event
from speakers.models import Speaker


class OutputQuerySet(Gated["Output"]):
    """Public once published, and only as long as consent lasts."""

    editions: ClassVar[tuple[str, ...]] = ("event__edition",)
    events: ClassVar[tuple[str, ...]] = ("event",)

    def public(self) -> Q:
        of_event = of_public_event("event")
        consented = Q(consent_until=None) | Q(consent_until__gte=timezone.localdate(moment()))
        return published("published_at") & consented & of_event

    def of(self, events: Iterable[Event]) -> OutputQuerySet:
        return self.filter(event__in=events)

    def with_credits(self) -> OutputQuerySet:
        """With `credited`: who is in it, in order, as plain values. No query more."""
        translated = {
            column(name, language): column(name, language)
            for name in ("job_title", "organisation")
            for language in STORED
        }
        credited = (
            Credit.objects.filter(output=OuterRef("pk"))
            .order_by("position", "pk")
            .annotate(
                as_then=JSONObject(
                    name="speaker__name",
                    slug="speaker__slug",
                    role="role",
                    other_language="other_language",
                    **translated,
                )
            )
            .values("as_then")
        )
        return self.annotate(credited=ArraySubquery(credited))


@dataclass(frozen=True)
class Row:
    """An output as pages print it."""

    slug: str
    kind: str
    kicker: Text
    title: Text
    formats: tuple[str, ...]
    length: int | None
    facts: str
    text: Text
    url: str
    label: str
    credits: tuple[Person, ...]


@dataclass(frozen=True)
class Person:
    """Somebody in an output, as they were then."""

    name: str
    url: str
    role: str
    job_title: Text
    organisation: Text


class Output(Translated, Searchable):
    class Kind(models.TextChoices):
        TALK_SUMMARY = "talk_summary", _("talk summary")
        SONG = "song", _("song")
        MUSIC_VIDEO = "music_video", _("music video")
        FILM = "film", _("film")
        PODCAST = "podcast", _("podcast episode")
        ARTICLE = "article", _("article")
        DOCUMENT = "document", _("document")
        SOCIAL_PROFILE = "social_profile", _("social profile")
        PICTURE_SERIES = "picture_series", _("picture series")

    class Format(models.TextChoices):
        FILM = "film", _("film")
        LECTURE = "lecture", _("lecture")
        REPORT = "report", _("report")
        CONVERSATION = "conversation", _("conversation")
        INTERVIEW = "interview", _("interview")
        ARTICLE = "article", _("article")
        PODCAST = "podcast", _("podcast")
        MUSIC = "music", _("music")
        PICTURES = "pictures", _("pictures")

    event = models.ForeignKey(Event, models.PROTECT, verbose_name=_("event"), related_name="outputs")
    slug = models.SlugField(_("key"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    formats = ArrayField(
        models.CharField(max_length=20, choices=Format.choices),
        verbose_name=_("format words"),
        default=list,
        blank=True,
    )
    kicker = models.CharField(_("kicker"), max_length=150, blank=True)
    title = models.CharField(_("title"), max_length=250)
    text = models.TextField(_("text"), blank=True)
    series = models.CharField(_("series"), max_length=150, blank=True)
    number = models.PositiveSmallIntegerField(_("number in the series"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    url = models.URLField(_("link"), blank=True)
    file = models.FileField(_("file"), upload_to="outputs", blank=True)
    length = models.PositiveIntegerField(_("running length in seconds"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    captions = ArrayField(models.CharField(max_length=12), verbose_name=_("captions in"), default=list, blank=True)
    transcript = models.TextField(_("transcript"), blank=True)
    city = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("city"), null=True, blank=True, related_name="outputs"
    )
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), related_name="outputs", blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, db_index=True)
    consent_until = models.DateField(_("consent until"), null=True, blank=True)

    objects = models.Manager.from_queryset(OutputQuerySet)()

    search_kind = "output"
    search_title = "title"
    search_fields = ("kicker", "text", "series", "transcript")
    search_along = ("event__edition__host", "event__city", "city", "credits__speaker")

    class Meta:
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        ordering: ClassVar = ["event", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "slug"], name="youthlab_output_once_per_event")
        ]

    def __str__(self) -> str:
        return text(self, "title").value or self.slug

    def get_absolute_url(self) -> str:
        return f"{self.event.get_absolute_url()}#{self.slug}"

    def search_beside(self) -> list[str]:
        return [credit.speaker.name for credit in self.credits.all()]

    def search_mentions(self, language: str) -> list[str]:  # noqa: ARG002 (the language is active)
        formats = [str(Output.Format(word).label) for word in self.formats]
        return [self.get_kind_display(), *formats, *(self.city.search_names() if self.city else ())]

    def search_parts(self) -> list[models.Model | None]:
        return list(self.credits.all())

    def search_place(self, language: str) -> Text:
        return text(self.event, "title", language=language)

    def search_year(self) -> int | None:
        return self.event.year

    @property
    def row(self) -> Row:
        """Needs `with_credits()`."""
        return Row(
            slug=self.slug,
            kind=capfirst(self.get_kind_display()),
            kicker=text(self, "kicker"),
            title=text(self, "title"),
            formats=self.format_words,
            length=self.length,
            facts=self.facts,
            text=text(self, "text"),
            url=self.url or (self.file.url if self.file else ""),
            label=gettext("Open"),
            credits=tuple(_person(values) for values in getattr(self, "credited", ())),
        )

    @property
    def format_words(self) -> tuple[str, ...]:
        """As a line begins: Film, lecture."""
        words = [str(Output.Format(word).label) for word in self.formats]
        return tuple(capfirst(word) if not place else word for place, word in enumerate(words))

    @property
    def facts(self) -> str:
        """Series and number, language, captions: one line."""
        words = []
        if series := text(self, "series").value:
            words.append(
                gettext("%(series)s, no. %(number)s") % {"series": series, "number": self.number}
                if self.number
                else series
            )
        if self.language:
            words.append(capfirst(language_name(self.language)))
        if self.captions:
            names = words_list([language_name(code) for code in self.captions])
            words.append(gettext("captions: %(languages)s") % {"languages": names})
        return ", ".join(words)


def _person(values: dict[str, str]) -> Person:
    thing = SimpleNamespace(**values)
    role = str(Credit.Role(values["role"]).label)
    url = reverse("speakers:speaker", args=[values["slug"]])
    return Person(values["name"], url, role, text(thing, "job_title"), text(thing, "organisation"))


class CreditQuerySet(Gated["Credit"]):
    editions: ClassVar[tuple[str, ...]] = ("output__event__edition",)
    events: ClassVar[tuple[str, ...]] = ("output__event",)

    def public(self) -> Q:
        return Q(output__in=Output.objects.filter(Output.objects.all().public()))

    def with_output(self) -> CreditQuerySet:
        return self.select_related("output__event__edition__host", "output__event__city")


class Credit(Translated, Searched):
    """A person in an output, with the title and the organisation that they had then."""

    class Role(models.TextChoices):
        HOST = "host", pgettext_lazy("of a podcast", "host")
        GUEST = "guest", _("guest")
        AUTHOR = "author", _("author")

    output = models.ForeignKey(Output, models.CASCADE, verbose_name=_("output"), related_name="credits")
    speaker = models.ForeignKey(Speaker, models.PROTECT, verbose_name=_("person"), related_name="credits")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    job_title = models.CharField(_("job title then"), max_length=250, blank=True)
    organisation = models.CharField(_("organisation then"), max_length=250, blank=True)

    objects = models.Manager.from_queryset(CreditQuerySet)()

    search_fields = ("job_title", "organisation")

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.output}"

    def searched_with(self) -> list[Searchable]:
        return [self.output]
