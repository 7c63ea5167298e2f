"""An event's programme, a session of it, and the people of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from conference_portal.kit.languages import SortKey
from conference_portal.kit.pages import by_day, lasts_a_minute, moment
from events.editions.models import Edition
from events.programme import schedule
from events.programme.exports import filters, json_ld, page
from events.programme.schedule import beside
from events.programme.views.finding import find_event
from speakers.models import Speaker

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
@by_day
def programme(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    found = find_event(request, year=year, slug=event, whole=False)
    choice = schedule.Choice.of(request.GET)
    whole = schedule.build(found, request.user, texts=False, languages=choice.languages)
    if not whole:
        raise Http404
    if not whole.has_times:
        whole = schedule.outline(found, request.user)
    if found.is_on:
        lasts_a_minute(request)
    shown = choice.of_schedule(whole, moment())
    days = page.days(shown, moment())
    context = {
        "event": found,
        "edition": _edition(request, year),
        "schedule": whole,
        "choice": choice,
        "days": days,
        "has_grid": any(day.columns for day in days),
        "links": filters.day_links(whole, choice, request.path),
        "fields": filters.fields(whole, choice),
        "spoken": filters.languages(whole, choice),
        "shown": shown,
        "running": page.running(shown, moment()) if found.is_on else [],
        "own_path": found.own_address,
        "brand": year or "",
    }
    return render(request, "programme/programme.html", context)


def _edition(request: HttpRequest, year: int | None) -> Edition | None:
    """With its face. Two queries, none for an event that stands alone."""
    return Edition.objects.visible_to(request.user).with_emblem().filter(year=year).first() if year else None


@require_safe
@by_day
def session(request: HttpRequest, slug: str, year: int | None = None, event: str = "") -> HttpResponse:
    found = find_event(request, year=year, slug=event, whole=False)
    whole = schedule.build(found, request.user)
    item = whole.find(slug)
    if item is None:
        raise Http404
    context = {
        "event": found,
        "item": item,
        "release": whole.number,
        "structured": json_ld.session(item, found, request),
        "change": page.change(item, whole.zone, moment()),
        "passport": schedule.passport(item),
        "beside": beside.of(item, found, whole, request.user),
        "neighbours": schedule.neighbours(whole.items, slug),
        "programme_url": found.programme_address if whole else "",
        "own_path": found.own_address,
        "brand": year or "",
    }
    return render(request, "programme/session.html", context)


@require_safe
def speakers(request: HttpRequest, year: int) -> HttpResponse:
    """Everybody on the programmes of a year, by name."""
    edition = get_object_or_404(
        Edition.objects.visible_to(request.user).with_emblem().with_pages(request.user), year=year
    )
    people = Speaker.objects.visible_to(request.user).of_edition(edition.pk).order_by(SortKey("sort_name"))
    if not people:
        raise Http404
    rows = [{"name": person.name, "url": person.get_absolute_url(), "edition": year} for person in people]
    return render(
        request,
        "programme/speakers.html",
        {"edition": edition, "ways": edition.ways(request.path), "rows": rows, "brand": year},
    )
