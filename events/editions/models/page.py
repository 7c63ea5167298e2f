"""A practical page: travel, access, contact. It belongs to an edition or is about the series."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.content import Gated, Translated, published
from conference_portal.kit.languages import Text, text
from conference_portal.kit.models import Addressed
from conference_portal.search.models import Searchable
from events.editions.models.edition import Edition


class PageQuerySet(Gated["Page"]):
    editions: ClassVar[tuple[str, ...]] = ("edition",)

    def public(self) -> Q:
        return published("published_at") & (Q(edition=None) | published("edition__announced_at"))

    def about_the_series(self) -> PageQuerySet:
        return self.filter(edition=None)


class Page(Translated, Searchable, Addressed):
    edition = models.ForeignKey(
        Edition,
        models.CASCADE,
        verbose_name=_("edition"),
        null=True,
        blank=True,
        related_name="pages",
        help_text=_("Leave empty for a page about the series."),
    )
    slug = models.SlugField(_("web address"))
    title = models.CharField(_("title"), max_length=150)
    body = models.TextField(_("text"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, db_index=True)

    objects = models.Manager.from_queryset(PageQuerySet)()

    search_kind = "page"
    search_title = "title"
    search_fields = ("body",)
    search_along = ("edition__host",)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering: ClassVar = ["position", "slug"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "slug"],
                name="editions_page_once_per_edition",
                nulls_distinct=False,
                violation_error_message=_("There is a page at this address already."),
            )
        ]

    def __str__(self) -> str:
        return text(self, "title").value or self.slug

    def get_absolute_url(self) -> str:
        if self.edition is None:
            return reverse("editions:series_page", args=[self.slug])
        return reverse("editions:page", args=[self.edition.year, self.slug])

    def search_place(self, language: str) -> Text:
        return self.edition.search_place(language) if self.edition else Text("", language)

    def search_year(self) -> int | None:
        return self.edition.year if self.edition else None
