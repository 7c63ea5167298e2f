"""What stands beside a session on its page: materials, statements that it takes up, sessions like it, help lines.

Lists of several kinds, read in one query for the whole programme: each as an array of values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.text import capfirst

from cities.models import City
from conference_portal.kit.content import published
from conference_portal.kit.languages import Text, columns, reading_language
from conference_portal.kit.pages import remembered
from conference_portal.kit.queries import prepared
from events.editions.models import Event
from events.programme.models import Material, Session
from events.programme.schedule.values import Row, reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conference_portal.kit.content import Someone
    from events.programme.schedule.structure import Item, Schedule

MOST_LIKE, MOST_ROWS = 4, 1000
OF_MATERIAL = ("session", "kind", "language", "url", "file")
OF_STATEMENT = ("uptakes__statement__text", "uptakes__explanation")
OF_LIKE = ("slug", "topics__slug", "event__slug", "event__kind", "event__edition__year")


@dataclass(frozen=True)
class Handed:
    """A material: the whole row is its link."""

    title: Text
    url: str
    facts: str


@dataclass(frozen=True)
class Asked:
    """A statement of young people that the session takes up. `state`: as the component's shapes are called."""

    text: Text
    state: str
    label: str
    explanation: Text


@dataclass(frozen=True)
class Like:
    """A session of another programme that shares topics with this one."""

    title: Text
    url: str
    where: Text


@dataclass(frozen=True)
class HelpLine:
    city: Text
    name: Text
    phone: str


@dataclass(frozen=True)
class Beside:
    materials: tuple[Handed, ...]
    statements: tuple[Asked, ...]
    like_it: tuple[Like, ...]
    like_it_here: tuple[Item, ...]
    at_the_same_time: tuple[Item, ...]
    help_lines: tuple[HelpLine, ...]  # of all cities; its own first


def of(item: Item, event: Event, whole: Schedule, user: Someone) -> Beside:
    """One query for all sessions of the event, and none as long as its content stays."""

    def asked() -> Row:
        return _read(user, event=event.pk)[0]

    rows = asked() if user.is_authenticated else remembered(("beside", event.pk), asked)
    read = reader()
    lines = [HelpLine(read(row, "name"), read(row, "help_name"), row["help_phone"]) for row in rows["helping"]]
    return Beside(
        materials=tuple(_handed(row) for row in rows["handed"] if row["session"] == item.key),
        statements=tuple(_asked(row) for row in rows["asked"] if row["pk"] == item.key),
        like_it=tuple(_like(row) for row in _alike(rows["alike"], item)),
        like_it_here=tuple(like_it_here(whole.items, item)),
        at_the_same_time=tuple(at_the_same_time(whole.items, item)),
        help_lines=tuple(lines) if item.content_note else (),
    )


@prepared
def _read(user: Someone, event: int) -> QuerySet[Event, Row]:
    sessions = Session.objects.filter(event=OuterRef("pk"))
    asked = sessions.filter(
        published("uptakes__statement__event__published_at"),
        published("uptakes__statement__event__edition__announced_at"),
    )
    topics = Session.topics.through.objects.filter(session__event=event).values("topic")
    alike = Session.objects.visible_to(user).exclude(event=event).filter(topics__in=topics)
    helping = City.objects.exclude(help_phone="").order_by("country", "slug")
    handed = Material.objects.visible_to(user).filter(event=OuterRef("pk"), session__isnull=False)
    found: Any = (
        Event.objects.filter(pk=event)
        .annotate(
            handed=_array(handed.order_by("position", "pk"), OF_MATERIAL, "title"),
            asked=_array(asked.order_by("uptakes__statement__position"), ("pk", "uptakes__outcome"), *OF_STATEMENT),
            alike=_array(alike.order_by("-event__starts_on", "pk"), OF_LIKE, "title", "event__title"),
            helping=_array(helping, ("help_phone",), "name", "help_name"),
        )
        .values("handed", "asked", "alike", "helping")
    )
    rows: QuerySet[Event, Row] = found
    return rows


def _alike(rows: list[Row], item: Item) -> list[Row]:
    """Those that share most topics; a session stands in a row for each of its topics."""
    own = {topic.slug for topic in item.topics}
    shared: dict[tuple[str, str], tuple[int, Row]] = {}
    for row in rows:
        if row["topics__slug"] in own:
            key = (row["event__slug"], row["slug"])
            shared[key] = (shared.get(key, (0, row))[0] + 1, row)
    return [row for _count, row in sorted(shared.values(), key=lambda pair: -pair[0])[:MOST_LIKE]]


def _like(row: Row) -> Like:
    read = reader()
    return Like(read(row, "title"), _address(row), _where(row, read(row, "event__title")))


def like_it_here(items: Iterable[Item], item: Item) -> list[Item]:
    """Sessions of the same programme that share most sub-themes and topics with it."""
    own = _threads(item)
    shared = ((len(own & _threads(other)), other) for other in items if other.slug != item.slug)
    best = sorted((pair for pair in shared if pair[0]), key=lambda pair: -pair[0])
    return [other for _count, other in best[:MOST_LIKE]]


def at_the_same_time(items: Sequence[Item], item: Item) -> list[Item]:
    """What a reader could choose instead."""
    if item.start is None or item.end is None:
        return []
    timed = (other for other in items if other.start and other.slug != item.slug and not other.is_cancelled)
    return [other for other in timed if other.start < item.end and item.start < (other.end or other.start)]  # type: ignore[operator]


def _array(found: QuerySet[Any], plain: Sequence[str], *texts: str) -> ArraySubquery:
    names = (*plain, *columns(*texts))
    values = JSONObject(**{name: F(name) for name in names})
    return ArraySubquery(found.annotate(values=values).values("values")[:MOST_ROWS])


def _threads(item: Item) -> set[tuple[str, str]]:
    return {("subtheme", one.slug) for one in item.subthemes} | {("topic", one.slug) for one in item.topics}


def _asked(row: Row) -> Asked:
    read = reader()
    outcome = row["uptakes__outcome"]
    outcomes: Any = Session.uptakes.rel.related_model  # of the room above
    words = capfirst(str(outcomes.Outcome(outcome).label))
    said = read(row, "uptakes__statement__text")
    return Asked(said, outcome.replace("_", "-"), words, read(row, "uptakes__explanation"))


def _handed(row: Row) -> Handed:
    title = reader()(row, "title")
    material = Material(kind=row["kind"], language=row["language"], url=row["url"], file=row["file"])
    facts = [material.kind_words, material.language_words]
    return Handed(
        title or Text(material.kind_words, reading_language()), material.address, ", ".join(filter(None, facts))
    )


def _address(row: Row) -> str:
    place: dict[str, Any] = {"slug": row["slug"], "event": row["event__slug"]}
    if row["event__edition__year"] and row["event__kind"] == Event.Kind.CONFERENCE:
        place = {"slug": row["slug"], "year": row["event__edition__year"]}
    return reverse("programme:session", kwargs=place)


def _where(row: Row, title: Text) -> Text:
    year = row["event__edition__year"]
    return title or Text(str(year) if year else capfirst(row["event__slug"]), reading_language())
