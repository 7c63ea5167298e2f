"""What an import makes before its sessions: a venue where there is none, rooms and speakers that nobody knew."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models

from cities.models import Room, Venue
from conference_portal.kit.languages import OTHER, STORED, column
from events.programme.imports.applying import addresses
from events.programme.imports.plan import Plan, Row
from events.programme.imports.plan.persons import Ref
from events.programme.imports.plan.stated import Values, pane
from speakers.models import Speaker

AT_ONCE = 500
LAST = 32_000  # of a place in an order
KEY = 50  # characters of a room's and a venue's key


class Founder:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.event = plan, plan.event
        self.venue: Venue | None = plan.places.venue
        self.speakers: list[int] = []
        self._keys: dict[Ref, int] = {}

    def found(self, needed: list[tuple[Row, Values]]) -> None:
        self._make_rooms(needed)
        self._make_speakers(needed)

    def key(self, ref: Ref | None) -> int | None:
        return self._keys[ref] if isinstance(ref, str) else ref

    def person(self, ref: Ref) -> int:
        return self._keys[ref] if isinstance(ref, str) else ref

    def known(self, ref: Ref | None) -> Ref | None:
        """The key, if there is one by now: what was not taken over was not made."""
        return self._keys.get(ref, ref) if ref else ref

    def _make_rooms(self, needed: Iterable[tuple[Row, Values]]) -> None:
        wanted: dict[Ref, str] = {}
        for row, values in needed:
            if (ref := values.get("room")) in self.plan.places.new:
                wanted.setdefault(ref, row.draft.language)
        if not wanted:
            return
        venue = self.venue = self.venue or self._make_venue(next(iter(wanted.values())))
        slugs = addresses.of_rooms(venue)
        last = max(Room.objects.filter(venue=venue).values_list("position", flat=True), default=0)
        in_order = [ref for ref in self.plan.places.new if ref in wanted]
        made = []
        for position, ref in enumerate(in_order, start=last + 1):
            name = self.plan.places.new[ref]
            words = in_pane(wanted[ref], name=name)
            made.append(Room(venue=venue, slug=slugs.give(name, KEY), position=min(position, LAST), **words))
        Room.objects.bulk_create(made)
        self._keys |= {ref: room.pk for ref, room in zip(in_order, made, strict=True)}

    def _make_venue(self, language: str) -> Venue:
        """An event whose place nobody has entered yet gets one, called as itself, to be named by an editor."""
        city = self.event.city or (self.event.edition.host if self.event.edition else None)
        named = {column("name", code): (getattr(self.event, column("title", code)) or "")[:150] for code in STORED}
        if not any(named.values()):
            named = in_pane(language, name=self.event.slug)
        slug = addresses.of_venues().give(self.event.slug, KEY)
        return Venue.objects.create(city=city, slug=slug, other_language=self.event.other_language, **named)

    def _make_speakers(self, needed: Iterable[tuple[Row, Values]]) -> None:
        known = self.plan.people.new
        entries = (entry for _row, values in needed for entry in values.get("people", ()))
        wanted = dict.fromkeys(ref for ref, *_said in entries if ref in known)
        if not wanted:
            return
        slugs = addresses.of_speakers()
        names = {ref: known[ref] for ref in wanted}
        made = [Speaker(**blank(Speaker), slug=slugs.give(name), name=name) for name in names.values()]
        Speaker.objects.bulk_create(made, batch_size=AT_ONCE)
        self._keys |= {ref: speaker.pk for ref, speaker in zip(names, made, strict=True)}
        self.speakers = [speaker.pk for speaker in made]


@cache
def _blank(model: type[models.Model]) -> tuple[tuple[str, Any], ...]:
    fields = [field for field in model._meta.concrete_fields if hasattr(field, "translated_field")]
    return tuple((field.name, field.get_default()) for field in fields)


def blank(model: type[models.Model], **texts: Any) -> dict[str, Any]:
    """All language columns of a new row. Unnamed, each costs a change of language: seconds on thousands of rows."""
    return dict(_blank(model)) | texts


def in_pane(language: str, **texts: str) -> dict[str, Any]:
    """Texts in the column of their language."""
    found: dict[str, Any] = {column(name, pane(language)): words for name, words in texts.items()}
    if pane(language) == OTHER and any(texts.values()):
        found["other_language"] = language
    return found
