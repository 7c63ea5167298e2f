"""Hourly housekeeping: the content version's rows become one, and what is kept for some days only goes.

`make run` needs none; a server's timer calls it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from conference_portal.kit import versions


class Command(BaseCommand):
    help = "Makes one row of the content version's rows and deletes what is overdue; safe at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        versions.tidy()
        for model in apps.get_models():
            rows: Any = model._default_manager.all()
            if hasattr(rows, "seal_anew"):
                rows.seal_anew()
            if hasattr(rows, "overdue"):
                rows.overdue().delete()
            if hasattr(rows, "forget"):
                rows.forget()
