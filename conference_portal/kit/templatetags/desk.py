"""`{% load desk %}`: what the admin's templates need beyond Django's own tags."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import template
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.exceptions import FieldDoesNotExist
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conference_portal.kit import formats
from conference_portal.kit.content import memberships_of
from conference_portal.kit.gates import admin_of
from conference_portal.kit.languages import READING, STORED, language_name
from conference_portal.kit.panes import Arranged
from conference_portal.kit.panes import arranged as arrange

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AbstractBaseUser

register = template.Library()

GROUPS = {
    "edition": _("Editions and pages"),
    "programme": _("Events and programmes"),
    "youth": _("Youth"),
    "places": _("Cities, places and organisations"),
    "media": _("Pictures"),
    "people": _("Accounts and rights"),
}
# In each group: what is edited most stands first.
ORDER = (
    *("Edition", "Theme", "Page", "Event", "Session", "Release", "Speaker", "Material", "Guide", "Output", "Statement"),
    *("City", "Venue", "Room", "Organisation", "Topic", "Image", "Membership", "User"),
)


@dataclass(frozen=True)
class Problem:
    """An error of a form, and where it is."""

    field: str  # the id to go to
    label: str
    message: str


@register.simple_tag
def arranged(fieldsets: Any) -> Arranged:
    """The panes of a form, and its other fieldsets."""
    return arrange(fieldsets)


@register.simple_tag
def problems(adminform: Any, formsets: Any = ()) -> list[Problem]:
    """Every error of the page, in the order of its fields."""
    found = list(_problems(adminform.form)) if adminform else []
    for each in formsets or ():
        found += [Problem(f"{each.formset.prefix}-group", "", str(error)) for error in each.formset.non_form_errors()]
        for form in each.formset.forms:
            found += _problems(form)
    return found


@register.simple_tag
def problems_of(form: Any) -> list[Problem]:
    """Of a form that is no row's."""
    return list(_problems(form))


def _problems(form: Any) -> Iterator[Problem]:
    for name, errors in form.errors.items():
        if name not in form.fields:
            yield from (Problem("", "", str(error)) for error in errors)
            continue
        bound = form[name]
        code = name.rpartition("_")[2]
        label = f"{bound.label} ({language_name(code)})" if "lang" in bound.field.widget.attrs else str(bound.label)
        yield from (Problem(bound.id_for_label or bound.auto_id, label, str(error)) for error in errors)


@register.filter
def label_of(field: Any) -> str:
    """The label of an AdminField or of one for reading only, without the code of its language."""
    if not field.is_readonly:
        return str(field.field.label)
    name = field.field["field"]
    try:
        column: Any = field.form._meta.model._meta.get_field(name)
    except (FieldDoesNotExist, TypeError):
        return capfirst(str(field.field["label"]))
    return capfirst(str(getattr(column, "translated_field", column).verbose_name))


@register.filter
def as_markup(words: Any) -> SafeString:
    """A hint of a form: written by us or by Django, never by editors; that of passwords is a list."""
    return mark_safe(str(words))  # noqa: S308


@register.filter
def called(inline: Any) -> str:
    """The heading of a row that belongs to the page's row."""
    name = getattr(inline.model_admin, "called", str)
    return name(inline.original) if inline.original else ""


@register.simple_tag
def groups(app_list: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The index by what organisers do, not by where the code lies."""
    found: dict[str, list[dict[str, Any]]] = {key: [] for key in GROUPS}
    for app in app_list:
        for model in app["models"]:
            key = getattr(admin_of(admin.site, model["model"]), "group", "people")
            found[key].append(model)
    return [{"name": GROUPS[key], "models": sorted(models, key=_rank)} for key, models in found.items() if models]


def _rank(model: dict[str, Any]) -> int:
    name = model["object_name"]
    return ORDER.index(name) if name in ORDER else len(ORDER)


@register.simple_tag
def work_of(user: AbstractBaseUser) -> list[dict[str, Any]]:
    """The editions and events that somebody works on, with what they do there."""
    mine = memberships_of(user).select_related("edition__host", "event")
    return [_work(membership) for membership in mine]


@register.simple_tag
def lately_by(user: AbstractBaseUser, most: int = 10) -> list[LogEntry]:
    """What somebody changed last and may still see: a right that has ended takes the names along."""
    entries = list(LogEntry.objects.filter(user=user.pk).select_related("content_type")[: 3 * most])
    wanted: dict[Any, set[str]] = {}
    for entry in entries:
        if entry.content_type and entry.object_id and not entry.is_deletion():
            wanted.setdefault(entry.content_type, set()).add(entry.object_id)
    seen = {(kind.pk, key) for kind, keys in wanted.items() for key in _readable(kind.model_class(), keys, user)}
    return [entry for entry in entries if (entry.content_type_id, entry.object_id) in seen][:most]


def _readable(model: Any, keys: set[str], user: AbstractBaseUser) -> list[str]:
    page: Any = admin_of(admin.site, model) if model else None
    if not hasattr(page, "readable"):
        return list(keys) if page and getattr(user, "is_superuser", False) else []
    return [str(key) for key in page.readable(user).filter(pk__in=keys).values_list("pk", flat=True)]


def _work(membership: Any) -> dict[str, Any]:
    thing = membership.edition or membership.event
    kind = thing._meta.model_name
    try:
        address = reverse(f"admin:{thing._meta.app_label}_{kind}_change", args=[thing.pk])
    except NoReverseMatch:
        address = ""
    sessions = f"event__{'edition__' if kind == 'edition' else ''}id__exact={thing.pk}"
    return {"thing": thing, "role": membership.get_role_display(), "url": address, "sessions": sessions}


@register.filter
def deed(entry: LogEntry) -> str:
    """What was done, in the reader's language. The history holds English names of columns: “title (da)”."""
    told = entry.get_change_message()
    if not entry.change_message.startswith("["):
        return told
    parts = json.loads(entry.change_message)
    for part in parts:
        for what in part.values():
            if "fields" in what:
                what["fields"] = [_column_words(words) for words in what["fields"]]
            if "name" in what:
                what["name"] = gettext(what["name"])
    return LogEntry(action_flag=entry.action_flag, change_message=json.dumps(parts)).get_change_message()


def _column_words(stored: str) -> str:
    name, _bracket, code = stored.removesuffix(")").rpartition(" (")
    if not name or code not in STORED:
        return _in_language(stored)
    language = language_name(code) if code in READING else gettext("another language")
    return f"{_in_language(name)} ({language})"


def _in_language(name: str) -> str:
    """Labels are stored with a capital, names of columns without; the catalogue knows the latter."""
    found = gettext(name)
    return found if found != name else gettext(name[:1].lower() + name[1:])


@register.filter
def instant(value: datetime) -> str:
    """Day and time of the clock on the wall here."""
    return f"{formats.day(timezone.localdate(value))}, {formats.clock(value, timezone.get_current_timezone_name())}"
