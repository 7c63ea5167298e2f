"""Where and when each session stands, in a release or on the working copy: plain values that can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from django.db.models import F

from conference_portal.kit.languages import STORED, column
from events.editions.models import Event
from events.programme.models import Appearance, Placement, Release, Session

ON, CANCELLED, WITHDRAWN = Placement.State.ON, Placement.State.CANCELLED, Placement.State.WITHDRAWN
TITLES = (*(column("title", language) for language in STORED), "other_language")
TIMES = ("starts_at", "ends_at", "starts_on", "ends_on")
Time = tuple[datetime | None, datetime | None, date | None, date | None]  # by TIMES


@dataclass(frozen=True)
class Stand:
    """Where and when a session stands, in a release or on the working copy."""

    session: int
    time: Time
    room: int | None
    state: str
    titles: tuple[str | None, ...]  # by TITLES
    speakers: frozenset[int] = frozenset()
    position: int = 0
    sequence: int = 0
    since: int = 0  # a release's key; 0 on the working copy

    @property
    def is_timed(self) -> bool:
        return any(self.time)

    @property
    def place(self) -> tuple[Any, ...]:
        """What a calendar entry must hear of."""
        return (*self.time, self.room, self.state)

    @property
    def looks(self) -> tuple[Any, ...]:
        """Everything that a release would show otherwise."""
        return (self.session, *self.place, self.position, sorted(self.speakers), self.titles)


def placed(release: Release | None) -> dict[int, Stand]:
    """How the sessions stand in a release, by session. Two queries."""
    return placed_in([release]).get(release.pk, {}) if release else {}


def placed_in(releases: Sequence[Release]) -> dict[int, dict[int, Stand]]:
    """The same for several releases, by release. Two queries, however many they are."""
    through = Placement.speakers.through.objects.filter(placement__release__in=releases)
    speakers = _grouped(through.values_list("placement", "speaker"))
    names = ("room", "state", *TITLES, "pk", "position", "sequence", "since", "release")
    rows = Placement.objects.filter(release__in=releases).order_by("position")
    found: dict[int, dict[int, Stand]] = {}
    for row in rows.values_list("session", *TIMES, *names):
        session, room, state = row[0], row[5], row[6]
        pk, position, sequence, since, release = row[13:]
        heard = speakers.get(pk, frozenset())
        stand = Stand(session, row[1:5], room, state, row[7:13], heard, position, sequence, since)
        found.setdefault(release, {})[session] = stand
    return found


def working_sessions(event: Event) -> list[Session]:
    """The working copy in the order that a release keeps, with what placements take over. One query."""
    order = (F("starts_at").asc(nulls_last=True), "position", "pk")
    needed = ("event", "slug", "room", "cancelled_at", "withdrawn_at", *TIMES, *TITLES, "room__shared", "room__slug")
    return list(Session.objects.of(event).select_related("room").only(*needed).order_by(*order))


def working(sessions: Iterable[Session], before: Mapping[int, Stand]) -> dict[int, Stand]:
    """How the sessions, given in order, stand on the working copy. What was withdrawn before any release saw it stays
    unseen. One query."""
    shown = [session for session in sessions if session.pk in before or session.withdrawn_at is None]
    pairs = Appearance.objects.filter(session__in=[session.pk for session in shown]).values_list("session", "speaker")
    speakers = _grouped(pairs)
    return {
        session.pk: Stand(
            session.pk,
            (session.starts_at, session.ends_at, session.starts_on, session.ends_on),
            room=session.room_id,
            state=_state(session),
            titles=tuple(getattr(session, name) for name in TITLES),
            speakers=speakers.get(session.pk, frozenset()),
            position=position,
        )
        for position, session in enumerate(shown, start=1)
    }


def digest(stands: Mapping[int, Stand]) -> str:
    """Two that are equal look the same to the public."""
    return blake2b(repr([stand.looks for stand in stands.values()]).encode(), digest_size=12).hexdigest()


def _state(session: Session) -> str:
    if session.withdrawn_at is not None:
        return WITHDRAWN
    return ON if session.cancelled_at is None else CANCELLED


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}
