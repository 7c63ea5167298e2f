"""Releasing: the public sees the programme as it stands on the working copy, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from conference_portal.kit.languages import column
from conference_portal.kit.pages import moment
from conference_portal.kit.recording import sign
from conference_portal.search.models import Entry
from events.editions.models import Event
from events.programme.changes.standing import TIMES, TITLES, Stand, digest, placed, working, working_sessions
from events.programme.conflicts import RoomClash, clashes, has_room_alone
from events.programme.models import Placement, Release, Session

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class StaleRelease(Exception):  # noqa: N818 (the name is the contract's)
    """Somebody released this programme after the organiser looked at it, or moved something in it."""

    def __init__(self, *, seen: int | None, current: int | None) -> None:
        self.seen, self.current = seen, current
        super().__init__(f"Release {current} is current, but {seen} was seen.")

    @property
    def is_moved(self) -> bool:
        """Nobody released it, but the working copy is not the one that was looked at."""
        return self.seen == self.current


@dataclass(frozen=True)
class Seen:
    """What the organiser looked at: the number of the release, None for none, and the working copy by its digest."""

    number: int | None
    digest: str = ""


def release(
    event: Event,
    *,
    by: User | None,
    seen: int | Seen | None,
    note: Mapping[str, str] | None = None,
    despite: str = "",
) -> Release:
    """Shows the public the programme as it stands on the working copy. `seen`: the number of the release that the
    organiser looked at, None for none; `note`: a text by language; `despite`: why it is released although something
    clashes that may.

    Raises StaleRelease, RoomClash.
    """
    looked_at = seen if isinstance(seen, Seen) else Seen(seen)
    with transaction.atomic():
        locked = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        current = Release.objects.filter(event=locked).current().first()
        number = current.number if current else None
        if number != looked_at.number:
            raise StaleRelease(seen=looked_at.number, current=number)
        sessions = working_sessions(locked)
        before = placed(current)
        stands = working(sessions, before)
        if looked_at.digest and looked_at.digest != digest(stands):
            raise StaleRelease(seen=number, current=number)
        # Before the database refuses them, since it could name neither of the two.
        if pairs := clashes(sessions):
            raise RoomClash(pairs)
        sign(by, "release")
        new = _replace(current, Release(event=locked, released_by=by, despite=despite), note or {})
        _place(new, {session.pk: session for session in sessions}, _counted(stands, before, new))
        _renew_search(before, stands)
        if current is None and locked.published_at is None:
            event.published_at = locked.published_at = new.released_at
            locked.save(update_fields=["published_at"])
    return new


def _replace(current: Release | None, new: Release, note: Mapping[str, str]) -> Release:
    """A new current release in the place of the old one."""
    new.number, new.released_at, new.time_zone = 1, moment(), new.event.time_zone
    if current is not None:
        current.replaced_at, new.number = new.released_at, current.number + 1
        current.save(update_fields=["replaced_at"])
    for language, words in note.items():
        setattr(new, column("note", language), words)
    new.save(force_insert=True)
    return new


def _counted(stands: Mapping[int, Stand], before: Mapping[int, Stand], new: Release) -> list[Stand]:
    """With `sequence` and `since`, which feeds and marks read instead of the history."""
    found = []
    for key, stand in stands.items():
        old = before.get(key)
        if old is None:
            found.append(replace(stand, sequence=0, since=new.pk))
        elif old.place == stand.place:
            found.append(replace(stand, sequence=old.sequence, since=old.since))
        else:
            found.append(replace(stand, sequence=old.sequence + 1, since=new.pk))
    return found


def _place(new: Release, sessions: Mapping[int, Session], stands: list[Stand]) -> None:
    """Writes the placements. The database takes them from here only: see this app's second migration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('programme.releasing', %s, true)", [str(new.pk)])
    placements = Placement.objects.bulk_create([_placement(new, sessions[stand.session], stand) for stand in stands])
    through = Placement.speakers.through
    through.objects.bulk_create(
        through(placement_id=placement.pk, speaker_id=speaker)
        for placement, stand in zip(placements, stands, strict=True)
        for speaker in sorted(stand.speakers)
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('programme.releasing', '', true)")


def _renew_search(before: Mapping[int, Stand], after: Mapping[int, Stand]) -> None:
    """A session is found by its speakers and its room, and the public knows those of the release."""
    heard = [key for key, stand in after.items() if key not in before or _found_by(before[key]) != _found_by(stand)]
    if heard:
        Entry.objects.refresh(Session.objects.filter(pk__in=heard))


def _found_by(stand: Stand) -> tuple[Any, ...]:
    return (stand.speakers, stand.room, stand.state)


def _placement(new: Release, session: Session, stand: Stand) -> Placement:
    return Placement(
        release=new,
        session=session,
        position=stand.position,
        room=session.room,
        state=stand.state,
        exclusive=has_room_alone(session),
        sequence=stand.sequence,
        since_id=stand.since,
        **{name: getattr(session, name) for name in (*TIMES, *TITLES)},
    )
