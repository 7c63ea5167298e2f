"""People of one name who may be two: known from elsewhere in the portal, and of another organisation in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from conference_portal.kit.languages import STORED, column
from events.programme.imports.drafts import Draft
from events.programme.imports.plan.names import fold, tidy
from events.programme.models import Appearance

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_COLUMNS = tuple(column("organisation", language) for language in STORED)


def in_file(drafts: Iterable[Draft]) -> dict[str, set[str]]:
    """Organisations by name, as the file says them."""
    found: dict[str, set[str]] = {}
    for draft in drafts:
        for person in draft.people:
            if person.organisation:
                found.setdefault(tidy(person.name), set()).add(person.organisation)
    return found


def in_portal(keys: Iterable[int], by: User | None) -> dict[int, set[str]]:
    """Organisations by speaker, in all languages, as far as this organiser may know them. One query."""
    rows = Appearance.objects.all() if by is None else Appearance.objects.visible_to(by)
    found: dict[int, set[str]] = {}
    for key, *names in rows.filter(speaker__in=list(keys)).values_list("speaker", *_COLUMNS):
        found.setdefault(key, set()).update(filter(None, names))
    return found


def doubtful(said: Mapping[str, set[str]], matched: Mapping[str, int], by: User | None) -> dict[str, tuple[str, str]]:
    """Of those matched by their name alone: what the file says and what the portal knew, where nothing agrees."""
    asked = {name: key for name, key in matched.items() if name in said}
    known = in_portal(asked.values(), by) if asked else {}
    found = {}
    for name, key in asked.items():
        here, there = said[name], known.get(key, set())
        if there and not {fold(each) for each in here} & {fold(each) for each in there}:
            found[name] = ("; ".join(sorted(here)), "; ".join(sorted(there)))
    return found
