"""What a handover would do, row by row: what goes along, what moves in time and to when, what never goes along."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cities.models import City
from conference_portal.kit.formats import clock, day_range, weekday, weekday_day
from conference_portal.kit.languages import Text, text
from conference_portal.kit.pages import moment
from events.editions.models import Edition, Event
from events.handover.changes.checking import Fault, faults
from events.handover.changes.choices import Choices
from events.handover.changes.copying import Copy, Wanted
from events.handover.changes.shifting import clock_moves, is_weekend
from events.handover.changes.source import Source
from events.handover.permissions import COPIED, NEVER, Never, counts

_DEADLINES = {
    "registration_closes_at": gettext_lazy("Registration closes"),
    "questions_close_at": gettext_lazy("Questions close"),
}


@dataclass(frozen=True)
class When:
    """A day, several, or a moment in a zone."""

    first: date
    last: date | None = None
    at: datetime | None = None
    zone: str = ""

    @property
    def iso(self) -> str:
        if self.at:
            return self.at.astimezone(ZoneInfo(self.zone)).isoformat(timespec="minutes")
        return "/".join(day.isoformat() for day in (self.first, self.last) if day)

    @property
    def words(self) -> str:
        if self.last and self.last != self.first:
            return f"{weekday(self.first)}–{weekday(self.last)}, {day_range(self.first, self.last)}"
        first = weekday_day(self.first, year=True)
        return f"{first}, {clock(self.at, self.zone)}" if self.at else first


@dataclass(frozen=True)
class Moved:
    """`kind`: edition, event, key_date, deadline or session; `of`: the title of the event that it belongs to."""

    kind: str
    title: Text
    before: When
    after: When
    notes: tuple[str, ...] = ()
    of: str = ""


@dataclass(frozen=True)
class Copied:
    key: str
    label: str
    count: int
    note: str = ""


@dataclass(frozen=True)
class Kept:
    """What stays behind, how many rows that is (None: columns), and why."""

    never: Never
    count: int | None


class Plan:
    def __init__(self, source: Source, wanted: Wanted, choices: Choices) -> None:
        self.source, self.wanted, self.choices = source, wanted, choices
        self.copy = Copy(source, wanted, choices)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(faults(self.copy))

    @cached_property
    def copied(self) -> list[Copied]:
        """In the order in which an organiser thinks of them; without what there is none of."""
        partners = self.source.partners if self.choices.partners else 0
        copy = self.copy
        found = {
            "events": (len(copy.events), _("drafts, each with a new web address")),
            "sessions": (len(copy.sessions), self._depth(self.choices.programme)),
            "guides": (len(copy.guides), ""),
            "key_dates": (len(copy.key_dates), _("at the same distance from the first day")),
            "pages": (len(copy.pages), self._depth(self.choices.pages)),
            "involvements": (len(copy.involvements), ""),
            "partners": (partners, ""),
            "subthemes": (len(copy.subthemes), _("as examples, to be replaced")),
            "purpose": (int(bool(self._purposes())), _("to be looked over")),
        }
        return [Copied(key, str(COPIED[key]), count, note) for key, (count, note) in found.items() if count]

    @cached_property
    def left_out(self) -> list[Text]:
        """Titles of what lost a name or an address of somebody on the way. Asked after everything was made."""
        _made = self.copied
        return [text(row, "title") for row, _name in self.copy.left_out if hasattr(row, "title_da")]

    @cached_property
    def moved(self) -> list[Moved]:
        return [*self.dates, *self._sessions()]

    @cached_property
    def dates(self) -> list[Moved]:
        """Without the sessions; in the order of time."""
        return sorted(self._dates(), key=lambda each: (each.after.first, each.kind != "edition"))

    @property
    def table(self) -> list[Moved]:
        """As a page shows them: the conference once."""
        found = {(each.before, each.after) for each in self.dates if each.kind == "edition"}
        return [each for each in self.dates if each.kind != "event" or (each.before, each.after) not in found]

    @cached_property
    def days(self) -> list[tuple[str, When, When, int]]:
        """The days of each programme: of which event, old, new, and how many sessions."""
        found: dict[tuple[str, date, date], int] = {}
        for each in self._sessions():
            key = (each.of, each.before.first, each.after.first)
            found[key] = found.get(key, 0) + 1
        return [(of, When(before), When(after), number) for (of, before, after), number in found.items()]

    @cached_property
    def never(self) -> list[Kept]:
        numbers = counts(self.source.edition)
        return [Kept(each, numbers.get(each.key)) for each in NEVER]

    @property
    def keeps_weekdays(self) -> bool:
        return self.copy.shift.keeps_weekdays

    @cached_property
    def digest(self) -> str:
        """Of what was seen: apply refuses to do something else."""
        said = [(each.key, each.count) for each in self.copied] + [
            (each.kind, each.title.value, each.after.iso) for each in self.moved
        ]
        return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:32]

    def _purposes(self) -> Sequence[Any]:
        edition = self.copy.edition
        return [words for name in ("purpose", "target_group") if (words := text(edition, name).value)]

    @staticmethod
    def _depth(depth: str) -> str:
        return {
            "texts": _("with their texts, to be rewritten"),
            "titles": _("titles only"),
        }.get(depth, "")

    def _dates(self) -> Iterator[Moved]:
        edition, new = self.source.edition, self.copy.edition
        if self.source.first_day:
            before = When(self.source.first_day, edition.ends_on)
            yield Moved("edition", Text(_("The conference"), ""), before, When(self.wanted.starts_on, new.ends_on))
        for old, made in self.copy.events.values():
            if old.starts_on and made.starts_on:
                before, after = When(old.starts_on, old.ends_on), When(made.starts_on, made.ends_on)
                yield Moved("event", text(made, "title"), before, after, self._day_notes(None, after))
            yield from self._deadlines(old, made)
        for key_date, made_date in self.copy.key_dates:
            after = When(made_date.on)
            yield Moved(
                "key_date", text(key_date, "title"), When(key_date.on), after, self._day_notes(key_date.on, after)
            )

    def _deadlines(self, old: Event, made: Event) -> Iterator[Moved]:
        for name, label in _DEADLINES.items():
            then, now = getattr(old, name), getattr(made, name)
            if then and now:
                before = When(_day(then, old.time_zone), at=then, zone=old.time_zone)
                after = When(_day(now, made.time_zone), at=now, zone=made.time_zone)
                notes = self._day_notes(before.first, after)
                yield Moved("deadline", Text(str(label), ""), before, after, notes, str(text(made, "title")))

    def _sessions(self) -> Iterator[Moved]:
        for old, made in self.copy.sessions:
            before, after = _stands(old, self.copy.events[old.event_id][0]), _stands(made, made.event)
            if before and after:
                title = text(made.event, "title").value
                yield Moved("session", text(made, "title"), before, after, _clock_notes(before, after), title)

    def _day_notes(self, before: date | None, after: When) -> tuple[str, ...]:
        """`before`: None where a weekend is as good as any other day."""
        found = []
        if before and is_weekend(after.first) and not is_weekend(before):
            found.append(_("falls on a weekend now"))
        if after.first < timezone.localdate(moment()):
            found.append(_("is over already"))
        return tuple(found)


def plan(edition: Edition, *, year: int, host: City, starts_on: date, choices: Choices | None = None) -> Plan:
    """Writes nothing; `faults` tells what stands in the way."""
    return Plan(Source(edition), Wanted(year, host, starts_on), choices or Choices())


def _stands(session: Any, event: Event) -> When | None:
    if session.starts_on:
        return When(session.starts_on, session.ends_on)
    if session.starts_at:
        return When(_day(session.starts_at, event.time_zone), at=session.starts_at, zone=event.time_zone)
    return None


def _clock_notes(before: When, after: When) -> tuple[str, ...]:
    if before.at and after.at and clock_moves(after.at, before.at, before.zone, after.zone):
        return (_("that night the clocks are put forward: it begins later"),)
    return ()


def _day(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()
