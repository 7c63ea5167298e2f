"""Handing an edition over at the desk: four steps, and the letter."""

from __future__ import annotations

from events.handover.admin.handovers import HandoverAdmin

__all__ = ["HandoverAdmin"]
