"""Releases the programme of an event, as the desk does. Without --apply it only lists what readers would see change."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from events.editions.models import Event
from events.programme.changes import Change, Seen, Shown, StaleRelease, coming, release
from events.programme.changes.difference import Coming
from events.programme.conflicts import RoomClash, clashes
from events.programme.imports.plan.setting import language_of
from events.programme.imports.plan.stated import pane
from events.programme.management.naming import event_called
from events.programme.models import Release, Session

Pairs = list[tuple[Session, Session]]


class Command(BaseCommand):
    help = "Lists what readers will see change, and with --apply shows it to them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", help="its web address, or a year for the conference of that edition")
        parser.add_argument("--note", default="", metavar="TEXT", help="a word to the readers, why it changed")
        parser.add_argument("--apply", action="store_true", help="release it")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        event = event_called(options["event"])
        if event is None:
            message = f"There is no event “{options['event']}”."
            raise CommandError(message, returncode=2)
        with translation.override("en"):
            self._run(event, options)

    def _run(self, event: Event, options: dict[str, Any]) -> None:
        current = Release.objects.filter(event=event).current().first()
        changes = coming(event, current)
        taken: Pairs = clashes(Session.objects.of(event).select_related("room"))
        number = current.number if current else None
        made: Release | None = None
        if options["apply"] and not taken and changes.changes:
            made, taken = _released(event, Seen(number, changes.digest), options["note"])
        told = _as_json(changes, taken, made) if options["as_json"] else _as_lines(event, changes, taken, made)
        self.stdout.write(told)
        if taken:
            sys.exit(1)


def _released(event: Event, seen: Seen, note: str) -> tuple[Release | None, Pairs]:
    """Somebody may have moved something since it was looked at: nothing is released then."""
    try:
        return release(event, by=None, seen=seen, note={pane(language_of(event)): note} if note else None), []
    except RoomClash as clash:
        return None, clash.pairs
    except StaleRelease as error:
        message = "The programme was released or changed a moment ago. Look at it again."
        raise CommandError(message) from error


def _as_json(changes: Coming, taken: Pairs, made: Release | None) -> str:
    found = {
        "changes": [
            {"slug": each.slug, "title": each.after.title.value, "words": list(each.words)} for each in changes.changes
        ],
        "clashes": [
            {"room": str(one.room), "sessions": [one.slug, other.slug], "titles": [str(one), str(other)]}
            for one, other in taken
        ],
        "release": made.number if made else None,
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _as_lines(event: Event, changes: Coming, taken: Pairs, made: Release | None) -> str:
    lines = [_line(each) for each in changes.changes] or ["Readers would see no change."]
    for one, other in taken:
        lines.append(f"Room taken: “{one}” and “{other}” share {one.room} ({_when(one.starts_at, event.time_zone)}).")
    if taken:
        lines.append("Sessions that share a room at one time cannot be released.")
    if made:
        lines.append(f"Release {made.number} is public.")
    return "\n".join(lines)


def _line(change: Change) -> str:
    words = ", ".join(change.words).replace("_", " ") or "order or speakers"
    before = f" (was {_stands(change.before)})" if change.before and {"moved", "new_room"} & {*change.words} else ""
    return f"{words}: “{change.after.title}” {_stands(change.after)}{before}"


def _stands(shown: Shown) -> str:
    start = shown.starts_at or shown.starts_on
    when = _when(shown.starts_at, shown.zone) if shown.starts_at else str(start or "")
    return ", ".join(filter(None, (when, str(shown.room or ""))))


def _when(instant: datetime | None, zone: str) -> str:
    return instant.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if instant else ""
