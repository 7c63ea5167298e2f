"""Whose texts a page shows: an edition that the reader belongs to, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import Http404
from django.shortcuts import get_object_or_404

from conference_portal.kit.gates import admin_of, belongs
from conference_portal.kit.languages import READING
from events.editions.models import Edition

if TYPE_CHECKING:
    from django.http import HttpRequest


def edition_of(request: HttpRequest, year: int, code: str = READING[0]) -> Edition:
    if code not in READING or not belongs(request):
        raise Http404
    rows = admin_of(admin.site, Edition).readable(request.user).select_related("host")
    found: Edition = get_object_or_404(rows, year=year)
    return found


def may_edit(request: HttpRequest, edition: Edition) -> bool:
    user: Any = request.user
    return Edition.objects.editable_by(user).filter(pk=edition.pk).exists()


def frame(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    return {**admin.site.each_context(request), "edition": edition, "may": may_edit(request, edition)}
