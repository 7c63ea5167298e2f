"""What every page shows around its own content: languages, the current edition and its pages, the editions' colours."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.addresses import in_language, page_path
from conference_portal.kit.languages import READING, reading_language
from conference_portal.kit.pages import moment
from conference_portal.site.brand import versions
from events.editions.models import Edition, Event, Theme

if TYPE_CHECKING:
    from django.http import HttpRequest

    from conference_portal.kit.content import Someone

LOCALES = {"da": "da_DK", "sv": "sv_SE", "en": "en_GB", "is": "is_IS"}
NAMES = {"da": "Dansk", "sv": "Svenska", "en": "English", "is": "Íslenska"}  # each in itself, so never translated
SHOWN = ("year", "ground", "signal", "starts_on", "ends_on")
YOUTH = (Event.Kind.YOUTH_CONFERENCE, Event.Kind.YOUTH_LAB)


def portal(request: HttpRequest) -> dict[str, Any]:
    """Costs one query, and only where a template asks for an edition."""
    menu = Menu(request.user, request.path)
    return {
        "languages": languages(request),
        "page_path": page_path(request.path),
        "portal_menu": menu,
        "menu_edition": SimpleLazyObject(lambda: menu.edition),
        "contact_email": settings.CONTACT_EMAIL,
    }


def languages(request: HttpRequest) -> list[dict[str, Any]]:
    """The switch: this page, with its query, in every language."""
    current = reading_language()
    return [
        {
            "code": code,
            "name": NAMES[code],
            "locale": LOCALES[code],
            "url": in_language(request, code),
            "current": code == current,
        }
        for code in READING
    ]


class Menu:
    """The current edition, those of its pages that exist, and the versions of all editions' colours."""

    def __init__(self, user: Someone, path: str) -> None:
        self._user = user
        self._path = path

    @cached_property
    def edition(self) -> Edition | None:
        return current(self._editions, timezone.localdate(moment()))

    @cached_property
    def brands(self) -> dict[int | str, str]:
        return versions(self._editions)

    @property
    def links(self) -> list[dict[str, Any]]:
        pages = [
            (_("The edition"), "editions:edition", True),
            (_("Theme"), "editions:theme", self._has("theme")),
            (_("Programme"), "programme:programme", self._has("programme")),
            (_("Speakers"), "programme:speakers", self._has("programme")),
            (_("Youth"), "youthlab:youth", self._has("youth")),
        ]
        year = self.edition.year if self.edition else None
        addresses = [(label, reverse(name, kwargs={"year": year})) for label, name, exists in pages if year and exists]
        return [{"label": label, "url": url, "current": url == self._path} for label, url in addresses]

    def _has(self, page: str) -> bool:
        return bool(getattr(self.edition, f"has_{page}", False))

    @cached_property
    def _editions(self) -> list[Edition]:
        events = Event.objects.visible_to(self._user).filter(edition=OuterRef("pk"))
        released = events.filter(kind=Event.Kind.CONFERENCE, releases__isnull=False)
        editions = Edition.objects.visible_to(self._user).newest_first().only(*SHOWN)
        return list(
            editions.annotate(
                has_theme=Exists(Theme.objects.filter(edition=OuterRef("pk"))),
                has_programme=Exists(released),
                has_youth=Exists(events.filter(kind__in=YOUTH)),
            )
        )


def current(editions: list[Edition], today: date) -> Edition | None:
    """As `Edition.objects.current()`, of rows that are here already: on or coming next, else the last that was."""
    coming = [edition for edition in editions if (edition.ends_on or edition.starts_on or end_of(edition)) >= today]
    return min(coming, key=year_of) if coming else max(editions, key=year_of, default=None)


def end_of(edition: Edition) -> date:
    return date(edition.year, 12, 31)


def year_of(edition: Edition) -> int:
    return edition.year
