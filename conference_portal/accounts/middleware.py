"""Who has said the password but not the code is nobody yet, on every page of the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from conference_portal.accounts.lockout import remember_device
from conference_portal.accounts.steps import seen_as

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class SecondStepMiddleware:
    """Stands right behind the one that finds the user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            found: Any = request.user
            request.user = SimpleLazyObject(lambda: seen_as(request, found))  # type: ignore[assignment]
        response = self.get_response(request)
        if name := getattr(request, "entered_as", ""):
            remember_device(request, response, name)
        return response
