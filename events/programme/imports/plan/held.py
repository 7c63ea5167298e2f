"""What the portal holds of an event's sessions, in the shape of what files say of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from conference_portal.kit.languages import STORED, column
from events.editions.models import Event
from events.programme.imports.plan.stated import LINKS, PLAIN, TEXTS, TIMES, Values, as_text, pane
from events.programme.models import Appearance, ImportedSession, Session

_TEXTS = tuple(column(name, language) for name in TEXTS for language in STORED)
_OWN = tuple(name for name in PLAIN if name != "cancelled")
_COLUMNS = ("pk", "slug", "room_id", "cancelled_at", "withdrawn_at", "other_language", *TIMES, *_TEXTS, *_OWN)
_SAID = tuple(column(name, language) for name in ("job_title", "organisation") for language in STORED)


class Held:
    """Five queries for the whole event."""

    def __init__(self, event: Event) -> None:
        self.sessions: dict[int, dict[str, Any]] = {
            row["pk"]: row for row in Session.objects.of(event).values(*_COLUMNS)
        }
        self.imported: list[ImportedSession] = list(ImportedSession.objects.filter(event=event))
        self._people: dict[int, list[dict[str, Any]]] = {}
        rows = Appearance.objects.filter(session__event=event).order_by("position", "pk")
        for row in rows.values("pk", "session_id", "speaker_id", "role", *_SAID):
            self._people.setdefault(row["session_id"], []).append(row)
        self._links = {name: _links(name, event) for name in LINKS}

    def titles(self, session: int) -> Iterable[str]:
        row = self.sessions[session]
        return filter(None, (row[column("title", language)] for language in STORED))

    def values(self, session: int, *, language: str, names: Iterable[str]) -> Values:
        """The fields of those names; what people are called in their jobs is read in the language of the file."""
        row = self.sessions[session]
        found: Values = {}
        for name in names:
            if name == "time":
                found[name] = [as_text(row[each]) for each in TIMES]
            elif name == "room":
                found[name] = row["room_id"]
            elif name == "cancelled":
                found[name] = row["cancelled_at"] is not None
            elif name == "people":
                found[name] = self._standing(session, pane(language))
            else:
                found[name] = self._links[name].get(session, []) if name in LINKS else row[name]
        return found

    def appearances(self, session: int) -> list[dict[str, Any]]:
        return self._people.get(session, [])

    def _standing(self, session: int, language: str) -> list[list[Any]]:
        job, at = column("job_title", language), column("organisation", language)
        return [[row["speaker_id"], row["role"], row[job] or "", row[at] or ""] for row in self.appearances(session)]


def _links(name: str, event: Event) -> dict[int, list[int]]:
    field = Session._meta.get_field(name)
    other: str = field.m2m_reverse_name()  # type: ignore[union-attr]
    found: dict[int, list[int]] = {}
    rows: Any = getattr(Session, name).through.objects.filter(session__event=event).order_by(other)
    for session, key in rows.values_list("session_id", other):
        found.setdefault(session, []).append(key)
    return found
