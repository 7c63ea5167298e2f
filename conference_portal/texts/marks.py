"""What the form of a row tells beside each translation: how long both texts are, and whether its source has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.safestring import SafeString

from conference_portal.history.wording import difference
from conference_portal.kit.edits import plain
from conference_portal.kit.languages import READING, column
from conference_portal.kit.panes import translated
from conference_portal.texts.confirming import tick
from conference_portal.texts.staleness import Pair, country_of, former, language_in, source_of


@dataclass(frozen=True)
class Mark:
    """`difference`: of the source, then and now, if the translation is older than it."""

    length: int
    source_length: int
    source_language: str
    tick: str
    difference: SafeString | str = ""


def mark(forms: Iterable[Any]) -> None:
    """Gives each form its marks by column; one query for all of them, beside the host city's country."""
    kept = [each for each in forms if each is not None and each.instance.pk]
    pairs = {id(form): list(_pairs(form.instance, country)) for country in _country(kept) for form in kept}
    known = former(pair for found in pairs.values() for pair, _code in found)
    for form in kept:
        row = form.instance
        form.text_marks = {
            pair.target: _mark(pair, language_in(row, code), known.get((row._meta.db_table, row.pk, pair.target)))
            for pair, code in pairs[id(form)]
        }


def _country(forms: list[Any]) -> list[str]:
    return [country_of(forms[0].instance)] if forms else []


def _pairs(row: models.Model, country: str) -> Iterator[tuple[Pair, str]]:
    """With the code of the source."""
    for field in translated(type(row)):
        source = source_of(row, field, country)
        for code in READING if source else ():
            name = column(field, code)
            if code != source and getattr(row, name):
                yield Pair(row, column(field, source), name), source


def _mark(pair: Pair, language: str, stale: Any) -> Mark:
    source, target = str(plain(getattr(pair.row, pair.source))), str(plain(getattr(pair.row, pair.target)))
    told = difference(str(plain(stale.said)), source) if stale else ""
    return Mark(len(target), len(source), language, tick(pair.row, pair.target, source), told)
