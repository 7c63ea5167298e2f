"""What the public reads: releases, and where and when each session stands in one."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from cities.models import Room
from conference_portal.kit.content import Gated, Translated
from events.editions.models import Event
from events.editions.permissions import of_public_event
from events.programme.models.session import Session
from speakers.models import Speaker


class ReleaseQuerySet(Gated["Release"]):
    """Every release of a public event can be looked at; none can be changed."""

    editions: ClassVar[tuple[str, ...]] = ("event__edition",)
    events: ClassVar[tuple[str, ...]] = ("event",)

    def public(self) -> Q:
        return of_public_event("event")

    def current(self) -> ReleaseQuerySet:
        return self.filter(replaced_at=None)


class Release(Translated):
    event = models.ForeignKey(Event, models.PROTECT, verbose_name=_("event"), related_name="releases")
    number = models.PositiveIntegerField(_("number"))
    released_at = models.DateTimeField(_("released at"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("released by"), null=True, related_name="releases"
    )
    time_zone = models.CharField(_("time zone"), max_length=40, db_default="Europe/Copenhagen")
    note = models.TextField(_("note"), blank=True)
    despite = models.TextField(_("released in spite of clashes, because"), blank=True, db_default="")
    replaced_at = models.DateTimeField(_("replaced at"), null=True)

    objects = models.Manager.from_queryset(ReleaseQuerySet)()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering: ClassVar = ["event", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "number"], name="programme_release_number_once"),
            models.UniqueConstraint(
                fields=["event"], condition=Q(replaced_at=None), name="programme_one_current_release"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.number}"


class PlacementQuerySet(Gated["Placement"]):
    editions: ClassVar[tuple[str, ...]] = ("release__event__edition",)
    events: ClassVar[tuple[str, ...]] = ("release__event",)

    def public(self) -> Q:
        return of_public_event("release__event")

    def current(self) -> PlacementQuerySet:
        return self.filter(release__replaced_at=None)

    def on_the_page(self) -> PlacementQuerySet:
        return self.exclude(state=Placement.State.WITHDRAWN)


class Placement(Translated):
    """Where and when a session stands in one release. Never changed: the database refuses it."""

    class State(models.TextChoices):
        ON = "on", _("on")
        CANCELLED = "cancelled", _("cancelled")
        WITHDRAWN = "withdrawn", _("withdrawn")

    release = models.ForeignKey(Release, models.PROTECT, verbose_name=_("release"), related_name="placements")
    session = models.ForeignKey(Session, models.PROTECT, verbose_name=_("session"), related_name="placements")
    position = models.PositiveIntegerField(_("position"))
    starts_at = models.DateTimeField(_("starts at"), null=True)
    ends_at = models.DateTimeField(_("ends at"), null=True)
    starts_on = models.DateField(_("first day"), null=True)
    ends_on = models.DateField(_("last day"), null=True)
    room = models.ForeignKey(Room, models.PROTECT, verbose_name=_("room"), null=True, related_name="placements")
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    title = models.CharField(_("title then"), max_length=250, blank=True)
    speakers = models.ManyToManyField(Speaker, verbose_name=_("speakers"), related_name="placements")
    exclusive = models.BooleanField(_("has its room alone"))
    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    since = models.ForeignKey(Release, models.PROTECT, verbose_name=_("so since"), related_name="changes")

    objects = models.Manager.from_queryset(PlacementQuerySet)()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering: ClassVar = ["release", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "session"], name="programme_session_once_per_release"),
            ExclusionConstraint(
                name="programme_one_session_per_room",
                expressions=[
                    (F("release"), RangeOperators.EQUAL),
                    (F("room"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            Value("[)"),
                            function="TSTZRANGE",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(exclusive=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} ({self.release.number})"
