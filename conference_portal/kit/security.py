"""What every answer carries against abuse, which addresses are refused at once, and who is anonymous for sure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, RequestDataTooBig

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

# One policy for pages, files, errors and the admin. No nonces: there is no inline code, and nonces cannot be kept.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "media-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; object-src 'none'"
)
LARGEST_FORM = 1_000_000
LARGEST_UPLOAD = 22_000_000
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def allow_frames(response: HttpResponseBase, *sources: str) -> None:
    """A page that shows a provider's player names it: `https://www.youtube-nocookie.com`."""
    response.frame_sources = sources  # type: ignore[attr-defined]


class HeadersMiddleware:
    """Stands first, so that files, redirects and refusals carry the headers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        frames: tuple[str, ...] = getattr(response, "frame_sources", ())
        policy = f"{POLICY}; frame-src {' '.join(frames)}" if frames else POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class CleanMiddleware:
    """Refuses addresses with NUL bytes or broken UTF-8, which no link of ours holds and no database takes, and bodies
    larger than any form of ours sends: who never opened a form here has no more than a password to say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Django has put broken bytes of the path back behind percent signs; those of the query are as they came.
        if not (_is_clean(request.path_info) and _is_clean(request.META.get("QUERY_STRING", ""))):
            message = "The address holds bytes that are no text."
            raise BadRequest(message)
        # The second stays when a sign-in has ended: then a large form comes back, too.
        known = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
        most = LARGEST_FORM if known.isdisjoint(request.COOKIES) else LARGEST_UPLOAD
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            message = "The body is larger than that of any form."
            raise RequestDataTooBig(message)
        return self.get_response(request)


class UserMiddleware(AuthenticationMiddleware):
    """Without a session cookie nobody is signed in: no session is opened, and the page stays everybody's."""

    def process_request(self, request: HttpRequest) -> None:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            super().process_request(request)
        else:
            request.user = AnonymousUser()


def _is_clean(quoted: str) -> bool:
    try:
        return "\0" not in unquote_to_bytes(quoted).decode()
    except UnicodeDecodeError:
        return False
