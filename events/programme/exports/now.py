"""What is on at a moment and what comes next, for a page that a script keeps true."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import ngettext

from events.programme.exports.own import NEAR, OwnDay, OwnRow, OwnWriter
from events.programme.schedule import is_to_come

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from conference_portal.kit.languages import Text
    from events.programme.schedule import Item, Schedule


@dataclass(frozen=True)
class Now:
    """`to_come`: everything that is not over, from which a script takes what is on. `minutes` until the next begin."""

    zone: str
    running: tuple[OwnRow, ...]
    next: tuple[OwnRow, ...]
    next_day: date | None
    minutes: int | None
    to_come: tuple[OwnDay, ...]
    is_before: bool
    is_over: bool

    @property
    def words_until(self) -> str:
        """Empty for what is not near."""
        near = self.minutes is not None and self.minutes <= NEAR
        return minutes_until(self.minutes or 0) % {"count": self.minutes} if near else ""

    @property
    def next_start(self) -> datetime | None:
        return self.next[0].item.start if self.next else None


def minutes_left(count: int) -> str:
    """With its placeholder: pages print it, and scripts fill it again."""
    return ngettext("%(count)s minute left", "%(count)s minutes left", count)


def minutes_until(count: int) -> str:
    return ngettext("in %(count)s minute", "in %(count)s minutes", count)


def at(moment: datetime, whole: Schedule, ways: Mapping[int, Text]) -> Now:
    writer = OwnWriter(whole, moment, ways)
    days = writer.days([item for item in whole.items if is_to_come(moment, item)])
    rows = [row for day in days for slot in day.slots for row in slot.rows if not row.item.is_cancelled]
    running = tuple(replace(row, left=_left(row.item, moment)) for row in rows if is_on(row.item, moment))
    starts = [row.item.start for row in rows if row.item.start and row.item.start > moment]
    first = min(starts, default=None)
    coming = tuple(row for row in rows if first and row.item.start == first)
    return Now(
        zone=whole.zone,
        running=running,
        next=coming,
        next_day=coming[0].item.day if coming else None,
        minutes=minutes_between(moment, first) if first else None,
        to_come=tuple(days),
        is_before=not any(item.start and item.start <= moment for item in whole.items),
        is_over=whole.has_times and not running and not coming,
    )


def _left(item: Item, moment: datetime) -> str:
    if item.end is None:
        return ""
    minutes = minutes_between(moment, item.end)
    return minutes_left(minutes) % {"count": minutes}


def minutes_between(one: datetime, other: datetime) -> int:
    """Begun ones count: at 30 seconds before ten there is one minute left."""
    return -(-int((other - one).total_seconds()) // 60)


def is_on(item: Item, moment: datetime) -> bool:
    """What lasts whole days is on all day; of what has no end nobody knows."""
    if item.start is None:
        today = moment.astimezone(ZoneInfo(item.zone)).date()
        return bool(item.first_day and item.last_day and item.first_day <= today <= item.last_day)
    return item.start <= moment < (item.end or item.start)
