"""Which translations are older than what they translate: asked of the history, in one query for any number of texts.

A translation is stale when its source was changed after the translation was last written, or last confirmed, and says
something else today. What one deed wrote together (an import, the archive) is of one moment. Where the history knows
nothing, nothing is stale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import connection, models

from conference_portal.kit.edits import plain
from conference_portal.kit.languages import OTHER, STORED, column


class Pair(NamedTuple):
    """A text and the one it was translated from, by their columns."""

    row: models.Model
    source: str
    target: str


class Former(NamedTuple):
    """What the source said when the translation was last written, and when it was changed since."""

    said: str
    at: datetime


Formers = dict[tuple[str, int, str], Former]
# By country, the codes under which a text is in its language.
AT_HOME = {"DK": ("da",), "SE": ("sv",), "IS": ("is",), "NO": ("nb", "nn", "no"), "FI": ("fi",)}
UPWARDS = ("host", "edition", "event", "theme", "session", "output", "statement", "guide", "city", "venue")
FORMER = """
SELECT pair.tab, pair.key, pair.target, since.said, since.at
FROM unnest(%(tables)s::text[], %(rows)s::bigint[], %(sources)s::text[], %(targets)s::text[])
    AS pair (tab, key, source, target)
LEFT JOIN texts_confirmed confirmed
    ON confirmed."table" = pair.tab AND confirmed."row" = pair.key AND confirmed."column" = pair.target
LEFT JOIN LATERAL (
    SELECT id, xid, at FROM history_change
    WHERE "table" = pair.tab AND "row" = pair.key
        AND (action = 'insert' OR (action = 'update' AND before ? pair.target))
    ORDER BY id DESC LIMIT 1
) written ON true
JOIN LATERAL (
    SELECT before ->> pair.source AS said, at FROM history_change
    WHERE "table" = pair.tab AND "row" = pair.key AND action = 'update' AND coalesce(before ->> pair.source, '') <> ''
        AND id > greatest(coalesce(written.id, 0), coalesce(confirmed.change, 0))
        AND (written.id IS NULL OR (xid, at) <> (written.xid, written.at))
    ORDER BY id LIMIT 1
) since ON true
"""


def former(pairs: Iterable[Pair]) -> Formers:
    """By table, row and column of the translation; only what is stale is named."""
    filled = [each for each in pairs if getattr(each.row, each.source) and getattr(each.row, each.target)]
    if not filled:
        return {}
    words = {
        "tables": [each.row._meta.db_table for each in filled],
        "rows": [each.row.pk for each in filled],
        "sources": [each.source for each in filled],
        "targets": [each.target for each in filled],
    }
    with connection.cursor() as cursor:
        cursor.execute(FORMER, words)
        found = {(table, row, name): Former(said, at) for table, row, name, said, at in cursor.fetchall()}
    now = {(each.row._meta.db_table, each.row.pk, each.target): getattr(each.row, each.source) for each in filled}
    return {key: each for key, each in found.items() if plain(each.said) != plain(now[key])}


def source_of(row: models.Model, field: str, country: str) -> str:
    """The column's language that the others are translated from: that of the host city's country where it is written,
    else the first that is, in the order of the columns. "" where nothing is written."""
    filled = [code for code in STORED if getattr(row, column(field, code))]
    wanted = AT_HOME.get(country, ())
    return next((code for code in filled if language_in(row, code) in wanted), next(iter(filled), ""))


def language_in(row: models.Model, code: str) -> str:
    """The language (BCP 47) of what stands in a column of that code."""
    return getattr(row, "other_language", "") or "und" if code == OTHER else code


def country_of(row: models.Model | None) -> str:
    """Of the host city, or of the place itself; asked upwards, a query for each step that is not at hand."""
    if row is None:
        return ""
    if country := getattr(row, "country", ""):
        return str(country)
    columns = {field.name for field in row._meta.concrete_fields}
    for name in UPWARDS:
        if name in columns and (found := country_of(getattr(row, name, None))):
            return found
    return ""
