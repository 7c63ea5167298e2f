"""The accessibility statement as one record, which the page prints in four languages. It is reviewed every year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.checks import Warning as Warned
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

REVIEWED_ON = date(2026, 11, 25)  # look at the exceptions again when this changes; `check --deploy` warns after a year
FEEDBACK_DAYS = 14


@dataclass(frozen=True)
class Gap:
    """Something that does not conform, and why it is so for now."""

    what: StrPromise
    reason: StrPromise


@dataclass(frozen=True)
class Body:
    """Who watches over websites in a country: its own name, in its own language."""

    country: StrPromise
    name: str
    language: str
    url: str
    note: StrPromise


@dataclass(frozen=True)
class Statement:
    status: StrPromise
    standards: tuple[StrPromise, ...]
    gaps: tuple[Gap, ...]
    methods: tuple[StrPromise, ...]
    bodies: tuple[Body, ...]
    reviewed_on: date
    feedback_days: int


STATEMENT = Statement(
    status=_("The portal conforms in part. What does not yet conform is listed here."),
    standards=(
        _("WCAG 2.2, levels A and AA"),
        _("EN 301 549 V3.2.1, as the European directive on accessible websites requires"),
    ),
    gaps=(
        Gap(
            _(
                "Films and podcast episodes from earlier years were published on other services. "
                "We do not know whether they have captions."
            ),
            _("The archive has not kept them. A short text says what each of them was about."),
        ),
        Gap(
            _("PDF documents that organisers have made themselves may lack tags."),
            _(
                "They are shown as they were made. "
                "The most important of what they say is also on the page of the event."
            ),
        ),
        Gap(
            _("Some texts of earlier years exist in one language only."),
            _("They are shown in their own language, and marked so that screen readers pronounce them correctly."),
        ),
        Gap(
            _("The pages have not yet been tried by people who use screen readers every day."),
            _("It is planned, and this statement will say what they found."),
        ),
    ),
    methods=(
        _("A self-assessment, not that of an outside auditor."),
        _("Automatic tests of every kind of page, in four languages, on narrow and wide screens, by day and night."),
        _("Tests with the keyboard alone, with text at 200 %, at a width of 320 pixels, and without scripts."),
    ),
    bodies=(
        Body(
            _("Denmark"),
            "Digitaliseringsstyrelsen",
            "da",
            "https://digst.dk/digital-inklusion/webtilgaengelighed/oplever-du-ikke-tilgaengeligt-indhold/",
            _("The statement in the Danish register is found at the address /was of this portal."),
        ),
        Body(
            _("Sweden"),
            "Myndigheten för digital förvaltning (Digg)",
            "sv",
            "https://www.digg.se/tdosanmalan",
            _("Report a shortcoming that we have not mended."),
        ),
        Body(
            _("Norway"),
            "Tilsynet for universell utforming av ikt",
            "nb",
            "https://www.uutilsynet.no/",
            _("Complaints are decided by the Norwegian Anti-Discrimination Tribunal."),
        ),
        Body(
            _("Finland"),
            "Liikenne- ja viestintävirasto Traficom",
            "fi",
            "https://www.saavutettavuusvaatimukset.fi/",
            _("Write to us first. Without an answer within 14 days, or with one that does not help, turn to them."),
        ),
    ),
    reviewed_on=REVIEWED_ON,
    feedback_days=FEEDBACK_DAYS,
)


def reviewed_within_a_year(**_given: Any) -> list[Warned]:
    """A system check: the laws of the Nordic countries ask for a review every year."""
    if timezone.localdate() - REVIEWED_ON <= timedelta(days=365):
        return []
    told = f"The accessibility statement was last reviewed on {REVIEWED_ON}."
    return [Warned(told, hint="Look at its gaps again and set REVIEWED_ON.", id="site.W001")]
