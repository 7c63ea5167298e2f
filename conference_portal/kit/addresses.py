"""The same page in another language: addresses begin with the language, and everything after it stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import get_script_prefix
from django.utils.encoding import escape_uri_path, iri_to_uri

from conference_portal.kit.languages import READING

if TYPE_CHECKING:
    from django.http import HttpRequest

LONGEST_KEY = 18  # digits of which every number is a bigint


def page_path(path: str) -> str:
    """The path without its language: `/is/2024/theme/` → `/2024/theme/`. What has no language is the front page."""
    first, _, rest = path.removeprefix(get_script_prefix()).removeprefix("/").partition("/")
    return f"/{rest}" if first in READING else "/"


def in_language(request: HttpRequest, language: str) -> str:
    """This page in that language; the query is kept, as filters and words of a search are in it."""
    return with_query(request, f"{get_script_prefix()}{language}{page_path(request.path)}")


def with_query(request: HttpRequest, path: str) -> str:
    """That path with the query of this request, as it came."""
    query = request.META.get("QUERY_STRING", "")
    return escape_uri_path(path) + (f"?{iri_to_uri(query)}" if query else "")


def absolute(request: HttpRequest, language: str = "") -> str:
    """With host, without query: for search engines. Without language: the address that leads to the reader's own."""
    return f"{request.scheme}://{request.get_host()}{_path(request, language)}"


def absolute_url(request: HttpRequest, path: str) -> str:
    """A path of the portal with scheme and host."""
    return f"{request.scheme}://{request.get_host()}{path}"


def _path(request: HttpRequest, language: str) -> str:
    rest = escape_uri_path(page_path(request.path))
    return f"/{language}{rest}" if language else rest


def as_key(sent: str) -> int | None:
    """The key of a row in what was sent; None for what is none, however long its digits are."""
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) <= LONGEST_KEY else None


class FourDigits:
    """A year in an address: 1997 leads to a page, 01997 and 9999 to none."""

    regex = "(?:19|20)[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
