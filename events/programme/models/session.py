"""The working copy of the programme: organisers move it freely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.models import Room
from conference_portal.kit.content import Gated, Translated
from conference_portal.kit.languages import Text, text
from conference_portal.kit.models import Addressed
from conference_portal.search.models import Entry, Searchable, Searched, in_all_languages
from events.editions.models import Event, SubTheme, Topic
from events.editions.permissions import of_public_event
from speakers.models import Speaker

RESERVED = frozenset({"changes", "formats", "now", "preview"})


class SessionQuerySet(Gated["Session"]):
    """Public: what stands in the current release of a public event, cancelled and withdrawn ones too."""

    editions: ClassVar[tuple[str, ...]] = ("event__edition",)
    events: ClassVar[tuple[str, ...]] = ("event",)

    def public(self) -> Q:
        placed = Session.objects.filter(
            pk=OuterRef("pk"), placements__isnull=False, placements__release__replaced_at=None
        )
        of_event = of_public_event("event")
        return Q(Exists(placed)) & of_event

    def of(self, event: Event) -> SessionQuerySet:
        return self.filter(event=event)

    def with_topics(self) -> SessionQuerySet:
        return self.prefetch_related("topics", "subthemes")


class Session(Translated, Searchable, Addressed):
    class Kind(models.TextChoices):
        PLENARY = "plenary", _("plenary")
        KEYNOTE = "keynote", _("keynote")
        TALK = "talk", _("talk")
        PANEL = "panel", _("panel")
        WORKSHOP = "workshop", _("workshop")
        STUDY_VISIT = "study_visit", _("study visit")
        YOUTH = "youth", _("youth contribution")
        MEAL = "meal", _("meal")
        BREAK = "break", _("break")
        SOCIAL = "social", _("social")
        CEREMONY = "ceremony", _("ceremony")
        TRANSPORT = "transport", _("transport")

    event = models.ForeignKey(Event, models.PROTECT, verbose_name=_("event"), related_name="sessions")
    slug = models.SlugField(_("web address"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.TALK)
    title = models.CharField(_("title"), max_length=250)
    abstract = models.TextField(_("abstract"), blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Its order where it has no time.")
    )
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    starts_on = models.DateField(
        _("first day"), null=True, blank=True, help_text=_("For what lasts whole days and has no clock time.")
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    room = models.ForeignKey(
        Room, models.PROTECT, verbose_name=_("room"), null=True, blank=True, related_name="sessions"
    )
    place_note = models.CharField(_("where, in words"), max_length=250, blank=True)
    for_everyone = models.BooleanField(_("for everyone"), default=False)
    repeats = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("repeats"), null=True, blank=True, related_name="repetitions"
    )
    spoken = ArrayField(models.CharField(max_length=12), verbose_name=_("spoken in"), default=list, blank=True)
    slides_in = ArrayField(models.CharField(max_length=12), verbose_name=_("slides in"), default=list, blank=True)
    interpreted_into = ArrayField(
        models.CharField(max_length=12), verbose_name=_("interpreted into"), default=list, blank=True
    )
    captioned_in = ArrayField(models.CharField(max_length=12), verbose_name=_("captioned in"), default=list, blank=True)
    content_note = models.TextField(_("content note"), blank=True)
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)
    subthemes = models.ManyToManyField(SubTheme, verbose_name=_("sub-themes"), related_name="sessions", blank=True)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), related_name="sessions", blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_because = models.CharField(_("cancelled because"), max_length=250, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = models.Manager.from_queryset(SessionQuerySet)()

    search_kind = "session"
    search_title = "title"
    search_fields = ("abstract", "place_note", "content_note")
    search_along = ("event__edition__host", "event__city", "room", "materials", "appearances__speaker")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering: ClassVar = ["event", F("starts_at").asc(nulls_last=True), "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "slug"],
                name="programme_session_once_per_event",
                violation_error_message=_("There is a session at this address already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="programme_session_ends_after_start",
                violation_error_message=_("A session must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="programme_session_days_in_order",
                violation_error_message=_("The last day must not come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(starts_at=None, ends_at=None),
                name="programme_session_days_or_times",
                violation_error_message=_("Give either days or times: whole days have no clock time."),
            ),
        ]

    def __str__(self) -> str:
        return text(self, "title").value or self.slug

    def clean(self) -> None:
        """A reason alone cancels nothing, and some addresses below a programme are pages of their own."""
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("This address is a page of its own. Choose another.")})
        if self.cancelled_at is None and text(self, "cancelled_because"):
            raise ValidationError(
                {"cancelled_at": _("Say when it was cancelled, too: the reason alone changes nothing.")}
            )

    def get_absolute_url(self) -> str:
        edition = self.event.edition
        if edition is not None and self.event.kind == Event.Kind.CONFERENCE:
            return reverse("programme:session", kwargs={"year": edition.year, "slug": self.slug})
        return reverse("programme:session", kwargs={"event": self.event.slug, "slug": self.slug})

    @classmethod
    def search_rows(cls, pks: Iterable[int]) -> models.QuerySet[Session]:
        placements: Any = cls.placements.rel.related_model._default_manager
        along = (Prefetch("placements", placements.current().select_related("room")), "placements__speakers")
        return super().search_rows(pks).prefetch_related(*along)

    def search_entries(self) -> Iterator[Entry]:
        """None once the public was told that it is off the programme: no search leads there."""
        placed = self._placement
        return iter(()) if placed and placed.state == placed.State.WITHDRAWN else super().search_entries()

    def search_beside(self) -> list[str]:
        return [appearance.speaker.name for appearance in self._heard]

    def search_parts(self) -> list[models.Model | None]:
        return [*self._heard, *self.materials.all()]

    def search_mentions(self, language: str) -> list[str]:
        placed = self._placement
        because = text(self, "cancelled_because", language=language)
        is_cancelled = placed is not None and placed.state == placed.State.CANCELLED
        room = placed.room if placed else self.room
        return [self.get_kind_display(), *in_all_languages(room, "name"), because.value if is_cancelled else ""]

    def search_place(self, language: str) -> Text:
        if self.event.edition is not None and self.event.kind == Event.Kind.CONFERENCE:
            return self.event.edition.search_place(language)
        return text(self.event, "title", language=language)

    @property
    def is_within_its_event(self) -> bool:
        """On one of its days, as far as they are known; a night after the last one still counts."""
        event, day = self.event, self.event.local_day(self.starts_at)
        if day is None or event.starts_on is None:
            return True
        return event.starts_on <= day <= (event.ends_on or event.starts_on) + timedelta(days=1)

    @property
    def _placement(self) -> Any:
        """As the public knows it; None as long as nobody does. After `search_rows()`."""
        return next(iter(self.placements.all()), None)

    @property
    def _heard(self) -> list[Appearance]:
        """Who stands with it in the current release: a search must not tell earlier."""
        placed = self._placement
        released = {speaker.pk for speaker in placed.speakers.all()} if placed else set()
        return [each for each in self.appearances.all() if placed is None or each.speaker_id in released]

    def search_year(self) -> int | None:
        return self.event.year


class AppearanceQuerySet(Gated["Appearance"]):
    """Public: the person stands with this session in the current release."""

    editions: ClassVar[tuple[str, ...]] = ("session__event__edition",)
    events: ClassVar[tuple[str, ...]] = ("session__event",)

    def public(self) -> Q:
        placed = Session.objects.filter(
            pk=OuterRef("session"), placements__release__replaced_at=None, placements__speakers=OuterRef("speaker")
        )
        of_event = of_public_event("session__event")
        return Q(Exists(placed)) & of_event

    def with_session(self) -> AppearanceQuerySet:
        return self.select_related("session__event__edition__host", "session__event__city")


class Appearance(Translated, Searched):
    """A speaker in a session, with the title and the organisation that they had then."""

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("speaker")
        MODERATOR = "moderator", _("moderator")
        PANELLIST = "panellist", _("panellist")
        FACILITATOR = "facilitator", _("facilitator")
        HOST = "host", _("host")
        PERFORMER = "performer", _("performer")

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="appearances")
    speaker = models.ForeignKey(Speaker, models.PROTECT, verbose_name=_("speaker"), related_name="appearances")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.SPEAKER)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    job_title = models.CharField(_("job title then"), max_length=250, blank=True)
    organisation = models.CharField(_("organisation then"), max_length=250, blank=True)

    objects = models.Manager.from_queryset(AppearanceQuerySet)()

    search_fields = ("job_title", "organisation")

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "speaker", "role"],
                name="programme_speaker_once_per_role",
                violation_error_message=_("This person has that role in the session already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.session}"

    def searched_with(self) -> list[Searchable]:
        return [self.session]
