"""Sub-themes and topics that a file names: those that the portal knows. New ones are an editor's decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Q

from conference_portal.kit.languages import STORED, column
from events.editions.models import Event, SubTheme, Topic
from events.programme.imports.drafts import Draft
from events.programme.imports.plan.names import fold


class Subjects:
    def __init__(self, event: Event) -> None:
        own = Q(theme__event=event) | Q(theme__edition=event.edition_id, theme__edition__isnull=False)
        subthemes = SubTheme.objects.filter(own)
        self._keys = {"subthemes": _by_name(subthemes, "keyword"), "topics": _by_name(Topic.objects.all(), "title")}

    def keys(self, name: str, words: Iterable[str]) -> list[int]:
        """Of `subthemes` or `topics`, those that are known, in order."""
        known = self._keys[name]
        return sorted({known[fold(each)] for each in words if fold(each) in known})

    def unknown(self, name: str, drafts: Iterable[Draft]) -> Counter[str]:
        """Those that the portal has not, as the file writes them, and in how many rows."""
        known = self._keys[name]
        return Counter(each for draft in drafts for each in getattr(draft, name) if fold(each) not in known)


def _by_name(rows: Iterable[SubTheme | Topic], field: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        names = [row.slug, *(getattr(row, column(field, language)) for language in STORED)]
        if isinstance(row, SubTheme):
            names += [
                f"{getattr(row, column('phrase', language))} {getattr(row, column('keyword', language))}"
                for language in STORED
            ]
        for name in names:
            if name:
                found.setdefault(fold(name), row.pk)
    return found
