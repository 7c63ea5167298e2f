"""Rows of values and the texts in them: what long pages are read as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from conference_portal.kit.languages import OTHER, UNDETERMINED, Text, chain, column

if TYPE_CHECKING:
    from django.db import models

Row = dict[str, Any]
Read = Callable[[Row, str], Text]


def as_rows(found: models.QuerySet[Any], names: Sequence[str]) -> models.QuerySet[Any, Row]:
    """Columns as they are named. The fallback that modeltranslation would put between costs a copy of every row."""
    rows: models.QuerySet[Any, Row] = found.rewrite(False).values(*names)  # type: ignore[attr-defined]  # noqa: FBT003
    return rows


def rows_of(found: models.QuerySet[Any], names: Sequence[str]) -> list[Row]:
    return list(as_rows(found, names))


def reader(languages: Sequence[str] = ()) -> Read:
    """As `kit.languages.text`, of rows of values: the best text for a reader, and the language it is in."""
    own, *others = chain(understood=languages)
    names: dict[str, tuple[str, list[tuple[str, str]], str]] = {}
    nothing = Text("", own)

    def prepared(field: str) -> tuple[str, list[tuple[str, str]], str]:
        owner = field.rpartition("__")[0]
        named = f"{owner}__other_language" if owner else "other_language"
        return column(field, own), [(code, column(field, code)) for code in others], named

    def read(row: Row, field: str) -> Text:
        first, rest, named = names.get(field) or names.setdefault(field, prepared(field))
        if value := row.get(first):
            return Text(value, own)
        best = next((pair for pair in rest if row.get(pair[1])), None)
        if best is None:
            return nothing
        code, name = best
        alone = not any(row[other] for _code, other in rest if other != name)
        return Text(row[name], code if code != OTHER else row[named] or UNDETERMINED, alone=alone)

    return read
