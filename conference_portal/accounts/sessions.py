"""Sessions as this portal keeps them (`SESSION_ENGINE`): each ends when nobody uses it, and at the latest after a day's
work, whatever happens in it. Django's own would live on with every write."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.utils import timezone

from conference_portal.accounts.models import SignIn

EVERY = timedelta(minutes=5)  # its use is noted no more often


class SessionStore(DatabaseSessions):
    started_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        return SignIn

    def create(self) -> None:
        """A new key is a new beginning: after signing in, after the second step, after a new password."""
        self.started_at = timezone.now()
        super().create()

    def create_model_instance(self, data: dict[str, Any]) -> SignIn:
        now = timezone.now()
        self.started_at = self.started_at or now
        key = data.get(SESSION_KEY)
        return SignIn(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=_end(self.started_at, now),
            user_id=int(key) if key else None,
            started_at=self.started_at,
        )

    def _get_session_from_db(self) -> SignIn | None:
        row: SignIn | None = super()._get_session_from_db()  # type: ignore[misc]
        if row is not None:
            self.started_at = row.started_at
            _note_use(row)
        return row


def _note_use(row: SignIn) -> None:
    end = _end(row.started_at, timezone.now())
    if end - row.expire_date > EVERY:
        SignIn.objects.filter(pk=row.pk).update(expire_date=end)


def _end(started_at: datetime, now: datetime) -> datetime:
    idle, whole = (timedelta(seconds=each) for each in (settings.SESSION_IDLE_AGE, settings.SESSION_COOKIE_AGE))
    return min(now + idle, started_at + whole)
