"""Which sessions a reader asked for. The address says it, so that a choice can be shared, kept and subscribed to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from conference_portal.search.query import Question, those_holding

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict

    from events.programme.schedule.structure import Item, Schedule

ACCESS = ("step-free", "hearing-loop", "interpreted", "captioned")
MOST_LANGUAGES, LONGEST = 12, 200
SINGLE = ("day", "q", "subtheme", "topic", "kind", "room", "city", "access")


@dataclass(frozen=True)
class Choice:
    """What a programme's address asks for; what is empty asks for nothing."""

    day: str = ""
    q: str = ""
    subtheme: str = ""
    topic: str = ""
    kind: str = ""
    room: str = ""
    city: str = ""
    access: str = ""
    languages: tuple[str, ...] = ()  # that the reader understands
    sessions: tuple[str, ...] = ()  # an own programme
    from_now: bool = False
    as_list: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Choice:
        """Unknown parameters and too long ones are passed over: an address never fails."""
        single = {name: " ".join(query.get(name, "")[:LONGEST].replace("\0", "").split()) for name in SINGLE}
        languages = tuple(dict.fromkeys(code[:12] for code in query.getlist("language") if code))
        return cls(
            **single,
            languages=languages[:MOST_LANGUAGES],
            sessions=tuple(dict.fromkeys(query.getlist("session"))),
            from_now=query.get("from") == "now",
            as_list=query.get("view") == "list",
        )

    @property
    def narrows(self) -> bool:
        """Something beside the day is asked for."""
        single = any(getattr(self, name) for name in SINGLE if name != "day")
        return single or bool(self.languages) or self.from_now or bool(self.sessions)

    def query(self, **other: str) -> str:
        """As the part of an address after its `?`, with some of it changed; empty values are left out."""
        pairs = [(name, other.get(name, getattr(self, name))) for name in SINGLE]
        pairs += [("language", code) for code in self.languages]
        pairs += [("session", slug) for slug in self.sessions]
        pairs += [("from", "now" if self.from_now else ""), ("view", "list" if self.as_list else "")]
        return urlencode([pair for pair in pairs if pair[1]])

    def date_in(self, schedule: Schedule) -> date | None:
        """The day that is asked for, by its date or by its number; None for all, or for one that there is not."""
        if self.day.isdecimal() and len(self.day) <= len(str(len(schedule.dates))):
            number = int(self.day)
            return schedule.dates[number - 1] if 1 <= number <= len(schedule.dates) else None
        return next((one for one in schedule.dates if one.isoformat() == self.day), None)

    def of_schedule(self, schedule: Schedule, moment: datetime) -> Schedule:
        """The sessions that are asked for. Two queries if words are, else none."""
        wanted = list(self._tests(schedule, moment))
        items: Iterable[Item] = (item for item in schedule.items if all(test(item) for test in wanted))
        if self.q:
            keys = those_holding(Question.of(self.q), "session", (item.key for item in schedule.items))
            items = [item for item in items if item.key in keys]
        return schedule.only(items)

    def _tests(self, schedule: Schedule, moment: datetime) -> Iterable[Callable[[Item], bool]]:
        for name, test in _TESTS.items():
            if value := getattr(self, name):
                yield partial(test, value)
        if (day := self.date_in(schedule)) is not None:
            yield partial(_is_on, day)
        if self.languages:
            yield partial(_is_understood, set(self.languages))
        if self.from_now:
            yield partial(is_to_come, moment)


def _is_on(day: date, item: Item) -> bool:
    if item.first_day and item.last_day:
        return item.first_day <= day <= item.last_day
    return item.day == day


def _is_understood(languages: set[str], item: Item) -> bool:
    """Where nobody said what is spoken, a reader decides."""
    return not item.understood_in or bool(languages & item.understood_in)


def is_to_come(moment: datetime, item: Item) -> bool:
    """Not over; what has no time may come at any."""
    if item.last_day is not None:
        return item.last_day >= moment.date()
    last = item.end or item.start
    return last is None or last > moment


_TESTS: dict[str, Callable[[Any, Item], bool]] = {
    "subtheme": lambda slug, item: any(thread.slug == slug for thread in item.subthemes),
    "topic": lambda slug, item: any(thread.slug == slug for thread in item.topics),
    "kind": lambda kind, item: item.kind == kind,
    "room": lambda slug, item: item.room is not None and item.room.slug == slug,
    "city": lambda slug, item: item.room is not None and item.room.city == slug,
    "access": lambda access, item: access not in ACCESS or access in item.access,
    "sessions": lambda slugs, item: item.slug in slugs,
}
