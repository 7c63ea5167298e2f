"""The event whose programme an address names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from conference_portal.kit.queries import prepared
from events.editions.models import Event

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from conference_portal.kit.content import Someone


def find_event(request: HttpRequest, *, year: int | None, slug: str, whole: bool = True) -> Event:
    """The event whose programme an address names: an edition's conference by its year, any other by its slug.

    Not `whole`: with no more than what stands around a programme.
    """
    if year is not None:
        found = (_conference if whole else _conference_alone)(request.user, year=year)
    else:
        found = (_event if whole else _event_alone)(request.user, slug=slug)
    if not found:
        raise Http404
    return found[0]


@prepared
def _conference(user: Someone, year: int) -> QuerySet[Event]:
    return Event.objects.visible_to(user).with_place().filter(edition__year=year, kind=Event.Kind.CONFERENCE)


@prepared
def _conference_alone(user: Someone, year: int) -> QuerySet[Event]:
    return Event.objects.visible_to(user).for_programme().filter(edition__year=year, kind=Event.Kind.CONFERENCE)


@prepared
def _event(user: Someone, slug: str) -> QuerySet[Event]:
    return Event.objects.visible_to(user).with_place().with_programme_of_its_own().filter(slug=slug)


@prepared
def _event_alone(user: Someone, slug: str) -> QuerySet[Event]:
    return Event.objects.visible_to(user).for_programme().with_programme_of_its_own().filter(slug=slug)
