"""Many rows with one fault are one thing to mend: faults together by their cause, each with its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.programme.imports.drafts import DAYS, Fault, Spot

# What a message quotes, in the marks of four languages, and the numbers in it.
_QUOTED = re.compile(r"[“”„»][^“”„»«]*[“”«]")
_NUMBERS = re.compile(r"\d+(?:[-:.]\d+)*")
_FEWEST = 3  # of one kind that are worth a heading, where their words differ


@dataclass(frozen=True)
class Group:
    """`heading`: of those whose words differ; "" where `lines` say it all."""

    heading: str
    count: int
    lines: list[tuple[str, str]]  # where, and what is the matter
    is_of_days: bool = False


def grouped(faults: Iterable[Fault]) -> list[Group]:
    """In the order in which their kinds are met."""
    kinds: dict[str, list[Fault]] = {}
    for fault in faults:
        kinds.setdefault(fault.cause or _pattern(fault.message), []).append(fault)
    return [group for kind, found in kinds.items() for group in _groups(kind, found)]


def _groups(kind: str, faults: Sequence[Fault]) -> Iterator[Group]:
    messages: dict[str, list[Spot]] = {}
    for fault in faults:
        messages.setdefault(fault.message, []).append(fault.spot)
    lines = [(places(spots), message) for message, spots in messages.items()]
    if kind == DAYS:
        yield Group(_("Days that are none of the event’s"), len(faults), lines, is_of_days=True)
    elif len(messages) >= _FEWEST:
        yield Group(kind, len(faults), lines)
    else:
        yield from (Group("", len(messages[message]), [(place, message)]) for place, message in lines)


def _pattern(message: str) -> str:
    """What all messages of a kind have in common: “Kl. ni” and “noon” are both no time of day."""
    return _NUMBERS.sub("…", _QUOTED.sub("“…”", message))


def where(spot: Spot) -> str:
    line = _("line %(line)s") % {"line": spot.line} if spot.line else ""
    return ", ".join(filter(None, (spot.sheet, line, spot.cell))) or "–"


def places(spots: Sequence[Spot]) -> str:
    """“Fredag, lines 3–7, 9”; one alone is told with its cell."""
    if len(spots) == 1:
        return where(spots[0])
    told = []
    for sheet, group in groupby(sorted(spots, key=lambda spot: spot.sheet), key=lambda spot: spot.sheet):
        numbers = sorted({spot.line for spot in group if spot.line})
        words = ngettext("line %(lines)s", "lines %(lines)s", len(numbers)) % {"lines": _ranges(numbers)}
        told.append(", ".join(filter(None, (sheet, words if numbers else ""))))
    return "; ".join(filter(None, told)) or "–"


def _ranges(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
