"""What the young people of a year did, made and asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from conference_portal.kit.languages import text
from events.editions.models import Edition
from events.youthlab.models import Output, Statement

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def youth(request: HttpRequest, year: int) -> HttpResponse:
    """Six queries, however much they made."""
    edition = get_object_or_404(
        Edition.objects.visible_to(request.user).with_emblem().with_pages(request.user), year=year
    )
    events = list(edition.events.visible_to(request.user).of_youth().with_place().with_guide())
    if not events:
        raise Http404
    context = {
        "edition": edition,
        "ways": edition.ways(request.path),
        "events": events,
        "title": text(events[0], "title"),
        "lead": text(events[0], "lead"),
        "outputs": [found.row for found in Output.objects.visible_to(request.user).of(events).with_credits()],
        "statements": [found.row for found in Statement.objects.visible_to(request.user).of(events).with_uptakes()],
        "brand": year,
    }
    return render(request, "youthlab/youth.html", context)
