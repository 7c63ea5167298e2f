"""What young people ask for, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cities.models import City
from conference_portal.kit.content import Gated, Translated
from conference_portal.kit.languages import Text, text
from conference_portal.search.models import Searchable, Searched
from events.editions.models import Event
from events.editions.permissions import of_public_event
from events.programme.models import Session


class StatementQuerySet(Gated["Statement"]):
    editions: ClassVar[tuple[str, ...]] = ("event__edition",)
    events: ClassVar[tuple[str, ...]] = ("event",)

    def public(self) -> Q:
        return of_public_event("event")

    def of(self, events: Iterable[Event]) -> StatementQuerySet:
        return self.filter(event__in=events)

    def with_uptakes(self) -> StatementQuerySet:
        """With the sessions that take it up. One query more."""
        uptakes = Uptake.objects.select_related("session__event__edition")
        return self.select_related("by_city").prefetch_related(models.Prefetch("uptakes", uptakes))


@dataclass(frozen=True)
class Row:
    """A statement as pages print it."""

    slug: str
    text: Text
    by: str
    state: str
    label: str
    sessions: tuple[dict[str, object], ...]
    explanation: Text | None


class Statement(Translated, Searchable):
    event = models.ForeignKey(Event, models.PROTECT, verbose_name=_("event"), related_name="statements")
    text = models.TextField(_("text"))
    by_city = models.ForeignKey(
        City,
        models.PROTECT,
        verbose_name=_("from the young people of"),
        null=True,
        blank=True,
        related_name="statements",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = models.Manager.from_queryset(StatementQuerySet)()

    search_kind = "statement"
    search_title = "text"
    search_along = ("event__edition__host", "event__city", "by_city", "uptakes")

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering: ClassVar = ["event", "position"]

    def __str__(self) -> str:
        return text(self, "text").value[:60]

    def get_absolute_url(self) -> str:
        return f"{self.event.get_absolute_url()}#statement-{self.pk}"

    @property
    def row(self) -> Row:
        """What became of it, in its furthest outcome. Needs `with_uptakes()`."""
        uptakes = sorted(self.uptakes.all(), key=lambda uptake: OUTCOMES.index(uptake.outcome))
        last = uptakes[-1] if uptakes else None
        outcome = Uptake.Outcome(last.outcome if last else Uptake.Outcome.OPEN)
        sessions = [uptake.session for uptake in uptakes if uptake.session]
        return Row(
            slug=f"statement-{self.pk}",
            text=text(self, "text"),
            by=str(self.by_city) if self.by_city else "",
            state=outcome.replace("_", "-"),
            label=capfirst(str(outcome.label)),
            sessions=tuple(
                {"label": text(session, "title"), "url": session.get_absolute_url()} for session in sessions
            ),
            explanation=text(last, "explanation") if last else None,
        )

    def search_beside(self) -> list[str]:
        return list(self.by_city.search_names()) if self.by_city else []

    def search_parts(self) -> list[models.Model | None]:
        return list(self.uptakes.all())

    def search_place(self, language: str) -> Text:
        return text(self.event, "title", language=language)

    def search_year(self) -> int | None:
        return self.event.year


class UptakeQuerySet(Gated["Uptake"]):
    editions: ClassVar[tuple[str, ...]] = ("statement__event__edition",)
    events: ClassVar[tuple[str, ...]] = ("statement__event",)

    def public(self) -> Q:
        return of_public_event("statement__event")


class Uptake(Translated, Searched):
    """A session that takes a statement up, and what came of it."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN_UP = "taken_up", _("taken up")
        ANSWERED = "answered", _("answered")
        NOT_TAKEN_UP = "not", _("not taken up")

    statement = models.ForeignKey(Statement, models.CASCADE, verbose_name=_("statement"), related_name="uptakes")
    session = models.ForeignKey(
        Session, models.PROTECT, verbose_name=_("session"), null=True, blank=True, related_name="uptakes"
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    explanation = models.TextField(_("explanation"), blank=True)

    objects = models.Manager.from_queryset(UptakeQuerySet)()

    search_fields = ("explanation",)

    class Meta:
        verbose_name = _("uptake")
        verbose_name_plural = _("uptakes")

    def __str__(self) -> str:
        return f"{self.statement}: {self.get_outcome_display()}"

    def searched_with(self) -> list[Searchable]:
        return [self.statement]


OUTCOMES = [str(outcome.value) for outcome in Uptake.Outcome]
