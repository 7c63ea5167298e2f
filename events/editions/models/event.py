"""Anything with a date: a youth conference, a debate, a theme day. It belongs to an edition or stands alone."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cities.models import City, Room
from conference_portal.kit.content import Gated, Translated, published
from conference_portal.kit.languages import STORED, Text, column, columns, text
from conference_portal.kit.models import Addressed
from conference_portal.kit.pages import moment
from conference_portal.search.models import Key, Searchable
from events.editions.models import event_words
from events.editions.models.edition import Edition
from events.editions.models.event_times import EventTimes

TEXTS = ("tagline", "lead", "body", "place_note", "target_group", "participants", "catering", "data_notice")
LISTED = (
    "slug", "kind", "starts_on", "ends_on", "from_time", "to_time", "time_zone", "attendance", "cancelled_at",
)  # fmt: skip
EDITION_TEXTS = ("edition__intro", "edition__purpose", "edition__target_group")


class EventQuerySet(Gated["Event"]):
    """Public once it is published and its edition is announced."""

    editions: ClassVar[tuple[str, ...]] = ("edition",)
    events: ClassVar[tuple[str, ...]] = ("pk", "part_of")

    def public(self) -> Q:
        return published("published_at") & (Q(edition=None) | published("edition__announced_at"))

    def upcoming(self) -> EventQuerySet:
        """On now or still to come, the nearest first; events without a date last."""
        today = timezone.localdate(moment())
        return self.filter(Q(ends_on__gte=today) | Q(ends_on=None, starts_on__gte=today)).order_by("starts_on")

    def past(self) -> EventQuerySet:
        """Over, the latest first."""
        today = timezone.localdate(moment())
        return self.filter(Q(ends_on__lt=today) | Q(ends_on=None, starts_on__lt=today)).order_by("-starts_on")

    def undated(self) -> EventQuerySet:
        """With words for when, but no date."""
        return self.filter(starts_on=None).order_by("slug")

    def not_a_part(self) -> EventQuerySet:
        return self.filter(part_of=None)

    def of_youth(self) -> EventQuerySet:
        """Youth conferences and youth labs, the main ones before their parts."""
        return self.filter(kind__in=YOUTH).beside_the_conference()

    def beside_the_conference(self) -> EventQuerySet:
        """What an edition's page lists, the main ones before their parts."""
        others = self.exclude(kind=Event.Kind.CONFERENCE)
        return others.order_by(F("part_of").asc(nulls_first=True), F("starts_on").asc(nulls_first=True))

    def with_programme_of_its_own(self) -> EventQuerySet:
        """All but the conferences of editions: their programme stands under the year."""
        return self.exclude(kind=Event.Kind.CONFERENCE, edition__isnull=False)

    def with_place(self) -> EventQuerySet:
        """With what says where it is, which edition it belongs to and which event it is part of. No query more."""
        found = self.select_related("city", "room__venue", "edition__host", "part_of")
        heavy = columns(
            *(f"part_of__{name}" for name in TEXTS), "city__profile", "edition__host__profile", *EDITION_TEXTS
        )
        return found.defer(*(name for name in heavy if not name.endswith("other_language")))

    def for_listing(self, *more: str) -> EventQuerySet:
        """With no more than a row in a list shows: title, time, place, and the texts that are named. No query more."""
        texts = columns("title", "when_note", *more, "city__name", "room__venue__name")
        found = self.select_related("city", "room__venue", "edition")
        return found.only(*LISTED, *texts, "city__slug", "room__slug", "room__venue__slug", "edition__year")

    def for_programme(self) -> EventQuerySet:
        """With what stands around its programme: title, time, edition and what it is part of. No query more."""
        texts = columns("title", "when_note", "edition__host__name", "part_of__title")
        keys = ("edition__year", "edition__host__slug", "part_of__slug", "part_of__kind", "part_of__edition")
        return self.select_related("edition__host", "part_of").only(*LISTED, *texts, *keys)

    def with_guide(self) -> EventQuerySet:
        """With guide, prompts as plain values (`prompted`) and the sub-themes of its own theme: two queries more."""
        texts = {column("text", language): column("guide__prompts__text", language) for language in STORED}
        prompt = JSONObject(minutes="guide__prompts__minutes", other_language="guide__prompts__other_language", **texts)
        prompted = (
            Event.objects.filter(pk=OuterRef("pk"), guide__prompts__isnull=False)
            .order_by("guide__prompts__position")
            .annotate(prompt=prompt)
            .values("prompt")
        )
        found = self.select_related("guide", "theme").annotate(prompted=ArraySubquery(prompted))
        return found.prefetch_related("theme__subthemes")

    def related_to(self, event: Event, *, at_most: int = 6) -> EventQuerySet:
        """Ways on, and by `relation` which: what it is part of, its parts, those beside it, those elsewhere."""
        relation = Case(
            When(part_of=event, then=Value("below")),
            When(pk=event.part_of_id, then=Value("above")),
            When(edition=event.edition_id, edition__isnull=False, then=Value("beside")),
            When(part_of=event.part_of_id, part_of__isnull=False, then=Value("beside")),
            default=Value("elsewhere"),
        )
        others = self.exclude(pk=event.pk).annotate(relation=relation)
        return others.order_by("relation", F("starts_on").desc(nulls_last=True))[:at_most]


