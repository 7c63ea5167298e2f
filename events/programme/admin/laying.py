"""One day of the working copy laid out as a board: rooms across, time down in steps of five minutes.

The stylesheet places by numbers in attributes, since no page here may carry styles of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from conference_portal.kit.formats import clock_range
from conference_portal.kit.languages import Text, text
from events.programme.admin.of_event import stands
from events.programme.changes import Spot
from events.programme.conflicts import Clash

if TYPE_CHECKING:
    from cities.models import Room
    from events.programme.models import Session

STEP = 5  # minutes
EARLIEST, LATEST = 8, 18  # hours of a day on which nothing stands yet
LEAST = 4  # hours; there is one more after the last session, to move something into
LAST_HOUR = 30  # six in the morning of the next day
MOST_COLUMNS = 60  # what the stylesheet can place
SHORT = 40  # minutes: room for a title and a time
WITHOUT_END = 30  # minutes that a session without an end takes on the board
NOWHERE = 0  # the column of what has no room


@dataclass(frozen=True)
class Column:
    """A room, from its first lane on: more lanes where sessions are in it at the same time."""

    key: int
    room: Room | None
    number: int
    lanes: int


@dataclass(frozen=True)
class Card:
    """A session on the board. Minutes count from midnight of its day; `until` is for the eye where no end is known."""

    session: Session
    title: Text
    when: str
    speakers: str
    seen: str
    start: int | None = None
    until: int | None = None
    length: int | None = None
    column: int | None = None
    clashes: Sequence[Clash] = ()

    @property
    def is_fatal(self) -> bool:
        return any(clash.fatal for clash in self.clashes)

    @property
    def kinds(self) -> list[str]:
        return list(dict.fromkeys(str(clash.kind.label) for clash in self.clashes))

    @property
    def is_short(self) -> bool:
        return (self.until or 0) - (self.start or 0) < SHORT

    @property
    def from_hour(self) -> int:
        return (self.start or 0) // 60

    @property
    def from_step(self) -> int:
        return (self.start or 0) % 60 // STEP

    @property
    def to_hour(self) -> int:
        return (self.until or 0) // 60

    @property
    def to_step(self) -> int:
        return (self.until or 0) % 60 // STEP


@dataclass(frozen=True)
class Board:
    day: date | None
    first: int = EARLIEST
    last: int = LATEST
    columns: Sequence[Column] = ()
    cards: Sequence[Card] = ()
    tray: Sequence[Card] = field(default_factory=list)
    folded: int = 0  # rooms in which nothing is on this day

    @property
    def hours(self) -> list[tuple[int, str]]:
        return [(hour, f"{hour % 24:02}") for hour in range(self.first, self.last)]

    @property
    def lanes(self) -> int:
        return sum(column.lanes for column in self.columns)

    @property
    def is_drawn(self) -> bool:
        return self.lanes <= MOST_COLUMNS


def day_of(session: Session, zone: ZoneInfo) -> date | None:
    """Of its place; what begins after midnight is of the new day."""
    return session.starts_at.astimezone(zone).date() if session.starts_at else None


def lay_out(
    sessions: Iterable[Session],
    rooms: Sequence[Room],
    day: date | None,
    beside: Mapping[int, tuple[str, list[Clash]]],
    *,
    every_room: bool = True,
) -> Board:
    """`sessions`: of one event, in order; `beside`: their speakers in words and their clashes. From the first session
    on; without `every_room` only the rooms in which something is, or is to be once it has its time."""
    cards: list[Card] = []
    tray: list[Card] = []
    for session in sessions:
        zone = ZoneInfo(session.event.time_zone)
        card = _card(session, zone, *beside.get(session.pk, ("", [])))
        if card.start is None:
            tray.append(card)
        elif day_of(session, zone) == day:
            cards.append(card)
    used = {card.session.room_id for card in (*cards, *tray)}
    shown = [room for room in rooms if room.pk in used]
    if every_room or not shown:
        used, shown = used | {None}, list(rooms)
    columns, lanes = _columns(cards, shown, nowhere=None in used)
    placed = [_in_column(card, lanes[card.session.pk]) for card in cards]
    return Board(day, *_span(cards), columns, placed, tray, len(rooms) - len(shown))


def _span(cards: Sequence[Card]) -> tuple[int, int]:
    if not cards:
        return EARLIEST, LATEST
    first = min(card.from_hour for card in cards)
    last = max(-(-(card.until or 0) // 60) for card in cards)
    return first, min(max(last + 1, first + LEAST), LAST_HOUR)


def _card(session: Session, zone: ZoneInfo, speakers: str, clashes: list[Clash]) -> Card:
    given = {
        "session": session,
        "title": text(session, "title"),
        "when": stands(session, zone.key) if session.starts_on else "",
        "speakers": speakers,
        "seen": Spot.of(session).seen,
        "clashes": clashes,
    }
    if session.starts_at is None:
        return Card(**given)  # type: ignore[arg-type]
    start = _minutes(session.starts_at, session.starts_at, zone)
    end = _minutes(session.ends_at, session.starts_at, zone) if session.ends_at else None
    until = min(max(end or start + WITHOUT_END, start + STEP), LAST_HOUR * 60)
    length = int((session.ends_at - session.starts_at).total_seconds() // 60) if session.ends_at else None
    given["when"] = clock_range(session.starts_at, session.ends_at, zone, bare=True)  # the day stands above
    return Card(**given, start=start, until=until, length=length)  # type: ignore[arg-type]


def _in_column(card: Card, column: int) -> Card:
    return Card(**{**card.__dict__, "column": column})


def _minutes(moment: datetime, start: datetime, zone: ZoneInfo) -> int:
    """As the clock shows them, from midnight of the day on which it starts."""
    local, first = moment.astimezone(zone), start.astimezone(zone).date()
    return (local.date() - first) // timedelta(minutes=1) + local.hour * 60 + local.minute


def _columns(cards: Sequence[Card], rooms: Sequence[Room], *, nowhere: bool) -> tuple[list[Column], dict[int, int]]:
    """The columns, what has no room first, and by session the number of its lane."""
    in_room: dict[int, list[Card]] = {**({NOWHERE: []} if nowhere else {}), **{room.pk: [] for room in rooms}}
    for card in cards:
        in_room[card.session.room_id or NOWHERE].append(card)
    columns, found, number = [], {}, 1
    named: dict[int, Room | None] = {NOWHERE: None, **{room.pk: room for room in rooms}}
    for key, there in in_room.items():
        ends: list[int] = []
        for card in sorted(there, key=lambda card: (card.start or 0, -(card.until or 0), card.session.pk)):
            lane = next((lane for lane, end in enumerate(ends) if end <= (card.start or 0)), len(ends))
            ends[lane:] = [card.until or 0, *ends[lane + 1 :]]
            found[card.session.pk] = number + lane
        columns.append(Column(key, named[key], number, max(len(ends), 1)))
        number += max(len(ends), 1)
    return columns, found
