"""Copies an edition for the next host, as the desk does. Without --apply it only says what would happen."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from cities.models import City
from events.editions.models import Edition
from events.handover.changes import Plan, Refused, apply, plan
from events.handover.exports.telling import as_json, as_lines

UNKNOWN = 2


class Command(BaseCommand):
    help = "Copies an edition for the next host: lists what goes along, what moves in time, and what never goes along."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", help="the edition that is handed over")
        parser.add_argument("new_year", help="the edition that is made, as a draft")
        parser.add_argument("--host", required=True, metavar="CITY", help="by its web address, or by a name of it")
        parser.add_argument("--starts", required=True, metavar="DATE", help="the first day, as in 2026-09-23")
        parser.add_argument("--apply", action="store_true", help="write; all or nothing")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            self._run(options)

    def _run(self, options: dict[str, Any]) -> None:
        made = self._planned(options)
        is_done = False
        if options["apply"] and not made.faults:
            try:
                made, is_done = apply(made, by=None).plan, True
            except Refused as refused:  # somebody was quicker
                made = refused.plan
        if options["as_json"]:
            self.stdout.write(json.dumps(as_json(made, applied=is_done), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(as_lines(made, applied=is_done)))
        if made.faults:
            self.stderr.write("Nothing was copied.")
            sys.exit(1)

    def _planned(self, options: dict[str, Any]) -> Plan:
        edition = Edition.objects.filter(year=self._year("year", options)).select_related("host").first()
        if edition is None:
            self._stop(f"There is no edition {options['year']}.", options)
        host = city_called(options["host"])
        if host is None:
            self._stop(f"There is no city “{options['host']}”.", options)
        try:
            starts_on = date.fromisoformat(options["starts"])
        except ValueError:
            self._stop(f"“{options['starts']}” is no date: write it as 2026-09-23.", options)
        return plan(edition, year=self._year("new_year", options), host=host, starts_on=starts_on)

    def _year(self, name: str, options: dict[str, Any]) -> int:
        words = str(options[name])
        if not (words.isascii() and words.isdecimal() and len(words) == len("2026")):
            self._stop(f"“{words}” is no year.", options)
        return int(words)

    def _stop(self, message: str, options: dict[str, Any]) -> NoReturn:
        if options["as_json"]:
            nothing: dict[str, Any] = {"applied": False, "copied": [], "shifted": [], "never": []}
            told = {**nothing, "errors": [{"field": "", "message": message}]}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        raise CommandError(message, returncode=UNKNOWN)


def city_called(name: str) -> City | None:
    """By its web address, or by what it is called in any language."""
    wanted = name.strip().casefold()
    cities = list(City.objects.order_by("pk"))
    by_slug = (city for city in cities if city.slug == wanted)
    by_name = (city for city in cities if wanted in {each.casefold() for each in city.search_names()})
    return next(by_slug, None) or next(by_name, None)