class Event(Translated, EventTimes, Searchable, Addressed):
    class Kind(models.TextChoices):
        CONFERENCE = "conference", _("conference")
        YOUTH_CONFERENCE = "youth_conference", _("youth conference")
        YOUTH_LAB = "youth_lab", _("youth lab")
        SEMINAR = "seminar", _("seminar")
        DEBATE = "debate", _("debate")
        THEME_DAY = "theme_day", _("theme day")

    class Attendance(models.TextChoices):
        ON_SITE = "on_site", _("On site")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("Hybrid")

    edition = models.ForeignKey(
        Edition,
        models.PROTECT,
        verbose_name=_("edition"),
        null=True,
        blank=True,
        related_name="events",
        help_text=_("Leave empty for an event that stands alone."),
    )
    part_of = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="parts"
    )
    slug = models.SlugField(_("web address"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=250)
    tagline = models.CharField(_("tagline"), max_length=250, blank=True)
    lead = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("text"), blank=True)
    when_note = models.CharField(_("when, in words"), max_length=200, blank=True)
    attendance = models.CharField(
        _("attendance"), max_length=10, choices=Attendance.choices, default=Attendance.ON_SITE
    )
    city = models.ForeignKey(City, models.PROTECT, verbose_name=_("city"), null=True, blank=True, related_name="events")
    room = models.ForeignKey(Room, models.PROTECT, verbose_name=_("room"), null=True, blank=True, related_name="events")
    place_note = models.CharField(_("where, in words"), max_length=250, blank=True)
    join_url = models.URLField(_("link to join"), blank=True)
    join_released_at = models.DateTimeField(_("link released at"), null=True, blank=True)
    target_group = models.TextField(_("target group"), blank=True)
    participants = models.CharField(_("participants"), max_length=250, blank=True)
    catering = models.CharField(_("catering"), max_length=250, blank=True)
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)
    data_notice = models.TextField(_("how registrations are used"), blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes at"), null=True, blank=True)
    questions_close_at = models.DateTimeField(_("questions close at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, db_index=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)

    objects = models.Manager.from_queryset(EventQuerySet)()

    search_kind = "event"
    search_title = "title"
    search_fields = event_words.FIELDS
    search_along = event_words.ALONG

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering: ClassVar = ["-starts_on", "slug"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="editions_event_ends_after_start",
                violation_error_message=_("The last day must not come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(to_time=None) | Q(from_time__isnull=False), name="editions_event_end_time_needs_start"
            ),
            models.CheckConstraint(
                condition=Q(to_time=None)
                | Q(ends_on__isnull=False, ends_on__gt=F("starts_on"))
                | Q(to_time__gt=F("from_time")),
                name="editions_event_to_after_from",
            ),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(kind="conference"), name="editions_one_conference_per_edition"
            ),
        ]

    def __str__(self) -> str:
        return text(self, "title").value or self.slug

    def get_absolute_url(self) -> str:
        return reverse("programme:event", args=[self.slug])

    def addresses(self) -> tuple[str, ...]:
        return (self.get_absolute_url(), self.programme_address)

    def search_mentions(self, language: str) -> list[str]:  # noqa: ARG002 (the language is active)
        return event_words.mentions(self)

    def search_parts(self) -> list[models.Model | None]:
        return event_words.parts(self)

    def search_place(self, language: str) -> Text:
        if self.city:
            return text(self.city, "name", language=language)
        return text(self.room.venue, "name", language=language) if self.room else Text("", language)

    def search_followers(self) -> set[Key]:
        return event_words.followers(self)

    def search_year(self) -> int | None:
        return self.year

    @property
    def prompts(self) -> list[dict[str, object]]:
        """The questions to discuss, in order. Needs `with_guide()`."""
        return [
            {"text": text(SimpleNamespace(**values), "text"), "minutes": values["minutes"]}
            for values in getattr(self, "prompted", ())
        ]

    @property
    def programme_address(self) -> str:
        if self.edition is not None and self.kind == self.Kind.CONFERENCE:
            return reverse("programme:programme", kwargs={"year": self.edition.year})
        return reverse("programme:programme", kwargs={"event": self.slug})

    @property
    def own_address(self) -> str:
        """Where a reader's own programme of it stands."""
        return self.programme_address.removesuffix("programme/") + "my-programme/"

    @property
    def now_address(self) -> str:
        """Where stands what is on."""
        return self.programme_address.removesuffix("programme/") + "now/"

    @property
    def is_of_youth(self) -> bool:
        return self.kind in YOUTH

    @property
    def registration_closes_on(self) -> date | None:
        return self.local_day(self.registration_closes_at)

    @property
    def questions_close_on(self) -> date | None:
        return self.local_day(self.questions_close_at)

    @property
    def year(self) -> int | None:
        """The year of its day: young people may meet the year before. Without a day, its edition's."""
        if self.starts_on is not None:
            return self.starts_on.year
        return self.edition.year if self.edition else None

    @property
    def registration_is_closed(self) -> bool:
        return self.registration_closes_at is not None and self.registration_closes_at <= moment()

    @property
    def questions_are_closed(self) -> bool:
        return self.questions_close_at is not None and self.questions_close_at <= moment()


YOUTH = (Event.Kind.YOUTH_CONFERENCE, Event.Kind.YOUTH_LAB)
