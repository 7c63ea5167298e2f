"""What a draft is, row by row, and whether an answer is silent about it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import connection, models

from tests.permissions.world import CANARY, World

PART = CANARY[:7]  # what one types to find it: pages repeat the question
WHO = ("other editor", "other chief")


def draft_of(world: World) -> dict[str, Any]:
    """A digest of every row that bears the canary, and how many rows hang on the draft."""
    tables = sorted(set(connection.introspection.table_names()) - {"history_change", "django_admin_log"})
    parts = [
        f"SELECT '{table}', md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) "
        f"FROM \"{table}\" t WHERE t::text LIKE '%{CANARY}%'"
        for table in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        found: dict[str, Any] = dict(cursor.fetchall())
    for row in (world.cast.oslo, world.event, world.conference, world.rows["programme.session"]):
        for relation in row._meta.related_objects:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: row.pk})
            found[f"{row._meta.label} {row.pk} {relation.name}"] = rows.count()
    return found


def is_silent(response: Any) -> bool:
    return CANARY not in response.content.decode() and CANARY.lower() not in response.get("Location", "").lower()


def registered() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if admin.site.is_registered(model)]
