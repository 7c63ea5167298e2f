"""For somebody whose phone and backup codes are both gone, once you are sure that it is them who asks."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from conference_portal.accounts.steps import reset


class Command(BaseCommand):
    help = "Forgets somebody's second step and ends their sign-ins; they set it up anew at their next sign-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = get_user_model()._default_manager.filter(username=username).first()
        if user is None:
            message = f"There is no account “{username}”."
            raise CommandError(message)
        if not reset(user):
            message = f"“{username}” has no second step."
            raise CommandError(message)
        self.stdout.write(f"{username} sets up a new second step at the next sign-in, after the password.")
