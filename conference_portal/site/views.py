"""The front page and the two statements that every page links to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference_portal.kit.addresses import absolute_url
from conference_portal.kit.pages import by_day, moment
from conference_portal.site import home as front
from conference_portal.site.accessibility import STATEMENT
from conference_portal.site.context import current
from conference_portal.site.privacy import AUTHORITIES, RECORDS, STORAGE
from events.editions.models import Edition

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@by_day
def home(request: HttpRequest) -> HttpResponse:
    """The edition that is on, comes next or was last; what is coming; why; the archive. At most six queries."""
    editions = list(Edition.objects.visible_to(request.user).for_wall().with_pages(request.user).newest_first())
    edition = current(editions, timezone.localdate(moment()))
    coming = front.coming(request.user)
    context = {
        "edition": edition,
        "actions": front.actions(edition) if edition else [],
        "coming": coming,
        "latest": [] if coming else front.latest(request.user),
        "about": front.about(request.user),
        "voice": front.voice(request.user),
        "editions": editions[::-1],
        "structured": front.json_ld(absolute_url(request, request.path)),
    }
    return render(request, "site/home.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility.html", {"statement": STATEMENT, **contact()})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    context = {"storage": STORAGE, "records": RECORDS, "authorities": AUTHORITIES, **contact()}
    return render(request, "site/privacy.html", context)


def contact() -> dict[str, str]:
    phone = settings.CONTACT_PHONE
    return {"email": settings.CONTACT_EMAIL, "phone": phone, "phone_digits": phone.replace(" ", "")}
