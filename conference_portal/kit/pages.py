"""How a page is built: at one moment, from one snapshot of the database; and who may keep it.

Every page lasts to the full hour at most: its frame shows the current edition, and midnight is not at one time in the
North. Views say what is special with a decorator: `never_kept` (forms, health), `by_day`. A page that shows what is on
now says so while it is built (`lasts_a_minute`).
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import get_resolver, get_urlconf
from django.utils import timezone
from django.utils.cache import has_vary_header

from conference_portal.kit.ready import AWAY, KEEP, Keep, is_personal
from conference_portal.kit.versions import Version, read_version, snapshot

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Made = TypeVar("Made")

PUBLIC = "public, max-age=0, must-revalidate"
PRIVATE = "private, no-store"
_MINUTE, _HOUR = 60, 3600
_REMEMBERED = 48

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)
_version: ContextVar[Version | None] = ContextVar("version", default=None)
_memory: OrderedDict[Hashable, tuple[Version, Any]] = OrderedDict()
_lock = Lock()


def moment() -> datetime:
    """The one moment of this request, which version and gates share; outside a request: now."""
    asked = _moment.get()
    return timezone.now() if asked is None else asked


@contextmanager
def as_if(then: Any) -> Iterator[None]:
    """Within it that is the moment."""
    token = _moment.set(then)
    try:
        yield
    finally:
        _moment.reset(token)


def content_version() -> str:
    """The version of the content that this page is built from; outside a page: of the database as it is."""
    return str(_version.get() or read_version(moment()))


def remembered(key: Hashable, make: Callable[[], Made]) -> Made:
    """What many public pages share, made once per process and version of the content. Nobody may change it."""
    version = _version.get()
    if version is None or not version.exact:
        return make()
    with _lock:
        found = _memory.get(key)
    if found is None or found[0] != version:
        found = (version, make())
        with _lock:
            _memory[key] = found
            _memory.move_to_end(key)
            while len(_memory) > _REMEMBERED:
                _memory.popitem(last=False)
    made: Made = found[1]
    return made


def forget() -> None:
    """As a process that has just begun: for measurements."""
    with _lock:
        _memory.clear()


def never_kept(view: View) -> View:
    """Its answers are somebody's own, or true for this second only."""
    view.never_kept = True  # type: ignore[attr-defined]
    return view


def by_day(view: View) -> View:
    """Shows what is today, coming or past: says that the full hour is needed, whatever the frame shows."""
    view.every = _HOUR  # type: ignore[attr-defined]
    return view


def lasts_a_minute(request: HttpRequest) -> None:
    """This page shows what is on now; others of its view may not."""
    request.every = _MINUTE  # type: ignore[attr-defined]


class PagesMiddleware:
    """Stands last, so that the view alone runs in the snapshot and every other middleware sees a finished page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with as_if(timezone.now()):
            response = self.get_response(request)
        if "Cache-Control" not in response and (control := _control(request, response)):
            response["Cache-Control"] = control
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if request.method not in {"GET", "HEAD"} or _is_own(request, view):
            return None
        if AWAY in request.environ:  # type: ignore[attr-defined]
            return _away(request)
        asked = time.monotonic()
        with snapshot(moment()) as version:
            response = _built(version, lambda: view(request, *args, **kwargs))
        every = getattr(request, "every", getattr(view, "every", _HOUR))
        if _may_be_kept(request, response):
            period = int(moment().timestamp()) // every
            request.environ[KEEP] = Keep(version, asked, every, period)  # type: ignore[attr-defined]
        return response


def _away(request: HttpRequest) -> HttpResponseBase:
    """Nobody waits for a database that does not answer. The error page of the site is told why it is asked."""
    try:
        raise OperationalError  # noqa: TRY301 (the page reads it as it reads a real one)
    except OperationalError:
        response: HttpResponseBase = get_resolver(get_urlconf()).resolve_error_handler(500)(request)
    return response


def _built(version: Version, build: Callable[[], Any]) -> HttpResponseBase:
    """The finished response: a template that was rendered later would read outside the snapshot."""
    token = _version.set(version)
    try:
        response: HttpResponseBase = build()
        return response.render() if isinstance(response, SimpleTemplateResponse) else response
    finally:
        _version.reset(token)


def _is_own(request: HttpRequest, view: Callable[..., HttpResponseBase]) -> bool:
    return (
        is_personal(request.COOKIES)
        or getattr(request, "preview", None) is not None
        or getattr(view, "never_kept", False)
        or request.path_info.startswith(settings.NEVER_KEPT_PATHS)
    )


def _may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        response.status_code == 200  # noqa: PLR2004
        and not response.streaming
        and not response.cookies
        and not has_vary_header(response, "Cookie")
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not request.session.accessed
        and "Authorization" not in request.headers
        and not any(word in response.get("Cache-Control", "") for word in ("private", "no-store", "no-cache"))
        and bool(request.get_host())
    )


def _control(request: HttpRequest, response: HttpResponseBase) -> str:
    """What is said to other caches; nothing about permanent redirects, which may be remembered."""
    if KEEP in request.environ:  # type: ignore[attr-defined]
        return PUBLIC
    view = request.resolver_match.func if request.resolver_match else None
    own = is_personal(request.COOKIES) if view is None else _is_own(request, view)
    if own or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
        return PRIVATE
    return "" if response.status_code in {301, 308} else "no-cache"
