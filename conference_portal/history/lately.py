"""What was changed in an edition or event, deed by deed: who, when, and which things; thousands of rows as one line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from conference_portal.history import wording
from conference_portal.history.telling import Model
from conference_portal.kit.gates import admin_of
from conference_portal.kit.recording import recorded_models

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from conference_portal.kit.content import Someone

SHOWN = 6


@dataclass(frozen=True)
class Thing:
    name: str
    url: str


@dataclass
class Line:
    """“Sessions changed: …”"""

    words: str
    count: int
    things: list[Thing] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.count - len(self.things)


@dataclass(frozen=True)
class Deed:
    at: datetime
    who: str
    way: str
    lines: list[Line]


@dataclass(frozen=True)
class Option:
    """Of a filter."""

    value: str
    words: str
    is_chosen: bool


def deeds(changes: Any) -> Any:
    """What was done together, the newest first: xid and moment."""
    return changes.order_by().values("xid", "at").annotate(last=Max("pk")).order_by("-last")


def told(changes: Any, page: Iterable[dict[str, Any]], user: Someone) -> list[Deed]:
    """The deeds of a page, with what they did among these changes."""
    keys = [(each["xid"], each["at"]) for each in page]
    rows = changes.filter(xid__in={xid for xid, _at in keys}).order_by()
    groups = rows.values("xid", "at", "table", "action").annotate(
        rows=ArrayAgg("row", distinct=True), who=Max("who"), how=Max("how")
    )
    by_deed: dict[Any, list[dict[str, Any]]] = {key: [] for key in keys}
    for group in groups:
        by_deed.get((group["xid"], group["at"]), []).append(group)
    known = {model._meta.db_table: model for model in recorded_models()}
    names = wording.Names(user)
    for group in (each for found in by_deed.values() for each in found):
        model = known.get(group["table"])
        if model is not None and not model._meta.auto_created:
            for key in group["rows"][:SHOWN]:
                names.want(model, key)
    names.load()
    people = wording.people(each["who"] for found in by_deed.values() for each in found)
    return [_deed(at, found, known, (names, people)) for (_xid, at), found in by_deed.items() if found]


def _deed(at: datetime, found: list[dict[str, Any]], known: dict[str, Model], words: tuple[Any, ...]) -> Deed:
    names, people = words
    first = found[0]
    who = people.get(first["who"]) or (_("Somebody whose account is gone") if first["who"] else "")
    return Deed(at, who, wording.way_words(first["how"]), list(_lines(found, known, names)))


def _lines(found: list[dict[str, Any]], known: dict[str, Model], names: wording.Names) -> Iterable[Line]:
    made = {(each["table"], key) for each in found if each["action"] == "insert" for key in each["rows"]}
    touched = {each["table"] for each in found}
    for each in sorted(found, key=lambda group: (group["table"], group["action"])):
        model = known.get(each["table"])
        if model is None:
            continue
        if model._meta.auto_created:
            if line := _list_line(model, each, touched):
                yield line
            continue
        rows = [key for key in each["rows"] if each["action"] != "update" or (each["table"], key) not in made]
        if rows:
            things = [_thing(model, key, names) for key in rows[:SHOWN]]
            yield Line(_words(model, each["action"]), len(rows), things)


def _list_line(model: Any, group: dict[str, Any], touched: set[str]) -> Line | None:
    """A list alone was changed; beside its owner it is no news."""
    owner: Model = model._meta.auto_created
    if owner._meta.db_table in touched:
        return None
    kept = next(each for each in owner._meta.local_many_to_many if each.remote_field.through is model)
    words = _("%(kind)s: %(list)s changed")
    kind = wording.kind_words(owner, many=True)
    return Line(words % {"kind": kind, "list": kept.verbose_name}, len(group["rows"]))


def _words(model: Model, action: str) -> str:
    kind = {"kind": wording.kind_words(model, many=True)}
    if action == "insert":
        return _("%(kind)s added") % kind
    return _("%(kind)s deleted") % kind if action == "delete" else _("%(kind)s changed") % kind


def _thing(model: Model, key: int, names: wording.Names) -> Thing:
    name = names.of(model, key)
    if (model, key) not in names.rows or (model, key) in names.gone or admin_of(admin.site, model) is None:
        return Thing(name, "")
    try:
        return Thing(name, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_history", args=[key]))
    except NoReverseMatch:
        return Thing(name, "")


# Filters


def people_of(changes: Any, chosen: str) -> list[Option]:
    keys = changes.order_by().exclude(who=None).values_list("who", flat=True).distinct()
    people = sorted(wording.people(keys).items(), key=lambda pair: pair[1].casefold())
    return [Option(str(key), name, str(key) == chosen) for key, name in people]


def kinds_of(changes: Any, chosen: str) -> list[Option]:
    tables = set(changes.order_by().values_list("table", flat=True).distinct())
    found = [model for model in recorded_models() if model._meta.db_table in tables and not model._meta.auto_created]
    options = [(model._meta.db_table, wording.kind_words(model, many=True)) for model in found]
    return [Option(table, words, table == chosen) for table, words in sorted(options, key=lambda pair: pair[1])]


def narrowed(who: str, kind: str) -> Q:
    found = Q()
    if who.isascii() and who.isdecimal() and len(who) < 19:  # noqa: PLR2004 (a bigint has as many figures)
        found &= Q(who=int(who))
    return found & Q(table=kind[:63]) if kind else found
