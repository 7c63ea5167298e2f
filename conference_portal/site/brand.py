"""The editions' colours as stylesheets. Their addresses carry a version: never asked for twice, never stale."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from conference_portal.kit.colours import parse, stylesheet
from events.editions.models import Edition

if TYPE_CHECKING:
    from collections.abc import Iterable

    Colours = tuple[int, str, str]  # year, ground, signal

ALL = "all"
A_YEAR = 365 * 24 * 60 * 60
FIVE_MINUTES = 5 * 60
FIELDS = ("year", "ground", "signal")


@require_safe
def brand(request: HttpRequest, year: int) -> HttpResponse:
    """One edition's eight custom properties."""
    return answer(request, Edition.objects.visible_to(request.user).filter(year=year).values_list(*FIELDS))


@require_safe
def brand_all(request: HttpRequest) -> HttpResponse:
    """All editions', for pages that show several years."""
    return answer(request, Edition.objects.visible_to(request.user).newest_first().values_list(*FIELDS))


def versions(editions: Iterable[Edition]) -> dict[int | str, str]:
    """The version of every edition's stylesheet by year, and of the one that holds them all."""
    colours = [(edition.year, edition.ground, edition.signal) for edition in editions]
    found: dict[int | str, str] = {ALL: version(colours)}
    return found | {row[0]: version([row]) for row in colours}


def version(colours: Iterable[Colours]) -> str:
    return hashlib.sha256(repr(sorted(colours)).encode()).hexdigest()[:8]


def answer(request: HttpRequest, rows: Iterable[Colours]) -> HttpResponse:
    """Kept for a year under its own version; any other address must ask again soon."""
    colours = list(rows)
    if not colours:
        raise Http404
    sheet = "".join(stylesheet(year, parse(ground), parse(signal)) for year, ground, signal in colours)
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    elif request.GET.get("v") == version(colours):
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=FIVE_MINUTES)
    return response
