"""Programmes that the archive releases, through the same function that organisers use.

A programme that an organiser has moved since its last release is theirs: the archive does not release their work.
"""

from __future__ import annotations

from conference_portal.archive.drafts import Draft
from conference_portal.archive.files import Fault
from conference_portal.archive.plan import Plan
from conference_portal.archive.records import APPEARANCE, EVENT, SESSION
from events.editions.models import Event
from events.programme.changes import pending, release
from events.programme.conflicts import RoomClash
from events.programme.models import Release


class Releases:
    """Made before anything is written, since it must see which programmes are untouched."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.faults: list[Fault] = []
        released = [draft for draft in plan.drafts.of(EVENT) if draft.is_released and draft.key not in plan.known.gone]
        pks = {plan.known.pks[draft.key] for draft in released if draft.key in plan.known.pks}
        self.current = dict(Release.objects.filter(event__in=pks).current().values_list("event", "number"))
        touched = _touched(plan)
        self.due = [draft for draft in released if self._is_due(draft, is_touched=draft.key in touched)]

    def _is_due(self, draft: Draft, *, is_touched: bool) -> bool:
        pk = self.plan.known.pks.get(draft.key)
        if pk is None or pk not in self.current:
            return True
        return is_touched and not pending(Event(pk=pk))

    def make(self) -> list[str]:
        """After the writing. The slugs of the events whose programmes were released."""
        pks = [self.plan.known.pks[draft.key] for draft in self.due]
        events = Event.objects.in_bulk(pks) if pks else {}
        return [
            event.slug for draft, pk in zip(self.due, pks, strict=True) if self._release(draft, event := events[pk])
        ]

    def _release(self, draft: Draft, event: Event) -> bool:
        seen = self.current.get(event.pk)
        if seen is not None and not pending(event):
            return False
        try:
            release(event, by=None, seen=seen)
        except RoomClash as clash:
            for one, other in clash.pairs:
                second = self.plan.drafts.by_key.get(f"{draft.key}/session:{other.slug}", draft)
                self.faults.append(second.fault(f"It shares {other.room} with {one.slug} at one time."))
        return True


def _touched(plan: Plan) -> set[str]:
    """The events whose sessions and people the plan changes."""
    changed = {event.key for draft in plan.touched if draft.kind in {SESSION, APPEARANCE} and (event := draft.event())}
    removed = {row.key.partition("/")[0] for row in plan.removed if f"/{APPEARANCE.name}:" in row.key}
    return changed | removed
