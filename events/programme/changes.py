"""Releasing a programme, and what differs between two releases.

Organisers move sessions freely; `release` shows the public how they stand now, in placements that are never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import F

from conference_portal.kit.languages import STORED, column
from conference_portal.kit.pages import moment
from conference_portal.search.models import Entry
from events.editions.models import Event
from events.programme.conflicts import RoomClash, clashes, has_room_alone
from events.programme.models import Appearance, Placement, Release, Session

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ON, CANCELLED, WITHDRAWN = Placement.State.ON, Placement.State.CANCELLED, Placement.State.WITHDRAWN
_ORDER = (F("starts_at").asc(nulls_last=True), "position", "pk")
_STATES: dict[str, str] = {CANCELLED: "cancelled", WITHDRAWN: "withdrawn", ON: "restored"}
_TITLES = [column("title", language) for language in STORED]


class StaleRelease(Exception):  # noqa: N818 (the name is the contract's)
    """Somebody released this programme after the organiser looked at it."""

    def __init__(self, *, seen: int | None, current: int | None) -> None:
        self.seen, self.current = seen, current
        super().__init__(f"Release {current} is current, but {seen} was seen.")


@dataclass(frozen=True)
class Stand:
    """Where and when a session stands, in a release or on the working copy."""

    session: int
    starts_at: datetime | None
    ends_at: datetime | None
    room: int | None
    state: str
    speakers: frozenset[int] = frozenset()
    position: int = 0
    sequence: int = 0
    since: int = 0  # a release's key; 0 on the working copy
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def time(self) -> tuple[Any, ...]:
        return (self.starts_at, self.ends_at, self.starts_on, self.ends_on)

    @property
    def place(self) -> tuple[Any, ...]:
        """What a calendar entry must hear of."""
        return (*self.time, self.room, self.state)


def release(event: Event, *, by: User | None, seen: int | None, note: Mapping[str, str] | None = None) -> Release:
    """Shows the public the programme as it stands on the working copy. `seen`: the number of the release that the
    organiser looked at, None for none; `note`: a text by language column.

    Raises StaleRelease, RoomClash.
    """
    with transaction.atomic():
        locked = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        current = Release.objects.filter(event=locked).current().first()
        number = current.number if current else None
        if number != seen:
            raise StaleRelease(seen=seen, current=number)
        sessions = list(Session.objects.of(locked).select_related("room").order_by(*_ORDER))
        before = _placed(current)
        stands = _working(sessions, before)
        # Before the database refuses them, since it could name neither of the two.
        if pairs := clashes(sessions):
            raise RoomClash(pairs)
        new = _replace(locked, current=current, by=by, note=note)
        _place(new, {session.pk: session for session in sessions}, _counted(stands, before, new))
        _renew_search(before, stands)
        if current is None and locked.published_at is None:
            event.published_at = locked.published_at = new.released_at
            locked.save(update_fields=["published_at"])
    return new


def difference(old: Release | None, new: Release) -> dict[int, set[str]]:
    """For each session that changed, by key: new, moved, new_room, cancelled, restored, withdrawn, new_speaker."""
    return _words_by_session(_placed(old), _placed(new))


def pending(event: Event) -> dict[int, set[str]]:
    """The same between the current release and the working copy; a session whose order or speakers alone changed has an
    empty set. Empty: releasing would show nothing else."""
    before = _placed(Release.objects.filter(event=event).current().first())
    after = _working(list(Session.objects.of(event).order_by(*_ORDER)), before)
    words = _words_by_session(before, after)
    quiet = {
        key: set[str]() for key, stand in after.items() if key not in words and _shows_other(before.get(key), stand)
    }
    return words | quiet


def _shows_other(old: Stand | None, new: Stand) -> bool:
    return old is None or (old.position, old.speakers) != (new.position, new.speakers)


def _words_by_session(before: Mapping[int, Stand], after: Mapping[int, Stand]) -> dict[int, set[str]]:
    found = {key: _words(before.get(key), stand) for key, stand in after.items()}
    return {key: words for key, words in found.items() if words}


def _words(old: Stand | None, new: Stand) -> set[str]:
    if old is None:
        return {"new"} if new.state == ON else {"new", _STATES[new.state]}
    words = set() if old.state == new.state else {_STATES[new.state]}
    if new.state != ON:
        return words
    if old.time != new.time:
        words.add("moved")
    if old.room != new.room:
        words.add("new_room")
    if new.speakers - old.speakers:
        words.add("new_speaker")
    return words


def _placed(release_: Release | None) -> dict[int, Stand]:
    """How the sessions stand in a release, by session. Two queries."""
    if release_ is None:
        return {}
    speakers = _grouped(
        Placement.speakers.through.objects.filter(placement__release=release_).values_list(
            "placement__session", "speaker"
        )
    )
    rows = Placement.objects.filter(release=release_).values_list(
        "session", "starts_at", "ends_at", "room", "state", "position", "sequence", "since", "starts_on", "ends_on"
    )
    return {row[0]: Stand(*row[:5], speakers.get(row[0], frozenset()), *row[5:]) for row in rows}


def _working(sessions: list[Session], before: Mapping[int, Stand]) -> dict[int, Stand]:
    """How the sessions, given in order, stand on the working copy. What was withdrawn before any release saw it stays
    unseen. One query."""
    speakers = _grouped(Appearance.objects.filter(session__in=sessions).values_list("session", "speaker"))
    shown = [session for session in sessions if session.pk in before or session.withdrawn_at is None]
    return {
        session.pk: Stand(
            session.pk,
            session.starts_at,
            session.ends_at,
            session.room_id,
            _state(session),
            speakers=speakers.get(session.pk, frozenset()),
            position=position,
            starts_on=session.starts_on,
            ends_on=session.ends_on,
        )
        for position, session in enumerate(shown, start=1)
    }


def _state(session: Session) -> str:
    if session.withdrawn_at is not None:
        return WITHDRAWN
    return ON if session.cancelled_at is None else CANCELLED


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}


def _replace(event: Event, *, current: Release | None, by: User | None, note: Mapping[str, str] | None) -> Release:
    """A new current release in the place of the old one."""
    now = moment()
    if current is not None:
        current.replaced_at = now
        current.save(update_fields=["replaced_at"])
    notes = {column("note", language): words for language, words in (note or {}).items()}
    number = current.number + 1 if current else 1
    return Release.objects.create(
        event=event, number=number, released_at=now, released_by=by, time_zone=event.time_zone, **notes
    )


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
        starts_at=stand.starts_at,
        ends_at=stand.ends_at,
        starts_on=stand.starts_on,
        ends_on=stand.ends_on,
        room=session.room,
        state=stand.state,
        exclusive=has_room_alone(session),
        sequence=stand.sequence,
        since_id=stand.since,
        other_language=session.other_language,
        **{title: getattr(session, title) for title in _TITLES},
    )
