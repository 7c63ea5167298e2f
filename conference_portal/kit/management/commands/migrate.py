"""Django's `migrate`, and then the content version's trigger on every table that has come."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connection

from conference_portal.kit.versions import watch_tables


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        changes = not (options["plan"] or options["check_unapplied"])
        if (
            changes
            and options["database"] == DEFAULT_DB_ALIAS
            and "content_version" in connection.introspection.table_names()
        ):
            watch_tables()
