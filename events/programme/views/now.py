"""What is on now and what comes next, on a phone and on the screen of a foyer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from conference_portal.kit.pages import by_day, lasts_a_minute, moment
from events.programme.exports import now as standing
from events.programme.views.own import frame, released, ways

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

RELOADED = 60  # seconds; a screen with scripts asks by itself


@require_safe
@by_day
def now(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    """`?screen=1` for a screen that nobody touches; its script goes on to `?screen=live`."""
    found, whole = released(request, year=year, slug=event)
    if not found.is_over:
        lasts_a_minute(request)
    screen = request.GET.get("screen", "")
    context = {
        **frame(found, year),
        "schedule": whole,
        "now": standing.at(moment(), whole, ways(whole, request)),
        # The page lasts the minute, and says no more; what is over needs no clock.
        "moment": None if found.is_over else moment().replace(second=0, microsecond=0),
        "screen": screen,
        "words": {
            "left_one": standing.minutes_left(1),
            "left_many": standing.minutes_left(2),
            "until_one": standing.minutes_until(1),
            "until_many": standing.minutes_until(2),
        },
    }
    answer = render(request, "programme/now.html", context)
    if screen and screen != "live":
        answer["Refresh"] = str(RELOADED)
    return answer
