"""The event whose programme an address names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from events.editions.models import Event

if TYPE_CHECKING:
    from django.http import HttpRequest


def find_event(request: HttpRequest, *, year: int | None, slug: str) -> Event:
    """The event whose programme an address names: an edition's conference by its year, any other by its slug."""
    visible = Event.objects.visible_to(request.user).with_place()
    if year is not None:
        return get_object_or_404(visible, edition__year=year, kind=Event.Kind.CONFERENCE)
    return get_object_or_404(visible.with_programme_of_its_own(), slug=slug)
