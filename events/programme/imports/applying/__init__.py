"""Carrying out what was planned."""

from __future__ import annotations

from events.programme.imports.applying.importing import Choices, NotUnderstood, Overtaken, apply, to_share

__all__ = ["Choices", "NotUnderstood", "Overtaken", "apply", "to_share"]
