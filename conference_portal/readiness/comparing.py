"""An edition beside the two before it: how many sessions, speakers, rooms, languages, pages, and works of young people.

Of editions that the reader is no member of, what the public knows is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from conference_portal.kit.languages import READING, column
from events.editions.models import Edition, Page
from events.programme.models import Appearance, Session
from events.youthlab.models import Output

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone

EARLIER = 2


@dataclass(frozen=True)
class Column:
    """An edition in figures. `languages`: of four, those in which every session has its title."""

    edition: Edition
    sessions: int
    speakers: int
    rooms: int
    languages: int
    pages: int
    outputs: int

    @property
    def is_known(self) -> bool:
        """Of many years the archive holds little more than that they were."""
        return bool(self.sessions)


def compared(edition: Edition, user: Someone | None) -> list[Column]:
    """This one first. Five queries."""
    rows = _seen(Edition.objects.all(), user)
    earlier = list(rows.filter(year__lt=edition.year).select_related("host").order_by("-year")[:EARLIER])
    editions = [edition, *earlier]
    keys = [each.pk for each in editions]
    planned = Session.objects.filter(event__edition__in=keys, withdrawn_at=None)
    lacking = {f"lacks_{code}": Count("pk", filter=_blank(column("title", code)), distinct=True) for code in READING}
    sessions = _grouped(
        _seen(planned, user), "event__edition", sessions=Count("pk", distinct=True),
        rooms=Count("room", distinct=True), **lacking,
    )  # fmt: skip
    heard = Appearance.objects.filter(session__event__edition__in=keys, session__withdrawn_at=None)
    speakers = _grouped(_seen(heard, user), "session__event__edition", speakers=Count("speaker", distinct=True))
    pages = _grouped(_seen(Page.objects.filter(edition__in=keys), user), "edition", pages=Count("pk"))
    works = Output.objects.filter(event__edition__in=keys)
    outputs = _grouped(_seen(works, user), "event__edition", outputs=Count("pk"))
    return [_column(each, sessions, speakers, pages, outputs) for each in editions]


def _blank(name: str) -> Q:
    return Q(**{name: ""}) | Q(**{name: None})


def _seen(rows: Any, user: Someone | None) -> Any:
    return rows if user is None else rows.visible_to(user)


def _grouped(rows: Any, by: str, **counts: Any) -> dict[int, dict[str, int]]:
    return {row.pop(by): row for row in rows.order_by().values(by).annotate(**counts)}


def _column(edition: Edition, *found: dict[int, dict[str, int]]) -> Column:
    of = {name: number for part in found for name, number in part.get(edition.pk, {}).items()}
    count = of.get("sessions", 0)
    languages = sum(not of.get(f"lacks_{code}", 0) for code in READING) if count else 0
    figures = {name: of.get(name, 0) for name in ("speakers", "rooms", "pages", "outputs")}
    return Column(edition, sessions=count, languages=languages, **figures)
