"""Looks at the links of content, politely; for a timer, or by hand. Editors are told by mail, once a week at most."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone

from conference_portal.links.checking import MOST, Run, check
from conference_portal.links.emails import tell
from conference_portal.links.models import Link
from events.editions.models import Edition


class Command(BaseCommand):
    help = "Looks at links that are due, one server at a time, and tells editors which have died."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--edition", type=int, metavar="YEAR", help="only the links of this edition")
        parser.add_argument("--most", type=int, default=MOST, help=f"how many addresses at most, {MOST} if not said")
        parser.add_argument("--quiet", action="store_true", help="tell nobody by mail")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = _edition(options["edition"]) if options["edition"] is not None else None
        run = check(edition, most=max(options["most"], 0))
        self._say(run)
        if options["quiet"]:
            return
        for each in [edition] if edition else _told_of():
            if letters := tell(each):
                self.stdout.write(f"{each.year}: mails written: {len(letters)}.")

    def _say(self, run: Run) -> None:
        self.stdout.write(f"Links: {run.known}. Checked: {run.checked}. Waiting: {run.waiting}.")
        for link in run.broken:
            self.stdout.write(f"dead    {link.address}  {link.status or ''} {Link.Trouble(link.trouble).value}")
        for link in run.mended:
            self.stdout.write(f"works   {link.address}")


def _edition(year: int) -> Edition:
    found = Edition.objects.select_related("host").filter(year=year).first()
    if found is None:
        message = f"There is no edition of {year}."
        raise CommandError(message, returncode=2)
    return found


def _told_of() -> list[Edition]:
    """What is archived nobody edits any more."""
    is_open = Q(archived_at=None) | Q(archived_at__gt=timezone.now())
    return list(Edition.objects.filter(is_open).select_related("host").order_by("year"))
