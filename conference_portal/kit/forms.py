"""A form that knows whose row it changes, wants a text in one language at least, and puts errors beside fields."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import BaseConstraint, CheckConstraint, Q, UniqueConstraint
from django.forms import FileField, ModelChoiceField
from django.forms.models import construct_instance
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.choosing import NamedSelect
from conference_portal.kit.edits import SeenForm
from conference_portal.kit.inputs import LanguagesField
from conference_portal.kit.languages import STORED, column, reading_language
from conference_portal.kit.models import Addressed
from conference_portal.kit.panes import translated
from conference_portal.kit.returning import AGAIN
from conference_portal.kit.text import slug as as_slug

LONGEST_NUMBER = 3  # what tells two proposed addresses apart: “-99”


class Renderer(DjangoTemplates):
    """Widgets too are drawn by the portal's templates where it has its own."""

    @cached_property
    def engine(self) -> Any:
        own, stock = Path(settings.BASE_DIR) / "templates", Path(forms.__file__).parent / "templates"
        return self.backend({"APP_DIRS": True, "DIRS": [own, stock], "NAME": "desk", "OPTIONS": {}})


class OwnedForm(SeenForm):
    owners: ClassVar[tuple[str, ...]] = ()  # one of these fields must say to whom the row belongs
    slug_from: ClassVar[str] = ""
    explained: ClassVar[dict[str, Any]] = {}  # sentences for constraints that have none of their own

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._owned = any(self._stored.get(name) for name in self.owners)
        for name, field in self.fields.items():
            if isinstance(field, ModelChoiceField):
                self._keep_choice(name, field)
            elif isinstance(field, LanguagesField):
                field.stored = tuple(self._stored.get(name) or ())
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def _keep_choice(self, name: str, field: ModelChoiceField[Any]) -> None:
        """What stands there stays a choice, also where this editor could not choose it anew."""
        widget = getattr(field.widget, "widget", None)  # inside Django's links to add and change
        if isinstance(widget, NamedSelect):
            widget.at_hand = self.instance._state.fields_cache.get(name)  # noqa: SLF001 (what was read with the row)
        value = self._stored.get(name)
        keys = [row.pk for row in value] if isinstance(value, list) else [value] if value else []
        rows: Any = field.queryset
        if keys and rows is not None:
            kept = Q(pk__in=rows.order_by().values("pk")) | Q(pk__in=keys)
            found: Any = rows.model._default_manager.filter(kept)
            found.query.select_related = rows.query.select_related
            field.queryset = found

    def is_valid(self) -> bool:
        """What comes back is looked at before it is taken."""
        return super().is_valid() and AGAIN not in self.data

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        self._ask_for_one_language()
        self._ask_for_an_owner()
        if "slug" in self.fields and not found.get("slug") and "slug" not in self.errors:
            self._make_slug()
        return found

    def _ask_for_one_language(self) -> None:
        for name in translated(self._meta.model):
            names = [column(name, language) for language in STORED]
            needed = not self._meta.model._meta.get_field(name).blank
            if needed and names[0] in self.fields and not any(self.cleaned_data.get(each) for each in names):
                self.add_error(column(name, reading_language()), _("Write this in one language at least."))

    def _ask_for_an_owner(self) -> None:
        asked = [name for name in self.owners if name in self.fields]
        wanted = asked and (self._owned or not self._stored)
        if wanted and not any(self.cleaned_data.get(name) or name in self.errors for name in asked):
            self.add_error(asked[0], _("Say what this belongs to."))

    def _make_slug(self) -> None:
        name = self.slug_from
        candidates = (
            [column(name, code) for code in ("en", *STORED)] if name in translated(self._meta.model) else [name]
        )
        words = next((self.cleaned_data[each] for each in candidates if self.cleaned_data.get(each)), "")
        length = self._meta.model._meta.get_field("slug").max_length or 50
        made = as_slug(str(words))[: length - LONGEST_NUMBER].strip("-")
        numbered = (f"{made}-{number}" for number in range(2, 100))
        if made and (free := next(filter(self._is_free, chain([made], numbered)), "")):
            self.cleaned_data["slug"] = free
        else:
            self.add_error("slug", _("Write an address: small letters, figures and hyphens."))

    def _is_free(self, slug: str) -> bool:
        """Nothing beside it has this address, nor had it: asked of the row as it would be."""
        row = copy(self.instance)
        files = [name for name, field in self.fields.items() if isinstance(field, FileField)]
        construct_instance(self, row, exclude=files)
        row.slug = slug
        try:
            if isinstance(row, Addressed):
                Addressed.clean(row)
            for model, constraints in row.get_constraints():
                for constraint in constraints:
                    if isinstance(constraint, UniqueConstraint) and "slug" in constraint.fields:
                        constraint.validate(model, row)
            row.validate_unique(exclude={field.name for field in row._meta.fields if field.name != "slug"})
        except ValidationError:
            return False
        return True

    def _post_clean(self) -> None:
        super()._post_clean()
        self._place_constraints()

    def _place_constraints(self) -> None:
        """Django tells of a violated constraint above the form; here it stands beside a field of the constraint."""
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    self._place(constraint, error)

    def _place(self, constraint: BaseConstraint, error: ValidationError) -> None:
        told = self.errors.get(NON_FIELD_ERRORS)
        if told is not None:
            known: list[Any] = told.as_data()
            told.data = [each for each in known if not set(each.messages) & set(error.messages)]
            if not told.data:
                del self.errors[NON_FIELD_ERRORS]
        name = self._beside(constraint)
        if name not in self.errors:
            self.add_error(name, self._worded(constraint, error))

    def _beside(self, constraint: BaseConstraint) -> str | None:
        if isinstance(constraint, UniqueConstraint):
            names: list[str] = list(reversed(constraint.fields))
        else:
            names = list(_names(constraint.condition)) if isinstance(constraint, CheckConstraint) else []
        return next((name for name in names if name in self.fields), None)

    def _worded(self, constraint: BaseConstraint, error: ValidationError) -> Any:
        if constraint.violation_error_message != constraint.default_violation_error_message:
            return constraint.get_violation_error_message()
        if isinstance(constraint, UniqueConstraint) and constraint.condition is None:
            return error.messages
        return self.explained.get(constraint.name, _("These values do not go together."))


def _names(condition: Any) -> Iterator[str]:
    for part in condition.children:
        if isinstance(part, Q):
            yield from _names(part)
        elif isinstance(part, tuple):
            yield part[0].partition("__")[0]
