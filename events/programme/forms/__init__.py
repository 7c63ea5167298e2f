"""What the desk and speakers are asked beyond the columns."""

from __future__ import annotations

from events.programme.forms.entries import AskForm, EntryForm, SlidesForm
from events.programme.forms.sessions import MaterialForm, MaterialsOfSession, MoveForm, SessionForm, near

__all__ = [
    "AskForm",
    "EntryForm",
    "MaterialForm",
    "MaterialsOfSession",
    "MoveForm",
    "SessionForm",
    "SlidesForm",
    "near",
]
