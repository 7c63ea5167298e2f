"""The programme at the desk: sessions, materials, releases, and files to be imported."""

from __future__ import annotations

from events.programme.admin.entries import SpeakerEntryAdmin
from events.programme.admin.releases import ReleaseAdmin
from events.programme.admin.sessions import MaterialAdmin, SessionAdmin
from events.programme.admin.uploads import UploadAdmin

__all__ = ["MaterialAdmin", "ReleaseAdmin", "SessionAdmin", "SpeakerEntryAdmin", "UploadAdmin"]
