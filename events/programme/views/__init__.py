"""What readers see of events and their programmes."""

from __future__ import annotations

from events.programme.views.events import event, events, invitation
from events.programme.views.programme import programme, session, speakers

__all__ = ["event", "events", "invitation", "programme", "session", "speakers"]
