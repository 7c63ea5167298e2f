"""The new edition in memory: every row that would be written, beside the one that it was made from.

A column that is named nowhere here is not copied: it begins as in a new row. A test names them all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model

from cities.models import City
from conference_portal.kit.languages import STORED, column
from conference_portal.kit.text import slug as as_slug
from events.editions.models import Edition, Event, Involvement, KeyDate, Page, SubTheme, Theme
from events.handover.changes.choices import NONE, TEXTS, Choices
from events.handover.changes.shifting import Shift
from events.handover.changes.source import Source
from events.handover.changes.wording import in_years, named, new_address, titled_by, without_people, years_in
from events.programme.imports.applying.founding import blank
from events.programme.models import Session
from events.questions.models import Guide, Prompt

Row = TypeVar("Row", bound=Model)
Pairs = list[tuple[Row, Row]]
# Columns that are the same in the copy.
SAME: dict[type[Model], tuple[str, ...]] = {
    Event: ("kind", "attendance", "from_time", "to_time"),
    Session: (
        "kind", "position", "for_everyone", "spoken", "slides_in", "interpreted_into", "captioned_in", "capacity",
    ),
    Page: ("slug", "position"),
    KeyDate: (),
    Involvement: ("organisation_id", "role", "position"),
    Theme: (),
    SubTheme: ("slug", "position"),
    Guide: (),
    Prompt: ("position", "minutes"),
}  # fmt: skip
EVENT_TEXTS = ("tagline", "lead", "body", "target_group", "participants", "catering", "data_notice")
NEAR = 3  # years
SESSION_TEXTS = ("abstract", "place_note", "content_note")


@dataclass(frozen=True)
class Wanted:
    """The new edition: its year, its host and its first day."""

    year: int
    host: City
    starts_on: date


class Copy:
    def __init__(self, source: Source, wanted: Wanted, choices: Choices) -> None:
        self.source, self.wanted, self.choices = source, wanted, choices
        self.shift = Shift.between(source.first_day, wanted.starts_on)
        self.left_out: list[tuple[Model, str]] = []  # rows, and the text that lost what named somebody

    @cached_property
    def edition(self) -> Edition:
        old = self.source.edition
        ends = self.shift.day(old.ends_on) or self._last_day()
        columns: dict[str, Any] = {
            "year": self.wanted.year,
            "host": self.wanted.host,
            "starts_on": self.wanted.starts_on,
        }
        texts = ("purpose", "target_group") if self.choices.purpose else ()
        return self._like(old, texts, ends_on=ends, partners_known=old.partners_known, **columns)

    @property
    def stays_in_town(self) -> bool:
        return self.source.edition.host_id == self.wanted.host.pk

    # Events and what hangs on them

    @cached_property
    def addresses(self) -> dict[int, str]:
        """The chosen events, with their new web addresses."""
        if self.choices.events is not None:
            return dict(self.choices.events)
        return {each.pk: self.address_of(each) for each in self.source.events if each.cancelled_at is None}

    def address_of(self, event: Event) -> str:
        return new_address(event.slug, self._years(event), self.wanted.year)

    @cached_property
    def events(self) -> dict[int, tuple[Event, Event]]:
        """By the key of the old one; wholes before their parts."""
        found: dict[int, tuple[Event, Event]] = {}
        for old in self.source.events:
            if old.pk in self.addresses:
                whole = found.get(old.part_of_id or 0)
                found[old.pk] = (old, self._event(old, whole[1] if whole else None))
        return found

    def _event(self, old: Event, whole: Event | None) -> Event:
        moves = old.city_id in {None, self.source.edition.host_id}
        zone = self.wanted.host.time_zone if moves else old.time_zone
        closes = {
            name: self.shift.moment(getattr(old, name), old.time_zone, zone)
            for name in ("registration_closes_at", "questions_close_at")
        }
        made = self._like(
            old,
            EVENT_TEXTS if self.choices.event_texts else (),
            edition=self.edition,
            part_of=whole,
            slug=self.addresses[old.pk],
            city=self.wanted.host if moves and old.city_id else old.city,
            time_zone=zone,
            starts_on=self.shift.day(old.starts_on),
            ends_on=self.shift.day(old.ends_on),
            room=old.room if self._keeps(old.room) else None,
            capacity=old.capacity if self.choices.event_texts else None,
            **closes,
        )
        self._title(old, made, self._years(old))
        return made

    @cached_property
    def sessions(self) -> Pairs[Session]:
        if self.choices.programme == NONE:
            return []
        taken: dict[int, set[str]] = {}
        return [
            (old, self._session(old, self.events[old.event_id], taken.setdefault(old.event_id, set())))
            for old in self.source.sessions
            if old.event_id in self.events
        ]

    def _session(self, old: Session, events: tuple[Event, Event], taken: set[str]) -> Session:
        before, event = events
        starts, ends = self.shift.span(old.starts_at, old.ends_at, before.time_zone, event.time_zone)
        texts, says_who = SESSION_TEXTS if self.choices.programme == TEXTS else (), self._says_who(old)
        made = self._like(
            old,
            texts,
            event=event,
            slug=self._session_address(old, taken, says_who=says_who),
            starts_at=starts,
            ends_at=ends,
            starts_on=self.shift.day(old.starts_on),
            ends_on=self.shift.day(old.ends_on),
            room=old.room if self._keeps(old.room) else None,
        )
        if says_who:
            self.left_out.append((old, "title"))
            _set(made, titled_by(Session.Kind(old.kind).label))
        else:
            self._title(old, made, {})
        return made

    def _says_who(self, old: Session) -> bool:
        titles = (getattr(old, column("title", code)) or "" for code in STORED)
        return any(named(title, self.source.names) for title in titles if title)

    def _session_address(self, old: Session, taken: set[str], *, says_who: bool) -> str:
        is_free = not says_who and not any(name in old.slug for name in self.source.addresses_of_names)
        stem = old.slug if is_free else as_slug(old.kind)
        found, number = stem, 1
        while found in taken or (number == 1 and not is_free):
            found, number = f"{stem}-{number}", number + 1
        taken.add(found)
        return found

    @cached_property
    def guides(self) -> Pairs[Guide]:
        found = [each for each in self.source.guides if each.event_id in self.events] if self.choices.guides else []
        return [(old, self._like(old, ("title", "method"), event=self.events[old.event_id][1])) for old in found]

    @cached_property
    def prompts(self) -> Pairs[Prompt]:
        guides = {old.pk: new for old, new in self.guides}
        found = [old for old in self.source.prompts if old.guide_id in guides]
        return [(old, self._like(old, ("text",), guide=guides[old.guide_id])) for old in found]

    # What hangs on the edition or on an event

    @cached_property
    def key_dates(self) -> Pairs[KeyDate]:
        rows = self._hanging(self.source.key_dates) if self.choices.key_dates else []
        days = [(old, owner, self.shift.day(old.on)) for old, owner in rows]
        return [(old, self._titled(old, on=day, **owner)) for old, owner, day in days if day]

    @cached_property
    def involvements(self) -> Pairs[Involvement]:
        chosen = self.choices.involvements
        rows = [
            old
            for old in self.source.involvements
            if (old.pk in chosen if chosen is not None else self.source.is_series_wide(old))
        ]
        return [(old, self._like(old, ("wording", "quote", "source"), **owner)) for old, owner in self._hanging(rows)]

    @cached_property
    def themes(self) -> Pairs[Theme]:
        """Without words of its own: only the sub-themes are examples."""
        rows = self._hanging(self.source.themes) if self.choices.subthemes else []
        with_any = {each.theme_id for each in self.source.subthemes}
        return [(old, self._like(old, (), **owner)) for old, owner in rows if old.pk in with_any]

    @cached_property
    def subthemes(self) -> Pairs[SubTheme]:
        themes = {old.pk: new for old, new in self.themes}
        rows = [old for old in self.source.subthemes if old.theme_id in themes]
        return [(old, self._like(old, ("phrase", "keyword", "text"), theme=themes[old.theme_id])) for old in rows]

    @cached_property
    def pages(self) -> Pairs[Page]:
        if self.choices.pages == NONE:
            return []
        texts = ("body",) if self.choices.pages == TEXTS else ()
        return [(old, self._titled(old, texts, edition=self.edition)) for old in self.source.pages]

    # Rows

    def _hanging(self, rows: Iterable[Any]) -> list[tuple[Any, dict[str, Any]]]:
        """Those whose owner goes along, with the new owner."""
        found: list[tuple[Any, dict[str, Any]]] = []
        for old in rows:
            if old.edition_id:
                found.append((old, {"edition": self.edition}))
            elif old.event_id in self.events:
                found.append((old, {"event": self.events[old.event_id][1]}))
        return found

    def _like(self, old: Row, texts: Iterable[str] = (), **given: Any) -> Row:
        same = {name: getattr(old, name) for name in SAME.get(type(old), ())}
        words = {column(name, code): self._words(old, name, code) for name in texts for code in STORED}
        made = type(old)(**blank(type(old), **words), **same, **given)
        made.other_language = getattr(old, "other_language", "")  # type: ignore[attr-defined]
        return made

    def _words(self, old: Model, name: str, code: str) -> str:
        words = getattr(old, column(name, code)) or ""
        kept = without_people(words, self.source.names) if words else ""
        if kept != words and (old, name) not in self.left_out:
            self.left_out.append((old, name))
        return kept

    def _titled(self, old: Row, texts: Iterable[str] = (), **given: Any) -> Row:
        made = self._like(old, texts, **given)
        self._title(old, made, {self.source.edition.year: self.wanted.year})
        return made

    def _title(self, old: Model, made: Model, years: dict[int, int]) -> None:
        _set(
            made,
            {each: in_years(getattr(old, each) or "", years) for code in STORED if (each := column("title", code))},
        )

    def _years(self, event: Event) -> dict[int, int]:
        """Young people may meet the year before: the year of the event moves as its day does."""
        before, after = self.source.edition.year, self.wanted.year
        moved = self.shift.day(event.starts_on)
        if event.starts_on and moved:
            return {before: after, event.starts_on.year: moved.year}
        # Without a day its address may still name a year near the conference's.
        near = (year for year in years_in(event.slug) if abs(year - before) <= NEAR)
        return {before: after} | {year: year + after - before for year in near}

    def _keeps(self, room: Any) -> bool:
        return self.stays_in_town and room is not None and room.venue.city_id == self.wanted.host.pk

    def _last_day(self) -> date | None:
        conference = next((old for old in self.source.events if old.kind == Event.Kind.CONFERENCE), None)
        return self.shift.day(conference.ends_on) if conference else None


def _set(row: Model, values: dict[str, str]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
