"""What an import would do: the only thing that a preview shows, and the only thing that is carried out."""

from __future__ import annotations

from events.programme.imports.plan.planned import DECLINED, FILE, MINE, ORGANISER, Gone, Plan, Row
from events.programme.imports.plan.planning import memory_of, plan
from events.programme.imports.plan.setting import setting_of

__all__ = ["DECLINED", "FILE", "MINE", "ORGANISER", "Gone", "Plan", "Row", "memory_of", "plan", "setting_of"]
