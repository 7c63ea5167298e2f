"""Drafts by link: `/preview/<key>/da/2026/` is the page `/da/2026/` as it will be, and every address in it stays there.

The key becomes the prefix of all addresses that the portal makes, and the reader one whom the gates let into a single
draft. Cookies are left outside: nobody is signed in there, and no form is sent. Nothing of it is kept or indexed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import get_script_prefix, set_script_prefix
from django.utils.translation import override

from conference_portal.kit.languages import READING, negotiate
from conference_portal.kit.pages import PRIVATE
from conference_portal.kit.security import POLICY
from conference_portal.site.errors import absent
from events.editions.models import PreviewLink, PreviewReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

ADDRESS = re.compile(r"/preview/([\w-]{43})(/.*)")
FOLDER = "/preview/"
CLOSED_TO_IT = ("/admin/", "/healthz/", FOLDER, "/service-worker.js")
HEADERS = {
    "Cache-Control": PRIVATE,
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",  # the desk shows it at two widths
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class PreviewMiddleware:
    """Stands before whatever reads the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(FOLDER):
            return self.get_response(request)
        return _private(self._answer(request))

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> None:
        if link := getattr(request, "preview", None):
            request.user = PreviewReader(link)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        request.COOKIES = {}
        match = ADDRESS.fullmatch(request.path_info)
        link = PreviewLink.objects.with_key(match[1]) if match else None
        if match is None or link is None or match[2].startswith(CLOSED_TO_IT):
            return _closed(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        link.note_opening()
        before, prefix = get_script_prefix(), f"{FOLDER}{match[1]}/"
        request.preview = link  # type: ignore[attr-defined]
        request.path, request.path_info = request.path_info, match[2]
        set_script_prefix(prefix)
        try:
            return _within(self.get_response(request), prefix)
        finally:
            set_script_prefix(before)


def _closed(request: HttpRequest) -> HttpResponse:
    """No such link, or it has ended: nobody learns which."""
    first = request.path_info.split("/")[3:4]
    language = first[0] if first and first[0] in READING else negotiate(request.headers.get("Accept-Language"))
    with override(language):
        request.LANGUAGE_CODE = language
        request.path_info = request.path = f"/{language}/"
        return absent(request, None)


def _within(response: HttpResponseBase, prefix: str) -> HttpResponseBase:
    """What leads elsewhere in the portal without asking for the prefix: redirects, and files of the draft."""
    target = response.get("Location", "")
    if target.startswith("/") and not target.startswith(("//", prefix)):
        response["Location"] = f"{prefix}{target[1:]}"
    if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
        response.content = response.content.replace(b'="/media/', f'="{prefix}media/'.encode())
    return response


def _private(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in HEADERS.items():
        response[name] = value
    if "Content-Security-Policy" not in response:
        frames: tuple[str, ...] = getattr(response, "frame_sources", ())
        policy = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        response["Content-Security-Policy"] = f"{policy}; frame-src {' '.join(frames)}" if frames else policy
    return response
