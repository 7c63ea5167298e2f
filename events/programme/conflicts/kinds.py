"""What a clash is, and how two sessions meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from django.db import models
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from events.programme.models import Session

NEVER = datetime.max.replace(tzinfo=UTC)

Pair = tuple["Session", "Session"]


class Timed(Protocol):
    """A session, of whichever event."""

    @property
    def starts_at(self) -> datetime | None: ...

    @property
    def ends_at(self) -> datetime | None: ...


class RoomClash(Exception):  # noqa: N818 (as a calendar says it)
    """Sessions that would share a room at one time, in pairs, the earlier first."""

    def __init__(self, pairs: list[Pair]) -> None:
        self.pairs = pairs
        super().__init__("; ".join(f"{one.slug} and {other.slug} in {one.room}" for one, other in pairs))


class Kind(models.TextChoices):
    """In the order in which they are told."""

    ROOM = "room", gettext_lazy("Room taken")
    SPEAKER = "speaker", gettext_lazy("Speaker in two places")
    YOUTH = "youth", gettext_lazy("Youth contribution against its feedback")
    SEATS = "seats", gettext_lazy("Too few seats")
    WAY = "way", gettext_lazy("Too little time for the way")


@dataclass(frozen=True)
class Clash:
    """One or two sessions, the earlier first, and in the reader's language what is the matter."""

    kind: Kind
    sessions: tuple[Session, ...]
    told: str  # with names in it, as in “%(one)s”
    values: Mapping[str, object]  # of these names; sessions themselves, so that a page can lead to them
    fatal: bool = False

    @property
    def words(self) -> str:
        return self.told % self.values


def has_room_alone(session: Session) -> bool:
    """Its room is taken while it lasts; an unknown end takes nothing, since its range would be endless."""
    is_on = session.cancelled_at is None and session.withdrawn_at is None
    known = session.starts_at is not None and session.ends_at is not None
    return is_on and known and session.room is not None and not session.room.shared


def by_session(told: Iterable[Clash]) -> dict[int, list[Clash]]:
    marked: dict[int, list[Clash]] = {}
    for clash in told:
        for session in clash.sessions:
            marked.setdefault(session.pk, []).append(clash)
    return marked


def overlaps(ordered: list[Session]) -> Iterator[Pair]:
    """Of sessions in the order of their starts."""
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if not meet(one, other):
                break
            yield one, other


def meet(one: Timed, other: Timed) -> bool:
    """What has no end is a moment."""
    first, second = sorted((one, other), key=start)
    return start(second) < end(first) or start(second) == start(first)


def start(session: Timed) -> datetime:
    return session.starts_at or NEVER


def end(session: Timed) -> datetime:
    return session.ends_at or start(session)
