"""One year of the conference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cities.models import City, Venue
from conference_portal.kit.colours import parse
from conference_portal.kit.content import Gated, Translated, published
from conference_portal.kit.formats import day_range
from conference_portal.kit.languages import READING, Text, columns, text
from conference_portal.kit.models import Addressed
from conference_portal.kit.pages import moment
from conference_portal.search.models import Key, Searchable, in_all_languages, keys_of, stored
from events.editions.models.face import Face

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone


def is_colour(value: str) -> None:
    """Refuse what is no colour.

    Raises ValidationError.
    """
    try:
        parse(value)
    except ValueError as error:
        raise ValidationError(_("This is no colour. Write it as #ffd43b or as oklch(0.88 0.165 95).")) from error


class EditionQuerySet(Gated["Edition"]):
    """Public once it is announced."""

    editions: ClassVar[tuple[str, ...]] = ("pk",)

    def public(self) -> Q:
        return published("announced_at")

    def with_emblem(self) -> EditionQuerySet:
        """With host, theme, partners and `ordinal` (1 for 1997): what its face is drawn from. Two queries."""
        earlier = (
            Edition.objects.filter(year__lte=OuterRef("year"))
            .order_by()
            .annotate(all_rows=Value(1))
            .values("all_rows")
            .annotate(count=Count("pk"))
            .values("count")
        )
        ordinal = Coalesce(Subquery(earlier, output_field=models.IntegerField()), 1)
        partners = Prefetch("partners", City.objects.on_the_map())
        return self.select_related("host", "theme").prefetch_related(partners).annotate(ordinal=ordinal)

    def for_wall(self) -> EditionQuerySet:
        """As `with_emblem()`, with no more texts than a poster shows."""
        heavy = columns("purpose", "target_group", "theme__statement", "host__profile")
        return self.with_emblem().defer(*(name for name in heavy if not name.endswith("other_language")))

    def with_pages(self, user: Someone) -> EditionQuerySet:
        """With `has_theme`, `has_programme` and `has_youth`: which of its pages this person finds. No query more."""
        event: Any = Edition.events.rel.related_model
        events = event.objects.visible_to(user).filter(edition=OuterRef("pk"))
        released = Q(releases__replaced_at=None, releases__isnull=False)
        if getattr(user, "reads_drafts", False):
            released |= Q(sessions__isnull=False) & event.objects.of_member(user)
        return self.annotate(
            has_theme=Q(theme__isnull=False),
            has_programme=Exists(events.filter(released, kind="conference")),
            has_youth=Exists(events.of_youth()),
        )

    def beside(self, year: int) -> EditionQuerySet:
        """The one before and the one after."""
        earlier = self.filter(year__lt=year).order_by("-year").values("pk")[:1]
        later = self.filter(year__gt=year).order_by("year").values("pk")[:1]
        return self.filter(Q(pk__in=earlier) | Q(pk__in=later)).select_related("host", "theme").order_by("year")

    def newest_first(self) -> EditionQuerySet:
        return self.order_by("-year")

    def upcoming(self) -> EditionQuerySet:
        """On now or still to come, the nearest first."""
        today = timezone.localdate(moment())
        dated = Q(ends_on__gte=today) | Q(ends_on=None, starts_on__gte=today)
        return self.filter(dated | Q(starts_on=None, year__gte=today.year)).order_by("year")

    def current(self) -> Edition | None:
        """The edition that is on or comes next; without one, the last that was."""
        return self.upcoming().first() or self.newest_first().first()


class Edition(Face, Translated, Searchable, Addressed):
    year = models.PositiveSmallIntegerField(
        _("year"), unique=True, validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    host = models.ForeignKey(City, models.PROTECT, verbose_name=_("host city"), related_name="hosted_editions")
    partners = models.ManyToManyField(
        City, verbose_name=_("partner cities of this year"), related_name="partner_editions", blank=True
    )
    partners_known = models.BooleanField(
        _("this list is known"),
        default=True,
        help_text=_("Without a tick the cities are only drawn: no page says that they were partners that year."),
    )
    venue = models.ForeignKey(
        Venue, models.PROTECT, verbose_name=_("venue"), null=True, blank=True, related_name="editions"
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    postponed_from = models.PositiveSmallIntegerField(_("postponed from"), null=True, blank=True)
    ground = models.CharField(
        _("colour of the ground"),
        max_length=40,
        default="#14202b",
        validators=[is_colour],
        help_text=_("As #ffd43b or oklch(0.88 0.165 95)."),
    )
    signal = models.CharField(
        _("colour of the signal"),
        max_length=40,
        default="#ffffff",
        validators=[is_colour],
        help_text=_("As #ffd43b or oklch(0.88 0.165 95)."),
    )
    intro = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences under the theme."))
    purpose = models.TextField(_("purpose"), blank=True)
    target_group = models.TextField(_("target group"), blank=True)
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True, db_index=True)
    archived_at = models.DateTimeField(
        _("archived at"),
        null=True,
        blank=True,
        help_text=_("From then on its editors only look at it. Its chief can open it again."),
    )

    objects = models.Manager.from_queryset(EditionQuerySet)()

    address_field = "year"

    search_kind = "edition"
    search_fields = ("intro", "purpose", "target_group")
    search_along = (
        "host",
        "partners",
        "venue",
        "theme",
        "involvements__organisation__parent",
        "contacts__speaker",
        "keydates",
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="editions_edition_ends_after_start",
                violation_error_message=_("The last day must not come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("editions:edition", args=[self.year])

    def search_titles(self) -> dict[str, str]:
        """An edition is found by its theme; as long as there is none, by host and year."""
        theme = getattr(self, "theme", None)
        titles = dict(stored(theme, "title")) if theme else {}
        return titles or {language: self.search_place(language).value for language in READING}

    def search_beside(self) -> list[str]:
        return [str(self.year), *self.host.search_names()]

    def search_mentions(self, language: str) -> list[str]:  # noqa: ARG002 (the language is active)
        days = [day_range(self.starts_on, self.ends_on)] if self.starts_on else []
        names = [name for city in self.partners.all() for name in city.search_names()]
        address = self.venue.address if self.venue else ""
        return [*days, *names, *in_all_languages(self.venue, "name"), address]

    def search_parts(self) -> list[models.Model | None]:
        return [getattr(self, "theme", None), *self.involvements.all(), *self.contacts.all(), *self.keydates.all()]

    def search_place(self, language: str) -> Text:
        name = text(self.host, "name", language=language)
        return Text(f"{name.value or self.host.slug} {self.year}", name.language)

    def search_year(self) -> int:
        return self.year

    def search_followers(self) -> set[Key]:
        """Its pages, sub-themes and events say its host and year."""
        theme = getattr(self, "theme", None)
        return keys_of([*self.pages.all(), *self.events.all(), *(theme.subthemes.all() if theme else ())])
