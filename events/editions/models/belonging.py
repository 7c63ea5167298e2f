"""What hangs on an edition or on an event: on exactly one of the two."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.content import Gated, Translated, published
from conference_portal.search.models import Searchable, Searched
from events.editions.models.edition import Edition
from events.editions.models.event import Event
from events.editions.permissions import of_public_event

Thing = TypeVar("Thing", bound=models.Model)

ONE_OWNER = Q(edition=None, event__isnull=False) | Q(edition__isnull=False, event=None)


class BelongingQuerySet(Gated[Thing]):
    """As public, and in the same hands, as what it belongs to."""

    editions: ClassVar[tuple[str, ...]] = ("edition", "event__edition")
    events: ClassVar[tuple[str, ...]] = ("event",)

    def public(self) -> Q:
        of_event = of_public_event("event")
        return published("edition__announced_at") | of_event


class Belonging(Translated, Searched):
    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), null=True, blank=True, related_name="%(class)ss"
    )
    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name=_("event"), null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=ONE_OWNER,
                name="%(app_label)s_%(class)s_has_one_owner",
                violation_error_message=_("Choose an edition or an event, one of the two."),
            )
        ]

    def searched_with(self) -> list[Searchable]:
        return [owner for owner in (self.edition, self.event) if owner]
