"""What every page shows around its own content: languages, the current edition and its pages, the editions' colours."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from conference_portal.kit.addresses import in_language, page_path
from conference_portal.kit.languages import READING, STORED, column, reading_language
from conference_portal.kit.pages import moment, remembered
from conference_portal.kit.queries import prepared
from conference_portal.site.brand import versions
from events.editions.models import Edition
from events.editions.models.face import Way

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from conference_portal.kit.content import Someone

LOCALES = {"da": "da_DK", "sv": "sv_SE", "en": "en_GB", "is": "is_IS"}
NAMES = {"da": "Dansk", "sv": "Svenska", "en": "English", "is": "Íslenska"}  # each in itself, so never translated
HOST = ("host__slug", "host__other_language", *(column("host__name", language) for language in STORED))
SHOWN = ("year", "ground", "signal", "starts_on", "ends_on", *HOST)


def portal(request: HttpRequest) -> dict[str, Any]:
    """Costs one query, and only where a template asks for an edition."""
    menu = Menu(request.user, request.path)
    return {
        "languages": languages(request),
        "page_path": page_path(request.path),
        "portal_menu": menu,
        "menu_edition": SimpleLazyObject(lambda: menu.edition),
        "contact_email": settings.CONTACT_EMAIL,
        "preview": getattr(request, "preview", None),
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

    @cached_property
    def links(self) -> list[Way]:
        return self.edition.ways(self._path) if self.edition else []

    @cached_property
    def ways_here(self) -> list[Way]:
        """The pages of the edition whose year this page stands under."""
        year = page_path(self._path)[1:5]
        here = next((edition for edition in self._editions if str(edition.year) == year), None)
        return here.ways(self._path) if here else []

    @cached_property
    def _editions(self) -> list[Edition]:
        return self._read() if self._user.is_authenticated else remembered("menu", self._read)

    def _read(self) -> list[Edition]:
        return _editions(self._user)


@prepared
def _editions(user: Someone) -> QuerySet[Edition]:
    found = Edition.objects.visible_to(user).with_pages(user).newest_first()
    return found.select_related("host").only(*SHOWN)


def current(editions: list[Edition], today: date) -> Edition | None:
    """As `Edition.objects.current()`, of rows that are here already: on or coming next, else the last that was."""
    coming = [edition for edition in editions if edition.last_day >= today]
    return min(coming, key=year_of) if coming else max(editions, key=year_of, default=None)


def year_of(edition: Edition) -> int:
    return edition.year
