"""Shapes of content for tests: plain functions with boring values, public unless a test says otherwise.

A text is given as one string (it then stands in all four languages) or per language: `title={"sv": "…", "nb": "…"}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count, cycle
from typing import Any, TypeVar
from unittest.mock import patch

from django.db import models
from django.utils import timezone
from modeltranslation.translator import translator

from cities.models import City, Room, Venue
from conference_portal.kit.languages import READING
from conference_portal.search.models import Entry, Key
from conference_portal.search.models.entry import EntryQuerySet
from events.editions.models import (
    Contact,
    Edition,
    Event,
    Involvement,
    KeyDate,
    Membership,
    Organisation,
    Page,
    SubTheme,
    Theme,
    Topic,
)
from events.handover.models import Handover
from events.programme.changes import release
from events.programme.models import Appearance, Material, Release, Session, Upload
from events.questions.models import Guide, Prompt
from events.youthlab.models import Credit, Output, Statement
from speakers.models import Speaker

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
MORNING = datetime(2024, 9, 26, 9, 0, tzinfo=UTC)

Thing = TypeVar("Thing", bound=models.Model)
to_index: set[Key] = set()
_numbers = count(1)
_years = cycle(range(2030, 2100))


def make_city(**columns: Any) -> City:
    number = next(_numbers)
    given = {"slug": f"city-{number}", "name": f"City {number}", "country": "DK", "latitude": 56.0, "longitude": 10.0}
    return make(City, given | columns)


def make_venue(**columns: Any) -> Venue:
    number = next(_numbers)
    return make(Venue, {"slug": f"venue-{number}", "name": f"Venue {number}"} | columns)


def make_room(**columns: Any) -> Room:
    number = next(_numbers)
    given = {"slug": f"room-{number}", "name": f"Room {number}", "position": number % 1000}
    return make(Room, _with(given | columns, venue=make_venue))


def make_topic(**columns: Any) -> Topic:
    number = next(_numbers)
    return make(Topic, {"slug": f"topic-{number}", "title": f"Topic {number}"} | columns)


def make_organisation(**columns: Any) -> Organisation:
    number = next(_numbers)
    return make(Organisation, {"slug": f"organisation-{number}", "name": f"Organisation {number}"} | columns)


def make_speaker(**columns: Any) -> Speaker:
    number = next(_numbers)
    given = {"slug": f"speaker-{number}", "name": f"Speaker {number}", "sort_name": f"Speaker {number}"}
    return make(Speaker, given | columns)


def make_edition(*, partners: tuple[City, ...] = (), **columns: Any) -> Edition:
    """An announced edition; `announced_at=None` for a draft."""
    edition = make(Edition, _with({"year": next(_years), "announced_at": LONG_AGO} | columns, host=make_city))
    edition.partners.set(partners)
    return edition


def make_theme(**columns: Any) -> Theme:
    """Of `edition=` or `event=`."""
    return make(Theme, {"title": "Theme"} | columns)


def make_subtheme(*, topics: tuple[Topic, ...] = (), **columns: Any) -> SubTheme:
    number = next(_numbers)
    given = {
        "slug": f"subtheme-{number}",
        "phrase": "Engage in",
        "keyword": f"Keyword {number}",
        "position": number % 1000,
    }
    subtheme = make(SubTheme, given | columns)
    subtheme.topics.set(topics)
    return subtheme


def make_page(**columns: Any) -> Page:
    """About the series, unless `edition=` is given."""
    number = next(_numbers)
    return make(Page, {"slug": f"page-{number}", "title": f"Page {number}", "published_at": LONG_AGO} | columns)


def make_event(**columns: Any) -> Event:
    """A published seminar that stands alone; `published_at=None` for a draft."""
    number = next(_numbers)
    given = {
        "slug": f"event-{number}",
        "kind": "seminar",
        "title": f"Event {number}",
        "starts_on": date(2024, 9, 26),
        "ends_on": date(2024, 9, 27),
        "published_at": LONG_AGO,
    }
    return make(Event, given | columns)


def make_conference(**columns: Any) -> Event:
    """The conference of an edition, which is made unless `edition=` is given."""
    return make_event(**_with({"kind": "conference"} | columns, edition=make_edition))


def make_involvement(**columns: Any) -> Involvement:
    """Of `edition=` or `event=`."""
    return make(Involvement, _with({"role": "organiser"} | columns, organisation=make_organisation))


def make_contact(**columns: Any) -> Contact:
    """Of `edition=` or `event=`."""
    return make(Contact, {"name": "Contact", "email": "contact@example.org"} | columns)


def make_key_date(**columns: Any) -> KeyDate:
    """Of `edition=` or `event=`."""
    return make(KeyDate, {"on": date(2024, 5, 1), "title": "Registration opens"} | columns)


def make_membership(**columns: Any) -> Membership:
    """Of `user=` in `edition=` or `event=`."""
    return make(Membership, {"role": "editor"} | columns)


def make_session(
    *,
    subthemes: tuple[SubTheme, ...] = (),
    topics: tuple[Topic, ...] = (),
    speakers: tuple[Speaker, ...] = (),
    **columns: Any,
) -> Session:
    """On the working copy only: `make_release(event=…)` shows it to the public. Each starts an hour after the last."""
    number = next(_numbers)
    starts_at = columns.get("starts_at", MORNING + timedelta(hours=number))
    given = {
        "slug": f"session-{number}",
        "title": f"Session {number}",
        "position": number % 1000,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=45) if starts_at else None,
    }
    session = make(Session, _with(given | columns, event=make_event))
    session.subthemes.set(subthemes)
    session.topics.set(topics)
    for speaker in speakers:
        make_appearance(session=session, speaker=speaker)
    return session


def make_appearance(**columns: Any) -> Appearance:
    """Of `session=`."""
    given = {"role": "speaker", "job_title": "Adviser", "organisation": "Youth Office"}
    return make(Appearance, _with(given | columns, speaker=make_speaker))


def make_release(*, event: Event, by: Any = None, note: Mapping[str, str] | None = None) -> Release:
    """The programme of the event as it stands, shown to the public."""
    current = event.releases.current().first()
    return release(event, by=by, seen=current.number if current else None, note=note)


def make_material(**columns: Any) -> Material:
    """Of `event=`, perhaps of a `session=`."""
    given = {"kind": "link", "title": "Material", "url": "https://example.org/material"}
    return make(Material, given | columns)


def make_upload(*, event: Event, content: bytes = b"Title\nOpening\n", **columns: Any) -> Upload:
    """A programme file that waits to be confirmed."""
    return make(Upload, {"event": event, "name": "p.csv", "content": content, "uploaded_at": timezone.now()} | columns)


def make_handover(**columns: Any) -> Handover:
    """From `edition=`; the new one is a draft."""
    made = {"handed_over_at": timezone.now()} | columns
    return make(Handover, _with(made, successor=lambda: make_edition(announced_at=None)))


def make_output(*, topics: tuple[Topic, ...] = (), **columns: Any) -> Output:
    number = next(_numbers)
    given = {
        "slug": f"output-{number}",
        "kind": "film",
        "title": f"Output {number}",
        "position": number % 1000,
        "url": "https://example.org/film",
        "published_at": LONG_AGO,
    }
    output = make(Output, _with(given | columns, event=make_event))
    output.topics.set(topics)
    return output


def make_credit(**columns: Any) -> Credit:
    """In `output=`."""
    return make(Credit, _with({"role": "guest"} | columns, speaker=make_speaker))


def make_statement(**columns: Any) -> Statement:
    return make(Statement, _with({"text": "Listen to us before you decide."} | columns, event=make_event))


def make_guide(*, prompts: tuple[str, ...] = (), **columns: Any) -> Guide:
    guide = make(Guide, _with({"title": "Guide", "method": "First alone, then together."} | columns, event=make_event))
    for position, prompt in enumerate(prompts, start=1):
        make(Prompt, {"guide": guide, "position": position, "text": prompt})
    return guide


def make(model: type[Thing], columns: dict[str, Any]) -> Thing:
    """Found by a search once one is asked for: to index every row of every test would take most of its time."""
    thing = model(**in_columns(model, columns))
    with patch.object(EntryQuerySet, "refresh_keys", lambda _entries, keys: to_index.update(keys)):
        thing.save()
    return thing


def index() -> None:
    """What was made and waits for it."""
    keys = set(to_index)
    to_index.clear()
    if keys:
        Entry.objects.refresh_keys(keys)


def in_columns(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """`title="…"` → the four language columns; `title={"sv": …, "nb": …}` → those, other languages into the fifth."""
    translated = set(translator.get_options_for_model(model).all_fields) if _is_translated(model) else set()
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name not in translated:
            found[name] = value
            continue
        for language, words in (value if isinstance(value, Mapping) else dict.fromkeys(READING, value)).items():
            if language not in READING:
                found["other_language"] = language
            found[f"{name}_{language if language in READING else 'other'}"] = words
    return found


def _is_translated(model: type[models.Model]) -> bool:
    return model in translator.get_registered_models()


def _with(columns: dict[str, Any], **makers: Any) -> dict[str, Any]:
    """The columns, and what they refer to: made only where the test gave none."""
    return columns | {name: maker() for name, maker in makers.items() if name not in columns}
