"""Who changes what: the signature of a transaction, and the triggers that write every change down.

What they write is read in `conference_portal.history`. Which tables are recorded follows from the settings; `migrate`
brings the triggers up to date each time.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from conference_portal.kit.panes import translated

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db import models
    from django.http import HttpRequest

# What rooms above write down beside a form that was saved, in its transaction; each says so when it starts.
AFTER_SAVING: list[Callable[[HttpRequest, Any, Any], None]] = []


def sign(user: Any, how: str) -> None:
    """Says whose the writes of this transaction are from here on, and by which way: “admin”, “import”, “release” …
    A user who is None, or not signed in, is nobody. One statement; it ends with the transaction."""
    if not connection.in_atomic_block:
        message = "A signature belongs to a transaction: open one before."
        raise TransactionManagementError(message)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('portal.who', %s, true), set_config('portal.how', %s, true)",
            [str(getattr(user, "pk", None) or ""), how],
        )


def record_tables() -> None:
    """Puts the triggers on every table that is recorded, and takes them off all others. Cheap when all is as it was."""
    noise = {model._meta.db_table: ",".join(silent_columns(model)) for model in recorded_models()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_tables(%s::jsonb)", [json.dumps(noise)])


def recorded_models() -> list[type[models.Model]]:
    """Every kind of content, and the lists between them."""
    return [
        model
        for label in settings.RECORDED_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.db_table not in settings.UNRECORDED_TABLES
    ]


def silent_columns(model: type[models.Model]) -> list[str]:
    """Columns that nobody writes by hand: the base columns of translated fields, and what is worked out from others."""
    names = translated(model)
    return [
        str(field.column)
        for field in model._meta.concrete_fields
        if field.name in names or (not field.editable and not field.primary_key and not field.remote_field)
    ]


class Signed:
    """For pages of the desk: what they write says who wrote it."""

    def _changeform_view(self, request: HttpRequest, *args: Any) -> Any:
        _sign_post(request)
        return super()._changeform_view(request, *args)  # type: ignore[misc]

    def _delete_view(self, request: HttpRequest, *args: Any) -> Any:
        _sign_post(request)
        return super()._delete_view(request, *args)  # type: ignore[misc]

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        with transaction.atomic():
            sign(request.user, "admin")
            for row in queryset:
                row.delete()  # one by one: what is searched forgets itself

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        for write in AFTER_SAVING:
            write(request, form, formsets)


def _sign_post(request: HttpRequest) -> None:
    """Django has opened the transaction by then."""
    if request.method == "POST":
        sign(request.user, "admin")
