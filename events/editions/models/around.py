"""What stands on the pages of an edition, in queries whose SQL is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.functions import Coalesce, ExtractYear

from conference_portal.kit.languages import SortKey, shown
from conference_portal.kit.queries import prepared
from events.editions.models.edition import Edition
from events.editions.models.event import Event
from events.editions.models.organisation import Contact, Involvement, KeyDate
from events.editions.models.page import Page
from events.editions.models.theme import SubTheme, Topic

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from conference_portal.kit.content import Someone

OWNER = ("event__edition__host",)
LATEST = (Coalesce("event__edition__year", ExtractYear("event__starts_on")).desc(nulls_last=True), "position", "pk")
LONGEST_THREAD = 8  # sub-themes of earlier years; the pages of the topics show all


@prepared
def editions_of(user: Someone, year: int) -> QuerySet[Edition]:
    """With all that its head and its menu show. Two queries."""
    found = Edition.objects.visible_to(user).with_emblem().with_pages(user)
    return found.select_related("venue").filter(year=year)


@prepared
def subthemes_of(user: Someone, edition: int) -> QuerySet[SubTheme]:
    return SubTheme.objects.visible_to(user).of(edition)


@prepared
def events_of(user: Someone, edition: int) -> QuerySet[Event]:
    return Event.objects.visible_to(user).filter(edition=edition).beside_the_conference().for_listing("lead")


@prepared
def involvements_of(user: Someone, edition: int) -> QuerySet[Involvement]:
    return Involvement.objects.visible_to(user).filter(edition=edition).with_organisation()


@prepared
def contacts_of(user: Someone, edition: int) -> QuerySet[Contact]:
    return Contact.objects.visible_to(user).filter(edition=edition).select_related("speaker")


@prepared
def key_dates_of(user: Someone, edition: int) -> QuerySet[KeyDate]:
    return KeyDate.objects.visible_to(user).filter(edition=edition)


@prepared
def pages_of(user: Someone, year: int) -> QuerySet[Page]:
    return Page.objects.visible_to(user).filter(edition__year=year).select_related("edition")


@prepared
def neighbours_of(user: Someone, year: int) -> QuerySet[Edition]:
    return Edition.objects.visible_to(user).beside(year)


@prepared
def subthemes_with_topics(user: Someone, edition: int) -> QuerySet[SubTheme]:
    """Two queries."""
    return SubTheme.objects.visible_to(user).of(edition).prefetch_related("topics")


@prepared
def thread_before(user: Someone, year: int, edition: int) -> QuerySet[SubTheme]:
    """What earlier years said of the topics of an edition's sub-themes, the latest first."""
    own = SubTheme.objects.visible_to(user).filter(theme__edition=edition)
    return SubTheme.objects.visible_to(user).with_owner().before(year).carrying(own)[:LONGEST_THREAD]


@prepared
def thread_of(user: Someone, year: int, subtheme: int) -> QuerySet[SubTheme]:
    """What earlier years said of the topics of this sub-theme."""
    own = SubTheme.objects.filter(pk=subtheme)
    return SubTheme.objects.visible_to(user).with_owner().before(year).carrying(own)[:LONGEST_THREAD]


@prepared
def sessions_under(user: Someone, subtheme: int) -> QuerySet[Any]:
    return _sessions(user).filter(subthemes=subtheme).select_related(*OWNER)


@prepared
def subthemes_about(user: Someone, topic: int) -> QuerySet[SubTheme]:
    return SubTheme.objects.visible_to(user).filter(topics=topic).with_owner().latest_first()


@prepared
def sessions_about(user: Someone, topic: int) -> QuerySet[Any]:
    return _sessions(user).filter(topics=topic).select_related(*OWNER).order_by(*LATEST)


@prepared
def other_topics(user: Someone, topic: int) -> QuerySet[Topic]:
    return Topic.objects.visible_to(user).exclude(pk=topic).order_by(SortKey(shown("title")))


def _sessions(user: Someone) -> QuerySet[Any]:
    """Of the room below."""
    sessions: Any = SubTheme.sessions.rel.related_model
    found: QuerySet[Any] = sessions.objects.visible_to(user)
    return found
