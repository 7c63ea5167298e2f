"""When two spellings are one name for certain, and when they only may be."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from conference_portal.search.words import clean, folded, words_of

_BLANKS = re.compile(r"\s+")


def tidy(name: str) -> str:
    """As it is stored: letters in one sign with their accents, single blanks, nothing around it."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", clean(name))).strip()


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """Equal for what is one name: capitals, blanks and the way of writing an accent do not matter."""
    return tidy(name).casefold()


@lru_cache(maxsize=50_000)
def loose(name: str) -> str:
    """Equal for what may be one name: Søren and Sören, Åse and Aase."""
    return " ".join(filter(None, map(folded, words_of(name)))) or fold(name)
