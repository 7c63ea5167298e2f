"""Writes a programme to standard output, as its addresses give it: the last release, before one the working copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from conference_portal.kit.languages import READING
from events.editions.models import Event
from events.programme import schedule
from events.programme.exports import booklet, ical, programme_json, schedule_xml, spreadsheet
from events.programme.exports.about import About
from events.programme.management.naming import event_called
from events.programme.schedule import Schedule

# Whoever may run commands on the server may see everything.
KEEPER = User(is_active=True, is_staff=True, is_superuser=True)
WRITERS: dict[str, Callable[[Schedule, About, Event], bytes]] = {
    "ics": lambda shown, about, _event: ical.calendar(shown, about, name=""),
    "json": lambda shown, about, _event: programme_json.document(shown, about),
    "xml": lambda shown, about, _event: schedule_xml.document(shown, about),
    "csv": lambda shown, about, _event: spreadsheet.csv_file(shown, about),
    "xlsx": lambda shown, about, _event: spreadsheet.workbook(shown, about),
    "pdf": booklet.document,
}


class Command(BaseCommand):
    help = "Writes a programme to standard output: the last release, before one the working copy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", help="its web address, or a year for the conference of that edition")
        parser.add_argument("format", choices=sorted(WRITERS))
        parser.add_argument("--language", choices=READING, default=READING[0])

    def handle(self, *args: Any, **options: Any) -> None:
        event = event_called(options["event"])
        if event is None:
            message = f"There is no event “{options['event']}”."
            raise CommandError(message, returncode=2)
        with translation.override(options["language"]):
            whole = schedule.build(event, KEEPER)
            shown = whole if whole.number else schedule.of_working_copy(event, KEEPER)
            about = About.of(event, shown, host=_host())
            content = WRITERS[options["format"]](shown, about, event)
        out: Any = self.stdout
        out.buffer.write(content)  # as they are, whatever the terminal speaks


def _host() -> str:
    """Files hold whole addresses; outside a request the first host that the portal answers to is taken."""
    named = [host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*", "["))]
    return f"{'https' if settings.HTTPS else 'http'}://{named[0] if named else 'localhost'}"
