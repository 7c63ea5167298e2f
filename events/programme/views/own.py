"""An own programme: what an address names, and the whole for the script that knows what the device keeps."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from cities.models import Room
from conference_portal.kit.addresses import absolute, absolute_url
from conference_portal.kit.languages import text
from conference_portal.kit.pages import by_day, lasts_a_minute, moment
from events.programme import schedule
from events.programme.exports import own
from events.programme.models import Material
from events.programme.views.finding import find_event

if TYPE_CHECKING:
    from django.http import HttpRequest

    from conference_portal.kit.languages import Text
    from events.editions.models import Event
    from events.programme.schedule import Item, Schedule

LONGEST_WAY = 160


@require_safe
@by_day
def my_programme(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    """With `?session=…` or `?s=…` those sessions, else a page that the device fills."""
    found, whole = released(request, year=year, slug=event)
    named = own.is_named(request.GET)
    if named and found.is_on:
        lasts_a_minute(request)
    chosen = own.chosen(request.GET, whole)
    more = "more" in request.GET or not named
    slugs = {item.slug for item in chosen}
    writer = own.OwnWriter(whole, moment(), ways(whole, request))
    days = writer.days((*whole.items, *whole.withdrawn) if more else chosen, slugs)
    context = {
        **frame(found, year),
        "schedule": whole,
        "named": named,
        "more": named and more,
        "days": days,
        "chosen": chosen,
        "coming": writer.coming(days) if named and not more else None,
        "links": links(request, found, chosen),
        "words": {"one": own.minutes_to(1), "many": own.minutes_to(2)},
    }
    return render(request, "programme/my_programme.html", context)


@require_safe
@by_day
def notes(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    """To take home: each of one's sessions with its materials and lines to write on."""
    found, whole = released(request, year=year, slug=event)
    chosen = own.chosen(request.GET, whole)
    materials: dict[int, list[Material]] = {}
    rows = Material.objects.visible_to(request.user).filter(session__in=[item.key for item in chosen])
    for material in rows.select_related("event"):
        materials.setdefault(material.session_id or 0, []).append(material)
    context = {
        **frame(found, year),
        "schedule": whole,
        "sheets": [{"item": item, "materials": materials.get(item.key, [])} for item in chosen],
        "links": links(request, found, chosen),
    }
    return render(request, "programme/notes.html", context)


@require_safe
def qr(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    """The short link to these sessions, for a camera."""
    found, whole = released(request, year=year, slug=event)
    chosen = own.chosen(request.GET, whole)
    if not chosen:
        raise Http404
    try:
        code = segno.make(links(request, found, chosen)["short"], micro=False, error="l")
    except segno.DataOverflowError as too_long:
        raise Http404 from too_long
    drawing = io.BytesIO()
    code.save(drawing, kind="svg", border=3, light="white", xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


def released(request: HttpRequest, *, year: int | None, slug: str) -> tuple[Event, Schedule]:
    found = find_event(request, year=year, slug=slug, whole=False)
    whole = schedule.build(found, request.user)
    if not whole:
        raise Http404
    return found, whole


def frame(found: Event, year: int | None) -> dict[str, Any]:
    """What the pages around a programme share."""
    return {
        "event": found,
        "programme": found.programme_address,
        "own": found.own_address,
        "now_address": found.now_address,
        "brand": year or "",
    }


def ways(whole: Schedule, request: HttpRequest) -> dict[int, Text]:
    """How rooms are reached, in a line. One query."""
    rooms = Room.objects.visible_to(request.user).filter(pk__in=[room.key for room in whole.rooms])
    said = {room.pk: text(room, "access") for room in rooms}
    return {
        key: replace(words, value=Truncator(" ".join(words.value.split())).chars(LONGEST_WAY))
        for key, words in said.items()
        if words
    }


def links(request: HttpRequest, found: Event, chosen: list[Item]) -> dict[str, str]:
    """Where these sessions are to be had. The short one has no language: whoever gets it reads their own."""
    address = found.own_address
    keys = own.keys_of(chosen)
    base = absolute(request).partition("/my-programme/")[0] + "/my-programme/"
    calendar = f"{address.removesuffix('/')}.ics"
    return {
        "base": base,
        "short": f"{base}?s={keys}",
        "qr": f"{address}qr.svg",
        "notes": f"{address}notes/",
        "calendar": calendar,
        "webcal": absolute_url(request, calendar).replace(f"{request.scheme}://", "webcal://", 1),
        "keys": keys,
    }
