"""Editions, events, and the people who work on them, at the desk."""

from __future__ import annotations

from events.editions.admin.editions import EditionAdmin, EventAdmin
from events.editions.admin.people import AccountAdmin, MembershipAdmin

__all__ = ["AccountAdmin", "EditionAdmin", "EventAdmin", "MembershipAdmin"]
