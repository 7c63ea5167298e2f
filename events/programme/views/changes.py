"""What each release of a programme changed, for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conference_portal.kit.addresses import as_key
from conference_portal.kit.pages import by_day
from events.programme.changes import history
from events.programme.exports import steps
from events.programme.views.finding import find_event
from events.programme.views.own import frame

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@by_day
def changes(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    """`?since=3`: what came after the third release, which a device has seen."""
    found = find_event(request, year=year, slug=event, whole=False)
    told = history(found)
    if not told:
        raise Http404
    since = as_key(request.GET.get("since", "")) or 0
    context = {
        **frame(found, year),
        "zone": found.time_zone,
        "release": told[0].number,
        "since": since,
        "steps": [steps.told(step, found.time_zone) for step in told if step.number > since],
    }
    return render(request, "programme/changes.html", context)
