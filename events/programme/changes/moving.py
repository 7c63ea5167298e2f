"""Moving one session on the working copy, so that two organisers who move the same one learn of each other."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Self

from events.programme.changes.standing import TIMES

if TYPE_CHECKING:
    from events.programme.models import Session


class MovedMeanwhile(Exception):  # noqa: N818 (as it is told)
    """The session does not stand where it was seen."""


@dataclass(frozen=True)
class Spot:
    """When and where a session is."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    room: int | None = None

    @classmethod
    def of(cls, session: Session) -> Self:
        return cls(session.starts_at, session.ends_at, session.starts_on, session.ends_on, session.room_id)

    @classmethod
    def from_json(cls, stored: list[Any]) -> Self:
        starts_at, ends_at = (datetime.fromisoformat(each) if each else None for each in stored[:2])
        starts_on, ends_on = (date.fromisoformat(each) if each else None for each in stored[2:4])
        return cls(starts_at, ends_at, starts_on, ends_on, stored[4])

    def as_json(self) -> list[Any]:
        return [each.isoformat() if isinstance(each, date) else each for each in astuple(self)]

    @property
    def seen(self) -> str:
        """What a move sends along of the spot that it was made from."""
        instants = [each.timestamp() if isinstance(each, datetime) else each for each in astuple(self)]
        return blake2b(repr(instants).encode(), digest_size=9).hexdigest()


def move(session: Session, spot: Spot, *, seen: str) -> list[str]:
    """Puts the session there, and names the columns that it wrote. `session`: its row, locked.

    Raises MovedMeanwhile if it does not stand where it was seen.
    """
    before = Spot.of(session)
    if seen != before.seen:
        raise MovedMeanwhile
    written = [name for name in TIMES if getattr(before, name) != getattr(spot, name)]
    for name in written:
        setattr(session, name, getattr(spot, name))
    if before.room != spot.room:
        session.room_id = spot.room
        written.append("room")
    if written:
        session.save(update_fields=written)
    return written
