"""The portal's own pages: looked up, never asked for by the network. A page of a draft is there, too."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import override

from cities.models import City
from conference_portal.kit.languages import READING
from conference_portal.kit.models import FormerAddress
from events.editions.models import Edition, Event, Page, SubTheme, Topic
from events.programme.models import Session
from speakers.models import Speaker

HERE = "/"
# By the name of the address: whose page it is, and how its words find it.
PAGES: dict[str, Any] = {
    "editions:page": (Page, {"year": "edition__year", "slug": "slug"}),
    "editions:series_page": (Page.objects.filter(edition=None), {"slug": "slug"}),
    "editions:topic": (Topic, {"slug": "slug"}),
    "editions:subtheme": (SubTheme, {"year": "theme__edition__year", "slug": "slug"}),
    "programme:event": (Event, {"slug": "slug"}),
    "programme:session": (Session, {"year": "event__edition__year", "event": "event__slug", "slug": "slug"}),
    "cities:city": (City, {"slug": "slug"}),
    "speakers:speaker": (Speaker, {"slug": "slug"}),
}


def path_here(address: str) -> str:
    """The path of a page of this portal; "" for one elsewhere."""
    if address.startswith(HERE):
        return "" if address.startswith("//") else address
    parts, own = urlsplit(address), urlsplit(settings.PORTAL_ADDRESS)
    return (parts.path or HERE) if parts.netloc.lower() == own.netloc.lower() else ""


def is_there(address: str) -> bool:
    path = unquote(path_here(address).partition("?")[0])
    code = path.removeprefix(HERE).partition("/")[0]
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return True  # files: their names are made by the portal
    language = code if code in READING else settings.LANGUAGE_CODE
    bare = path.removeprefix(f"/{code}") if code in READING else path
    with override(language):
        try:
            match = _match(path, f"/{language}{bare}")
        except Resolver404:
            return _was_there(bare)
    return _has_row(match.view_name, match.kwargs) or _was_there(bare)


def _match(path: str, in_language: str) -> Any:
    try:
        return resolve(path)
    except Resolver404:
        return resolve(in_language)  # without a language it leads to the reader's


def _has_row(name: str, words: dict[str, Any]) -> bool:
    if name in PAGES:
        rows, ways = PAGES[name]
        found = rows if hasattr(rows, "filter") else rows._default_manager.all()
        is_there: bool = found.filter(**{ways[key]: value for key, value in words.items()}).exists()
        return is_there
    if "year" in words:
        return Edition.objects.filter(year=words["year"]).exists()
    return "event" not in words or Event.objects.filter(slug=words["event"]).exists()


def _was_there(path: str) -> bool:
    """A former address leads on."""
    return bool(FormerAddress.objects.current(path))
