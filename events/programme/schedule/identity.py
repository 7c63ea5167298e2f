"""Who a session, a room or a person is to other programmes: the same in every language, release, file and host."""

from __future__ import annotations

from uuid import UUID, uuid5

_SERIES = UUID("5f0f1b1e-3a57-5d0c-9a44-61d1f1a0c1c7")  # must never change: calendars know sessions by what comes of it


def guid(kind: str, key: object) -> str:
    """`kind`: session, room or person; `key`: its key in the database, or the slug of what has none here."""
    return str(uuid5(_SERIES, f"{kind}/{key}"))
