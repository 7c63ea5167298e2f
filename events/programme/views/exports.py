"""A programme for calendars, apps and spreadsheets: the same sessions as on the page, under the same filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from conference_portal.kit.addresses import absolute_url
from conference_portal.kit.pages import lasts_a_minute, moment
from events.programme import changes, feeds, schedule
from events.programme.exports import ical, offers, own, programme_json, schedule_xml, spreadsheet
from events.programme.exports.about import About
from events.programme.views.finding import find_event

if TYPE_CHECKING:
    from django.http import HttpRequest

    from events.editions.models import Event
    from events.programme.schedule import Choice, Schedule

    View = Callable[..., HttpResponse]

READING = ("GET", "HEAD", "OPTIONS")
# Browsers ask before they send a page's own If-None-Match along.
PREFLIGHT = {
    "Allow": ", ".join(READING),
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}
WRITERS: dict[str, tuple[str, Callable[[Schedule, About], bytes]]] = {
    "json": (programme_json.TYPE, programme_json.document),
    "xml": (schedule_xml.TYPE, schedule_xml.document),
    "csv": (spreadsheet.CSV_TYPE, spreadsheet.csv_file),
    "xlsx": (spreadsheet.XLSX_TYPE, spreadsheet.workbook),
}
SAVED = {"csv", "xlsx"}  # no browser shows them


def for_everyone(view: View) -> View:
    """Pages of other hosts may read it; nothing but reading is answered."""

    @csrf_exempt  # a method that is not answered is told so, not asked for a token
    @wraps(view)
    def answer(request: HttpRequest, **address: Any) -> HttpResponse:
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        response = (
            HttpResponse(status=204, headers=PREFLIGHT) if request.method == "OPTIONS" else view(request, **address)
        )
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Content-Disposition"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


@for_everyone
def programme_file(request: HttpRequest, form: str, year: int | None = None, event: str = "") -> HttpResponse:
    found = find_event(request, year=year, slug=event)
    choice = schedule.Choice.of(request.GET)
    whole = whole_of(found, request, choice)
    shown, about = chosen(request, choice, whole), about_of(found, whole, request)
    name = file_name(found)
    if form == "ics":
        selection = gettext("%(event)s (a selection)") % {"event": about.title} if choice.narrows else ""
        return _calendar(ical.calendar(shown, about, name=selection), name)
    kind, write = WRITERS[form]
    response = HttpResponse(write(shown, about), content_type=kind)
    way = "attachment" if form in SAVED else "inline"
    response["Content-Disposition"] = f'{way}; filename="{name}.{form}"'
    return response


@for_everyone
def my_programme_file(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    """The sessions that the address names, in full or by short keys, and none if it names none."""
    found = find_event(request, year=year, slug=event)
    whole = whole_of(found, request, schedule.Choice.of(request.GET))
    shown = _divided(whole, own.chosen(request.GET, whole))
    about = about_of(found, whole, request)
    name = gettext("My programme: %(event)s") % {"event": about.title}
    return _calendar(ical.calendar(shown, about, name=name), f"{file_name(found)}-mine")


@for_everyone
def session_file(request: HttpRequest, slug: str, year: int | None = None, event: str = "") -> HttpResponse:
    """One session, also one that is off: calendars that have it must hear of that."""
    found = find_event(request, year=year, slug=event)
    whole = whole_of(found, request, schedule.Choice())
    shown = _divided(whole, [item for item in (*whole.items, *whole.withdrawn) if item.slug == slug])
    if not (shown.items or shown.withdrawn):
        raise Http404
    about = about_of(found, whole, request)
    return _calendar(ical.calendar(shown, about), slug)


@for_everyone
def changes_feed(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    found = find_event(request, year=year, slug=event)
    steps = changes.history(found, latest=feeds.LATEST)
    if not steps:
        raise Http404
    return HttpResponse(feeds.changes(found, steps, host=absolute_url(request, "")), content_type=feeds.TYPE)


@require_safe
def formats(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    """How calendars, apps and programs get the programme."""
    found = find_event(request, year=year, slug=event)
    whole = whole_of(found, request, schedule.Choice())
    stem = found.programme_address.removesuffix("/")
    address = absolute_url(request, stem)
    context = {
        "event": found,
        "schedule": whole,
        "programme": found.programme_address,
        "own": found.own_address,
        "stem": stem,
        "address": address,
        "subscription": f"webcal:{address.partition(':')[2]}.ics",
        "print": offers.to_print(stem),
        "machines": offers.for_machines(stem),
        "brand": year or "",
    }
    return render(request, "programme/formats.html", context)


def whole_of(event: Event, request: HttpRequest, choice: Choice) -> Schedule:
    whole = schedule.build(event, request.user, languages=choice.languages)
    if not whole.number:
        raise Http404
    return whole


def chosen(request: HttpRequest, choice: Choice, whole: Schedule) -> Schedule:
    """Withdrawn ones too: whoever subscribed to a choice hears of those that were in it."""
    if choice.from_now:
        lasts_a_minute(request)
    everything = replace(whole, items=(*whole.items, *whole.withdrawn), withdrawn=())
    return _divided(whole, choice.of_schedule(everything, moment()).items)


def _divided(whole: Schedule, items: Any) -> Schedule:
    shown = tuple(item for item in items if not item.is_withdrawn)
    return replace(whole, items=shown, withdrawn=tuple(item for item in items if item.is_withdrawn))


def about_of(event: Event, whole: Schedule, request: HttpRequest) -> About:
    return About.of(event, whole, host=absolute_url(request, ""))


def file_name(event: Event) -> str:
    """By what stands before `programme/` in its address: the year, or the event."""
    return f"programme-{event.programme_address.strip('/').split('/')[-2]}"


def _calendar(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=ical.TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response
