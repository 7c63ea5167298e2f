"""Editions, the events around them, and what hangs on either."""

from __future__ import annotations

from events.editions.models.edition import Edition
from events.editions.models.event import Event
from events.editions.models.invitation import Invitation, NotOpen
from events.editions.models.membership import Membership, Role
from events.editions.models.organisation import Contact, Involvement, KeyDate, Organisation
from events.editions.models.page import Page
from events.editions.models.preview import PreviewLink, PreviewReader
from events.editions.models.theme import SubTheme, Theme, Topic

__all__ = [
    "Contact",
    "Edition",
    "Event",
    "Invitation",
    "Involvement",
    "KeyDate",
    "Membership",
    "NotOpen",
    "Organisation",
    "Page",
    "PreviewLink",
    "PreviewReader",
    "Role",
    "SubTheme",
    "Theme",
    "Topic",
]
