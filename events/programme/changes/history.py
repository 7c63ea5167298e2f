"""What each release changed, for the page and the feed that tell readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from conference_portal.kit.languages import Text, text
from events.editions.models import Event
from events.programme.changes.difference import Change, Names, in_order, words_of
from events.programme.changes.standing import Stand, placed_in
from events.programme.models import Release, Session


@dataclass(frozen=True)
class Step:
    """A release, and what it changed in the order of the programme. The first one changed nothing: all was new."""

    number: int
    released_at: datetime
    note: Text
    changes: tuple[Change, ...]

    @property
    def is_first(self) -> bool:
        return self.number == 1


def history(event: Event, *, latest: int | None = None) -> list[Step]:
    """Every release of the event, the newest first, or no more than the `latest` ones. Seven queries. The caller has
    asked whether the reader may see the event."""
    rows = Release.objects.filter(event=event).order_by("-number")
    releases = list(rows[: latest + 1] if latest else rows)[::-1]
    stands = placed_in(releases)
    found = {
        new.pk: _changed(stands.get(old.pk, {}) if old else {}, stands.get(new.pk, {}))
        for old, new in pairwise([None, *releases])
        if new and (old or new.number == 1)
    }
    told = {key for changed in found.values() for key in changed}
    slugs = dict(Session.objects.filter(pk__in=told).values_list("pk", "slug"))
    names = Names(stand for placed in stands.values() for key, stand in placed.items() if key in told)
    address, zones = event.programme_address, {release.pk: release.time_zone for release in releases}

    def step(old: Release | None, new: Release) -> Step:
        before = stands.get(old.pk, {}) if old else {}
        changes = tuple(
            Change(
                key,
                slugs[key],
                f"{address}{slugs[key]}/",
                in_order(words),
                names.shown(before[key], zones[old.pk]) if old and key in before else None,
                names.shown(stands[new.pk][key], zones[new.pk]),
            )
            for key, words in found[new.pk].items()
        )
        return Step(new.number, new.released_at, text(new, "note"), changes)

    return [step(old, new) for old, new in pairwise([None, *releases]) if new and new.pk in found][::-1][:latest]


def _changed(before: Mapping[int, Stand], after: Mapping[int, Stand]) -> dict[int, set[str]]:
    """Also those whom a speaker left: readers came for them."""
    words = {key: words_of(before.get(key), stand) for key, stand in after.items()}
    return {key: found for key, found in words.items() if found or _has_lost(before.get(key), after[key])}


def _has_lost(old: Stand | None, new: Stand) -> bool:
    return old is not None and bool(old.speakers - new.speakers)
