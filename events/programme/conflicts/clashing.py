"""What cannot be at the same time, or hardly: rooms, people and ways that two sessions of a programme both need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby, pairwise

from django.utils.translation import gettext as _

from events.programme.conflicts.kinds import Clash, Kind, Pair, end, has_room_alone, meet, overlaps, start
from events.programme.models import Session

ON_FOOT, BY_TRAIN = timedelta(minutes=15), timedelta(minutes=60)  # between venues of one city, and of two


@dataclass(frozen=True)
class Beside:
    """What is known of sessions beside their rows, by session."""

    speakers: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    statements: Mapping[int, Mapping[int, set[int | None]]] = field(default_factory=dict)  # and whose they are


def clashes(sessions: Iterable[Session]) -> list[Pair]:
    """Those that share a room at one time as they stand now, in pairs: they cannot be released."""
    return list(_in_one_room(filter(has_room_alone, sessions)))


def found(sessions: Iterable[Session], beside: Beside) -> list[Clash]:
    """The same of sessions that are on, each with its room, venue and event. No query."""
    sessions = list(sessions)
    timed = sorted((each for each in sessions if each.starts_at), key=start)
    told = [
        *_rooms(timed), *_speakers(timed, beside.speakers), *_youth(timed, beside.statements),
        *_seats(sessions), *_ways(timed, beside.speakers),
    ]  # fmt: skip
    return in_order(told)


def in_order(told: Iterable[Clash]) -> list[Clash]:
    """Fatal ones first, each kind by time."""
    order = list(Kind)
    return sorted(told, key=lambda clash: (not clash.fatal, order.index(clash.kind), start(clash.sessions[0])))


def _rooms(timed: list[Session]) -> Iterator[Clash]:
    """A session without end takes nothing for certain; that another is there when it begins is told all the same."""
    for one, other in _in_one_room(each for each in timed if each.room and not each.room.shared):
        fatal = has_room_alone(one) and has_room_alone(other)
        told = (
            _("%(room)s is taken twice at the same time: “%(one)s” and “%(other)s”.")
            if fatal
            else _("“%(one)s” and “%(other)s” may be in %(room)s at the same time: the end of one is not known.")
        )
        yield Clash(Kind.ROOM, (one, other), told, {"room": one.room, "one": one, "other": other}, fatal=fatal)


def _speakers(timed: list[Session], speakers: Mapping[int, Mapping[int, str]]) -> Iterator[Clash]:
    for name, theirs in _by_speaker(timed, speakers):
        for one, other in overlaps(theirs):
            told = _("%(name)s is in “%(one)s” and “%(other)s” at the same time.")
            yield Clash(Kind.SPEAKER, (one, other), told, {"name": name, "one": one, "other": other})


def _youth(timed: list[Session], statements: Mapping[int, Mapping[int, set[int | None]]]) -> Iterator[Clash]:
    """A youth contribution against the session in which its young people hear what became of what they ask for.

    Which one that is, statements say: where the contribution itself is linked to statements, the sessions that take up
    the same ones; else those that take up statements made at the contribution's event or at one of its edition.
    """
    for youth in timed:
        if youth.kind != Session.Kind.YOUTH:
            continue
        mine = statements.get(youth.pk, {})
        for other in timed:
            theirs = statements.get(other.pk, {})
            if other.pk == youth.pk or not theirs or not meet(youth, other):
                continue
            both_are_youth = other.kind == Session.Kind.YOUTH and mine
            if both_are_youth and other.pk < youth.pk:
                continue  # told already
            if mine.keys() & theirs.keys() or (not mine and _is_of(youth, theirs)):
                told = _(
                    "“%(one)s” is a youth contribution, and “%(other)s” takes up their statements at the same time."
                )
                pair = tuple(sorted((youth, other), key=start))
                yield Clash(Kind.YOUTH, pair, told, {"one": youth, "other": other})


def _seats(sessions: list[Session]) -> Iterator[Clash]:
    """More people than the room holds: those that the session promises a seat, or, where it is for everyone, those whom
    the event has room for. What readers save stays on their devices, so nobody here knows of it."""
    for session in sessions:
        held = session.room.capacity if session.room else None
        wanted = session.capacity or (session.event.capacity if session.for_everyone else None)
        if held is not None and wanted is not None and wanted > held:
            told = _("“%(one)s” needs %(wanted)s seats; %(room)s has %(held)s.")
            values = {"one": session, "wanted": wanted, "room": session.room, "held": held}
            yield Clash(Kind.SEATS, (session,), told, values)


def _ways(timed: list[Session], speakers: Mapping[int, Mapping[int, str]]) -> Iterator[Clash]:
    """Too short to change venue: for a speaker, or between sessions for everyone with no transport between them."""
    for name, theirs in _by_speaker(timed, speakers):
        for one, other in _hurried(theirs):
            if not meet(one, other):  # else it is told of them already
                told = _("%(name)s has %(minutes)s min. from “%(one)s” at %(here)s to “%(other)s” at %(there)s.")
                yield Clash(Kind.WAY, (one, other), told, _way(one, other) | {"name": name})
    rides = [each for each in timed if each.kind == Session.Kind.TRANSPORT]
    for one, other in _hurried([each for each in timed if each.for_everyone and each not in rides]):
        if not any(start(one) < start(ride) <= start(other) for ride in rides):
            told = _("Everyone has %(minutes)s min. from “%(one)s” at %(here)s to “%(other)s” at %(there)s.")
            yield Clash(Kind.WAY, (one, other), told, _way(one, other))


def _way(one: Session, other: Session) -> dict[str, object]:
    left = max(int((start(other) - end(one)).total_seconds() // 60), 0)
    here, there = (each.room.venue if each.room else None for each in (one, other))
    return {"minutes": left, "one": one, "other": other, "here": here, "there": there}


def _hurried(theirs: list[Session]) -> Iterator[Pair]:
    for one, other in pairwise(each for each in theirs if each.room):
        here, there = one.room.venue, other.room.venue  # type: ignore[union-attr]  # both have a room
        far = bool(here.city_id and there.city_id and here.city_id != there.city_id)
        if one.ends_at and here.pk != there.pk and start(other) - end(one) < (BY_TRAIN if far else ON_FOOT):
            yield one, other


def _is_of(youth: Session, statements: Mapping[int, set[int | None]]) -> bool:
    mine = {-youth.event_id, youth.event.edition_id} - {None}
    return any(whose & mine for whose in statements.values())


def _by_speaker(
    timed: Iterable[Session], speakers: Mapping[int, Mapping[int, str]]
) -> Iterator[tuple[str, list[Session]]]:
    theirs: dict[tuple[int, str], list[Session]] = {}
    for session in timed:
        for key, name in speakers.get(session.pk, {}).items():
            theirs.setdefault((key, name), []).append(session)
    return ((name, sessions) for (_key, name), sessions in theirs.items() if len(sessions) > 1)


def _in_one_room(sessions: Iterable[Session]) -> Iterator[Pair]:
    ordered = sorted(sessions, key=lambda session: (session.room_id, session.starts_at, session.pk))
    for _room, in_room in groupby(ordered, key=lambda session: session.room_id):
        yield from overlaps(list(in_room))
