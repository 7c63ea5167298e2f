"""The table of search entries, and what content does to be found in it."""

from __future__ import annotations

from conference_portal.search.models.entry import NAMES, Entry, Key, Word, kinds
from conference_portal.search.models.searchable import Searchable, Searched, in_all_languages, keys_of, stored

__all__ = [
    "NAMES",
    "Entry",
    "Key",
    "Searchable",
    "Searched",
    "Word",
    "in_all_languages",
    "keys_of",
    "kinds",
    "stored",
]
