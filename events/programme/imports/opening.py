"""A draft event for a programme file that belongs to none yet: days, zone and language as the file says, if it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from events.editions.models import Event
from events.programme.imports.applying.founding import in_pane
from events.programme.imports.drafts import Reading, Setting
from events.programme.imports.plan.setting import language_of
from events.programme.imports.plan.span import span
from events.programme.imports.reading import read

_ZONE = "Europe/Copenhagen"


@dataclass(frozen=True)
class Wanted:
    """What the file may leave out."""

    slug: str
    title: str
    starts: date | None = None
    zone: str | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


def open_event(wanted: Wanted, content: bytes, name: str) -> tuple[Event, Reading]:
    """The event, and the file as read for it. Raises Unreadable."""
    event = Event(slug=wanted.slug, kind=Event.Kind.CONFERENCE, time_zone=wanted.zone or _ZONE, starts_on=wanted.starts)
    year = wanted.starts.year if wanted.starts else None
    setting = Setting(event.time_zone, year, wanted.starts, None, language_of(event), wanted.headings, wanted.answers)
    reading = read(content, name, setting)
    event.time_zone = reading.facts.zone or event.time_zone
    event.starts_on, event.ends_on = span(reading.drafts, event.time_zone) or (wanted.starts, wanted.starts)
    languages = Counter(draft.language for draft in reading.drafts if draft.language)
    (language, _times), *_others = languages.most_common(1) or [(setting.language, 0)]
    for column, value in in_pane(language, title=wanted.title).items():
        setattr(event, column, value)
    event.save()
    return event, reading
