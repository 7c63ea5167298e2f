"""What each release of a programme changed, for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from conference_portal.kit.addresses import as_key
from conference_portal.kit.pages import by_day
from events.programme.changes import history
from events.programme.exports import steps
from events.programme.views.own import frame, released

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@by_day
def changes(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    """`?since=3`: what came after the third release, which a device has seen."""
    found, whole = released(request, year=year, slug=event)
    since = as_key(request.GET.get("since", "")) or 0
    told = [step for step in history(found) if step.number > since]
    context = {**frame(found, whole, year), "since": since, "steps": [steps.told(step, whole.zone) for step in told]}
    return render(request, "programme/changes.html", context)
