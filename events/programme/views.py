"""What readers see of events: the list, an event, its programme, a session, the people of an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from conference_portal.kit.languages import SortKey
from conference_portal.kit.pages import by_day
from events.editions.models import Edition, Event
from events.programme import schedule
from events.programme.exports import invitation as invitations
from events.programme.exports import json_ld
from events.programme.models import Material, Session
from speakers.models import Speaker

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
        "items": schedule.build(found, request.user),
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
@by_day
def programme(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    found = find_event(request, year=year, slug=event)
    items = schedule.build(found, request.user)
    if not items:
        raise Http404
    return render(request, "programme/programme.html", {"event": found, "items": items, "brand": year or ""})


@require_safe
def session(request: HttpRequest, slug: str, year: int | None = None, event: str = "") -> HttpResponse:
    found = find_event(request, year=year, slug=event)
    item = get_object_or_404(Session.objects.visible_to(request.user).of(found).with_topics(), slug=slug)
    items = schedule.build(found, request.user)
    placed = next((one for one in items if one.slug == slug), None)
    item.event = found
    context = {
        "event": found,
        "session": item,
        "structured": json_ld.session(item, placed, request),
        "item": placed,
        "neighbours": schedule.neighbours(items, slug),
        "materials": item.materials.visible_to(request.user).select_related("event"),
        "passport": schedule.passport(item),
        "programme_url": found.programme_address if items else "",
        "brand": year or "",
    }
    return render(request, "programme/session.html", context)


@require_safe
def invitation(request: HttpRequest, slug: str) -> HttpResponse:
    """The invitation as PDF, in the language of the address."""
    found = get_object_or_404(Event.objects.visible_to(request.user).with_place(), slug=slug)
    if not found.materials.filter(kind=Material.Kind.INVITATION).exists():
        raise Http404
    items = schedule.build(found, request.user)
    involvements = found.involvements.visible_to(request.user).with_organisation()
    answer = HttpResponse(invitations.pdf(found, items, involvements), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{slug}.pdf"'
    return answer


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


def find_event(request: HttpRequest, *, year: int | None, slug: str) -> Event:
    """The event whose programme an address names: an edition's conference by its year, any other by its slug."""
    visible = Event.objects.visible_to(request.user).with_place()
    if year is not None:
        return get_object_or_404(visible, edition__year=year, kind=Event.Kind.CONFERENCE)
    return get_object_or_404(visible.with_programme_of_its_own(), slug=slug)
