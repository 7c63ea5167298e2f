"""Hourly housekeeping: the content version's rows become one. `make run` needs none; a server's timer calls it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from conference_portal.kit import versions


class Command(BaseCommand):
    help = "Makes one row of the content version's rows; safe at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        versions.tidy()
