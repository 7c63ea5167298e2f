"""The common form of rows and records: headings with their values, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from events.programme.imports.cleaning import line, written
from events.programme.imports.drafts import Spot


@dataclass(frozen=True)
class Cell:
    heading: str
    value: Any
    letter: str = ""  # of the column in a sheet

    @property
    def is_empty(self) -> bool:
        """An unticked box says nothing either."""
        return self.value is False or self.value in ([], {}) or not written(self.value).strip()


@dataclass(frozen=True)
class Record:
    spot: Spot
    cells: tuple[Cell, ...]

    @cached_property
    def filled(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if not cell.is_empty)

    def at(self, cell: Cell | None) -> Spot:
        return replace(self.spot, cell=f"{cell.letter}{self.spot.line}") if cell and cell.letter else self.spot


def headings(records: Iterable[Record]) -> tuple[str, ...]:
    """In the order in which they are met."""
    return tuple(dict.fromkeys(cell.heading for record in records for cell in record.cells if line(cell.heading)))


def values(records: Iterable[Record], heading: str) -> Iterator[Any]:
    return (cell.value for record in records for cell in record.cells if cell.heading == heading)
