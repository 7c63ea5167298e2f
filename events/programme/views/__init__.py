"""What readers see of events and their programmes."""

from __future__ import annotations

from events.programme.views.changes import changes
from events.programme.views.entries import entry, entry_photo
from events.programme.views.events import event, events, invitation
from events.programme.views.exports import changes_feed, formats, my_programme_file, programme_file, session_file
from events.programme.views.now import now
from events.programme.views.own import my_programme, notes, qr
from events.programme.views.printed import booklet, day_sheets, door_signs
from events.programme.views.programme import programme, session, speakers

__all__ = [
    "booklet",
    "changes",
    "changes_feed",
    "day_sheets",
    "door_signs",
    "entry",
    "entry_photo",
    "event",
    "events",
    "formats",
    "invitation",
    "my_programme",
    "my_programme_file",
    "notes",
    "now",
    "programme",
    "programme_file",
    "qr",
    "session",
    "session_file",
    "speakers",
]
