"""The texts of an edition for translators, to standard output."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from conference_portal.kit.languages import READING
from conference_portal.texts.files import FORMATS, written
from conference_portal.texts.units import units
from events.editions.models import Edition


class Command(BaseCommand):
    help = "Writes the texts of an edition, source beside translation, as XLIFF 1.2 or as a workbook."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--to", required=True, choices=READING, dest="code", help="the language to translate into")
        parser.add_argument("--format", choices=FORMATS, default="xliff", dest="form")
        parser.add_argument("--open", action="store_true", help="only what is missing or out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = Edition.objects.select_related("host").filter(year=options["year"]).first()
        if edition is None:
            message = f"There is no edition of {options['year']}."
            raise CommandError(message, returncode=2)
        with translation.override(options["code"]):
            found = [each for each in units(edition, options["code"]) if each.is_open or not options["open"]]
            content = written(found, edition.year, options["form"])
        out: Any = self.stdout
        raw = getattr(getattr(out, "_out", out), "buffer", None)
        (raw or sys.stdout.buffer).write(content)
