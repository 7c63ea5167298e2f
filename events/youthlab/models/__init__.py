"""What young people made and what they ask for."""

from __future__ import annotations

from events.youthlab.models.output import Credit, Output
from events.youthlab.models.statement import Statement, Uptake

__all__ = ["Credit", "Output", "Statement", "Uptake"]
