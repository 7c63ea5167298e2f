"""The columns of the spreadsheet: headings that our import knows in each language, and what stands below them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, pgettext

from conference_portal.kit.languages import UNDETERMINED, language_name
from conference_portal.kit.text import printable
from events.programme.schedule.identity import guid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.programme.exports.about import About
    from events.programme.schedule import Item, Person, Schedule

Value = str | int | date | time | None
_ONE_NIGHT = timedelta(hours=8)


@dataclass(frozen=True)
class Column:
    heading: str
    width: int  # in letters


def columns() -> list[Column]:
    return [
        Column(pgettext("column", "Date"), 12),
        Column(pgettext("column", "Start"), 8),
        Column(pgettext("column", "End"), 8),
        Column(pgettext("column", "Title"), 48),
        Column(pgettext("column", "Kind"), 18),
        Column(pgettext("column", "State"), 12),
        Column(pgettext("column", "Room"), 24),
        Column(pgettext("column", "Venue"), 24),
        Column(pgettext("column", "How to find"), 24),
        Column(pgettext("column", "Speakers"), 48),
        Column(pgettext("column", "Language"), 18),
        Column(pgettext("column", "Interpretation"), 18),
        Column(pgettext("column", "Slides"), 14),
        Column(pgettext("column", "Captions"), 14),
        Column(pgettext("column", "Sub-theme"), 24),
        Column(pgettext("column", "Topics"), 24),
        Column(pgettext("column", "Capacity"), 12),
        Column(pgettext("column", "Description"), 60),
        Column(pgettext("column", "Content note"), 30),
        Column(pgettext("column", "Text language"), 18),
        Column(pgettext("column", "Link"), 40),
        Column(pgettext("column", "ID"), 38),
    ]


class Cells:
    """A row per session. Names of languages come often: each is looked up once."""

    def __init__(self, shown: Schedule, about: About) -> None:
        self.clock, self.about = ZoneInfo(shown.zone), about
        self._languages: dict[tuple[str, ...], str] = {}
        self._cancelled = gettext("Cancelled")
        # Said, since an empty cell below a date reads as that date.
        self._no_day = "–" if shown.has_times else None

    def of(self, item: Item) -> list[Value]:
        start = item.start.astimezone(self.clock) if item.start else None
        room = item.room
        return [
            start.date() if start else item.first_day or self._no_day,
            start.time() if start else None,
            self._end(item),
            words(item.title.value),
            words(item.kind_words),
            self._cancelled if item.is_cancelled else "",
            words(room.name.value) if room else "",
            words(room.venue.value) if room else "",
            words(item.place_note.value),
            "; ".join(person(each) for each in item.credits),
            *map(self._named, (item.spoken, item.interpreted_into, item.slides_in, item.captioned_in)),
            "; ".join(words(thread.name.value) for thread in item.subthemes),
            "; ".join(words(thread.name.value) for thread in item.topics),
            item.capacity,
            words(item.text.value),
            words(item.content_note.value),
            self._written_in(item),
            f"{self.about.host}{item.url}",
            guid("session", item.key),
        ]

    def _end(self, item: Item) -> Value:
        """With its date only where the time alone would not say which day: a night ends on the morning after."""
        if item.start is None:
            return item.last_day if item.last_day != item.first_day else None
        if item.end is None:
            return None
        start, end = (moment.astimezone(self.clock) for moment in (item.start, item.end))
        is_plain = start.date() == end.date() or item.end - item.start <= _ONE_NIGHT
        return end.time() if is_plain else f"{end:%Y-%m-%d %H:%M}"  # as words: a cell at midnight reads as a day

    def _written_in(self, item: Item) -> str:
        """The language of title and description; where they differ, that of the title comes first."""
        texts = [each for each in (item.title, item.text) if each]
        codes = tuple(dict.fromkeys(each.language for each in texts))
        return self._named(codes) if UNDETERMINED not in codes else ""

    def _named(self, codes: tuple[str, ...]) -> str:
        if codes not in self._languages:
            self._languages[codes] = ", ".join(language_name(code) for code in codes)
        return self._languages[codes]


def person(each: Person) -> str:
    """Name (role), title, organisation."""
    name = f"{each.name} ({each.role.lower()})" if each.role else each.name
    return ", ".join(words(part) for part in (name, each.job_title.value, each.organisation.value) if part)


def people(items: Iterable[Item]) -> list[list[Value]]:
    """Everybody once, by name, with the titles of what they are in."""
    found: dict[str, tuple[Person, list[str]]] = {}
    for item in items:
        for each in item.credits:
            found.setdefault(each.slug, (each, []))[1].append(words(item.title.value))
    rows = sorted(found.values(), key=lambda row: row[0].name.casefold())
    return [
        [
            words(each.name),
            words(each.job_title.value),
            words(each.organisation.value),
            "; ".join(dict.fromkeys(titles)),
        ]
        for each, titles in rows
    ]


def rooms(shown: Schedule) -> list[list[Value]]:
    yes, no = gettext("yes"), gettext("no")
    known = {True: yes, False: no, None: ""}
    counts: dict[int, int] = {}
    for item in shown.items:
        if item.room:
            counts[item.room.key] = counts.get(item.room.key, 0) + 1
    return [
        [
            words(room.name.value),
            words(room.venue.value),
            words(room.address),
            room.capacity,
            known[room.step_free],
            known[room.hearing_loop],
            counts[room.key],
        ]
        for room in shown.rooms
    ]


def words(value: str) -> str:
    return printable(value).replace("\r\n", "\n").replace("\r", "\n")
