"""Days and moments of one edition on the days of another: whole days apart, and the clock on the wall stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SATURDAY, WEEK = 5, 7


@dataclass(frozen=True)
class Shift:
    """`days`: from the first day of the one to that of the other; None where nobody knows the first day."""

    days: int | None

    @classmethod
    def between(cls, first: date | None, new_first: date) -> Shift:
        return cls((new_first - first).days if first else None)

    @property
    def keeps_weekdays(self) -> bool:
        return self.days is not None and self.days % WEEK == 0

    def day(self, value: date | None) -> date | None:
        if value is None or self.days is None:
            return None
        return value + timedelta(days=self.days)

    def moment(self, value: datetime | None, before: str, after: str) -> datetime | None:
        """The same clock time, in the zone of the new place. In a night that leaves it out, as much later."""
        if value is None or self.days is None:
            return None
        local = value.astimezone(ZoneInfo(before)).replace(tzinfo=None, fold=0)
        return (local + timedelta(days=self.days)).replace(tzinfo=ZoneInfo(after)).astimezone(UTC)

    def span(
        self, start: datetime | None, end: datetime | None, before: str, after: str
    ) -> tuple[datetime | None, datetime | None]:
        """Start and end keep their clock times. Where the clocks are changed between them, the length stays."""
        begins, ends = self.moment(start, before, after), self.moment(end, before, after)
        if begins and ends and start and end and ends <= begins:
            ends = begins + (end - start)
        return begins, ends


def clock_moves(instant: datetime, asked: datetime, before: str, after: str) -> bool:
    """The clock on the wall shows another time than it did, as the night leaves that out."""
    then, now = asked.astimezone(ZoneInfo(before)), instant.astimezone(ZoneInfo(after))
    return (then.hour, then.minute) != (now.hour, now.minute)


def is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def proposed_start(first: date | None, year: int) -> date | None:
    """The day of that year nearest to the same date that is the same day of the week."""
    if first is None:
        return None
    try:
        same = first.replace(year=year)
    except ValueError:  # 29 February
        same = date(year, 2, 28)
    ahead = (first.weekday() - same.weekday()) % WEEK
    near = ahead if ahead <= WEEK // 2 else ahead - WEEK
    return next(day for step in (near, ahead, ahead - WEEK) if (day := same + timedelta(days=step)).year == year)
