"""A plan as the command prints it: lines to read, or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst

if TYPE_CHECKING:
    from events.handover.changes import Plan
    from events.handover.changes.plan import Moved


def as_json(plan: Plan, *, applied: bool) -> dict[str, Any]:
    wanted = plan.wanted
    return {
        "from": plan.source.edition.year,
        "to": wanted.year,
        "host": wanted.host.slug,
        "starts": wanted.starts_on.isoformat(),
        "applied": applied,
        "copied": [{"what": each.key, "count": each.count, "note": each.note} for each in plan.copied],
        "shifted": [
            {
                "what": each.kind,
                "title": each.title.value,
                "event": each.of,
                "before": each.before.iso,
                "after": each.after.iso,
                "notes": list(each.notes),
            }
            for each in plan.moved
        ],
        "never": [{"what": each.never.key, "count": each.count, "why": str(each.never.why)} for each in plan.never],
        "errors": [{"field": each.field, "message": each.message} for each in plan.faults],
    }


def as_lines(plan: Plan, *, applied: bool) -> Iterator[str]:
    old, wanted = plan.source.edition, plan.wanted
    yield f"{old} → {wanted.host} {wanted.year}, from {wanted.starts_on.isoformat()}"
    for fault in plan.faults:
        yield f"{fault.field}: {fault.message}"
    yield "\nCopied:"
    for each in plan.copied:
        yield f"  {each.count:>5}  {each.label}" + (f" ({each.note})" if each.note else "")
    yield "\nShifted:"
    for moved in plan.dates:
        yield f"  {_line(moved)}"
    for of, before, after, count in plan.days:
        yield f"  {before.iso} → {after.iso}  {of}: sessions ({count})"
    yield "\nNever copied:"
    for kept in plan.never:
        rows = "     " if kept.count is None else f"{kept.count:>5}"
        yield f"  {rows}  {kept.never.what}. {kept.never.why}"
    if applied:
        yield f"\n{wanted.host} {wanted.year} is there, as a draft."


def _line(moved: Moved) -> str:
    of = f"{moved.of}: " if moved.of else ""
    notes = f" ({'; '.join(moved.notes)})" if moved.notes else ""
    return f"{moved.before.iso} → {moved.after.iso}  {of}{capfirst(moved.title.value)}{notes}"
