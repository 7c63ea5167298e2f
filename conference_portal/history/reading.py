"""Who changed what: the changes of a row, of an edition or event with all that hangs on it, and of single columns.

A row that is gone is still found where it stood: a deletion keeps the references of its row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import BigIntegerField, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from conference_portal.history.models import Change, ChangeQuerySet
from conference_portal.kit.recording import recorded_models

Held = list[tuple[str, Any]]  # a column, and keys or a query for keys
OWNERS = {"edition": "editions", "event": "events"}  # by its model, what a QuerySet calls the ways to it


class Last(NamedTuple):
    """When a column was last changed, by whom (the number of an account), and what it said before."""

    at: datetime
    who: int | None
    before: Any


LAST = """
SELECT DISTINCT ON ("row", key) "row", key, at, who, before -> key
FROM history_change, unnest(%(columns)s) AS key
WHERE "table" = %(table)s AND "row" = ANY (%(rows)s) AND action = 'update' AND before ? key
ORDER BY "row", key, id DESC
"""


def last_changed(rows: Iterable[models.Model], columns: Iterable[str]) -> Mapping[tuple[int, str], Last]:
    """For rows of one model: by key and column the last change. What was written with the row, and never changed since
    the history began, is not named. One query for any number of rows."""
    given = list(rows)
    if not given:
        return {}
    words: dict[str, Any] = {
        "table": given[0]._meta.db_table,
        "rows": [row.pk for row in given],
        "columns": list(columns),
    }
    with connection.cursor() as cursor:
        cursor.execute(LAST, words)
        found = cursor.fetchall()
    return {(row, column): Last(at, who, _plain(before)) for row, column, at, who, before in found}


def _plain(value: Any) -> Any:
    """A value of JSON as Python has it; Django reads these columns as text, to parse them itself."""
    return json.loads(value) if isinstance(value, str) else value


def changes_of(row: models.Model) -> ChangeQuerySet:
    """Of the row and of the lists that it keeps (topics, partners), the newest first."""
    return Change.objects.filter(of_rows(type(row), Q(pk=row.pk), [("id", [row.pk])]))


def changes_in(owner: models.Model) -> ChangeQuerySet:
    """Of an edition or event, and of everything that belongs to it or did, the newest first. One query."""
    found = Q(pk__in=())
    for model in recorded_models():
        if model._meta.auto_created:
            continue  # comes with the model that keeps the list
        if isinstance(owner, model):
            found |= of_rows(model, Q(pk=owner.pk), [("id", [owner.pk])])
            continue
        for way in ways_to(owner, model):
            found |= of_rows(model, Q(**{way: owner.pk}), gone_by(model, way, owner.pk))
    return Change.objects.filter(found)


def ways_to(owner: models.Model, model: type[models.Model]) -> list[str]:
    """How the gates of a model reach the edition or event; itself is no way."""
    rows: Any = model._default_manager.all()
    ways: tuple[str, ...] = getattr(rows, OWNERS.get(owner._meta.model_name or "", ""), ())
    return [way for way in ways if way != "pk" and _is_reference(model, way)]


def _is_reference(model: type[models.Model], way: str) -> bool:
    """Every step is a column. A way that turns round (a city by the editions that it hosts) leads to what all share."""
    step, _, rest = way.partition("__")
    field: Any = model._meta.get_field(step)
    if not isinstance(field, models.ForeignKey):
        return False
    return not rest or _is_reference(field.remote_field.model, rest)


def of_rows(model: type[models.Model], alive: Q, gone: Held) -> Q:
    """The changes of these rows, of those that are gone, and of the lists that they keep."""
    live, dead = model._base_manager.filter(alive).values("pk"), deleted(model, gone).values("row")
    found = Q(table=model._meta.db_table) & (Q(row__in=live) | Q(row__in=dead))
    for field in model._meta.local_many_to_many:
        between: Any = field.remote_field.through
        name = field.m2m_field_name()
        here = between._base_manager.filter(Q(**{f"{name}__in": live})).values("pk")
        left = deleted(between, [(f"{name}_id", live), (f"{name}_id", dead)]).values("row")
        found |= Q(table=between._meta.db_table) & (Q(row__in=here) | Q(row__in=left))
    return found


def deleted(model: type[models.Model], held: Held) -> ChangeQuerySet:
    """The deletions of rows that held one of the keys in one of the columns."""
    found = Q(pk__in=())
    for column, keys in held:
        found |= Q(row__in=keys) if column == "id" else Q(**{f"held_{column}__in": keys})
    columns = {
        f"held_{column}": Cast(KeyTextTransform(column, "before"), BigIntegerField())
        for column, _keys in held
        if column != "id"
    }
    rows = Change.objects.order_by().filter(table=model._meta.db_table, action=Change.Action.DELETE)
    return rows.alias(**columns).filter(found)


def gone_by(model: type[models.Model], way: str, key: int) -> Held:
    """What a deleted row of the model held that stood under the owner by this way."""
    step, _, rest = way.partition("__")
    field: Any = model._meta.get_field(step)
    if not rest:
        return [(field.column, [key])]
    target = field.remote_field.model
    live = target._base_manager.filter(**{rest: key}).values("pk")
    dead = deleted(target, gone_by(target, rest, key)).values("row")
    return [(field.column, live), (field.column, dead)]
