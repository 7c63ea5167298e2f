"""A page that is not where it was looked for: its former address leads to where it stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponsePermanentRedirect

from conference_portal.kit.addresses import page_path, with_query
from conference_portal.kit.models import current_path
from conference_portal.kit.negotiation import SAFE
from conference_portal.kit.ready import AWAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class MovedMiddleware:
    """Asks only where there is no page, so that an address that is used again shows what stands there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        language = request.path_info.removeprefix("/").partition("/")[0]
        path = page_path(request.path_info)
        if response.status_code != 404 or path == "/" or request.method not in SAFE:  # noqa: PLR2004
            return response
        if AWAY in request.environ or not (now := current_path(path)):  # type: ignore[attr-defined]
            return response
        moved = HttpResponsePermanentRedirect(with_query(request, f"/{language}{now}"))
        # A browser that remembered it would go round in a circle when the page moves back.
        moved["Cache-Control"] = "no-cache"
        return moved
