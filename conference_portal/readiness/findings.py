"""What may stand between today and the opening: each kind with its words, when it is due, and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

SHOWN = 50  # rows of a finding that are named


class Level(IntEnum):
    """In the order of the page."""

    MUST = 0
    SHOULD = 1
    GOOD = 2

    @property
    def heading(self) -> str:
        return str(HEADINGS[self])


HEADINGS = {
    Level.MUST: _("Before it can open"),
    Level.SHOULD: _("Should be done"),
    Level.GOOD: _("Good to know"),
}


@dataclass(frozen=True)
class Kind:
    """`due`: how many days before the opening it should be done. `words`: what is missing; `done`: that nothing is."""

    level: Level
    due: int
    words: Any
    done: Any = ""


KINDS: dict[str, Kind] = {
    "days": Kind(
        Level.MUST, 365, _("The days of the conference are not known yet."), _("the days of the conference are known")
    ),
    "announced": Kind(Level.MUST, 180, _("The edition is not announced."), _("the edition is announced")),
    "theme": Kind(Level.MUST, 180, _("There is no theme yet."), _("there is a theme")),
    "colours": Kind(
        Level.SHOULD, 180, _("The colours are still those of every new edition."), _("the edition has its own colours")
    ),
    "organiser": Kind(Level.MUST, 150, _("Nobody is named as organiser."), _("an organiser is named")),
    "contact": Kind(Level.MUST, 150, _("There is nobody to contact."), _("there is somebody to contact")),
    "pages": Kind(
        Level.MUST, 90, _("There are no practical pages: travel, hotels, access."), _("there are practical pages")
    ),
    "page_drafts": Kind(
        Level.SHOULD,
        60,
        ngettext_lazy("%(number)s page is not published.", "%(number)s pages are not published.", "number"),
        _("every page is published"),
    ),
    "key_dates": Kind(Level.SHOULD, 150, _("No key dates are named."), _("key dates are named")),
    "past_dates": Kind(
        Level.GOOD,
        120,
        ngettext_lazy("%(number)s key date has passed.", "%(number)s key dates have passed.", "number"),
    ),
    "conference": Kind(
        Level.MUST, 120, _("There is no conference in this edition yet."), _("the conference is entered")
    ),
    "released": Kind(Level.MUST, 60, _("The programme has never been released."), _("the programme is released")),
    "changes": Kind(
        Level.MUST,
        21,
        ngettext_lazy(
            "%(number)s change to the programme is not released.",
            "%(number)s changes to the programme are not released.",
            "number",
        ),
        _("readers see the programme as it stands"),
    ),
    "clashes": Kind(
        Level.MUST,
        60,
        ngettext_lazy("%(number)s room is taken twice.", "%(number)s rooms are taken twice.", "number"),
        _("no room is taken twice"),
    ),
    "warnings": Kind(
        Level.SHOULD,
        30,
        ngettext_lazy("%(number)s clash in the programme.", "%(number)s clashes in the programme.", "number"),
        _("nobody is in two places at once"),
    ),
    "times": Kind(
        Level.MUST,
        45,
        ngettext_lazy("%(number)s session without a time.", "%(number)s sessions without a time.", "number"),
        _("every session has its time"),
    ),
    "rooms": Kind(
        Level.SHOULD,
        30,
        ngettext_lazy("%(number)s session without a room.", "%(number)s sessions without a room.", "number"),
        _("every session has its room"),
    ),
    "spoken": Kind(
        Level.SHOULD,
        30,
        ngettext_lazy(
            "%(number)s session that does not say which language is spoken.",
            "%(number)s sessions that do not say which language is spoken.",
            "number",
        ),
        _("every session says its language"),
    ),
    "speakers": Kind(
        Level.SHOULD,
        45,
        ngettext_lazy("%(number)s session without a speaker.", "%(number)s sessions without a speaker.", "number"),
        _("every session has its speakers"),
    ),
    "missing": Kind(
        Level.SHOULD,
        45,
        ngettext_lazy("%(number)s translation is missing.", "%(number)s translations are missing.", "number"),
        _("every text stands in four languages"),
    ),
    "stale": Kind(
        Level.SHOULD,
        30,
        ngettext_lazy("%(number)s translation is out of date.", "%(number)s translations are out of date.", "number"),
        _("no translation is out of date"),
    ),
    "alt": Kind(
        Level.MUST,
        60,
        ngettext_lazy(
            "%(number)s picture is not described in every language.",
            "%(number)s pictures are not described in every language.",
            "number",
        ),
        _("every picture is described"),
    ),
    "captions": Kind(
        Level.MUST,
        30,
        ngettext_lazy(
            "%(number)s film or recording without captions.",
            "%(number)s films or recordings without captions.",
            "number",
        ),
        _("every film has captions"),
    ),
    "consents": Kind(
        Level.SHOULD,
        60,
        ngettext_lazy(
            "%(number)s consent ends before the conference is long over.",
            "%(number)s consents end before the conference is long over.",
            "number",
        ),
        _("no consent ends"),
    ),
    "links": Kind(
        Level.SHOULD,
        30,
        ngettext_lazy("%(number)s link leads nowhere.", "%(number)s links lead nowhere.", "number"),
        _("no link is known to be dead"),
    ),
    "statements": Kind(
        Level.SHOULD,
        14,
        ngettext_lazy(
            "%(number)s statement of young people is unanswered.",
            "%(number)s statements of young people are unanswered.",
            "number",
        ),
        _("every statement of young people is answered"),
    ),
}


@dataclass(frozen=True)
class Row:
    """A thing that is to be mended, and the page where it is. `url` is "" where the reader cannot open that."""

    label: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """One kind, as it is here. `count` 0: done."""

    kind: str
    rows: tuple[Row, ...] = ()
    count: int = 0
    days_left: int | None = None
    more: int = 0  # rows that are not named
    known: Kind = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", KINDS[self.kind])

    @property
    def is_open(self) -> bool:
        return self.count > 0

    @property
    def is_due(self) -> bool:
        """By now it should be done."""
        return self.days_left is not None and self.days_left <= self.known.due

    @property
    def level(self) -> Level:
        """What must be done stands first at all times; what should be is good to know until it is due."""
        known = self.known
        return known.level if known.level != Level.SHOULD or self.is_due else Level.GOOD

    @property
    def weight(self) -> int:
        """From 0 to 300: the level, and within it how late it is."""
        left = self.known.due if self.days_left is None else max(self.days_left, 0)
        late = min(99, 50 * self.known.due // max(left, 1))
        return (2 - self.level) * 100 + late

    @property
    def words(self) -> str:
        return str(self.known.words % {"number": self.count})

    @property
    def done(self) -> str:
        return str(self.known.done)
