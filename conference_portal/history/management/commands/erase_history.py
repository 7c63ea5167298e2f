"""Erases what the history holds of one row, for whoever has a right to it: values go, the fact of a change stays."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from conference_portal.history.models import Change
from conference_portal.kit.recording import recorded_models


class Command(BaseCommand):
    help = "Erases the values that the history holds of a row, for example: erase_history speakers.speaker 12"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("model", help="as app.model")
        parser.add_argument("key", type=int, help="the number in the address of its form")

    def handle(self, *args: Any, model: str, key: int, **options: Any) -> None:
        try:
            found = apps.get_model(model)
        except (LookupError, ValueError) as error:
            message = f"There is no {model}."
            raise CommandError(message) from error
        if found not in recorded_models():
            message = f"The history does not record {model}."
            raise CommandError(message)
        count = Change.objects.filter(table=found._meta.db_table, row=key).erase()
        self.stdout.write(f"Values erased: {count}.")
