"""The programme at the desk: sessions, materials, releases."""

from __future__ import annotations

from events.programme.admin.releases import ReleaseAdmin
from events.programme.admin.sessions import MaterialAdmin, SessionAdmin

__all__ = ["MaterialAdmin", "ReleaseAdmin", "SessionAdmin"]
