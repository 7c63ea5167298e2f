"""Error pages in the reader's language. They ask neither database nor context processors: either may be the error."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from conference_portal.kit.addresses import in_language
from conference_portal.kit.languages import READING, reading_language
from conference_portal.kit.returning import carried, comes_back

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

NAMES = {"da": "Dansk", "sv": "Svenska", "en": "English", "is": "Íslenska"}  # each in itself, so never translated
RETRY_SECONDS = 30
OURS = 500  # from here on it is our mistake, and nobody should remember the answer


@dataclass(frozen=True)
class Fault:
    status: int
    title: StrPromise
    words: StrPromise


REFUSED = Fault(
    400, _("This address cannot be read"), _("It holds signs that no address can have. Try the front page.")
)
FORBIDDEN = Fault(403, _("This is closed"), _("You may need to sign in, or somebody has to give you access."))
EXPIRED = Fault(
    403,
    _("The form was open for too long"),
    _("Nothing was saved. Go back, load the page again and send it once more."),
)
RETURNING = Fault(
    403,
    _("The form was open for too long"),
    _("Nothing was saved, and nothing is lost: the form comes back as you sent it."),
)
TOO_LARGE = Fault(
    413,
    _("This is too large"),
    _("Nothing was saved. A file may have 20 MB, a picture 15 MB. Go back and choose another."),
)
ABSENT = Fault(
    404,
    _("This page does not exist"),
    _("Perhaps it has moved, perhaps a letter is missing in the address."),
)
FAILED = Fault(500, _("Something went wrong"), _("It is our mistake, not yours. Try again in a little while."))
AWAY = Fault(503, _("We will be back shortly"), _("The portal cannot reach its content. Try again in half a minute."))


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, TOO_LARGE if isinstance(exception, RequestDataTooBig) else REFUSED)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's call)
    return _page(request, FORBIDDEN)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its right token: `CSRF_FAILURE_VIEW`. A row's form at the desk comes back as it was sent."""
    if not comes_back(request, reason):
        return _page(request, EXPIRED)
    again = {
        "carried": carried(request),
        "action": request.get_full_path(),
        "csrf_token": get_token(request),
        "links": [],
    }
    return _page(request, RETURNING, template="errors/expired.html", **again)


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's call)
    return _page(request, ABSENT)


def failed(request: HttpRequest) -> HttpResponse:
    """A database that is away is no mistake in the portal: readers and robots are told to come again."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _page(request, FAILED)
    response = _page(request, AWAY)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _page(request: HttpRequest, fault: Fault, *, template: str = "errors/base.html", **more: Any) -> HttpResponse:
    language = reading_language()
    with override(language):
        html = render_to_string(template, _context(request, fault, language) | more)
    response = HttpResponse(html, status=fault.status)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store" if fault.status >= OURS else "no-cache"
    return response


def _context(request: HttpRequest, fault: Fault, language: str) -> dict[str, Any]:
    return {
        "title": fault.title,
        "words": fault.words,
        "contact_email": settings.CONTACT_EMAIL,
        "links": [
            {"label": _("Front page"), "url": f"{get_script_prefix()}{language}/"},
            {"label": _("All years"), "url": f"{get_script_prefix()}{language}/editions/"},
            {"label": _("Search"), "url": f"{get_script_prefix()}{language}/search/"},
        ],
        "languages": [
            {"code": code, "name": NAMES[code], "url": in_language(request, code), "current": code == language}
            for code in READING
        ],
    }
