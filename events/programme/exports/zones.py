"""A zone's clock changes as calendars want them told: a VTIMEZONE that is right for the years of a programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = 7


@dataclass(frozen=True)
class _Turn:
    """The clock changes. `at` is what the old clock shows then, which is how calendars write it."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def rule(self) -> tuple[object, ...]:
        """What it has in common with the same turn in other years: the last Sunday of March, the second of November."""
        return (self.at.month, self._week, self.at.weekday(), self.at.time(), self.before, self.after, self.name)

    @property
    def _week(self) -> int:
        return -1 if (self.at + timedelta(days=_WEEK)).month != self.at.month else (self.at.day - 1) // _WEEK + 1

    def lines(self, *, every_year: bool) -> list[str]:
        kind = "DAYLIGHT" if self.after > self.before else "STANDARD"
        by_day = f"{self._week}{_DAYS[self.at.weekday()]}"
        repeated = [f"RRULE:FREQ=YEARLY;BYMONTH={self.at.month};BYDAY={by_day}"] if every_year else []
        return [
            f"BEGIN:{kind}",
            f"DTSTART:{self.at:%Y%m%dT%H%M%S}",
            *repeated,
            f"TZOFFSETFROM:{_offset(self.before)}",
            f"TZOFFSETTO:{_offset(self.after)}",
            f"TZNAME:{self.name}",
            f"END:{kind}",
        ]


@lru_cache(maxsize=64)
def definition(zone: str, first: int, last: int) -> tuple[str, ...]:
    """`first`, `last`: years. Begins a year earlier, since in January the clock still shows what October made of it."""
    clock = ZoneInfo(zone)
    turns = [turn for year in range(first - 1, last + 1) for turn in _turns(clock, year)]
    years = set(range(first - 1, last + 1))
    by_rule: dict[tuple[object, ...], list[_Turn]] = {}
    for turn in turns:
        by_rule.setdefault(turn.rule, []).append(turn)
    lines: list[str] = []
    for same in by_rule.values():
        if {turn.at.year for turn in same} == years:
            lines += same[0].lines(every_year=True)
        else:
            lines += [line for turn in same for line in turn.lines(every_year=False)]
    if min((turn.at.year for turn in turns), default=first) == first:
        lines = _always(clock, date(first - 1, 1, 1)) + lines
    return ("BEGIN:VTIMEZONE", f"TZID:{zone}", f"X-LIC-LOCATION:{zone}", *lines, "END:VTIMEZONE")


def _always(clock: ZoneInfo, day: date) -> list[str]:
    """A clock that never changes, or not before the first turn."""
    there = datetime(day.year, day.month, day.day, tzinfo=clock)
    offset = there.utcoffset() or timedelta()
    return _Turn(there.replace(tzinfo=None), offset, offset, there.tzname() or "").lines(every_year=False)


def _turns(clock: ZoneInfo, year: int) -> list[_Turn]:
    start, found = datetime(year, 1, 1, tzinfo=UTC), []
    days = (datetime(year + 1, 1, 1, tzinfo=UTC) - start).days
    for number in range(days):
        morning = start + timedelta(days=number)
        if _at(clock, morning) != _at(clock, morning + timedelta(days=1)):
            found.append(_turn(clock, morning))
    return found


def _turn(clock: ZoneInfo, morning: datetime) -> _Turn:
    """To the minute within that day."""
    low, high = 0, 24 * 60
    before = _at(clock, morning)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _at(clock, morning + timedelta(minutes=middle)) == before else (low, middle)
    moment = morning + timedelta(minutes=high)
    at = (moment + before).replace(tzinfo=None)
    return _Turn(at, before, _at(clock, moment), moment.astimezone(clock).tzname() or "")


def _at(clock: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(clock).utcoffset() or timedelta()


def _offset(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}"
