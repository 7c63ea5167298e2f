"""What cannot be at the same time: so far sessions that share a room."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from events.programme.models import Session


class RoomClash(Exception):  # noqa: N818 (as a calendar says it)
    """Sessions that would share a room at one time, in pairs, the earlier first."""

    def __init__(self, pairs: list[tuple[Session, Session]]) -> None:
        self.pairs = pairs
        super().__init__("; ".join(f"{one.slug} and {other.slug} in {one.room}" for one, other in pairs))


def has_room_alone(session: Session) -> bool:
    """Its room is taken while it lasts; an unknown end takes nothing, since its range would be endless."""
    is_on = session.cancelled_at is None and session.withdrawn_at is None
    known = session.starts_at is not None and session.ends_at is not None
    return is_on and known and session.room is not None and not session.room.shared


def clashes(sessions: Iterable[Session]) -> list[tuple[Session, Session]]:
    """Those that share a room at one time as they stand now, in pairs: they cannot be released."""
    alone = sorted(
        filter(has_room_alone, sessions), key=lambda session: (session.room_id, session.starts_at, session.pk)
    )
    pairs: list[tuple[Session, Session]] = []
    for _room, in_room in groupby(alone, key=lambda session: session.room_id):
        pairs += _overlaps(list(in_room))
    return pairs


def _overlaps(in_room: list[Session]) -> list[tuple[Session, Session]]:
    found = []
    for index, one in enumerate(in_room):
        for other in in_room[index + 1 :]:
            if other.starts_at >= one.ends_at:  # type: ignore[operator]  # both times are known here
                break
            found.append((one, other))
    return found
