"""One row for each row of content that was made, changed or deleted, whichever way it came: see the migration."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from conference_portal.kit.recording import recorded_models

if TYPE_CHECKING:
    from datetime import datetime

YEARS_KEPT = timedelta(days=730)
DAYS_RESTORABLE = timedelta(days=30)
WHOLE = Q(before__has_key="id")  # the row of a deletion before it was stripped


class ChangeQuerySet(models.QuerySet["Change"]):
    def overdue(self) -> ChangeQuerySet:
        """What nobody may keep any longer: `manage.py tidy` deletes it."""
        return self.filter(at__lt=timezone.now() - YEARS_KEPT)

    def restorable(self) -> ChangeQuerySet:
        return self.filter(WHOLE, action=Change.Action.DELETE, at__gte=timezone.now() - DAYS_RESTORABLE)

    def erase(self) -> int:
        """Who changed which column stays known, and what a deleted row hung on; no value does."""
        keys = self.exclude(before=None).values_list("pk", flat=True)
        with connection.cursor() as cursor:
            cursor.execute(ERASE, [list(keys)])
            return int(cursor.rowcount)

    def forget(self) -> None:
        """Of what was deleted more than thirty days ago it stays known that it was, by whom, and what it hung on. Its
        files, which nobody could read since, go now; and what the desk noted goes when changes do."""
        from django.contrib.admin.models import LogEntry

        LogEntry.objects.filter(action_time__lt=timezone.now() - YEARS_KEPT).delete()
        end = timezone.now() - DAYS_RESTORABLE
        for model in recorded_models():
            fields = [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]
            gone = self.filter(WHOLE, table=model._meta.db_table, action=Change.Action.DELETE, at__lt=end)
            for change in gone if fields else ():
                forget_files(model, fields, change)
        with connection.cursor() as cursor:
            cursor.execute(FORGET, [end])


def forget_files(model: type[models.Model], fields: list[models.FileField], change: Change) -> None:
    """Unless the row, or another, holds them by now. An image has smaller ones beside its own: it names them."""
    for field in fields:
        name = (change.before or {}).get(field.column)
        if name and not model._base_manager.filter(**{field.name: name}).exists():
            row: Any = model(**{field.name: name})
            for each in row.names() if hasattr(row, "names") else [name]:
                field.storage.delete(each)


ERASE = r"""
UPDATE history_change SET
    before = (SELECT coalesce(jsonb_object_agg(key, CASE WHEN key LIKE '%%\_id' THEN value ELSE 'null' END), '{}')
              FROM jsonb_each(before) WHERE action = 'update' OR key LIKE '%%\_id'),
    after = (SELECT jsonb_object_agg(key, CASE WHEN key LIKE '%%\_id' THEN value ELSE 'null' END)
             FROM jsonb_each(after))
WHERE id = ANY (%s)
"""
FORGET = r"""
UPDATE history_change SET before = (
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(before)
    WHERE key LIKE '%%\_id' AND jsonb_typeof(value) = 'number'
) WHERE action = 'delete' AND before ? 'id' AND at < %s
"""


class Change(models.Model):
    """`before`: the old values of the columns that changed; the whole row of what was deleted, for thirty days.
    `after`: the new values of the same columns. `xid`, with `at`, tells what was done together."""

    class Action(models.TextChoices):
        INSERT = "insert"
        UPDATE = "update"
        DELETE = "delete"

    at = models.DateTimeField()
    xid = models.BigIntegerField()
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    action = models.CharField(max_length=6, choices=Action.choices)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    who = models.BigIntegerField(null=True)  # a number only: an account may go
    how = models.CharField(max_length=20, blank=True)

    objects = models.Manager.from_queryset(ChangeQuerySet)()

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["table", "row"], name="history_of_row"),
            models.Index(fields=["at"], name="history_by_time"),
            models.Index(fields=["xid"], name="history_together"),
            models.Index(fields=["table"], condition=Q(action="delete"), name="history_deleted"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.table} {self.row}"

    @property
    def deed(self) -> tuple[int, datetime]:
        """What was done together has the same."""
        return self.xid, self.at
