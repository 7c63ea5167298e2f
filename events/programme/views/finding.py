"""The event whose programme an address names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from events.editions.models import Event

if TYPE_CHECKING:
    from django.http import HttpRequest


def find_event(request: HttpRequest, *, year: int | None, slug: str, whole: bool = True) -> Event:
    """The event whose programme an address names: an edition's conference by its year, any other by its slug.

    Not `whole`: with no more than what stands around a programme.
    """
    visible = Event.objects.visible_to(request.user)
    found = visible.with_place() if whole else visible.for_programme()
    if year is not None:
        return get_object_or_404(found, edition__year=year, kind=Event.Kind.CONFERENCE)
    return get_object_or_404(found.with_programme_of_its_own(), slug=slug)
