"""The cells of a row that say when → a start and an end, or whole days, or no time at all.

Local times are those of the file's zone, else of the event's. Who ends before they start ended after midnight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from django.utils.translation import gettext as _

from events.programme.imports import remarks
from events.programme.imports.days import Frame, Misread
from events.programme.imports.times import DAY, Part

NOTHING = Part()
_LONGEST_NIGHT = timedelta(hours=16)
_DUSK, _DAWN = 18 * 3600, 5 * 3600


@dataclass(frozen=True)
class When:
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    notes: tuple[str, ...] = ()


@dataclass
class Evening:
    """How late it is under a day that stands once for many rows: what begins at night after an evening is on the
    next one."""

    latest: dict[date, int] = field(default_factory=dict)

    def is_over(self, day: date, clock: int) -> bool:
        if clock < _DAWN and self.latest.get(day, 0) >= _DUSK:
            return True
        self.latest[day] = max(self.latest.get(day, 0), clock)
        return False


@dataclass(frozen=True)
class Told:
    """What the cells of one row tell, by what they stand under."""

    dated: Part = NOTHING
    start: Part = NOTHING
    end: Part = NOTHING
    minutes: int | None = None
    day_above: date | None = None  # of a row that holds only a day, or of the row before
    answers: Mapping[str, str] = field(default_factory=dict)
    name: str = ""  # of the session, to remember an answer by
    evening: Evening | None = None  # of the rows before


def merged(parts: Iterable[Part]) -> Part:
    """Of two cells for the same, each tells what the other does not; a clock time without zone is the local one."""
    told = list(parts)
    clocks = [part for part in told if part.clock is not None]
    local = [part for part in clocks if part.zone is None]
    clock = (local or clocks or [Part()])[0]
    if local and len(clocks) > len(local) and any(part.clock != clock.clock for part in clocks):
        clock = next(part for part in clocks if part.zone is not None)
    return Part(
        day=_first(part.day for part in told),
        last=_first(part.last for part in told),
        clock=clock.clock,
        until=_first(part.until for part in told),
        minutes=_first(part.minutes for part in told),
        zone=clock.zone,
    )


def contradicts(parts: Iterable[Part]) -> bool:
    """The same digits with a zone and without: one of the two is wrong."""
    clocks = {(part.clock, part.zone is None) for part in parts if part.clock is not None}
    return len({is_local for _clock, is_local in clocks}) > 1 and len({clock for clock, _local in clocks}) == 1


def compose(told: Told, zone: tzinfo, frame: Frame) -> When:
    day, clock = _day(told, frame), told.start.clock if told.start.clock is not None else told.dated.clock
    if day is None:
        if clock is None:
            return When()
        raise Misread(_("There is a time, but no day."))
    if clock is None:
        return _whole_days(day, told)
    if clock == DAY:
        raise Misread(_("24:00 is the end of a day. Write 00:00 of the next one."))
    local, zone = zone, told.start.zone or told.dated.zone or zone
    is_night = told.evening is not None and not _own_days(told) and told.evening.is_over(day, clock)
    day += timedelta(days=is_night)
    starts = at(day, clock, zone)
    ends, notes = _end(told, starts, day, zone)
    if is_night:
        notes = (_("It begins in the night after the rows above: the next day was taken."), *notes)
    return When(starts_at=starts.astimezone(local), ends_at=ends.astimezone(local) if ends else None, notes=notes)


def at(day: date, seconds: int, zone: tzinfo) -> datetime:
    """The moment at which clocks show that; the first of two where they are put back."""
    local = datetime.combine(day, time.min) + timedelta(seconds=seconds)
    moment = local.replace(tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        raise Misread(
            _("%(time)s does not exist on that day: the clocks are put forward.") % {"time": local.strftime("%H:%M")}
        )
    return moment


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def _day(told: Told, frame: Frame) -> date | None:
    days = _own_days(told)
    if len(days) > 1:
        raise Misread(
            _("There are two dates, %(one)s and %(other)s.")
            % {"one": days[0].isoformat(), "other": days[1].isoformat()}
        )
    if days:
        return days[0]
    if told.day_above:
        return told.day_above
    is_one_day = frame.first is not None and frame.first == frame.last
    return frame.first if is_one_day and told.start.clock is not None else None


def _own_days(told: Told) -> list[date]:
    return list(dict.fromkeys(day for day in (told.dated.day, told.start.day) if day))


def _whole_days(day: date, told: Told) -> When:
    last = told.dated.last or told.start.last or told.end.day or day
    if last < day:
        raise Misread(remarks.ends_before(last.isoformat()))
    return When(starts_on=day, ends_on=last)


def _end(told: Told, starts: datetime, day: date, zone: tzinfo) -> tuple[datetime | None, tuple[str, ...]]:
    until = told.end.clock if told.end.clock is not None else told.start.until
    until = until if until is not None else told.dated.until
    lengths = (told.minutes, told.start.minutes, told.dated.minutes)
    minutes = next((length for length in lengths if length is not None), None)
    if until is not None:
        ends = _at_clock(told, starts, day, until, zone)
    elif minutes is not None:
        ends = (starts.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(starts.tzinfo)
    else:
        return None, ()
    if ends == starts:
        return None, (_("It ends when it starts. It was taken as having no end."),)
    return ends, ()


def _at_clock(told: Told, starts: datetime, day: date, until: int, zone: tzinfo) -> datetime:
    zone = told.end.zone or zone
    if told.end.day is not None:
        return _not_before(told, at(told.end.day, until, zone), starts, day)
    if told.end.zone is not None:
        return _not_before(told, at(day, until, zone), starts, day)
    last = told.dated.last or told.start.last or day
    ends = at(last, until, zone)
    if ends >= starts:
        return ends
    ends = at(last + timedelta(days=1), until, zone)
    if ends - starts > _LONGEST_NIGHT and told.answers.get(f"night:{told.name}") != "+1":
        raise Misread(
            _("It ends at %(end)s, before it starts. On the next day?") % {"end": ends.strftime("%H:%M")},
            kind="asked", question=f"night:{told.name}", proposal="+1",
        )  # fmt: skip
    return ends


def _not_before(told: Told, ends: datetime, starts: datetime, day: date) -> datetime:
    if ends >= starts:
        return ends
    question = f"end:{told.name}"
    if (answer := told.answers.get(question)) and (answered := _answered(answer, starts)):
        return answered
    likely = datetime.combine(day, ends.time(), tzinfo=starts.tzinfo)
    if likely < starts:
        likely += timedelta(days=1)
    raise Misread(
        remarks.ends_before(ends.strftime("%Y-%m-%d %H:%M")),
        kind="asked", question=question, proposal=likely.strftime("%Y-%m-%d %H:%M"),
    )  # fmt: skip


def _answered(text: str, starts: datetime) -> datetime | None:
    try:
        answered = datetime.strptime(text.strip(), "%Y-%m-%d %H:%M").replace(tzinfo=starts.tzinfo)
    except ValueError:
        return None
    return answered if answered > starts else None
