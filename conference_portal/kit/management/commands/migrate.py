"""Django's `migrate`, and then the triggers of content version and history on every table that has come."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connection

from conference_portal.kit.recording import record_tables
from conference_portal.kit.versions import watch_tables


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        changes = not (options["plan"] or options["check_unapplied"])
        if not changes or options["database"] != DEFAULT_DB_ALIAS:
            return
        there = connection.introspection.table_names()
        if "content_version" in there:
            watch_tables()
        if "history_change" in there:
            record_tables()
