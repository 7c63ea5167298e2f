"""An edition read, planned anew for the next host, and written."""

from __future__ import annotations

from events.handover.changes.applying import Done, Refused, Transfer, apply
from events.handover.changes.checking import Fault
from events.handover.changes.choices import Choices
from events.handover.changes.plan import Plan, plan
from events.handover.changes.source import Source

__all__ = ["Choices", "Done", "Fault", "Plan", "Refused", "Source", "Transfer", "apply", "plan"]
