"""Texts that go along: years in titles move, and what names a person stays behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.utils import translation
from django.utils.text import capfirst

from conference_portal.kit.languages import READING, STORED, column

_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d])")
_PARAGRAPH = re.compile(r"(\n[ \t]*\n\s*)")
_REACHED = re.compile(r"[\w.+-]+@[\w-]+\.\w|\+\d[\d ()-]{6,}\d")  # an e-mail address or a telephone number


def in_years(words: str, years: Mapping[int, int]) -> str:
    """“U-LYNC 2024” → “U-LYNC 2026”. Other figures, and other years, stay."""
    return _YEAR.sub(lambda found: str(years.get(int(found[0]), found[0])), words)


def years_in(words: str) -> list[int]:
    return [int(found) for found in _YEAR.findall(words)]


def new_address(slug: str, years: Mapping[int, int], year: int) -> str:
    """With the new year where the old one stood, and at its end where none did."""
    moved = in_years(slug, years)
    return moved if moved != slug else f"{slug}-{year}"


def named(words: str, names: Iterable[str]) -> bool:
    folded = " ".join(words.split()).casefold()
    return any(name in folded for name in names)


def without_people(words: str, names: Iterable[str]) -> str:
    """Without the paragraphs that name somebody or say how somebody is reached."""
    known = tuple(names)
    parts = [part for part in _PARAGRAPH.split(words or "") if part.strip()]
    kept = [part.strip("\n") for part in parts if not _REACHED.search(part) and not named(part, known)]
    return words if len(kept) == len(parts) else "\n\n".join(kept)


def titled_by(label: object) -> dict[str, str]:
    """A word of the interface as a title in all four languages."""
    found = dict.fromkeys((column("title", code) for code in STORED), "")
    for code in READING:
        with translation.override(code):
            found[column("title", code)] = capfirst(str(label))
    return found
