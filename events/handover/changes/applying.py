"""Carrying out a handover: in one transaction, all or nothing. Of the old edition only what was asked for changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model, Q
from django.utils import translation

from conference_portal.kit.pages import moment
from conference_portal.kit.recording import sign
from conference_portal.search.models import Entry
from events.editions.models import Edition, Membership, SubTheme
from events.handover.changes.copying import Copy
from events.handover.changes.plan import Plan, plan
from events.handover.models import Handover
from events.programme.models import Session

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AT_ONCE = 500
_LOCK = 2024_0005


class Refused(Exception):  # noqa: N818 (as an organiser says it)
    """Something stands in the way, or what would be done is not what was seen. Nothing was written."""

    def __init__(self, made: Plan) -> None:
        self.plan = made
        super().__init__("; ".join(each.message for each in made.faults) or "The edition was changed since.")


@dataclass(frozen=True)
class Done:
    """What was carried out: the handover, with the new edition as its successor, and the plan of it."""

    handover: Handover
    plan: Plan


@dataclass(frozen=True)
class Transfer:
    """Who goes on, and what becomes of the old year. Nothing said: nothing of it changes."""

    language: str = settings.LANGUAGE_CODE  # of the letter
    stays: bool = False  # whoever hands over becomes chief of the new edition, too
    until: date | None = None  # the last day of the chiefs of the old edition
    archived_at: datetime | None = None


def apply(seen: Plan, *, by: User | None, transfer: Transfer | None = None, digest: str = "") -> Done:
    """`digest`: of the plan that the organiser looked at; empty for none. Raises Refused."""
    said = transfer or Transfer()
    with transaction.atomic():
        _wait_for_others()
        old = seen.source.edition
        # Made anew under the lock: what was planned before may be taken by now.
        made = plan(
            old, year=seen.wanted.year, host=seen.wanted.host, starts_on=seen.wanted.starts_on, choices=seen.choices
        )
        if made.faults or (digest and digest != made.digest):
            raise Refused(made)
        # The base columns, which nobody reads, get the series' first language.
        sign(by, "handover")
        with translation.override(settings.LANGUAGE_CODE):
            _write(made.copy)
        _transfer(old, made.copy.edition, by, said)
        handover = Handover.objects.create(
            edition=old,
            successor=made.copy.edition,
            handed_over_at=moment(),
            handed_over_by=by,
            language=said.language,
            copied={each.key: each.count for each in made.copied},
        )
    return Done(handover, made)


def _wait_for_others() -> None:
    """Two presses of one button, or two chiefs: the second finds the year taken."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _write(copy: Copy) -> None:
    """Past `save`, which would index each row by itself; indexed together at the end."""
    _create([copy.edition])
    if copy.choices.partners:
        copy.edition.partners.set(copy.source.edition.partners.all())
    for _old, event in copy.events.values():
        _create([event])  # one by one: a part refers to its whole
    _create(new for _old, new in copy.sessions)
    for pairs in (copy.pages, copy.key_dates, copy.involvements, copy.themes, copy.guides):
        _create(new for _old, new in pairs)
    _create(new for _old, new in copy.subthemes)
    _create(new for _old, new in copy.prompts)
    _repeat(copy)
    _link(copy)
    searched = [copy.edition, *(new for _old, new in copy.events.values())]
    searched += [new for pairs in (copy.sessions, copy.pages, copy.subthemes) for _old, new in pairs]
    Entry.objects.refresh(searched)


def _create(rows: Iterable[Model]) -> None:
    made = list(rows)
    if made:
        type(made[0])._base_manager.bulk_create(made, batch_size=AT_ONCE)


def _repeat(copy: Copy) -> None:
    """A session that repeats another repeats its copy."""
    made = {old.pk: new for old, new in copy.sessions}
    again = [(new, made[old.repeats_id]) for old, new in copy.sessions if old.repeats_id in made]
    for new, first in again:
        new.repeats = first
    Session._base_manager.bulk_update([new for new, _first in again], ["repeats"], batch_size=AT_ONCE)


def _link(copy: Copy) -> None:
    """Topics run through all years; sub-themes are the new ones, where they were taken along."""
    sessions = {old.pk: new.pk for old, new in copy.sessions}
    subthemes = {old.pk: new.pk for old, new in copy.subthemes}
    _pairs(Session.topics.through, ("session_id", sessions), ("topic_id", None))
    _pairs(Session.subthemes.through, ("session_id", sessions), ("subtheme_id", subthemes))
    _pairs(SubTheme.topics.through, ("subtheme_id", subthemes), ("topic_id", None))


def _pairs(through: Any, mine: tuple[str, dict[int, int]], other: tuple[str, dict[int, int] | None]) -> None:
    (name, keys), (far, mapped) = mine, other
    rows = (
        through.objects.filter(**{f"{name.removesuffix('_id')}__in": list(keys)}).order_by("pk").values_list(name, far)
    )
    found = [(keys[near], aim if mapped is None else mapped.get(aim)) for near, aim in rows]
    through.objects.bulk_create((through(**{name: near, far: aim}) for near, aim in found if aim), batch_size=AT_ONCE)


def _transfer(old: Edition, new: Edition, by: User | None, said: Transfer) -> None:
    if said.stays and by is not None:
        Membership.objects.create(edition=new, user=by, role=Membership.Role.CHIEF)
    if said.until:
        chiefs = Membership.objects.filter(edition=old, role=Membership.Role.CHIEF)
        chiefs.filter(Q(until=None) | Q(until__gt=said.until)).update(until=said.until)
    if said.archived_at:
        Edition.objects.filter(pk=old.pk, archived_at=None).update(archived_at=said.archived_at)
