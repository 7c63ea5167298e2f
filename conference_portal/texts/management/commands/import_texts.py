"""Takes texts back from translators, as the desk does. Without --apply it only says what would happen."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from conference_portal.kit.decoding import Unreadable
from conference_portal.texts.files import read
from conference_portal.texts.incoming import MOST_BYTES, Incoming
from conference_portal.texts.plan import CONFLICT, NOT_UNDERSTOOD, OUTCOMES, Line, Plan, apply, plan
from events.editions.models import Edition

UNREADABLE = 2


class Command(BaseCommand):
    help = "Takes the texts of a file that export_texts made, translated since. Newer work in the portal stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="write; conflicts stay as they are here")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            try:
                incoming = _read(options["file"])
                edition = Edition.objects.select_related("host").filter(year=incoming.year).first()
                if edition is None:
                    self._stop(f"There is no edition of {incoming.year}.", options)
                made = apply(edition, incoming, by=None) if options["apply"] else plan(edition, incoming)
            except (Unreadable, OSError) as error:
                self._stop(str(error), options)
            told = json.dumps(as_json(made), ensure_ascii=False, indent=1) if options["as_json"] else _told(made)
            self.stdout.write(told)
        if made.of(NOT_UNDERSTOOD):
            sys.exit(1)

    def _stop(self, message: str, options: dict[str, Any]) -> NoReturn:
        if options["as_json"]:
            errors = [{"line": 0, "message": message}]
            told = dict.fromkeys(OUTCOMES, 0) | {"errors": errors, "texts": []}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        raise CommandError(message, returncode=UNREADABLE)


def _read(path: Path) -> Incoming:
    with path.open("rb") as file:
        return read(file.read(MOST_BYTES + 1))


def as_json(made: Plan) -> dict[str, Any]:
    errors = [{"line": each.entry.line, "message": each.reason} for each in made.of(NOT_UNDERSTOOD)]
    texts = [_text(each) for each in made.lines if each.unit]
    return {"edition": made.edition.year, "language": made.code, **made.counts, "errors": errors, "texts": texts}


def _text(line: Line) -> dict[str, Any]:
    told = {"line": line.entry.line, "text": line.name, "outcome": line.outcome}
    return told | ({"reason": line.reason} if line.reason else {}) | ({"hints": list(line.hints)} if line.hints else {})


def _told(made: Plan) -> str:
    lines = [f"{made.edition.year}, {made.code}: " + ", ".join(f"{n} {what}" for what, n in made.counts.items())]
    lines += [f"line {each.entry.line}: {each.reason}" for each in (*made.of(NOT_UNDERSTOOD), *made.of(CONFLICT))]
    lines += [f"line {each.entry.line}: hint: {hint}" for each in made.hinted for hint in each.hints]
    return "\n".join(lines)
