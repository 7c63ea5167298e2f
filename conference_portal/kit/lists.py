"""What the admin's lists and refusals are made of: search in every language, filters that keep to the gates, and what
refers to a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.contrib.admin import RelatedFieldListFilter, SimpleListFilter
from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.languages import READING, column, language_name
from conference_portal.kit.panes import Completeness, columns, completeness, translated

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
    from django.http import HttpRequest

LONGEST_LIST = 25


def searched(model: type[models.Model], named: str, more: Iterable[str]) -> list[str]:
    """The columns of a list's search: the name in every language, without regard to accents."""
    names = columns(model, [named]) if named in translated(model) else [named]
    texts = (models.CharField, models.TextField)
    return [f"{name}__unaccent" for name in names if isinstance(model._meta.get_field(name), texts)] + list(more)


def translations(row: models.Model) -> SafeString:
    """“3/4” and what is missing, for a list."""
    found: Completeness = completeness(row)
    missing = ", ".join(language_name(code) for code in found.missing)
    told = gettext("missing: %(languages)s") % {"languages": missing} if missing else ""
    state = "part" if missing else "full"
    return format_html(
        '<span class="translations translations--{}">{}/{}</span> <span class="small soft">{}</span>',
        state,
        len(found.complete),
        len(READING),
        told,
    )


class Missing(SimpleListFilter):
    """Rows whose name is not written in a language yet."""

    title = _("translation missing")
    parameter_name = "missing"

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        self.named: str = model_admin.named
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002 (Django calls it)
        return [(code, capfirst(language_name(code))) for code in READING]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:  # noqa: ARG002
        if self.value() not in READING:
            return queryset
        name = column(self.named, str(self.value()))
        return queryset.filter(Q(**{name: ""}) | Q(**{name: None}))


class Theirs(RelatedFieldListFilter):
    """Offers only what the user may see in the list of the other model."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        other = model_admin.admin_site.get_model_admin(field.remote_field.model)
        return [(row.pk, str(row)) for row in other.readable(request.user)]


def own_columns(model: type[models.Model], names: Iterable[str]) -> list[str]:
    """Fields as the history names them: “title (da)”."""
    found = []
    for name in names:
        field: Any = model._meta.get_field(name)
        original = getattr(field, "translated_field", None)
        found.append(f"{original.verbose_name} ({field.language})" if original else str(field.verbose_name))
    return found


def protecting(rows: Iterable[models.Model], user: AbstractBaseUser | AnonymousUser) -> list[SafeString | str]:
    """What refers to these rows and keeps them from being deleted, named as far as the user may know it."""
    rows = list(rows)
    collector = NestedObjects(using=DEFAULT_DB_ALIAS, origin=rows)
    collector.collect(rows)
    found = [*collector.protected, *(each for row in rows for each in _referring(row))]
    told = [_told(each, user) for each in islice(found, LONGEST_LIST)]
    rest = len(found) - len(told)
    return [*told, gettext("and %(number)s more") % {"number": rest}] if rest else told


def _referring(row: models.Model) -> Iterator[models.Model]:
    """References that the database would let go: columns that become empty, and memberships in lists."""
    for relation in row._meta.related_objects:
        is_loose = relation.many_to_many or getattr(relation, "on_delete", None) is models.SET_NULL
        if is_loose and (name := relation.get_accessor_name()):
            found: Any = getattr(row, name, None)
            yield from found.all() if hasattr(found, "all") else filter(None, [found])


def _told(row: models.Model, user: AbstractBaseUser | AnonymousUser) -> str:
    name = capfirst(row._meta.verbose_name)
    rows: Any = type(row)._default_manager.filter(pk=row.pk)
    if hasattr(rows, "visible_to") and not rows.visible_to(user).exists():
        return gettext("%(name)s of another edition") % {"name": name}
    return f"{name}: {row}"
