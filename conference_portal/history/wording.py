"""How a change is told: the names of fields and rows in the reader's language, values as forms show them, and the
difference of long texts word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from conference_portal.history.models import Change
from conference_portal.kit import formats
from conference_portal.kit.languages import OTHER, UNDETERMINED, language_name, reading_language
from conference_portal.kit.panes import translated

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone

LONG = 60  # characters: longer texts are told by what differs
AROUND = 8  # words of what stayed, on either side of a difference
FEW = 2
ALIKE = 0.4
MOST_WORDS = 6000
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


def columns_of(model: type[models.Model]) -> list[Any]:
    return list(model._meta.concrete_fields)


def field_of(model: type[models.Model], column: str) -> Any:
    """None for a column that there is no longer."""
    return next((field for field in columns_of(model) if field.column == column), None)


def kind_words(model: type[models.Model], *, many: bool = False) -> str:
    return capfirst(str(model._meta.verbose_name_plural if many else model._meta.verbose_name))


def label(field: Any) -> str:
    return capfirst(str(getattr(field, "translated_field", field).verbose_name))


def language_of(field: Any, row: models.Model | None) -> str:
    """The code of the language that the column is in; "" if in none."""
    code = str(getattr(field, "language", ""))
    return (getattr(row, "other_language", "") or UNDETERMINED) if code == OTHER else code


def language_words(code: str) -> str:
    return _("another language") if code == UNDETERMINED else language_name(code) if code else ""


class Names:
    """What rows are called, asked for all at once: a query for each kind of row, and one for all that are gone."""

    def __init__(self, user: Someone) -> None:
        self._user = user
        self._wanted: dict[type[models.Model], set[int]] = {}
        self.rows: dict[tuple[type[models.Model], int], models.Model] = {}
        self.gone: set[tuple[type[models.Model], int]] = set()
        self._hidden: set[tuple[type[models.Model], int]] = set()

    def want(self, model: type[models.Model], key: Any) -> None:
        if isinstance(key, int):
            self._wanted.setdefault(model, set()).add(key)

    def load(self) -> None:
        for model, keys in self._wanted.items():
            missing = {key for key in keys if (model, key) not in self.rows}
            if missing:
                self._load(model, missing)
        wanted = [(model, key) for model, keys in self._wanted.items() for key in keys]
        if missing_rows := [each for each in wanted if not self._has(*each)]:
            self._load_gone(missing_rows)
        self._wanted.clear()

    def _has(self, model: type[models.Model], key: int) -> bool:
        return (model, key) in self.rows or (model, key) in self._hidden

    def _load(self, model: type[models.Model], keys: set[int]) -> None:
        found = model._base_manager.filter(pk__in=keys).select_related()
        rows: Any = model._default_manager.filter(pk__in=keys)
        seen = set(rows.visible_to(self._user).values_list("pk", flat=True)) if hasattr(rows, "visible_to") else keys
        for row in found:
            if row.pk in seen:
                self.rows[model, row.pk] = row
            else:
                self._hidden.add((model, row.pk))

    def _load_gone(self, missing: list[tuple[type[models.Model], int]]) -> None:
        models_of = {model._meta.db_table: model for model, _key in missing}
        wanted = Q(pk__in=())
        for model, key in missing:
            wanted |= Q(table=model._meta.db_table, row=key)
        for change in Change.objects.filter(wanted, action=Change.Action.DELETE):
            model = models_of[change.table]
            self.rows.setdefault((model, change.row), as_row(model, change.before or {}))
            self.gone.add((model, change.row))

    def of(self, model: type[models.Model], key: Any, called: Any = str) -> str:
        if key is None:
            return ""
        kind = kind_words(model)
        if (model, key) in self._hidden:
            return _("%(name)s of another edition") % {"name": kind}
        row = self.rows.get((model, key))
        return (name_of(row, called) if row else "") or f"{kind} {key}"


def as_row(model: type[models.Model], held: dict[str, Any]) -> models.Model:
    """A row as it was, from what its deletion kept."""
    row, bases = model(), translated(model)
    for field in columns_of(model):
        if field.column in held and field.name not in bases:
            setattr(row, field.attname, field.to_python(held[field.column]))
    return row


def name_of(row: models.Model, called: Any = str) -> str:
    """What it is called, also when what its name is made of is gone."""
    if isinstance(row, get_user_model()):
        return row.get_full_name() or row.get_username()
    try:
        return str(called(row))
    except (ObjectDoesNotExist, AttributeError):
        return ""


def value_words(field: Any, value: Any, names: Names) -> str:
    """A value as the history holds it, in words; "" for none."""
    if value is None or value in ("", []):
        return ""
    if field.remote_field:
        return names.of(field.remote_field.model, value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _typed_words(field, value)


def _typed_words(field: Any, value: Any) -> str:
    match field:
        case models.DateTimeField():
            return moment_words(field.to_python(value))
        case models.DateField():
            return formats.day(date.fromisoformat(value))
        case models.TimeField():
            return str(value)[:5]
        case models.FileField():
            return PurePosixPath(value).name
        case ArrayField():
            return ", ".join(map(str, value))
    return str(dict(field.flatchoices).get(value, value))


def moment_words(value: datetime) -> str:
    zone = timezone.get_current_timezone_name()
    return f"{formats.day(timezone.localtime(value))}, {formats.clock(value, zone)}"


def difference(before: str, after: str) -> SafeString:
    """What differs between two texts, word by word; what stayed is shortened. Texts with little in common stand whole,
    the old one before the new one."""
    old, new = _WORD.findall(before)[:MOST_WORDS], _WORD.findall(after)[:MOST_WORDS]
    found = SequenceMatcher(a=old, b=new, autojunk=len(old) + len(new) > MOST_WORDS // 2)
    if found.ratio() < ALIKE:
        return mark_safe("\n".join([*_marked("del", old), *_marked("ins", new)]))  # noqa: S308 (escaped there)
    parts = _readable(old, found.get_opcodes())
    told: list[str] = []
    for number, (stayed, a, b, c, d) in enumerate(parts):
        if stayed:
            told.append(_stayed(old[a:b], is_first=number == 0, is_last=number == len(parts) - 1))
        else:
            told += [*_marked("del", old[a:b]), *_marked("ins", new[c:d])]
    return mark_safe("".join(told))  # noqa: S308 (each part is escaped)


def _readable(old: list[str], parts: Iterable[Any]) -> list[tuple[bool, int, int, int, int]]:
    """A word or two that happen to stay between two changes are told with them."""
    found: list[tuple[bool, int, int, int, int]] = []
    for kind, a, b, c, d in parts:
        words = sum(not each.isspace() for each in old[a:b])
        stayed = kind == "equal" and (words > FEW or not found)
        if found and not stayed and not found[-1][0]:
            found[-1] = (False, found[-1][1], b, found[-1][3], d)
        else:
            found.append((stayed, a, b, c, d))
    return found


def _marked(tag: str, words: list[str]) -> Iterator[str]:
    if words:
        said = _("removed:") if tag == "del" else _("added:")
        mark = format_html('<span class="visually-hidden" lang="{}">{} </span>', reading_language(), said)
        yield format_html("<{}>{}{}</{}>", mark_safe(tag), mark, "".join(words), mark_safe(tag))  # noqa: S308


def _stayed(words: list[str], *, is_first: bool, is_last: bool) -> str:
    if len(words) <= AROUND * 4:
        return format_html("{}", "".join(words))
    head = "" if is_first else "".join(words[: AROUND * 2]).rstrip() + " "
    tail = "" if is_last else " " + "".join(words[-AROUND * 2 :]).lstrip()
    return format_html("{}…{}", head, tail)


def people(keys: Iterable[int | None]) -> dict[int | None, str]:
    """By the number of an account the name of the person; those that are gone are somebody."""
    accounts = get_user_model()._default_manager.in_bulk({key for key in keys if key is not None})
    return {key: name_of(account) for key, account in accounts.items()}


def way_words(how: str) -> str:
    """By which way it came; nothing is said of the desk, where most is written."""
    return {
        "admin": "",
        "import": _("with an import"),
        "release": _("with a release"),
        "archive": _("with the archive"),
        "handover": _("with a handover"),
        "restore": _("from the history"),
    }.get(how, _("by a command"))
