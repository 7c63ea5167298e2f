"""What is read once for all that is asked: every row of the edition, with those that it hangs on, and its rooms."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils import timezone

from cities.models import Room
from conference_portal.kit.gates import admin_of
from conference_portal.kit.pages import moment
from conference_portal.readiness.findings import SHOWN, Finding, Row
from conference_portal.texts.units import Trail, trails
from events.editions.models import Edition, Event
from events.programme.models import Appearance, Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conference_portal.kit.content import Someone

Thing = TypeVar("Thing", bound=models.Model)


@dataclass(frozen=True)
class Whole:
    """An edition as it stands. `user`: who asks; None: the operator, at the command line."""

    edition: Edition
    user: Someone | None
    trails: tuple[Trail, ...]
    today: date

    @classmethod
    def of(cls, edition: Edition, user: Someone | None) -> Whole:
        return cls(edition, user, tuple(trails(edition)), timezone.localdate(moment()))

    @cached_property
    def _rows(self) -> dict[type[models.Model], list[Any]]:
        found: dict[type[models.Model], list[Any]] = defaultdict(list)
        for trail in self.trails:
            found[type(trail[-1])].append(trail[-1])
        return found

    def rows(self, model: type[Thing]) -> list[Thing]:
        """In reading order. No query."""
        return self._rows.get(model, [])

    def owner(self, row: models.Model) -> models.Model:
        return self._owners[row]

    @cached_property
    def _owners(self) -> dict[models.Model, models.Model]:
        return {trail[-1]: trail[-2] for trail in self.trails if len(trail) > 1}

    @cached_property
    def sessions(self) -> list[Session]:
        """What is planned: not cancelled, not withdrawn; each with its event, room and venue. One query."""
        found = [each for each in self.rows(Session) if not (each.cancelled_at or each.withdrawn_at)]
        rooms = Room.objects.select_related("venue__city").in_bulk({each.room_id for each in found if each.room_id})
        for each in found:
            if each.room_id:
                each.room = rooms.get(each.room_id)
        return found

    @cached_property
    def people(self) -> dict[int, dict[int, str]]:
        """By session: who is in it, and their names."""
        found: dict[int, dict[int, str]] = defaultdict(dict)
        for each in self.rows(Appearance):
            found[each.session_id][each.speaker_id] = each.speaker.name
        return found

    @cached_property
    def conference(self) -> Event | None:
        return next((each for each in self.rows(Event) if each.kind == Event.Kind.CONFERENCE), None)

    @property
    def opens_on(self) -> date | None:
        return self.edition.starts_on or (self.conference.starts_on if self.conference else None)

    @property
    def days_left(self) -> int | None:
        return (self.opens_on - self.today).days if self.opens_on else None

    @property
    def is_keeper(self) -> bool:
        return self.user is None or bool(getattr(self.user, "is_superuser", False))

    def found(self, kind: str, rows: Iterable[Row] = (), count: int | None = None) -> Finding:
        every = tuple(rows)
        number = len(every) if count is None else count
        return Finding(kind, every[:SHOWN], number, self.days_left, max(len(every) - SHOWN, 0))

    def edition_form(self, part: str = "") -> str:
        return form_of(self.edition, part)


def form_of(row: models.Model, part: str = "") -> str:
    """The form that it is mended in, at the field; "" where it has none."""
    if admin_of(admin.site, type(row)) is None:
        return ""
    page = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return f"{page}#{part}" if part else page


def list_of(model: type[models.Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
