"""A programme on paper: a booklet, sheets for the wall, signs for the doors. The filters of the page hold here, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

from conference_portal.kit.languages import READING, reading_language
from events.editions.models import Edition
from events.programme import schedule
from events.programme.exports import booklet as booklets
from events.programme.exports import posters
from events.programme.views.exports import about_of, chosen, file_name, for_everyone, whole_of
from events.programme.views.finding import find_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from events.editions.models import Event
    from events.programme.exports.about import About
    from events.programme.schedule import Schedule


@for_everyone
def booklet(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    """`?size=a5`, `?beside=en`. What is none of them is passed over: an address never fails."""
    size, second = request.GET.get("size", ""), request.GET.get("beside", "")
    language = second if second in READING and second != reading_language() else ""

    def write(shown: Schedule, about: About, found: Event) -> bytes:
        texts = (language, booklets.beside(found, request.user, language)) if language else None
        return booklets.document(shown, about, found, size=size if size in booklets.SIZES else "a4", second=texts)

    found = find_event(request, year=year, slug=event)
    if year and not request.GET.get("q"):  # words cost two queries of their own: then the cover has no emblem
        found.edition = Edition.objects.visible_to(request.user).with_emblem().filter(year=year).first()
    return _answer(request, found, "", write)


@for_everyone
def day_sheets(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    return _answer(request, find_event(request, year=year, slug=event), "-day-sheets", posters.day_sheets)


@for_everyone
def door_signs(request: HttpRequest, year: int | None = None, event: str = "") -> HttpResponse:
    return _answer(request, find_event(request, year=year, slug=event), "-door-signs", posters.door_signs)


def _answer(
    request: HttpRequest, found: Event, name: str, write: Callable[[Schedule, About, Event], bytes]
) -> HttpResponse:
    choice = schedule.Choice.of(request.GET)
    whole = whole_of(found, request, choice)
    content = write(chosen(request, choice, whole), about_of(found, whole, request), found)
    response = HttpResponse(content, content_type=booklets.TYPE)
    response["Content-Disposition"] = f'inline; filename="{file_name(found)}{name}.pdf"'
    return response
