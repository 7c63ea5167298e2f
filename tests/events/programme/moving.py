"""A session moved on the board, as a browser does it: the form is opened, changed and sent."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.test import Client

from events.editions.models import Event
from events.programme.models import Appearance, Session
from tests.factories import MORNING, in_columns, make_speaker

JSON = {"accept": "application/json"}


def board(event: Event, rest: str = "") -> str:
    return f"/admin/programme/session/board/{event.pk}/{rest}"


def sent(client: Client, session: Session, **changes: Any) -> dict[str, Any]:
    """What the form of the move holds, with changes."""
    html = client.get(board(session.event, f"{session.pk}/")).content.decode()
    start = session.starts_at
    given = {
        "seen": re.findall(r'name="seen" value="([^"]*)"', html)[0],
        "day": start.date().isoformat() if start else "",
        "time": start.strftime("%H:%M") if start else "",
        "length": int((session.ends_at - start).total_seconds() // 60) if start and session.ends_at else "",
        "room": session.room_id or "",
    }
    return given | changes


def shift(client: Client, session: Session, headers: Any = None, **changes: Any) -> Any:
    return client.post(board(session.event, f"{session.pk}/"), sent(client, session, **changes), headers=headers or {})


def stands(session: Session) -> tuple[Any, ...]:
    session.refresh_from_db()
    return (session.starts_at, session.ends_at, session.room)


def make_many(event: Event, number: int, *, apart: int = 60, **columns: Any) -> list[Session]:
    """Sessions of 45 minutes, each `apart` minutes after the last, with one speaker for all: written at once."""
    speaker = make_speaker()
    starts = [MORNING + timedelta(minutes=apart * each) for each in range(number)]
    made = Session.objects.bulk_create(
        Session(
            event=event,
            slug=f"many-{each}",
            starts_at=start,
            ends_at=start + timedelta(minutes=45),
            **in_columns(Session, {"title": f"Session {each}"}),
            **columns,
        )
        for each, start in enumerate(starts)
    )
    Appearance.objects.bulk_create(Appearance(session=each, speaker=speaker) for each in made)
    return made
