"""What was deleted and can come back: a thing with all that hung on it, as one transaction took it away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from conference_portal.history import wording
from conference_portal.history.models import DAYS_RESTORABLE, Change
from conference_portal.history.restoring import Refused
from conference_portal.history.telling import Model
from conference_portal.history.validity import put_back
from conference_portal.kit.gates import admin_of, edits, once
from conference_portal.kit.recording import recorded_models, sign

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

MOST = 500  # changes that a page looks through


@dataclass(frozen=True)
class Gone:
    """A thing that was deleted, as a list tells it."""

    key: int  # of the change
    name: str
    kind: str
    at: datetime
    until: datetime
    who: str
    along: str
    may: bool


class Grave:
    """All that one transaction deleted, by table and row."""

    def __init__(self, changes: Iterable[Change]) -> None:
        models_of = {model._meta.db_table: model for model in recorded_models()}
        self.models = {change.pk: models_of[change.table] for change in changes if change.table in models_of}
        self.rows = {(models_of[each.table], each.row): each for each in changes if each.table in models_of}

    def roots(self) -> list[Change]:
        """Things that hung on nothing that was deleted with them; rows between two are no things."""
        return [each for (model, _key), each in self.rows.items() if is_thing(model) and not any(self._above(each))]

    def tree(self, root: Change) -> list[Change]:
        """The thing, and what hung on it, what is referred to first."""
        found = {root.pk: root}
        grew = True
        while grew:
            more = [
                each
                for each in self.rows.values()
                if each.pk not in found and any(above.pk in found for above in self._above(each))
            ]
            found |= {each.pk: each for each in more}
            grew = bool(more)
        return self._ordered(list(found.values()))

    def _ordered(self, changes: list[Change]) -> list[Change]:
        left, done = {each.pk: each for each in changes}, []
        while left:
            free = [each for each in left.values() if not any(above.pk in left for above in self._above(each))]
            done += [left.pop(each.pk) for each in free or list(left.values())]  # a ring: as they come
        return done

    def _above(self, change: Change) -> Iterator[Change]:
        """What was deleted with it and it referred to."""
        held: dict[str, Any] = change.before or {}
        for each in _ends(self.models[change.pk]):
            above = self.rows.get((each.remote_field.model, held.get(each.column, 0)))
            if above is not None and above.pk != change.pk:
                yield above


def is_thing(model: Model) -> bool:
    return not model._meta.auto_created


def graves(changes: Iterable[Change]) -> list[Grave]:
    """The newest first."""
    together: dict[Any, list[Change]] = {}
    for change in changes:
        together.setdefault(change.deed, []).append(change)
    return [Grave(each) for each in together.values()]


def grave_of(change: Change) -> Grave:
    return Grave(Change.objects.restorable().filter(xid=change.xid, at=change.at))


def told(request: HttpRequest, changes: Any, *, only_own: bool = False) -> list[Gone]:
    """Deletions among these changes, for a list. `only_own`: those alone that this person may bring back."""
    found = [(grave, root) for grave in graves(changes.restorable()[:MOST]) for root in grave.roots()]
    people = wording.people(root.who for _grave, root in found)
    return [
        _told(grave, root, people.get(root.who, ""), may=may)
        for grave, root in found
        if not is_back(grave, root) and ((may := may_bring_back(request, grave, root)) or not only_own)
    ]


def _told(grave: Grave, root: Change, who: str, *, may: bool) -> Gone:
    model = grave.models[root.pk]
    return Gone(
        root.pk,
        name_of(grave, root),
        wording.kind_words(model),
        root.at,
        root.at + DAYS_RESTORABLE,
        who,
        along(grave, root),
        may,
    )


def name_of(grave: Grave, change: Change) -> str:
    model = grave.models[change.pk]
    row = wording.as_row(model, change.before or {})
    return wording.name_of(row) or f"{wording.kind_words(model)} {change.row}"


def along(grave: Grave, root: Change) -> str:
    """“3 appearances, 2 materials”: what comes back with it."""
    kinds = Counter(grave.models[each.pk] for each in grave.tree(root) if each.pk != root.pk)
    counts = [
        f"{count} {model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural}"
        for model, count in kinds.items()
        if is_thing(model)
    ]
    return ", ".join(counts)


def is_back(grave: Grave, root: Change) -> bool:
    return bool(grave.models[root.pk]._base_manager.filter(pk=root.row).exists())


# Who may


def may_bring_back(request: HttpRequest, grave: Grave, root: Change) -> bool:
    """Keepers, and who could make such a row where it stood; what belongs to nobody, who deleted it."""
    model = grave.models[root.pk]
    page = admin_of(admin.site, model)
    if not getattr(page, "restorable", True):
        return False
    if request.user.is_superuser:
        return True
    if not edits(request) or (page is not None and not page.has_add_permission(request)):
        return False
    held: dict[str, Any] = root.before or {}
    owners = [(each, held[each.column]) for each in _owner_fields(model, page) if held.get(each.column) is not None]
    if not owners:
        return root.who == request.user.pk
    return any(_is_theirs(request, each.remote_field.model, key) for each, key in owners)


def _owner_fields(model: Model, page: Any) -> list[Any]:
    rows: Any = model._default_manager.all()
    ways = (*rows.editions, *rows.events) if hasattr(rows, "editions") else ()
    names = page.owners if page is not None else tuple(dict.fromkeys(way.partition("__")[0] for way in ways))
    return [each for each in _ends(model) if each.name in names]


def _is_theirs(request: HttpRequest, model: Model, key: int) -> bool:
    page = admin_of(admin.site, model)
    rows: Any = page.editable(request.user) if page else model._default_manager.editable_by(request.user)  # type: ignore[attr-defined]
    return once(request, (model, key, "edit"), lambda: rows.filter(pk=key).exists())


# Coming back


def bring_back(request: HttpRequest, grave: Grave, root: Change) -> models.Model:
    """Within a transaction. Raises Refused, with what is in the way."""
    sign(request.user, "restore")
    try:
        with transaction.atomic():
            return _bring_back(request, grave, root)
    except IntegrityError as error:
        raise Refused([_("The database refuses it: something else stands in its place by now.")]) from error


def _bring_back(request: HttpRequest, grave: Grave, root: Change) -> models.Model:
    tree = grave.tree(root)
    for change in tree:
        if told := _put(grave, change):
            raise Refused([f"{name_of(grave, change)}: {words}" for words in told])
    _refer_again(grave, root)
    rows = [grave.models[each.pk]._base_manager.get(pk=each.row) for each in tree if is_thing(grave.models[each.pk])]
    for row in rows:
        if hasattr(row, "renew"):
            row.renew()  # what is searched with it finds it again
    row = rows[0]
    page = admin_of(admin.site, type(row))
    theirs: Any = page.editable(request.user) if page else type(row)._default_manager.editable_by(request.user)  # type: ignore[attr-defined]
    if not theirs.filter(pk=row.pk).exists():
        raise Refused([_("It would not be yours to change where it stood.")])
    return row


def _put(grave: Grave, change: Change) -> list[str]:
    model = grave.models[change.pk]
    if is_thing(model):
        return put_back(model, change.before or {})
    row = wording.as_row(model, change.before or {})
    ends = [(each.remote_field.model, getattr(row, each.attname)) for each in _ends(model)]
    if all(end._base_manager.filter(pk=key).exists() for end, key in ends):
        row.save(force_insert=True)
    return []  # a topic that is gone by now is no reason to leave the thing away


def _ends(model: Model) -> list[Any]:
    return [each for each in wording.columns_of(model) if each.remote_field]


def _refer_again(grave: Grave, root: Change) -> None:
    """Columns that were emptied because the thing went, and are empty still."""
    models_of = {model._meta.db_table: model for model in recorded_models()}
    emptied = Change.objects.filter(xid=root.xid, at=root.at, action=Change.Action.UPDATE)
    aim = grave.models[root.pk]
    for change in emptied.filter(table__in=models_of):
        for each in _ends(models_of[change.table]):
            points = each.remote_field.model is aim
            if points and (change.before or {}).get(each.column) == root.row:
                empty = models_of[change.table]._base_manager.filter(pk=change.row, **{each.attname: None})
                empty.update(**{each.attname: root.row})
