"""What stands between today and the opening of an edition, as lines or as JSON: the functions of the desk's page."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from conference_portal.kit.languages import READING
from conference_portal.readiness.asking import by_level, done, pressing, readiness
from conference_portal.readiness.comparing import Column, compared
from conference_portal.readiness.findings import Finding, Row
from events.editions.models import Edition


class Command(BaseCommand):
    help = "Lists what is left to do before an edition opens, the most pressing first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--json", action="store_true", dest="as_json")
        parser.add_argument("--language", choices=READING, default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = Edition.objects.select_related("host", "venue").filter(year=options["year"]).first()
        if edition is None:
            message = f"There is no edition of {options['year']}."
            raise CommandError(message, returncode=2)
        with translation.override(options["language"]):
            found = readiness(edition, None)
            columns = compared(edition, None)
            if options["as_json"]:
                self.stdout.write(json.dumps(_as_json(edition, found, columns), ensure_ascii=False, indent=1))
            else:
                self._lines(found)

    def _lines(self, found: list[Finding]) -> None:
        for level, findings in by_level(found):
            self.stdout.write(f"{level.heading}:")
            for each in findings:
                self.stdout.write(f"  {each.words}")
                for row in each.rows[:5]:
                    self.stdout.write("    " + "  ".join(filter(None, (row.label, row.note))))
        self.stdout.write(f"{pressing(found)} to do, {len(done(found))} done.")


def _as_json(edition: Edition, found: list[Finding], columns: list[Column]) -> dict[str, Any]:
    names = ("sessions", "speakers", "rooms", "languages", "pages", "outputs")
    return {
        "edition": edition.year,
        "days_left": found[0].days_left,
        "to_do": pressing(found),
        "findings": [
            {
                "kind": each.kind,
                "level": each.level.name.lower(),
                "weight": each.weight,
                "count": each.count,
                "words": each.words,
                "rows": [{"label": row.label, "url": _address(row), "note": row.note} for row in each.rows],
            }
            for each in found
            if each.is_open
        ],
        "done": [each.kind for each in found if not each.is_open],
        "compared": [{"year": each.edition.year, **{name: getattr(each, name) for name in names}} for each in columns],
    }


def _address(row: Row) -> str:
    return f"{settings.PORTAL_ADDRESS}{row.url}" if row.url else ""
