"""An event's programme, a session of it, and the people of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conference_portal.kit.languages import SortKey
from conference_portal.kit.pages import by_day, lasts_a_minute, moment
from conference_portal.kit.queries import prepared
from events.editions.models import Edition
from events.programme import schedule
from events.programme.exports import filters, json_ld, page
from events.programme.schedule import beside
from events.programme.views.finding import find_event
from speakers.models import Speaker

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from conference_portal.kit.content import Someone


NOTHING_MORE = dict.fromkeys(("photo", "arcs", "job_title", "organisation", "role"))


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
    fields, spoken = filters.fields(whole, choice), filters.languages(whole, choice)
    context = {
        "event": found,
        "edition": _edition(request, year),
        "schedule": whole,
        "choice": choice,
        "days": days,
        "has_grid": any(day.columns for day in days),
        "links": filters.day_links(whole, choice, request.path),
        "fields": fields,
        "spoken": spoken,
        "narrowed": filters.narrowed(fields, spoken, choice),
        "shown": shown,
        "running": page.running(shown, moment()) if found.is_on else [],
        "own_path": found.own_address,
        "brand": year or "",
    }
    return render(request, "programme/programme.html", context)


def _edition(request: HttpRequest, year: int | None) -> Edition | None:
    """With its face. Two queries, none for an event that stands alone."""
    return next(iter(_with_emblem(request.user, year=year)), None) if year else None


@prepared
def _with_emblem(user: Someone, year: int) -> QuerySet[Edition]:
    return Edition.objects.visible_to(user).with_emblem().filter(year=year)


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
    reads_drafts = getattr(request.user, "reads_drafts", False)
    people = (_planned if reads_drafts else _people)(request.user, edition=edition.pk)
    if not people:
        raise Http404
    addresses = reverse("speakers:speaker", args=["-"]).removesuffix("-/")
    # What is not there says so: a template looks long for a key that is missing.
    rows = [{**NOTHING_MORE, "name": name, "url": f"{addresses}{slug}/", "edition": year} for name, slug in people]
    return render(
        request,
        "programme/speakers.html",
        {"edition": edition, "ways": edition.ways(request.path), "rows": rows, "brand": year},
    )


@prepared
def _people(user: Someone, edition: int) -> QuerySet[Speaker, tuple[str, str]]:
    return (
        Speaker.objects.visible_to(user).of_edition(edition).order_by(SortKey("sort_name")).values_list("name", "slug")
    )


@prepared
def _planned(user: Someone, edition: int) -> QuerySet[Speaker, tuple[str, str]]:
    rows = Speaker.objects.visible_to(user).planned_for(edition).order_by(SortKey("sort_name"))
    return rows.values_list("name", "slug")
