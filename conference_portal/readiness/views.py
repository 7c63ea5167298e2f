"""The page of what is left to do; readers of drafts see it, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from conference_portal.kit.formats import words_list
from conference_portal.kit.gates import admin_of, belongs
from conference_portal.readiness import asking
from conference_portal.readiness.comparing import compared
from events.editions.models import Edition

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def readiness(request: HttpRequest, year: int) -> HttpResponse:
    if not belongs(request):
        raise Http404
    rows = admin_of(admin.site, Edition).readable(request.user).select_related("host", "venue")
    edition: Edition = get_object_or_404(rows, year=year)
    found = asking.readiness(edition, request.user)
    context = admin.site.each_context(request) | {
        "title": _("Before the opening"),
        "edition": edition,
        "groups": asking.by_level(found),
        "done": words_list(asking.done(found)),
        "days_left": found[0].days_left,
        "columns": compared(edition, request.user),
    }
    return TemplateResponse(request, "admin/readiness/readiness.html", context)
