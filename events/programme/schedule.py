"""An event's released programme as one structure, from which its page, session pages and exports are written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from conference_portal.kit.formats import words_list
from conference_portal.kit.languages import language_name, text
from conference_portal.kit.text import plain
from events.programme.models import Appearance, Placement, Session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conference_portal.kit.content import Someone
    from conference_portal.kit.languages import Text
    from events.editions.models import Event


@dataclass(frozen=True)
class Person:
    """Somebody in a session, as they were then."""

    name: str
    slug: str
    url: str
    role: str
    job_title: Text
    organisation: Text


@dataclass(frozen=True)
class Item:
    """A session as the current release places it; its texts are live. `note`: the release's, to its readers."""

    slug: str
    title: Text
    url: str
    kind: str
    text: Text
    start: datetime | None
    end: datetime | None
    room: Text | None
    state: str
    zone: str
    because: Text
    note: Text
    credits: Sequence[Person] = field(default_factory=tuple)

    @property
    def day(self) -> date | None:
        """Of its place: at half past midnight it is still yesterday in Iceland."""
        return timezone.localdate(self.start, ZoneInfo(self.zone)) if self.start else None

    @property
    def is_cancelled(self) -> bool:
        return self.state == Placement.State.CANCELLED


def build(event: Event, user: Someone) -> list[Item]:
    """What stands in the event's current release, in its order. Two queries."""
    placements = (
        Placement.objects.visible_to(user)
        .current()
        .on_the_page()
        .filter(release__event=event)
        .select_related("session", "room", "release")
        .order_by("position")
    )
    people = people_of(event, user)
    return [_item(placement, event, people.get(placement.session_id, [])) for placement in placements]


def people_of(event: Event, user: Someone) -> dict[int, list[Person]]:
    """Who stands with each session, in order. One query."""
    found: dict[int, list[Person]] = {}
    appearances = Appearance.objects.visible_to(user).filter(session__event=event).select_related("speaker")
    for appearance in appearances.order_by("position", "pk"):
        found.setdefault(appearance.session_id, []).append(_person(appearance))
    return found


def neighbours(items: Sequence[Item], slug: str) -> tuple[Item | None, Item | None]:
    """The items before and after this one."""
    place = next((number for number, item in enumerate(items) if item.slug == slug), None)
    if place is None:
        return None, None
    return (items[place - 1] if place else None), (items[place + 1] if place + 1 < len(items) else None)


@dataclass(frozen=True)
class Line:
    """A line of a session's language passport. All four stand there, those not stated too."""

    term: str
    value: str


def passport(session: Session) -> list[Line]:
    lines = (
        (_("Spoken in"), session.spoken),
        (_("Slides in"), session.slides_in),
        (_("Interpreted into"), session.interpreted_into),
        (_("Captioned in"), session.captioned_in),
    )
    return [
        Line(term, words_list([language_name(code) for code in codes]) if codes else gettext("Not stated"))
        for term, codes in lines
    ]


def _person(appearance: Appearance) -> Person:
    return Person(
        name=appearance.speaker.name,
        slug=appearance.speaker.slug,
        url=appearance.speaker.get_absolute_url(),
        role="" if appearance.role == Appearance.Role.SPEAKER else capfirst(appearance.get_role_display()),
        job_title=text(appearance, "job_title"),
        organisation=text(appearance, "organisation"),
    )


def _item(placement: Placement, event: Event, people: Sequence[Person]) -> Item:
    session = placement.session
    session.event = event
    return Item(
        slug=session.slug,
        title=text(session, "title"),
        url=session.get_absolute_url(),
        kind=capfirst(str(Session.Kind(session.kind).label)),
        text=_plain(text(session, "abstract")),
        start=placement.starts_at,
        end=placement.ends_at,
        room=text(placement.room, "name") if placement.room else None,
        state=placement.state,
        zone=placement.release.time_zone,
        because=text(session, "cancelled_because"),
        note=text(placement.release, "note"),
        credits=people,
    )


def _plain(found: Text) -> Text:
    """An abstract as one paragraph, for lists."""
    return replace(found, value=plain(found.value))
