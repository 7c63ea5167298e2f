"""A draft that carries a canary wherever it can, somebody for each role towards it, and the arguments of each address.

The draft is Oslo 2026. Björk edits Reykjavík 2024, Maja is its chief; the former chief of Oslo has left.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver
from django.utils import timezone
from django.utils.translation import override

from conference_portal.history.models import Change
from conference_portal.media.models import Image
from conference_portal.texts.files import written
from conference_portal.texts.models import File
from conference_portal.texts.units import units
from events.editions.models import Edition, Event, Invitation, PreviewLink
from events.handover.models import Handover
from events.programme.models import SpeakerEntry
from tests.cast import Cast, make_cast, make_user
from tests.desk import signed_in
from tests.factories import (
    LONG_AGO,
    make_appearance,
    make_contact,
    make_edition,
    make_event,
    make_guide,
    make_involvement,
    make_key_date,
    make_material,
    make_membership,
    make_organisation,
    make_output,
    make_page,
    make_release,
    make_room,
    make_session,
    make_speaker,
    make_statement,
    make_subtheme,
    make_theme,
    make_topic,
    make_upload,
    make_venue,
)

CANARY = "Kanariefugl"
INSIDE = ("reader", "editor", "chief", "keeper")
OUTSIDE = ("anonymous", "former chief", "other chief")  # the last may all that an editor may, and more
ROLES = ("anonymous", "former chief", "other chief", "reader", "editor", "chief", "keeper")
UNNAMED = "admin/%s"  # Django's own former addresses of a row: they lead on, and ask nobody
PRINTED = {"booklet", "day_sheets", "door_signs", "invitation year", "invitation slug", "letter"}  # a second each


@dataclass(frozen=True)
class World:
    cast: Cast
    event: Event
    conference: Event
    rows: dict[str, Any]
    clients: dict[str, Client]
    members: Any
    invitation: Invitation
    own: dict[str, Any] = field(default_factory=dict)  # what Björk has in Reykjavík


@contextmanager
def built() -> Iterator[World]:
    """Made once for all who look; taken back at the end."""
    with transaction.atomic():
        yield _build()
        transaction.set_rollback(True)


def _build() -> World:
    cast = make_cast()
    people = {"former chief": make_user("former")}
    people |= {name: make_user(f"{CANARY}-{name}", first_name=CANARY) for name in ("reader", "editor", "chief")}
    members = {name: make_membership(user=people[name], edition=cast.oslo, role=name) for name in INSIDE[:3]}
    make_membership(user=people["former chief"], edition=cast.oslo, role="chief", until=date(2020, 1, 1))
    people |= {"other editor": cast.bjork, "other chief": cast.maja, "keeper": cast.keeper}
    Edition.objects.filter(pk=cast.oslo.pk).update(intro_da=CANARY, purpose_en=CANARY)
    event = make_event(edition=cast.oslo, title=CANARY, published_at=None)
    conference = make_event(edition=cast.oslo, kind="conference", title=CANARY)
    invitation, key = Invitation.objects.invite(cast.oslo, email=f"{CANARY}@example.org", role="editor")
    rows = _rows(cast, event, conference, people["editor"])
    rows |= {"editions.membership": members["reader"], "auth.user": people["reader"], "key": key}
    rows |= _entry(rows, people["editor"])
    LogEntry.objects.log_actions(people["former chief"].pk, [event], CHANGE, CANARY, single_object=True)
    clients = {"anonymous": Client(headers={"accept-language": "en"})}
    clients |= {name: signed_in(user) for name, user in people.items()}
    return World(cast, event, conference, rows, clients, members, invitation, _own(cast))


def _entry(rows: dict[str, Any], editor: User) -> dict[str, Any]:
    """A speaker’s own entry, with slides that wait."""
    made, key = SpeakerEntry.objects.make(rows["speakers.speaker"], rows["editions.edition"], made_by=editor)
    made.send({"name": CANARY, "language": "da", "biography": CANARY})
    file = made.files.create(session=rows["programme.session"], title=CANARY, content=CANARY.encode())
    return {"programme.speakerentry": made, "entry_file": file, "entry_key": key}


def _rows(cast: Cast, event: Event, conference: Event, editor: User) -> dict[str, Any]:
    venue = make_venue(city=cast.oslo.host, name=CANARY)
    room = make_room(venue=venue, name=CANARY)
    theme = make_theme(edition=cast.oslo, title=CANARY)
    subtheme = make_subtheme(theme=theme, keyword=CANARY, slug="bird")
    speaker = make_speaker(name=CANARY, sort_name=CANARY, slug="bird")
    session = make_session(event=event, title=CANARY, room=room, subthemes=(subtheme,))
    make_appearance(session=session, speaker=speaker, job_title=CANARY)
    make_session(event=conference, title=CANARY, slug="opening", room=room)
    organisation = make_organisation(name=CANARY)
    make_involvement(edition=cast.oslo, organisation=organisation, quote=CANARY)
    make_contact(edition=cast.oslo, name=CANARY, note=CANARY)
    make_key_date(edition=cast.oslo, title=CANARY)
    image = Image.objects.create(alt_da=CANARY, uploaded_by=editor, width=10, height=10, file="images/x.webp")
    return _of_event(event, conference) | {
        "cities.city": cast.oslo.host,
        "cities.venue": venue,
        "cities.room": room,
        "speakers.speaker": speaker,
        "editions.edition": cast.oslo,
        "editions.event": event,
        "editions.theme": theme,
        "editions.subtheme": subtheme,
        "editions.page": make_page(edition=cast.oslo, title=CANARY, slug="travel"),
        "editions.topic": make_topic(slug="housing"),
        "editions.organisation": organisation,
        "series": make_page(slug="about"),
        "link": PreviewLink.objects.make(cast.oslo, by=editor)[0],
        "programme.session": session,
        "media.image": image,
        "file": _file(cast.oslo),
        "handover.handover": Handover.objects.create(
            edition=cast.oslo,
            successor=make_edition(year=2028, host=cast.oslo.host, announced_at=None),
            handed_over_at=LONG_AGO,
            language="en",
        ),
    }


def _of_event(event: Event, conference: Event) -> dict[str, Any]:
    return {
        "programme.material": make_material(event=event, title=CANARY),
        "programme.release": make_release(event=conference),
        "programme.upload": make_upload(event=event, name=f"{CANARY}.csv"),
        "youthlab.output": make_output(event=event, title=CANARY, published_at=None),
        "youthlab.statement": make_statement(event=event, text=CANARY),
        "questions.guide": make_guide(event=event, title=CANARY, prompts=(CANARY,)),
    }


def _file(edition: Edition) -> File:
    content = written(units(edition, "is"), edition.year, "xliff")
    return File.objects.create(edition=edition, name=CANARY, content=content, uploaded_at=timezone.now())


def _own(cast: Cast) -> dict[str, Any]:
    event = make_event(edition=cast.reykjavik, title="Ours")
    session = make_session(event=event, title="Ours", speakers=(make_speaker(name="Ours"),))
    make_material(event=event, session=session)
    make_involvement(edition=cast.reykjavik)
    make_contact(edition=cast.reykjavik)
    theme = make_theme(edition=cast.reykjavik, title="Ours")
    make_subtheme(theme=theme, slug="ours")
    found = {"event": event, "session": session, "theme": theme, "edition": cast.reykjavik}
    found |= {"page": make_page(edition=cast.reykjavik), "output": make_output(event=event)}
    found |= {"statement": make_statement(event=event), "guide": make_guide(event=event, prompts=("Why?",))}
    return found


# Addresses


@dataclass(frozen=True)
class Page:
    """An address by the name of its view; `arguments`: those that it takes."""

    space: str
    name: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((f"{self.space}:{self.name}" if self.space else self.name, *self.arguments))

    @property
    def is_desk(self) -> bool:
        return self.space in {"admin", "history", "texts", "readiness"}

    @property
    def is_printed(self) -> bool:
        return bool({self.name, f"{self.name} {''.join(self.arguments)}", self.name.rpartition("_")[2]} & PRINTED)

    def url(self, world: World) -> str:
        values = {name: _value(self, name, world) for name in self.arguments}
        with override("en"):
            found = reverse(f"{self.space}:{self.name}" if self.space else self.name, kwargs=values)
        query = f"?event={world.event.pk}&edition={world.cast.oslo.pk}" if self.name.endswith("_add") else ""
        return f"{found}{query}"


def pages() -> list[Page]:
    """Every address that has a name."""
    return sorted(set(_pages(get_resolver())), key=str)


def _pages(resolver: URLResolver, space: str = "") -> Iterator[Page]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _pages(entry, entry.namespace or space)
        elif entry.name:
            arguments = entry.pattern.regex.groupindex
            yield Page(space, entry.name, tuple(arguments))


def _value(page: Page, name: str, world: World) -> Any:
    rows = world.rows
    if page.space == "history":
        change = Change.objects.filter(table="editions_page", row=rows["editions.page"].pk).first()
        shown = {"app": "editions", "model": "page", "key": rows["editions.page"].pk}
        return (shown | {"change": change.pk if change else 1})[name]
    if page.space != "admin":
        return _of_texts(name, rows) if page.space == "texts" else _of_readers(page, name, world)
    if name == "app_label":
        return "programme"
    if page.name.startswith("programme_board"):
        return {"event": world.event, "key": rows["programme.session"]}[name].pk
    if name in {"object_id", "key", "id"}:
        return rows[".".join(page.name.split("_")[:2])].pk
    others = {"event": world.event, "membership": world.members["reader"], "invitation": world.invitation}
    return (others | {"link": rows["link"], "file": rows["entry_file"]})[name].pk


def _of_texts(name: str, rows: dict[str, Any]) -> Any:
    shown = {"year": 2026, "code": "is", "form": "xliff", "table": "editions_page", "field": "title"}
    return (shown | {"row": rows["editions.page"].pk, "key": rows["file"].pk})[name]


def _of_readers(page: Page, name: str, world: World) -> Any:
    rows, of_year = world.rows, "year" in page.arguments
    slugs = {
        "subtheme": rows["editions.subtheme"],
        "page": rows["editions.page"],
        "series_page": rows["series"],
        "topic": rows["editions.topic"],
        "city": rows["cities.city"],
        "speaker": rows["speakers.speaker"],
        "event": world.event,
        "invitation": world.event,
    }
    session = world.conference.sessions.get() if of_year else rows["programme.session"]
    key = rows["entry_key"] if page.space == "programme" else rows["key"]
    plain = {"year": 2026, "form": "ics", "key": key, "name": rows["media.image"].file.name}
    if name == "event":
        return world.event.slug
    return plain[name] if name in plain else slugs.get(page.name, session).slug


# The database


SESSIONS = {"django_session", "accounts_signin"}


def fingerprint() -> dict[str, str]:
    """A digest of the rows of each table, but for sessions."""
    tables = sorted(set(connection.introspection.table_names()) - SESSIONS)
    parts = [
        f"SELECT '{table}', md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) FROM \"{table}\" t"
        for table in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())
