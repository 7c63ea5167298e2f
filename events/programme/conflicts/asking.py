"""The clashes of an event's working copy, read from the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conference_portal.kit.languages import columns
from events.programme.conflicts.clashing import Beside, found, in_order
from events.programme.conflicts.elsewhere import others_of
from events.programme.conflicts.kinds import Clash
from events.programme.models import Appearance, Session

if TYPE_CHECKING:
    from django.db import models

    from conference_portal.kit.content import Someone
    from events.editions.models import Event

READ = (
    *("kind", "slug", "starts_at", "ends_at", "for_everyone", "capacity", "cancelled_at", "withdrawn_at"),
    *("event__edition", "event__capacity", "room__slug", "room__capacity", "room__shared"),
    *("room__venue__slug", "room__venue__city"),
)


def of_event(event: Event, user: Someone | None) -> list[Clash]:
    """Every clash on the working copy, fatal ones first. `user`: who is told, of other events too; None: whoever may
    see all of them. At most seven queries, however many sessions there are."""
    names = (*READ, *columns("title", "room__name", "room__venue__name"))
    sessions = Session.objects.of(event).filter(withdrawn_at=None, cancelled_at=None)
    rows = sessions.select_related("event", "room__venue").only(*names)
    people: dict[int, dict[int, str]] = {}
    appearances = Appearance.objects.filter(session__in=sessions.order_by())
    for session, speaker, name in appearances.values_list("session", "speaker", "speaker__name"):
        people.setdefault(session, {})[speaker] = name
    timed = [row for row in rows if row.starts_at]
    return in_order([*found(rows, Beside(people, _statements(sessions))), *others_of(event, timed, people, user)])


def _statements(sessions: models.QuerySet[Session]) -> dict[int, dict[int, set[int | None]]]:
    """What young people ask for, by the sessions that take it up. By its name, since statements live further up."""
    whose = ("uptakes__statement", "uptakes__statement__event", "uptakes__statement__event__edition")
    rows = sessions.filter(uptakes__isnull=False).order_by().values_list("pk", *whose)
    taken: dict[int, dict[int, set[int | None]]] = {}
    for session, statement, event, edition in rows:
        taken.setdefault(session, {})[statement] = {-event, edition}  # an event's key as a negative number
    return taken
