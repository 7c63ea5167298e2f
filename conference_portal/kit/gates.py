"""What pages and inlines of the admin may show, offer and change.

Rights come from memberships alone, never from Django's model permissions: who may see a row is asked of `readable`, who
may change it of `editable`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.forms import Textarea
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.choosing import NamedSelect
from conference_portal.kit.clocks import ClockField, MomentField
from conference_portal.kit.content import memberships_of
from conference_portal.kit.inputs import (
    ClockInput,
    DayInput,
    LinesField,
    MomentInput,
    Ticks,
    ZoneField,
    languages_field,
    within_reach,
)
from conference_portal.kit.languages import STORED, column
from conference_portal.kit.panes import direction, translated

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from django.contrib.admin import AdminSite
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
    from django.forms import Field
    from django.http import HttpRequest

    Someone = AbstractBaseUser | AnonymousUser

ADDRESS = _("For web addresses: small letters, figures and hyphens. Left empty, it is made from the name.")
NO_ADDRESS = _("Write small letters from a to z, figures and hyphens, without spaces: how-to-get-there.")
LONGEST_TEXT = 50_000  # characters: a small book, and still quick to set


def once(request: HttpRequest, key: Hashable, ask: Callable[[], bool]) -> bool:
    """The same question is asked by every list, link and inline of a page: the database answers it once a request."""
    answers: dict[Hashable, bool] = request.__dict__.setdefault("answers_of_gates", {})
    if key not in answers:
        answers[key] = ask()
    return answers[key]


def belongs(request: HttpRequest) -> bool:
    """A keeper of the series, or a member of an edition or event today, whatever the role."""
    user: Any = request.user
    if not (user.is_active and user.is_staff):
        return False
    return user.is_superuser or once(request, "belongs", lambda: memberships_of(user).exists())


def edits(request: HttpRequest) -> bool:
    """A keeper of the series, or somebody with a right to change an edition or an event today."""
    user: Any = request.user
    if not belongs(request):
        return False
    return user.is_superuser or once(request, "edits", lambda: memberships_of(user, editing=True).exists())


def admin_of(site: AdminSite, model: type[models.Model]) -> Any:
    """The page that is registered for the model, if there is one."""
    return site.get_model_admin(model) if site.is_registered(model) else None


def name_columns(model: type[models.Model], site: AdminSite) -> tuple[str, ...]:
    """The columns that hold what a row is called."""
    named = admin_of(site, model).named
    return tuple(column(named, code) for code in STORED) if named in translated(model) else (named,)


class Gates:
    """For pages and inlines alike: what may be seen, chosen and changed."""

    model: type[models.Model]
    admin_site: AdminSite
    owned_by: ClassVar[tuple[str, ...]] = ()  # where the gates name no way
    languages: ClassVar[tuple[str, ...]] = ()  # lists of language codes
    lines: ClassVar[tuple[str, ...]] = ()  # lists that are typed one item a line
    plain_texts: ClassVar[tuple[str, ...]] = ()  # long texts that are printed as they are, not as Markdown

    def readable(self, user: Someone) -> models.QuerySet[Any]:
        """Rows of the editions and events that the user belongs to, whatever the role."""
        rows = self.model._default_manager.all()
        return rows if getattr(user, "is_superuser", False) else rows.filter(rows.of_member(user))  # type: ignore[attr-defined]

    def editable(self, user: Someone) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = self.model._default_manager.editable_by(user)  # type: ignore[attr-defined]
        return rows

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", self.choices(db_field, request))
        if db_field.name in self.autocomplete_fields:  # type: ignore[attr-defined]
            names = name_columns(db_field.remote_field.model, self.admin_site)
            kwargs["widget"] = NamedSelect(db_field, self.admin_site, names=names)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        target = admin_of(self.admin_site, db_field.remote_field.model)
        if field is not None and hasattr(target, "as_choice"):
            field.queryset = field.queryset.select_related(*target.list_select_related or ())
            field.label_from_instance = target.as_choice
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs |= {"queryset": self.choices(db_field, request), "widget": Ticks, "help_text": ""}
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def choices(self, db_field: Any, request: HttpRequest) -> models.QuerySet[Any]:
        """What the field may be set to: rows that the user may change; of what all share (cities, rooms, people) those
        that they can see. The form itself keeps the value that stands there already."""
        target = db_field.remote_field.model
        shared = getattr(admin_of(self.admin_site, target), "shared", False) and db_field.name not in self.owners
        rows = target._default_manager.all()
        return rows.visible_to(request.user) if shared else rows.editable_by(request.user)  # type: ignore[no-any-return]

    @property
    def owners(self) -> tuple[str, ...]:
        """The fields through which a row belongs to somebody: the first step of each way of its gates."""
        if self.owned_by:
            return self.owned_by
        rows: Any = self.model._default_manager.all()
        ways = (*rows.editions, *rows.events) if hasattr(rows, "editions") else ()
        return tuple(dict.fromkeys(way.partition("__")[0] for way in ways if way.partition("__")[0] != "pk"))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, ArrayField) and (field := self._list_field(db_field)):
            return field
        if db_field.name == "time_zone":
            label = capfirst(db_field.verbose_name)
            return ZoneField(label=label, initial=db_field.default, help_text=db_field.help_text)
        field = super().formfield_for_dbfield(db_field, request, **kwargs | _given(db_field))  # type: ignore[misc]
        if field is None:
            return None
        field.validators += _limits(db_field)
        if hasattr(db_field, "language"):
            self._speak(field, db_field)
        if db_field.many_to_many:
            field.widget.can_add_related = False  # Django's window beside can add to a list, not to boxes to tick
        return field

    def _list_field(self, db_field: Any) -> Field | None:
        given = {
            "label": capfirst(db_field.verbose_name),
            "required": not db_field.blank,
            "help_text": db_field.help_text,
        }
        if db_field.name in self.languages:
            return languages_field((), **given)
        if db_field.name in self.lines:
            return LinesField(is_address=isinstance(db_field.base_field, models.URLField), **given)
        return None

    def _speak(self, field: Any, db_field: Any) -> None:
        """The input says which language is typed in it; the label says what, once, without a code."""
        original = db_field.translated_field
        field.label = capfirst(original.verbose_name)
        attributes = {"dir": direction("")} if db_field.language == "other" else {"lang": db_field.language}
        field.widget.attrs |= attributes | {"spellcheck": "true"}  # browsers take the language from beside it
        if isinstance(original, models.TextField) and original.name not in self.plain_texts:
            field.widget.attrs["data-markdown"] = ""


def _given(db_field: Any) -> dict[str, Any]:
    """How a column is asked for here, where Django would ask otherwise."""
    match db_field:
        case models.URLField():
            return {"assume_scheme": "https"}
        case models.SlugField():
            return {"help_text": ADDRESS, "error_messages": {"invalid": NO_ADDRESS}}
        case models.DateTimeField():
            return {"form_class": MomentField, "widget": MomentInput(label=capfirst(db_field.verbose_name))}
        case models.TimeField():
            return {"form_class": ClockField, "widget": ClockInput()}
        case _:
            return {"widget": widget} if (widget := _widget(db_field)) else {}


def _limits(db_field: Any) -> list[Any]:
    """What no column forbids, but no person means."""
    if isinstance(db_field, models.DateField):  # a moment is one, too
        return [within_reach]
    return [MaxLengthValidator(LONGEST_TEXT)] if isinstance(db_field, models.TextField) else []


def _widget(db_field: Any) -> Any:
    match db_field:
        case models.DateField():
            return DayInput()
        case models.TextField():
            return Textarea(attrs={"rows": 6})
    return None
