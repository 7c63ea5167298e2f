"""`manage.py prepare`: the steps of `make run` without serving, for a server's deploy."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from conference_portal.site.preparation import prepare


class Command(BaseCommand):
    help = "Compiles catalogues, migrates, loads the archive, builds and collects static files; each only if needed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        prepare()
