"""Editions, the events around them, and what hangs on either."""

from __future__ import annotations

from events.editions.models.edition import Edition
from events.editions.models.event import Event
from events.editions.models.membership import Membership
from events.editions.models.organisation import Contact, Involvement, KeyDate, Organisation
from events.editions.models.page import Page
from events.editions.models.theme import SubTheme, Theme, Topic

__all__ = [
    "Contact",
    "Edition",
    "Event",
    "Involvement",
    "KeyDate",
    "Membership",
    "Organisation",
    "Page",
    "SubTheme",
    "Theme",
    "Topic",
]
