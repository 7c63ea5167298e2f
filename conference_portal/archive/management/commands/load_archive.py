"""Loads the series' own content from its files. Says nothing when there is nothing to do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conference_portal.archive.loading import HERE, Outcome, RefusedError, load


class Command(BaseCommand):
    help = (
        "Loads the archive's files; what editors changed since stays. A wrong file is refused, and nothing is loaded."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path", nargs="?", type=Path, default=HERE, help="a folder with other files than the portal's"
        )
        parser.add_argument("--check", action="store_true", help="only say what is wrong")

    def handle(self, *args: Any, path: Path, verbosity: int, **options: Any) -> None:
        if not path.is_dir():
            message = f"{path} is no folder."
            raise CommandError(message)
        try:
            outcome = load(path, keep=not options["check"])
        except RefusedError as refused:
            for fault in refused.faults:
                self.stderr.write(f"{path / fault.path}:{fault.line}: {fault.reason}")
            sys.exit(1)
        if outcome and verbosity and not options["check"]:
            self.stdout.write(_summary(outcome))


def _summary(outcome: Outcome) -> str:
    told = {
        "created": outcome.created.total(),
        "changed": outcome.changed.total(),
        "removed": outcome.removed,
        "programmes released": len(outcome.released),
    }
    return "Archive: " + ", ".join(f"{count} {words}" for words, count in told.items() if count) + "."
