"""The days of a programme, as its sessions give them, and those that lie far from all others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from events.programme.imports.drafts import Draft

FAR = timedelta(days=45)


def day_of(draft: Draft, zone: str) -> date | None:
    if draft.starts_at is not None:
        return draft.starts_at.astimezone(ZoneInfo(zone)).date()
    return draft.starts_on


def days_of(drafts: Iterable[Draft], zone: str) -> Counter[date]:
    return Counter(day for draft in drafts if (day := day_of(draft, zone)))


def span(drafts: Iterable[Draft], zone: str) -> tuple[date, date] | None:
    """First and last day of most sessions: what lies months away from them is a left-over of another year."""
    days = days_of(drafts, zone)
    groups: list[list[date]] = []
    for day in sorted(days):
        if groups and day - groups[-1][-1] <= FAR:
            groups[-1].append(day)
        else:
            groups.append([day])
    if not groups:
        return None
    largest = max(groups, key=lambda group: sum(days[day] for day in group))
    return largest[0], largest[-1]
