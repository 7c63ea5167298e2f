"""Short answers at fixed addresses: the Danish register of statements, robots.txt, security.txt."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference_portal.kit.addresses import absolute_url
from conference_portal.kit.languages import READING
from conference_portal.kit.pages import by_day, moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

REGISTER = "https://was.digst.dk/"
HIDDEN = ("/admin/", *(f"/{language}/search/" for language in READING))
VALID_DAYS = 180  # security.txt: less than a year, so that an abandoned one runs out


@require_safe
def was(request: HttpRequest) -> HttpResponse:
    """Danish law: /was of a website leads to its statement in the national register, at its domain with hyphens."""
    domain = request.get_host().partition(":")[0].removeprefix("www.")
    return HttpResponseRedirect(REGISTER + domain.replace(".", "-"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Results of a search are no pages of their own."""
    rules = [f"Disallow: {path}" for path in HIDDEN]
    return plain(["User-agent: *", *rules, "", f"Sitemap: {absolute_url(request, reverse('sitemap'))}"])


@require_safe
@by_day
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. It runs out half a year after the day it is asked on."""
    last_day = timezone.localdate(moment()) + timedelta(days=VALID_DAYS)
    expires = datetime.combine(last_day, time(), tzinfo=timezone.get_current_timezone())
    return plain(
        [
            f"Contact: mailto:{settings.CONTACT_EMAIL}",
            f"Expires: {expires.isoformat()}",
            f"Preferred-Languages: {', '.join(READING)}",
            f"Canonical: {absolute_url(request, reverse('security_txt'))}",
        ]
    )


def plain(lines: Iterable[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
