"""Sessions as organisers move them, and releases as the public reads them."""

from __future__ import annotations

from events.programme.models.entry import EntryFile, SpeakerEntry
from events.programme.models.imported import ImportedSession, ImportMemory, Upload
from events.programme.models.material import Material
from events.programme.models.release import Placement, Release
from events.programme.models.session import Appearance, Session

__all__ = [
    "Appearance",
    "EntryFile",
    "ImportMemory",
    "ImportedSession",
    "Material",
    "Placement",
    "Release",
    "Session",
    "SpeakerEntry",
    "Upload",
]
