"""What cannot be at the same time, or hardly: rooms, people and ways that two sessions both need.

A room taken twice in one programme cannot be released, unless it is a shared one. Everything else is told, and may be
released with a word why.
"""

from __future__ import annotations

from events.programme.conflicts.asking import READ, of_event
from events.programme.conflicts.clashing import Beside, clashes, found
from events.programme.conflicts.elsewhere import Other
from events.programme.conflicts.kinds import Clash, Kind, RoomClash, by_session, has_room_alone

__all__ = [
    "READ",
    "Beside",
    "Clash",
    "Kind",
    "Other",
    "RoomClash",
    "by_session",
    "clashes",
    "found",
    "has_room_alone",
    "of_event",
]
