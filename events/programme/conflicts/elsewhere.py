"""Other events that need the same room or the same person at the same time.

Of an event that organisers are no members of they learn what its release says; of a draft among those no more than
that the room is taken, since two events in one room are worse than that word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, Value
from django.utils.translation import gettext as _

from conference_portal.kit.languages import shown
from events.programme.conflicts.kinds import Clash, Kind, end, meet, start
from events.programme.models import Appearance, Placement, Session

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone
    from events.editions.models import Event

People = Mapping[int, Mapping[int, str]]  # by session, their names


@dataclass(frozen=True)
class Other:
    """A session of another event, as far as the organiser may know of it. `board`: of which event, if it is theirs."""

    key: int
    room: int | None
    starts_at: datetime
    ends_at: datetime | None
    title: str = ""
    event: str = ""
    board: int | None = None
    people: set[int] = field(default_factory=set)

    def __str__(self) -> str:
        return self.title


def others_of(event: Event, timed: list[Session], people: People, user: Someone | None) -> list[Clash]:
    """`timed`: the event's sessions that have a time. At most four queries."""
    rooms = {each.room_id for each in timed if each.room and not each.room.shared}
    persons = {key for names in people.values() for key in names}
    span = _within(timed)
    others = [*_drafts(event, span, rooms, persons, user), *_released(event, span, rooms, persons, user)]
    return [clash for each in timed for clash in _against(each, people.get(each.pk, {}), rooms, others)]


def _against(mine: Session, people: Mapping[int, str], rooms: set[int | None], others: list[Other]) -> Iterator[Clash]:
    for other in others:
        in_room = other.room is not None and other.room == mine.room_id and other.room in rooms
        both = [name for key, name in people.items() if key in other.people]
        if not (in_room or both) or not meet(mine, other):
            continue
        values = {"one": mine, "other": other, "event": other.event, "room": mine.room}
        if in_room and other.title:
            told = _("“%(one)s” and “%(other)s” of %(event)s are in %(room)s at the same time.")
            yield Clash(Kind.ROOM, (mine,), told, values)
        elif in_room:
            yield Clash(Kind.ROOM, (mine,), _("Another event has %(room)s at the time of “%(one)s”."), values)
        for name in both:
            told = _("%(name)s is in “%(one)s” and in “%(other)s” of %(event)s at the same time.")
            yield Clash(Kind.SPEAKER, (mine,), told, values | {"name": name})


def _within(timed: Iterable[Session]) -> Q:
    """What may meet one of them."""
    starts = [start(each) for each in timed]
    ends = [end(each) for each in timed]
    if not starts:
        return Q(pk__in=())
    first, last = min(starts), max(ends)
    return Q(starts_at__lte=last) & (Q(ends_at__gt=first) | Q(ends_at=None, starts_at__gte=first))


def _drafts(event: Event, span: Q, rooms: set[int | None], persons: set[int], user: Someone | None) -> Iterator[Other]:
    """Working copies: of the organiser's events with their words, of others that nobody may see yet without any."""
    wanted = Q(room__in=rooms) | Exists(Appearance.objects.filter(session=OuterRef("pk"), speaker__in=persons))
    public = Placement.objects.current().filter(Placement.objects.public(), release__event=OuterRef("event"))
    rows = Session.objects.filter(span, wanted, cancelled_at=None, withdrawn_at=None).exclude(event=event)
    rows = rows.annotate(
        is_known=_exists(Session.objects, user), is_theirs=_exists(Session.objects, user, editing=True)
    )
    rows = rows.annotate(is_open=Exists(public)).filter(Q(is_known=True) | Q(is_open=False)).order_by("starts_at")
    names = ("pk", "room", "starts_at", "ends_at", "slug", "event", "is_known", "is_theirs", "called", "of")
    found = list(rows.annotate(called=shown("title"), of=shown("event__title")).values(*names))
    known = [row["pk"] for row in found if row["is_known"]]
    heard = _grouped(
        Appearance.objects.filter(session__in=known, speaker__in=persons).values_list("session", "speaker")
    )
    for row in found:
        words = {"title": row["called"] or row["slug"], "event": row["of"]} if row["is_known"] else {}
        board = row["event"] if row["is_theirs"] else None
        times = (row["pk"], row["room"], row["starts_at"], row["ends_at"])
        yield Other(*times, **words, board=board, people=heard.get(row["pk"], set()))


def _released(
    event: Event, span: Q, rooms: set[int | None], persons: set[int], user: Someone | None
) -> Iterator[Other]:
    """What the public knows of the events of others."""
    through = Placement.speakers.through.objects
    wanted = Q(room__in=rooms) | Exists(through.filter(placement=OuterRef("pk"), speaker__in=persons))
    rows = Placement.objects.current().filter(Placement.objects.public(), span, wanted, state=Placement.State.ON)
    rows = rows.exclude(release__event=event).annotate(is_known=_exists(Placement.objects, user)).filter(is_known=False)
    names = ("pk", "session", "session__slug", "room", "starts_at", "ends_at", "called", "of")
    rows = rows.annotate(called=shown("title"), of=shown("release__event__title")).order_by("starts_at")
    found = list(rows.values(*names))
    keys = [row["pk"] for row in found]
    heard = _grouped(through.filter(placement__in=keys, speaker__in=persons).values_list("placement", "speaker"))
    for row in found:
        words = {"title": row["called"] or row["session__slug"], "event": row["of"]}
        times = (row["session"], row["room"], row["starts_at"], row["ends_at"])
        yield Other(*times, **words, people=heard.get(row["pk"], set()))


def _exists(rows: Any, user: Someone | None, *, editing: bool = False) -> Any:
    """Whether a row is of an event that the organiser is a member of."""
    if user is None or getattr(user, "is_superuser", False):
        return Value(True)  # noqa: FBT003 (a value of SQL)
    return Exists(rows.filter(rows.all().of_member(user, editing=editing), pk=OuterRef("pk")))


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return found
