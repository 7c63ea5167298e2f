"""Imports a programme file, as the desk does. Without --apply it only says what would happen."""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation

from conference_portal.kit.decoding import Unreadable
from events.editions.models import Event
from events.programme.imports.applying import Choices, NotUnderstood, apply, to_share
from events.programme.imports.cleaning import has_hidden
from events.programme.imports.drafts import LANGUAGE, Reading
from events.programme.imports.headings import CHOICES
from events.programme.imports.opening import Wanted, open_event
from events.programme.imports.plan import Plan, plan, setting_of
from events.programme.imports.reading import read
from events.programme.imports.telling import as_json, as_lines
from events.programme.management.naming import event_called

UNREADABLE, _SHOWN = 2, 60


class Command(BaseCommand):
    help = "Imports a programme: xlsx, ods, csv, schedule.xml, schedule.json, iCalendar, Kompassi and JSON records."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", help="its web address, or a year for the conference of that edition")
        parser.add_argument("file", type=Path)
        parser.add_argument("--new", metavar="TITLE", help="make a draft event of that address")
        parser.add_argument(
            "--starts", type=date.fromisoformat, metavar="DATE", help="its first day, if the file says none"
        )
        parser.add_argument("--zone", type=_zone, help="its time zone, if the file says none")
        parser.add_argument("--apply", action="store_true", help="write; all or nothing")
        parser.add_argument("--without-bad-rows", action="store_true", help="leave out what is not understood")
        parser.add_argument("--share-rooms", action="store_true", help="mark rooms in which the file itself overlaps")
        parser.add_argument(
            "--language", type=_language, help="of all texts, such as en; else as each row is recognised"
        )
        parser.add_argument(
            "--heading", type=_heading, action="append", default=[], metavar="HEADING=FIELD",
            help=f"what stands beneath a heading that is not known: {', '.join(CHOICES)}",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            self._run(options)

    def _run(self, options: dict[str, Any]) -> None:
        try:
            with transaction.atomic():
                made = self._planned(options)
                transaction.set_rollback(not options["apply"])
        except NotUnderstood as refused:
            made = refused.plan
            self.stderr.write("Nothing was imported.")
        except (Unreadable, OSError) as error:
            self._stop(str(error), options)
        if options["as_json"]:
            self.stdout.write(json.dumps(as_json(made), ensure_ascii=False, indent=1))
        else:
            is_kept = Event.objects.filter(pk=made.event.pk).exists()
            self.stdout.write("\n".join([*as_lines(made, is_kept=is_kept), *_shared(made, options)]))
        if made.errors:
            sys.exit(1)

    def _planned(self, options: dict[str, Any]) -> Plan:
        content, name = options["file"].read_bytes(), options["file"].name
        event, said = event_called(options["event"]), _said(options)
        if event is not None:
            reading = read(content, name, setting_of(event, **said))
        elif options["new"]:
            _check_address(options["event"])
            _check_title(options["new"])
            wanted = Wanted(options["event"], options["new"], options["starts"], options["zone"], **said)
            event, reading = open_event(wanted, content, name)
        else:
            message = f"There is no event “{options['event']}”."
            raise CommandError(message, returncode=UNREADABLE)
        return self._done(event, reading, options)

    def _done(self, event: Event, reading: Reading, options: dict[str, Any]) -> Plan:
        if not options["apply"]:
            return plan(event, reading)
        choices = Choices(
            without_bad_rows=options["without_bad_rows"], share_rooms=options["share_rooms"], **_said(options)
        )
        return apply(event, reading, by=None, choices=choices)

    def _stop(self, message: str, options: dict[str, Any]) -> NoReturn:
        if options["as_json"]:
            zero = dict.fromkeys(("sessions", "rooms", "speakers", "days", "new", "changed", "same", "conflicts"), 0)
            errors = [{"sheet": "", "line": 0, "message": message}]
            self.stdout.write(json.dumps({**zero, "errors": errors}, ensure_ascii=False, indent=1))
        raise CommandError(message, returncode=UNREADABLE)


def _shared(made: Plan, options: dict[str, Any]) -> list[str]:
    if not options["share_rooms"]:
        return []
    rooms = made.shared if options["apply"] else to_share(made, by=None)
    return [f"{'Marked' if options['apply'] else 'Would be marked'} as shared: {', '.join(rooms) or 'no room'}"]


def _said(options: dict[str, Any]) -> dict[str, Any]:
    """As an organiser answers on the page of a plan."""
    language = options["language"]
    return {"headings": dict(options["heading"]), "answers": {LANGUAGE: language} if language else {}}


def _check_address(name: str) -> None:
    try:
        Event._meta.get_field("slug").run_validators(name)
    except ValidationError as error:
        message = f"“{name}” is no web address: small letters, figures and hyphens make one."
        raise CommandError(message, returncode=UNREADABLE) from error


def _check_title(title: str) -> None:
    most = Event._meta.get_field("title").max_length or 0
    if len(title) <= most and title.strip() and not has_hidden(title):
        return
    shown = title[:_SHOWN].encode("utf-8", "backslashreplace").decode()
    message = f"“{shown}” is no title: one has from 1 to {most} characters, and all of them can be seen."
    raise CommandError(message, returncode=UNREADABLE)


def _zone(name: str) -> str:
    if name not in available_timezones():
        message = f"{name} is no time zone, such as Europe/Stockholm."
        raise ArgumentTypeError(message)
    return name


def _language(code: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}", code):
        message = f"{code} is no code of a language, such as da, sv, en or is."
        raise ArgumentTypeError(message)
    return code


def _heading(pair: str) -> tuple[str, str]:
    heading, _mark, name = pair.rpartition("=")
    if not heading or name not in CHOICES:
        message = f"“{pair}” assigns no heading; it is written HEADING=FIELD, with one of {', '.join(CHOICES)}."
        raise ArgumentTypeError(message)
    return heading, name
