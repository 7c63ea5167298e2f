"""What the programme lacks: sessions without this and that, clashes, and what readers do not see yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse

from conference_portal.readiness.findings import Finding, Row
from conference_portal.readiness.reading import Whole, form_of
from events.editions.models import Event
from events.programme.changes.difference import between
from events.programme.changes.standing import placed_in, working
from events.programme.conflicts import Beside, Clash, found
from events.programme.conflicts.elsewhere import others_of
from events.programme.models import Release, Session
from events.youthlab.models import Uptake

K = Session.Kind
HEARD = {K.PLENARY, K.KEYNOTE, K.TALK, K.PANEL, K.WORKSHOP}  # in which somebody in particular speaks
SPOKEN = HEARD | {K.STUDY_VISIT, K.YOUTH}
SOMEWHERE = HEARD | {K.YOUTH, K.CEREMONY}


def sessions(whole: Whole) -> Iterator[Finding]:
    planned = whole.sessions
    if not planned:
        return
    untimed = [each for each in planned if not (each.starts_at or each.starts_on)]
    nowhere = [each for each in planned if each.kind in SOMEWHERE and not each.room_id and not _is_elsewhere(each)]
    silent = [each for each in planned if each.kind in SPOKEN and not each.spoken]
    alone = [each for each in planned if each.kind in HEARD and not whole.people.get(each.pk)]
    yield whole.found("times", _rows(untimed, "id_starts_at_0"))
    yield whole.found("rooms", _rows(nowhere, "id_room"))
    yield whole.found("spoken", _rows(silent, "id_spoken"))
    yield whole.found("speakers", _rows(alone, "appearances-group"))


def _is_elsewhere(session: Session) -> bool:
    """Its place is said in words, or it is held online."""
    said = any(getattr(session, f"place_note_{code}") for code in ("da", "sv", "en", "is", "other"))
    return said or session.event.attendance == Event.Attendance.ONLINE


def _rows(found: Iterable[Session], part: str) -> list[Row]:
    return [Row(str(each), form_of(each, part), each.get_kind_display()) for each in found]


def clashes(whole: Whole) -> Iterator[Finding]:
    told: list[Clash] = []
    if not whole.sessions:
        return
    statements = _statements(whole)
    for event in whole.rows(Event):
        own = [each for each in whole.sessions if each.event_id == event.pk]
        told += found(own, Beside(whole.people, statements))
        if event == whole.conference:  # what its other events share with it is told there
            people = {each.pk: whole.people.get(each.pk, {}) for each in own}
            told += others_of(event, [each for each in own if each.starts_at], people, whole.user)
    yield whole.found("clashes", [_clash(each) for each in told if each.fatal])
    yield whole.found("warnings", [_clash(each) for each in told if not each.fatal])


def _clash(clash: Clash) -> Row:
    event = clash.sessions[0].event
    board = reverse("admin:programme_board_board", args=[event.pk])
    return Row(clash.words, board)


def _statements(whole: Whole) -> dict[int, dict[int, set[int | None]]]:
    """What is taken up where, as clashes want it: by session, and whose it is."""
    taken: dict[int, dict[int, set[int | None]]] = {}
    for uptake in whole.rows(Uptake):
        if uptake.session_id:
            event = uptake.statement.event
            taken.setdefault(uptake.session_id, {})[uptake.statement_id] = {-event.pk, event.edition_id}
    return taken


def released(whole: Whole) -> Iterator[Finding]:
    """Of the conference, and changes of every event that was released. Four queries, and one for each event more."""
    conference = whole.conference
    add = reverse("admin:editions_event_add") + f"?edition={whole.edition.pk}&kind=conference"
    yield whole.found("conference", [] if conference else [Row(str(whole.edition), add)])
    events = {each.pk: each for each in whole.rows(Event)}
    current = {each.event_id: each for each in Release.objects.filter(event__in=events).current()}
    if conference:
        is_open = conference.pk not in current
        yield whole.found("released", [_release(conference)] if is_open else [])
    stands = placed_in(list(current.values())) if current else {}
    rows: list[Row] = []
    count = 0
    for key, release in current.items():
        before = stands.get(release.pk, {})
        own = sorted((each for each in whole.rows(Session) if each.event_id == key), key=_order)
        changed = between(before, working(own, before))
        count += len(changed)
        if changed:
            rows.append(_release(events[key], str(len(changed))))
    if current:
        yield whole.found("changes", rows, count)


def _release(event: Event, note: str = "") -> Row:
    return Row(str(event), reverse("admin:programme_release_add") + f"?event={event.pk}", note)


def _order(session: Session) -> tuple[bool, float, int, int]:
    """As a release keeps them."""
    at = session.starts_at.timestamp() if session.starts_at else 0.0
    return session.starts_at is None, at, session.position, session.pk
