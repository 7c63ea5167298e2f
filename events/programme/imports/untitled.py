"""Rows without a title: a session whose title is missing, or what stands between and below sessions."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from conference_portal.kit.text import excerpt
from events.programme.imports import fields, remarks
from events.programme.imports.cleaning import line, plain
from events.programme.imports.days import is_of_days
from events.programme.imports.drafts import Fault
from events.programme.imports.records import Record
from events.programme.imports.words import SUMS

_LONGEST = 80  # characters of a sentence that is told
_SUMS = SUMS.split("|")


def told(record: Record, *, is_filled: bool) -> Iterator[Fault]:
    """`is_filled`: some field of a session is. Raises Misread where a title is missing."""
    # A row of ticked and unticked boxes, as sheets prepare them by the hundred, holds nothing.
    if not is_filled and all(fields.is_box(cell.value) for cell in record.filled):
        return
    if not _is_beside(record):
        raise remarks.untitled()
    message = _("“%(words)s” is no session. It was left out.")
    words = excerpt(line(record.filled[0].value), _LONGEST)
    yield Fault(record.at(record.filled[0]), message % {"words": words}, "note")


def _is_beside(record: Record) -> bool:
    """A sentence alone in its row, or a row of sums."""
    first = record.filled[0]
    if not isinstance(first.value, str) or not first.letter:
        return False
    words = plain(first.value).rstrip(" :")
    if any(words == each or words.startswith((f"{each} ", f"{each}:")) for each in _SUMS):
        return True
    return len(record.filled) == 1 and any(map(str.isalpha, words)) and not is_of_days(words)
