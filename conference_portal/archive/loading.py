"""The way of the archive: files → drafts → plan → database, in one transaction. Imports join it at `make_plan`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from conference_portal.archive.drafts import read_archive
from conference_portal.archive.files import Fault, digest
from conference_portal.archive.models import Loaded
from conference_portal.archive.plan import make_plan
from conference_portal.archive.releases import Releases
from conference_portal.archive.writing import Writer
from conference_portal.kit.recording import sign

HERE = Path(__file__).parent
WHOLE = "archive"
# Raised when the loader itself reads files otherwise than before, so that it looks at all of them again.
_RULES = 1
_LOCK = 1997_2024


class RefusedError(Exception):
    """Nothing was written, for these reasons."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass
class Outcome:
    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    removed: int = 0
    released: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.removed or self.released)


def load(folder: Path = HERE, *, keep: bool = True) -> Outcome:
    """Brings what changed in the files since they were last loaded into the database; nothing else is touched.
    Without `keep` it does all that, to see whether it can, and takes it back.

    Raises RefusedError.
    """
    # The base columns, which nobody reads, get the series' first language.
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        _wait_for_others()
        sign(None, "archive")
        new = f"{_RULES}:{digest(folder)}"
        if keep and Loaded.objects.filter(key=WHOLE, data=new).exists():
            return Outcome()
        outcome = _apply(folder)
        Loaded.objects.update_or_create(key=WHOLE, defaults={"data": new})
        transaction.set_rollback(not keep)
    return outcome


def _wait_for_others() -> None:
    """Two starts at once load one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _apply(folder: Path) -> Outcome:
    drafts = read_archive(folder)
    if drafts.is_partial:
        raise RefusedError(drafts.faults)
    plan = make_plan(drafts)
    if drafts.faults:
        raise RefusedError(drafts.faults)
    releases = Releases(plan)
    writer = Writer(plan)
    writer.write()
    released = [] if writer.faults else releases.make()
    if writer.faults or releases.faults:
        raise RefusedError(writer.faults + releases.faults)
    return Outcome(
        created=Counter(draft.kind.name for draft in plan.new),
        changed=Counter(draft.kind.name for draft, _changes in plan.changed),
        removed=writer.removed,
        released=released,
    )
