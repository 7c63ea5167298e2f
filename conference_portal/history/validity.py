"""Whether a row would be valid: the rules of its form without a form, and its values as the history holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from conference_portal.history import wording
from conference_portal.kit.languages import STORED, column
from conference_portal.kit.panes import translated


def put_back(model: type[models.Model], held: dict[str, Any]) -> list[str]:
    """A deleted row as it was, under its number. Gives what is in the way."""
    row = wording.as_row(model, held)
    if model._base_manager.filter(pk=row.pk).exists():
        return [_("“%(name)s” is there already.") % {"name": wording.name_of(row)}]
    told = faults(row, wording.columns_of(type(row)))
    if not told:
        row.save(force_insert=True)
    return told


def faults(row: models.Model, fields: Iterable[Any]) -> list[str]:
    """Why the row would not be valid: the rules of its form, without a form."""
    names = {each.name for each in fields} - set(translated(type(row)))
    rest = {each.name for each in wording.columns_of(type(row))} - names
    told: list[str] = []
    checks: tuple[Any, ...] = (
        lambda: row.clean_fields(exclude=rest),
        row.clean,
        row.validate_unique,
        row.validate_constraints,
    )
    for check in checks:
        try:
            check()
        except ValidationError as error:
            told += _told(row, error)
    words = _("%(field)s: write this in one language at least.")
    told += [
        words % {"field": wording.label(each)}
        for each in wording.columns_of(type(row))
        if each.name in translated(type(row)) and not each.blank
        if not any(getattr(row, column(each.name, code)) for code in STORED)
    ]
    return list(dict.fromkeys(told))


def _told(row: models.Model, error: ValidationError) -> Iterator[str]:
    by_field: dict[str, Any] = (
        error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    )
    for name, errors in by_field.items():
        known: Any = None if name == NON_FIELD_ERRORS else row._meta.get_field(name)
        for each in errors:
            is_gone = known is not None and known.remote_field and each.code == "invalid"
            words = _("what it belonged to is no longer there.") if is_gone else " ".join(each.messages)
            yield f"{wording.label(known)}: {words}" if known else words


def python(known: Any, value: Any) -> Any:
    """A value of the history as a row holds it."""
    return value if value is None or known.remote_field else known.to_python(value)


def stored(row: models.Model, known: Any) -> Any:
    value = known.value_from_object(row)
    return value.name if isinstance(known, models.FileField) else value


def plain(known: Any, row: models.Model | None) -> Any:
    """A value of a row as the history holds it."""
    value: Any = stored(row, known) if row else None
    return value.isoformat() if hasattr(value, "isoformat") else value
