"""Events as readers see them: the list, an event, its invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from conference_portal.kit.pages import by_day
from events.editions.models import Event
from events.programme import schedule
from events.programme.exports import invitation as invitations
from events.programme.exports import json_ld
from events.programme.models import Material

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
@by_day
def events(request: HttpRequest) -> HttpResponse:
    """What is coming, what was, and what has no date: three queries."""
    visible = Event.objects.visible_to(request.user).for_listing()
    context = {"coming": visible.upcoming(), "undated": visible.undated(), "past": visible.past()}
    return render(request, "programme/events.html", context)


@require_safe
@by_day
def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Event.objects.visible_to(request.user).with_place().with_guide(), slug=slug)
    involvements = found.involvements.visible_to(request.user).with_organisation()
    context = {
        "event": found,
        "structured": json_ld.event(found, request, involvements=involvements),
        "schedule": schedule.outline(found, request.user),
        "involvements": involvements,
        "contacts": found.contacts.visible_to(request.user).select_related("speaker"),
        "materials": found.materials.visible_to(request.user).select_related("event"),
        "outputs": [output.row for output in found.outputs.visible_to(request.user).with_credits()],
        "key_dates": found.keydates.visible_to(request.user),
        "related": Event.objects.visible_to(request.user).for_listing().related_to(found),
        "brand": found.edition.year if found.edition else "",
    }
    return render(request, "programme/event.html", context)


@require_safe
def invitation(request: HttpRequest, slug: str) -> HttpResponse:
    """The invitation as PDF, in the language of the address."""
    found = get_object_or_404(Event.objects.visible_to(request.user).with_place(), slug=slug)
    if not found.materials.filter(kind=Material.Kind.INVITATION).exists():
        raise Http404
    items = schedule.outline(found, request.user).items
    involvements = found.involvements.visible_to(request.user).with_organisation()
    answer = HttpResponse(invitations.pdf(found, items, involvements), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{slug}.pdf"'
    return answer
