"""`manage.py build_assets`: joins styles and scripts, cuts the fonts. Does nothing when nothing has changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from conference_portal.site.assets import build


class Command(BaseCommand):
    help = "Joins stylesheets and scripts and cuts the fonts, into var/assets; what has not changed is left alone."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        for name in build():
            if verbosity:
                self.stdout.write(name)
