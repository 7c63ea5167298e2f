"""What readers must know of the last release about a session, as plain words for files."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from conference_portal.kit import formats

if TYPE_CHECKING:
    from events.programme.schedule import Item


def changes(item: Item) -> list[str]:
    """Cancelled and why, or moved and from where, or new; empty for most."""
    if item.is_withdrawn:
        return [gettext("This session was taken off the programme.")]
    if item.is_cancelled:
        cancelled = gettext("Cancelled")
        return [f"{cancelled}: {item.because.value}" if item.because else cancelled]
    moves = _moves(item)
    return moves or ([gettext("New")] if item.is_new else [])


def _moves(item: Item) -> list[str]:
    before, words = item.before, []
    if before is None:
        return []
    if (before.start, before.end, before.first_day) != (item.start, item.end, item.first_day):
        words.append(gettext("Moved, was %(time)s") % {"time": _stood(item)})
    now, then = item.room.name.value if item.room else "", before.room.value if before.room else ""
    if now and now != then:
        was = " (" + gettext("before:") + f" {then})" if then else ""
        words.append(gettext("New room") + was)
    return words


def _stood(item: Item) -> str:
    before = item.before
    if before is not None and before.start is not None:
        local = before.start.astimezone(ZoneInfo(item.zone))
        day = "" if local.date() == item.day else f"{formats.month_day(local.date())} "
        return f"{day}{formats.clock_range(before.start, before.end, item.zone)}"
    if before is not None and before.first_day is not None:
        return formats.day_range(before.first_day, before.last_day)
    return gettext("without a time")
