"""The edition that is handed over, read once: what may be copied, and the names of people that no text may carry on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.db.models import Q

from conference_portal.kit.text import slug as as_slug
from events.editions.models import Contact, Edition, Event, Involvement, KeyDate, Page, SubTheme, Theme
from events.programme.models import Appearance, Session
from events.questions.models import Guide, Prompt
from events.youthlab.models import Credit

SERIES_WIDE = (Involvement.Role.INITIATOR, Involvement.Role.FUNDER, Involvement.Role.PARTNER)
COPIED = (Edition, Event, Session, Page, KeyDate, Involvement, Theme, SubTheme, Guide, Prompt)


class Source:
    def __init__(self, edition: Edition) -> None:
        self.edition = Edition._base_manager.select_related("host", "venue").get(pk=edition.pk)

    @cached_property
    def events(self) -> list[Event]:
        """Wholes before their parts, the conference first."""
        found = Event._base_manager.filter(edition=self.edition).select_related("city", "room__venue")
        ranked = sorted(
            found, key=lambda each: (each.kind != Event.Kind.CONFERENCE, each.starts_on or date.max, each.pk)
        )
        return _wholes_first(ranked)

    @cached_property
    def sessions(self) -> list[Session]:
        """Without what was taken off the programme."""
        found = Session._base_manager.filter(event__edition=self.edition, withdrawn_at=None)
        return list(found.select_related("room__venue").order_by("event", "starts_at", "position", "pk"))

    @cached_property
    def pages(self) -> list[Page]:
        return list(Page._base_manager.filter(edition=self.edition).order_by("position", "slug"))

    @cached_property
    def key_dates(self) -> list[KeyDate]:
        return list(KeyDate._base_manager.filter(self._hanging()).order_by("on", "pk"))

    @cached_property
    def involvements(self) -> list[Involvement]:
        found = Involvement._base_manager.filter(self._hanging()).select_related("organisation__parent", "event")
        return list(found.order_by("event", "role", "position", "pk"))

    @cached_property
    def themes(self) -> list[Theme]:
        return list(Theme._base_manager.filter(self._hanging()))

    @cached_property
    def subthemes(self) -> list[SubTheme]:
        return list(SubTheme._base_manager.filter(theme__in=self.themes).order_by("theme", "position", "pk"))

    @cached_property
    def guides(self) -> list[Guide]:
        return list(Guide._base_manager.filter(event__edition=self.edition))

    @cached_property
    def prompts(self) -> list[Prompt]:
        return list(Prompt._base_manager.filter(guide__in=self.guides).order_by("guide", "position", "pk"))

    @cached_property
    def partners(self) -> int:
        """How many."""
        return self.edition.partners.count()

    @cached_property
    def first_day(self) -> date | None:
        """Of the conference: as the edition says, or its event, or its programme."""
        conference = next((each for each in self.events if each.kind == Event.Kind.CONFERENCE), None)
        if self.edition.starts_on or conference is None:
            return self.edition.starts_on
        days = [self._day(each, conference) for each in self.sessions if each.event_id == conference.pk]
        return conference.starts_on or min((day for day in days if day), default=None)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Everybody's who stood on the programme, in an output or as a contact; folded, the longest first."""
        of_speakers: Iterable[str | None] = (
            *Appearance._base_manager.filter(session__event__edition=self.edition).values_list(
                "speaker__name", flat=True
            ),
            *Credit._base_manager.filter(output__event__edition=self.edition).values_list("speaker__name", flat=True),
            *Contact._base_manager.filter(self._hanging()).values_list("speaker__name", flat=True),
            *Contact._base_manager.filter(self._hanging()).values_list("name", flat=True),
        )
        found = {" ".join(name.split()).casefold() for name in of_speakers if name and " " in name.strip()}
        return tuple(sorted(found, key=len, reverse=True))

    @cached_property
    def addresses_of_names(self) -> tuple[str, ...]:
        return tuple(filter(None, map(as_slug, self.names)))

    def is_series_wide(self, involvement: Involvement) -> bool:
        """Who began the series, or stands behind other years in the same role, and is not of the city that hosts this
        once. Money for one year promises none for the next."""
        body = involvement.organisation
        if involvement.role not in SERIES_WIDE or self.edition.host_id in {
            each.city_id for each in (body, body.parent) if each
        }:
            return False
        return involvement.role == Involvement.Role.INITIATOR or (body.pk, involvement.role) in self._elsewhere

    @cached_property
    def _elsewhere(self) -> set[tuple[int, str]]:
        """Organisations and roles of other editions, and of their events."""
        others = Q(edition__isnull=False) | Q(event__edition__isnull=False)
        rows = Involvement._base_manager.filter(others).exclude(self._hanging())
        return set(rows.values_list("organisation", "role"))

    def _hanging(self) -> Q:
        return Q(edition=self.edition) | Q(event__edition=self.edition)

    @staticmethod
    def _day(session: Session, event: Event) -> date | None:
        return session.starts_on or event.local_day(session.starts_at)


def _wholes_first(events: list[Event]) -> list[Event]:
    """An event stands after what it is part of. A ring of parts, which nobody means, ends as it came."""
    found: list[Event] = []
    waiting = list(events)
    while waiting:
        placed = {each.pk for each in found}
        inside = {each.pk for each in waiting}
        ready = [each for each in waiting if each.part_of_id in placed or each.part_of_id not in inside]
        ready = ready or waiting
        found += ready
        waiting = [each for each in waiting if each not in ready]
    return found
