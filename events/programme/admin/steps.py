"""The moves that an organiser can take back: kept in their own session, per event, and gone when they sign out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

KEPT, MOST = "board", 30


@dataclass(frozen=True)
class Step:
    """A move: from where and to where, as `Spot.as_json` says it."""

    session: int
    title: str
    before: list[Any]
    after: list[Any]


class Steps:
    def __init__(self, store: SessionBase, event: int) -> None:
        self.store, self.key = store, str(event)
        kept = store.get(KEPT, {}).get(self.key, {})
        self.done = [Step(**each) for each in kept.get("done", ())]
        self.undone = [Step(**each) for each in kept.get("undone", ())]

    def add(self, step: Step) -> None:
        """What was taken back before cannot come again: the programme has gone another way."""
        self.done, self.undone = [*self.done, step][-MOST:], []
        self._keep()

    def take(self, *, back: bool) -> Step | None:
        """The next one, which is no longer offered; `put` offers it the other way."""
        steps = self.done if back else self.undone
        step = steps.pop() if steps else None
        self._keep()
        return step

    def put(self, step: Step, *, back: bool) -> None:
        (self.undone if back else self.done).append(step)
        self._keep()

    def _keep(self) -> None:
        mine = {"done": [asdict(each) for each in self.done], "undone": [asdict(each) for each in self.undone]}
        self.store[KEPT] = self.store.get(KEPT, {}) | {self.key: mine}
