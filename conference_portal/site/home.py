"""What the front page gathers from all rooms of the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from conference_portal.kit.languages import Text, text
from conference_portal.kit.structured import script
from events.editions.models import Event, Page
from events.editions.models.face import Way, opened
from events.youthlab.models import Statement

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from conference_portal.kit.content import Someone
    from events.editions.models import Edition
    from events.editions.models.event import EventQuerySet

MOST_EVENTS = 4
ABOUT = "about"  # the page about the series whose first paragraph says why it meets


@dataclass(frozen=True)
class About:
    lead: Text
    title: Text
    url: str


@dataclass(frozen=True)
class Voice:
    quote: Text
    who: Text
    url: str


def actions(edition: Edition) -> list[Way]:
    """The first thing that most want of the edition, and the edition itself."""
    # Translators: the edition's host and year, such as Aarhus 2022.
    about = Way(gettext("About %(edition)s") % {"edition": edition.name}, edition.get_absolute_url())
    return [*edition.actions[:1], about]


def coming(user: Someone) -> list[Event]:
    return list(_events(user).upcoming()[:MOST_EVENTS])


def latest(user: Someone) -> list[Event]:
    return list(_events(user).past()[:MOST_EVENTS])


def _events(user: Someone) -> EventQuerySet:
    """All but parts of others, and but the conference itself, which the cover shows."""
    return Event.objects.visible_to(user).not_a_part().with_programme_of_its_own().for_listing()


def about(user: Someone) -> About | None:
    page = Page.objects.visible_to(user).about_the_series().filter(slug=ABOUT).first()
    if page is None:
        return None
    return About(opened(text(page, "body"))[0], text(page, "title"), page.get_absolute_url())


def voice(user: Someone) -> Voice | None:
    """What young people said last, if they said anything."""
    latest_first = (F("event__edition__year").desc(nulls_last=True), "event", "position")
    said = Statement.objects.visible_to(user).select_related("event__edition").order_by(*latest_first).first()
    if said is None:
        return None
    event, edition = said.event, said.event.edition
    url = event.get_absolute_url()
    if edition is not None and event.is_of_youth:
        url = reverse("youthlab:youth", kwargs={"year": edition.year})
    return Voice(text(said, "text"), text(event, "title"), url)


def json_ld(url: str) -> SafeString:
    organisation: dict[str, Any] = {
        "@type": "Organization",
        "name": gettext("Heart and Pain of the Big City"),
        "alternateName": "Storbyens hjerte og smerte",
        "url": url,
        "foundingDate": "1996",
        "email": settings.CONTACT_EMAIL,
    }
    return script(organisation)
