"""Releasing a programme, and what differs between two releases.

Organisers move sessions freely; `release` shows the public how they stand now, in placements that are never changed.
"""

from __future__ import annotations

from events.programme.changes.difference import WORDS, Change, Shown, coming, difference, order_of, pending
from events.programme.changes.history import Step, history
from events.programme.changes.moving import MovedMeanwhile, Spot, move
from events.programme.changes.releasing import Seen, StaleRelease, release
from events.programme.changes.standing import Stand

__all__ = [
    "WORDS",
    "Change",
    "MovedMeanwhile",
    "Seen",
    "Shown",
    "Spot",
    "StaleRelease",
    "Stand",
    "Step",
    "coming",
    "difference",
    "history",
    "move",
    "order_of",
    "pending",
    "release",
]
