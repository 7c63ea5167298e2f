"""What differs between two releases, or between the current one and the working copy: in words, and in values."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace

from cities.models import Room
from conference_portal.kit.languages import Text, text
from events.editions.models import Event
from events.programme.changes.standing import (
    CANCELLED,
    ON,
    TITLES,
    WITHDRAWN,
    Stand,
    Time,
    digest,
    placed,
    working,
    working_sessions,
)
from events.programme.models import Appearance, Release
from speakers.models import Speaker

# In the order in which they are told.
WORDS = ("new", "moved", "new_room", "cancelled", "restored", "withdrawn", "new_speaker", "title")
_STATES: dict[str, str] = {CANCELLED: "cancelled", WITHDRAWN: "withdrawn", ON: "restored"}


@dataclass(frozen=True)
class Shown:
    """How a session stands, as a page or a feed prints it. Times are instants, to be read in `zone`."""

    time: Time  # start and end; or first and last day
    zone: str
    room: Text | None
    state: str  # on, cancelled or withdrawn
    title: Text  # as it was then
    speakers: tuple[str, ...]  # names, in the order of the session; who is no longer in it comes last

    @property
    def starts_at(self) -> datetime | None:
        return self.time[0]

    @property
    def ends_at(self) -> datetime | None:
        return self.time[1]

    @property
    def starts_on(self) -> date | None:
        return self.time[2]

    @property
    def ends_on(self) -> date | None:
        return self.time[3]


@dataclass(frozen=True)
class Change:
    """What became of a session. `words`: of WORDS, in their order; none where its order or a speaker's leaving is all.
    `before` is None for a new one."""

    session: int
    slug: str
    url: str
    words: tuple[str, ...]
    before: Shown | None
    after: Shown

    @property
    def left(self) -> tuple[str, ...]:
        """Speakers who are no longer in it."""
        return tuple(name for name in self.before.speakers if name not in self.after.speakers) if self.before else ()

    @property
    def joined(self) -> tuple[str, ...]:
        """Speakers who are in it now, and were not."""
        known = self.before.speakers if self.before else ()
        return tuple(name for name in self.after.speakers if name not in known)


@dataclass(frozen=True)
class Coming:
    """What releasing now would change. `digest` names the working copy that this was made from."""

    changes: tuple[Change, ...]
    digest: str


def difference(old: Release | None, new: Release) -> dict[int, set[str]]:
    """For each session that changed, by key, the words that say how."""
    return _words_by_session(placed(old), placed(new))


def pending(event: Event) -> dict[int, set[str]]:
    """The same between the current release and the working copy; a session whose order or speakers alone changed has an
    empty set. Empty: releasing would show nothing else, since titles are public as soon as they are saved."""
    before = placed(Release.objects.filter(event=event).current().first())
    return between(before, working(working_sessions(event), before))


def coming(event: Event, current: Release | None) -> Coming:
    """What releasing now would change after `current`, new titles too, in the order of the programme. Six queries."""
    before = placed(current)
    sessions = {session.pk: session for session in working_sessions(event)}
    after = working(sessions.values(), before)
    words = _words_by_session(before, after) | between(before, after)
    then = current.time_zone if current else event.time_zone
    names = Names(stand for stands in (before, after) for key, stand in stands.items() if key in words)
    address = event.programme_address
    found = [
        Change(
            key,
            slug := sessions[key].slug,
            f"{address}{slug}/",
            in_order(words[key]),
            names.shown(before[key], then) if key in before else None,
            names.shown(stand, event.time_zone),
        )
        for key, stand in after.items()
        if key in words
    ]
    return Coming(tuple(found), digest(after))


class Names:
    """What rooms and speakers are called, read for all stands at once. Three queries at most."""

    def __init__(self, stands: Iterable[Stand]) -> None:
        stands = list(stands)
        rooms = Room.objects.in_bulk({stand.room for stand in stands if stand.room})
        self.rooms = {key: text(room, "name") for key, room in rooms.items()}
        keys = {key for stand in stands for key in stand.speakers}
        rows = Speaker.objects.filter(pk__in=keys).order_by("sort_name", "pk").values_list("pk", "name")
        self.speakers = {key: (place, name) for place, (key, name) in enumerate(rows)}
        self.order = order_of({stand.session for stand in stands if len(stand.speakers) > 1})

    def shown(self, stand: Stand, zone: str) -> Shown:
        last = len(self.order)
        places = {key: self.order.get((stand.session, key), last) for key in stand.speakers}
        speakers = [self.speakers[key] for key in sorted(places, key=lambda key: (places[key], self.speakers[key]))]
        title = text(SimpleNamespace(**dict(zip(TITLES, stand.titles, strict=True))), "title")
        room = self.rooms[stand.room] if stand.room else None
        names = tuple(name for _place, name in speakers)
        return Shown(stand.time, zone, room, stand.state, title, names)


def order_of(sessions: Iterable[int]) -> dict[tuple[int, int], int]:
    """By session and speaker, in which order people stand in their sessions now."""
    rows = Appearance.objects.filter(session__in=sessions).order_by("position", "pk")
    found: dict[tuple[int, int], int] = {}
    for place, pair in enumerate(rows.values_list("session", "speaker")):
        found.setdefault(pair, place)
    return found


def words_of(old: Stand | None, new: Stand) -> set[str]:
    if old is None:
        return {"new"} if new.state == ON else {"new", _STATES[new.state]}
    words = set() if old.state == new.state else {_STATES[new.state]}
    if new.state == WITHDRAWN:
        return words
    if any(was and now and was != now for was, now in zip(old.titles[:-1], new.titles[:-1], strict=True)):
        words.add("title")  # a translation that is added renames nothing
    if new.state != ON:
        return words
    if old.time != new.time:
        words.add("moved")
    if old.room != new.room:
        words.add("new_room")
    if new.speakers - old.speakers:
        words.add("new_speaker")
    return words


def in_order(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=WORDS.index))


def between(before: Mapping[int, Stand], after: Mapping[int, Stand]) -> dict[int, set[str]]:
    """The same of two that are at hand. No query."""
    words = {key: words_of(before.get(key), stand) for key, stand in after.items()}
    quiet = _reordered(before, after) | {
        key for key, stand in after.items() if key in before and stand.speakers != before[key].speakers
    }
    return {key: found for key, found in words.items() if found - {"title"} or key in quiet}


def _reordered(before: Mapping[int, Stand], after: Mapping[int, Stand]) -> set[int]:
    """Of those without a time, as few as can have gone elsewhere: all but the longest row that kept its order. Where
    there is a time, that is the order."""
    both = [key for key, stand in after.items() if not stand.is_timed and key in before and not before[key].is_timed]
    ends: list[int] = []  # the least position that a row of this length ends with
    last: list[int] = []
    earlier: dict[int, int | None] = {}
    for key in both:
        position = before[key].position
        length = bisect_left(ends, position)
        earlier[key] = last[length - 1] if length else None
        ends[length : length + 1], last[length : length + 1] = [position], [key]
    kept: set[int] = set()
    each = last[-1] if last else None
    while each is not None:
        kept.add(each)
        each = earlier[each]
    return set(both) - kept


def _words_by_session(before: Mapping[int, Stand], after: Mapping[int, Stand]) -> dict[int, set[str]]:
    found = {key: words_of(before.get(key), stand) for key, stand in after.items()}
    return {key: words for key, words in found.items() if words}
