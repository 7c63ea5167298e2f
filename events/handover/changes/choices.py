"""What the organisers take along. Without a word from them: what helps the next host and harms nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TEXTS, TITLES, NONE = "texts", "titles", "none"
DEPTHS = (TEXTS, TITLES, NONE)


@dataclass(frozen=True)
class Choices:
    """`events`: their keys with the new web addresses; `involvements`: keys. None: those that are proposed."""

    events: Mapping[int, str] | None = None
    involvements: frozenset[int] | None = None
    programme: str = TITLES
    pages: str = TEXTS
    event_texts: bool = True
    guides: bool = True
    key_dates: bool = True
    partners: bool = True
    purpose: bool = True
    subthemes: bool = False
