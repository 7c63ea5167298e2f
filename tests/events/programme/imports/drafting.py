"""Drafts as a file would give them, and what the portal makes of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from events.programme.imports.applying import Choices, apply
from events.programme.imports.drafts import Draft, Facts, Fault, PersonDraft, Reading, Spot
from events.programme.imports.plan import Plan, plan

NINE = datetime(2024, 9, 26, 7, 0, tzinfo=UTC)


def draft(title: str = "Opening", **given: Any) -> Draft:
    """An English session of an hour; `at`: hours after nine."""
    starts_at = NINE + timedelta(hours=given.pop("at", 0))
    people = tuple(PersonDraft(each) if isinstance(each, str) else each for each in given.pop("people", ()))
    values: dict[str, Any] = {"spot": Spot("", 2), "key": "", "language": "en", "starts_at": starts_at}
    values |= {"ends_at": starts_at + timedelta(hours=1), "people": people}
    return Draft(title=title, **(values | given))


def reading(*drafts: Draft, faults: tuple[Fault, ...] = (), **facts: Any) -> Reading:
    return Reading(drafts, faults, Facts(**({"format": "csv"} | facts)))


def bring(event: Any, *drafts: Draft, by: Any = None, choices: Choices | None = None, **facts: Any) -> Plan:
    return apply(event, reading(*drafts, **facts), by=by, choices=choices)


def states(event: Any, *drafts: Draft, **facts: Any) -> list[str]:
    return [row.state for row in plan(event, reading(*drafts, **facts)).rows]
