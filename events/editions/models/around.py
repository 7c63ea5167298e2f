"""What stands on the pages of an edition, in queries whose SQL is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conference_portal.kit.queries import prepared
from events.editions.models.edition import Edition
from events.editions.models.event import Event
from events.editions.models.organisation import Contact, Involvement, KeyDate
from events.editions.models.page import Page
from events.editions.models.theme import SubTheme

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from conference_portal.kit.content import Someone


@prepared
def editions_of(user: Someone, year: int) -> QuerySet[Edition]:
    """With all that its head and its menu show. Two queries."""
    found = Edition.objects.visible_to(user).with_emblem().with_pages(user)
    return found.select_related("venue").filter(year=year)


@prepared
def subthemes_of(user: Someone, edition: int) -> QuerySet[SubTheme]:
    return SubTheme.objects.visible_to(user).of(edition)


@prepared
def events_of(user: Someone, edition: int) -> QuerySet[Event]:
    return Event.objects.visible_to(user).filter(edition=edition).beside_the_conference().for_listing("lead")


@prepared
def involvements_of(user: Someone, edition: int) -> QuerySet[Involvement]:
    return Involvement.objects.visible_to(user).filter(edition=edition).with_organisation()


@prepared
def contacts_of(user: Someone, edition: int) -> QuerySet[Contact]:
    return Contact.objects.visible_to(user).filter(edition=edition).select_related("speaker")


@prepared
def key_dates_of(user: Someone, edition: int) -> QuerySet[KeyDate]:
    return KeyDate.objects.visible_to(user).filter(edition=edition)


@prepared
def pages_of(user: Someone, year: int) -> QuerySet[Page]:
    return Page.objects.visible_to(user).filter(edition__year=year).select_related("edition")


@prepared
def neighbours_of(user: Someone, year: int) -> QuerySet[Edition]:
    return Edition.objects.visible_to(user).beside(year)
