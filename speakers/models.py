"""Who speaks: one record for a person across all editions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.content import Gated, Translated, published
from conference_portal.kit.models import Addressed
from conference_portal.search.models import Key, Searchable, keys_of

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone


class SpeakerQuerySet(Gated["Speaker"]):
    """Public: who stands in the current release of a public event."""

    def public(self) -> Q:
        placed = Speaker.objects.filter(
            published("placements__release__event__published_at"),
            Q(placements__release__event__edition=None)
            | published("placements__release__event__edition__announced_at"),
            placements__release__replaced_at=None,
        )
        credited = Speaker.objects.filter(
            published("credits__output__published_at"),
            published("credits__output__event__published_at"),
            Q(credits__output__event__edition=None) | published("credits__output__event__edition__announced_at"),
        )
        return Q(pk__in=placed.values("pk")) | Q(pk__in=credited.values("pk"))

    def of_edition(self, edition_id: int) -> SpeakerQuerySet:
        """On a programme of that year."""
        placed = Speaker.objects.filter(
            placements__release__event__edition=edition_id, placements__release__replaced_at=None
        )
        return self.filter(pk__in=placed.values("pk"))

    def planned_for(self, edition_id: int) -> SpeakerQuerySet:
        """On a working copy of that year."""
        planned = Speaker.objects.filter(
            appearances__session__event__edition=edition_id, appearances__session__withdrawn_at=None
        )
        return self.filter(pk__in=planned.values("pk"))

    def of_member(self, user: Someone, *, editing: bool = False) -> Q:
        """People on a programme of mine or in an output of mine, and those who are nowhere yet. To be changed only as
        long as they are nowhere else: all programmes show the one record, and nobody changes another city's pages."""
        with_me, elsewhere = Q(pk__in=()), Q(pk__in=())
        for standing in (Speaker.appearances, Speaker.credits, Speaker.contacts):
            rows: Any = standing.rel.related_model._default_manager.exclude(speaker=None)
            own = rows.filter(rows.of_member(user, editing=editing))
            with_me |= Q(pk__in=own.values("speaker"))
            # By key: a condition on columns that may be empty is neither true nor false, and lets rows go unseen.
            elsewhere |= Q(pk__in=rows.exclude(pk__in=own.values("pk")).values("speaker"))
        placed: Any = Speaker.placements.rel.related_model._default_manager.all()
        shown: Any = Speaker.placements.through._default_manager.all()  # what readers see, whatever is planned since
        mine = placed.filter(placed.of_member(user, editing=editing))
        with_me |= Q(pk__in=shown.filter(placement__in=mine).values("speaker"))
        elsewhere |= Q(pk__in=shown.exclude(placement__in=mine).values("speaker"))
        nowhere = Speaker.objects.filter(appearances=None, credits=None, contacts=None, placements=None)
        if editing:
            return ~elsewhere
        is_staff = getattr(user, "is_staff", False)  # a reader by link looks at one draft, and at nobody beside it
        return with_me | Q(pk__in=nowhere.values("pk")) if is_staff else with_me


class Speaker(Translated, Searchable, Addressed):
    slug = models.SlugField(_("web address"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(
        _("name in lists"),
        max_length=200,
        blank=True,
        help_text=_("As it sorts: family name first, Icelandic names as they are."),
    )
    biography = models.TextField(_("biography"), blank=True)
    links = ArrayField(models.URLField(), verbose_name=_("links"), default=list, blank=True)
    photo = models.ForeignKey(
        "media.Image", models.SET_NULL, verbose_name=_("photo"), null=True, blank=True, related_name="speakers"
    )

    objects = models.Manager.from_queryset(SpeakerQuerySet)()

    search_kind = "speaker"
    search_title = "name"
    search_fields = ("biography",)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering: ClassVar = ["sort_name", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("speakers:speaker", args=[self.slug])

    def search_followers(self) -> set[Key]:
        """Sessions and outputs that they are in, and what they are a contact for."""
        hanging = (*self.appearances.all(), *self.credits.all(), *self.contacts.all())
        return keys_of(thing for part in hanging for thing in part.searched_with())
