"""Names of time zones in files, and their own inventions."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from events.programme.imports.drafts import Fault, Setting, Spot
from events.programme.imports.remarks import unknown_zone

_OTHER_NAMES = {
    "w. europe standard time": "Europe/Berlin",
    "romance standard time": "Europe/Copenhagen",
    "central europe standard time": "Europe/Budapest",
    "central european standard time": "Europe/Warsaw",
    "greenwich standard time": "Atlantic/Reykjavik",
    "gmt standard time": "Europe/London",
    "fle standard time": "Europe/Helsinki",
    "e. europe standard time": "Europe/Helsinki",
    "eastern standard time": "America/New_York",
    "pacific standard time": "America/Los_Angeles",
    "cet": "Europe/Copenhagen",
    "cest": "Europe/Copenhagen",
    "eet": "Europe/Helsinki",
    "z": "UTC",
    "gmt": "UTC",
}


def zone(name: str) -> ZoneInfo | None:
    """By its IANA name, with or without a prefix of a program, or by the name that Windows has for it."""
    bare = name.strip().strip('"')
    parts = bare.split("/")
    for candidate in (_OTHER_NAMES.get(bare.casefold(), bare), "/".join(parts[-2:]), "/".join(parts[-3:])):
        try:
            return ZoneInfo(candidate)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


def zone_named(name: str, setting: Setting) -> tuple[ZoneInfo, Fault | None]:
    """The file's zone, else the event's; a name that nobody knows is told."""
    own = ZoneInfo(setting.zone)
    if not name.strip():
        return own, None
    if found := zone(name):
        return found, None
    return own, Fault(Spot(), unknown_zone(name, setting.zone), "note")
