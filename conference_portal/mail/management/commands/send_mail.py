"""Sends what waits in the outbox, and looks again every few seconds: a service of its own beside the portal.

Any number of them may run; each takes letters that no other holds. `--once` empties the outbox and ends."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections

from conference_portal.mail.models import send_next

PAUSE = 5.0


class Command(BaseCommand):
    help = "Sends the mails that wait, until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="send what waits now, and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        self._empty()
        while not once:
            time.sleep(PAUSE)
            try:
                self._empty()
            except OperationalError as error:
                self.stderr.write(f"The database is away: {error}".strip())
                close_old_connections()

    def _empty(self) -> None:
        """Nobody's address goes into a log."""
        while letter := send_next():
            self.stdout.write(f"Mail {letter.pk}: {'sent' if letter.sent_at else 'not sent, see its row'}")
