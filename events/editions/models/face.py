"""What pages say of an edition: where, what it is called, how far it has come, and which of its pages exist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.languages import Text, reading_language, text
from conference_portal.kit.pages import moment

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from cities.models import City


@dataclass(frozen=True)
class Way:
    """A link to a page of an edition."""

    label: str | StrPromise
    url: str
    current: bool = False


class Face:
    """Mixed into Edition. The pages that exist are known after `with_pages()`."""

    year: int
    host: City
    starts_on: date | None
    ends_on: date | None

    @property
    def place(self) -> str:
        return str(self.host)

    @property
    def name(self) -> str:
        """Its host and year: `Aarhus 2022`. Never empty."""
        return f"{self.place} {self.year}"

    @property
    def theme_title(self) -> Text:
        """Empty as long as there is no theme."""
        theme = getattr(self, "theme", None)
        return text(theme, "title") if theme else Text("", reading_language())

    @property
    def headline(self) -> Text:
        """What stands in the largest type: the theme, and host and year as long as there is none."""
        return self.theme_title or Text(self.name, reading_language())

    @property
    def theme_url(self) -> str:
        return reverse("editions:theme", args=[self.year])

    @property
    def last_day(self) -> date:
        """An edition whose days nobody knows may be any time in its year."""
        return self.ends_on or self.starts_on or date(self.year, 12, 31)

    @property
    def is_over(self) -> bool:
        return self.last_day < _today()

    @property
    def is_on(self) -> bool:
        return self.starts_on is not None and self.starts_on <= _today() <= self.last_day

    @property
    def standing(self) -> str:
        """One sentence: how far it has come. Nothing where theme and date say it."""
        if self.is_on:
            return gettext("The conference is on now.")
        if self.is_over:
            return gettext(
                "The conference is over. Here are its theme, programme and results, as far as they are known."
            )
        if not self.theme_title:
            return gettext("The theme has not been announced yet.")
        return "" if self.starts_on else gettext("The dates have not been announced yet.")

    @property
    def opening(self) -> Text:
        """What stands under the headline: its lead, and how far it has come where the lead is not enough."""
        intro = text(self, "intro")
        if not intro:
            return Text(self.standing, reading_language())
        return replace(intro, value=f"{intro} {self.standing}") if self.is_on and not intro.is_fallback else intro

    @property
    def question(self) -> Text:
        """The first paragraph of the theme's statement: what the year asks."""
        return opened(self._statement)[0]

    @property
    def reasons(self) -> Text:
        """The rest of the statement."""
        return opened(self._statement)[1]

    @property
    def _statement(self) -> Text:
        theme = getattr(self, "theme", None)
        return text(theme, "statement") if theme else Text("", reading_language())

    def ways(self, path: str = "") -> list[Way]:
        """Its pages, in the order of the menu."""
        pages = [
            (_("Theme"), "editions:theme", self._has("theme")),
            (_("Programme"), "programme:programme", self._has("programme")),
            (_("Speakers"), "programme:speakers", self._has("programme")),
            (_("Youth"), "youthlab:youth", self._has("youth")),
        ]
        addresses = [(label, reverse(name, kwargs={"year": self.year})) for label, name, exists in pages if exists]
        return [Way(label, url, current=url == path) for label, url in addresses]

    @property
    def actions(self) -> list[Way]:
        """The two things that most readers want of it."""
        programme = _("The programme, as it was") if self.is_over else _("Programme")
        pages = [
            (programme, "programme:programme", self._has("programme")),
            (_("The young people’s conference"), "youthlab:youth", self._has("youth")),
            (_("The theme"), "editions:theme", self._has("theme")),
        ]
        return [Way(label, reverse(name, kwargs={"year": self.year})) for label, name, exists in pages if exists][:2]

    def _has(self, page: str) -> bool:
        return bool(getattr(self, f"has_{page}", False))


def opened(whole: Text) -> tuple[Text, Text]:
    """The first paragraph of a text, which may stand as a lead, and the rest."""
    first, _gap, rest = whole.value.strip().partition("\n\n")
    return replace(whole, value=first), replace(whole, value=rest.strip())


def _today() -> date:
    return timezone.localdate(moment())
