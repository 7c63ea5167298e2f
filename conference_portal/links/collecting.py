"""Every link of an edition's content, or of all: where it leads, and the row and the field that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from cities.models import City, Venue
from conference_portal.kit.languages import STORED, column
from conference_portal.kit.panes import translated
from conference_portal.kit.text import addresses
from conference_portal.links.models import LONGEST
from events.editions.models import Edition, Event, Organisation, Page, SubTheme, Theme
from events.programme.models import Material, Session
from events.youthlab.models import Output

Model = type[models.Model]
HERE = "/"


@dataclass(frozen=True)
class Place:
    """A link, and where it stands."""

    address: str
    row: models.Model
    field: str  # the column


@dataclass(frozen=True)
class Source:
    """A kind of row: its ways to an edition, its column with an address, and what its name needs."""

    ways: tuple[str, ...]
    url: str = ""
    needed: tuple[str, ...] = ()


SOURCES: dict[Model, Source] = {
    Edition: Source(("pk",), needed=("host",)),
    Page: Source(("edition",)),
    Theme: Source(("edition", "event__edition")),
    SubTheme: Source(("theme__edition", "theme__event__edition")),
    Event: Source(("edition",), "join_url"),
    Session: Source(("event__edition",)),
    Material: Source(("event__edition",), "url"),
    Output: Source(("event__edition",), "url"),
    Organisation: Source(
        ("involvements__edition", "involvements__event__edition", "bodies__involvements__edition"), "url"
    ),
    City: Source(("hosted_editions", "partner_editions")),
    Venue: Source(("editions", "rooms__sessions__event__edition", "rooms__events__edition"), "map_url"),
}


def places(edition: int | None = None, *, only: Iterable[Model] = SOURCES) -> Iterator[Place]:
    """Of one edition, by its key, or of all. A query for each kind of row."""
    for model in only:
        source = SOURCES[model]
        rows: Any = model._default_manager.all()
        if edition is not None:
            ways = Q(*((way, edition) for way in source.ways), _connector=Q.OR)
            rows = rows.filter(pk__in=model._default_manager.filter(ways).order_by().values("pk"))
        for row in rows.select_related(*source.needed).order_by("pk") if source.needed else rows.order_by("pk"):
            yield from places_in(row)


def places_in(row: models.Model) -> Iterator[Place]:
    """The links of one row, those of its texts in every language."""
    source = SOURCES[type(row)]
    if source.url and (address := getattr(row, source.url)):
        yield from _place(address, row, source.url)
    for name in translated(type(row)):
        if isinstance(row._meta.get_field(name), models.TextField):
            for code in STORED:
                own = column(name, code)
                for address in addresses(getattr(row, own) or ""):
                    yield from _place(address, row, own)


def _place(address: str, row: models.Model, field: str) -> Iterator[Place]:
    if known := watched(address):
        yield Place(known, row, field)


def watched(address: str) -> str:
    """As the guard knows it: without the part of a page; "" for what is no page at all (mail, telephone)."""
    bare = address.strip().partition("#")[0]
    is_page = bare.startswith(HERE) or bare.lower().startswith(("http://", "https://"))
    return bare if is_page and len(bare.encode()) <= LONGEST else ""
