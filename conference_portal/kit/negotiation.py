"""The language of a request is that of its address; an address without one leads to the reader's. No cookie."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import is_valid_path
from django.utils import translation
from django.utils.cache import patch_vary_headers

from conference_portal.kit.addresses import with_query
from conference_portal.kit.languages import READING, negotiate

if TYPE_CHECKING:
    from collections.abc import Callable

_SPELLING = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]{1,8}){0,3}")
SAFE = {"GET", "HEAD"}


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        first, _, rest = request.path_info.removeprefix("/").partition("/")
        if first in READING:
            return self._answer(request, first)
        if (plain := _plain(first)) and request.method in SAFE:
            return HttpResponsePermanentRedirect(with_query(request, f"/{plain}/{rest}"))
        return self._lead(request)

    def process_view(self, request: HttpRequest, _view: Callable[..., object], _args: object, _kwargs: object) -> None:
        """What has one address for all languages is the same for all, since it is kept under that address."""
        first = request.path_info.removeprefix("/").partition("/")[0]
        if first not in READING and not request.path_info.startswith(settings.NEVER_KEPT_PATHS):
            translation.activate(settings.LANGUAGE_CODE)

    def _answer(self, request: HttpRequest, language: str) -> HttpResponseBase:
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def _lead(self, request: HttpRequest) -> HttpResponseBase:
        """Answers what has no language (files for machines, the admin), else leads to the reader's language."""
        language = negotiate(request.headers.get("Accept-Language"))
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if response.status_code == 404:  # noqa: PLR2004
            with translation.override(language):
                target = _target(request, language)
            if target:
                response = HttpResponseRedirect(with_query(request, target))
            patch_vary_headers(response, ["Accept-Language"])
        return response


def _plain(segment: str) -> str | None:
    """`DA`, `sv-FI`, `en_gb` → the plain form of a language that we have."""
    match = _SPELLING.fullmatch(segment)
    return match[1].lower() if match and match[1].lower() in READING else None


def _target(request: HttpRequest, language: str) -> str | None:
    """The same address within the language, if there is one."""
    if request.method not in SAFE:
        return None
    path = f"/{language}{request.path_info}"
    return next((found for found in (path, f"{path}/") if is_valid_path(found)), None)
