"""One translation, written beside its source: by a form that keeps to what it showed of source and translation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.validators import MaxLengthValidator
from django.forms.models import modelform_factory
from django.utils.translation import gettext as _
from django.utils.translation import override

from conference_portal.kit.edits import SeenForm, digest
from conference_portal.kit.forms import Renderer
from conference_portal.kit.gates import LONGEST_TEXT, admin_of
from conference_portal.kit.languages import column
from conference_portal.kit.lists import own_columns
from conference_portal.kit.returning import AGAIN
from conference_portal.texts.confirming import TICK, tick

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db import models
    from django.http import HttpRequest

    from conference_portal.texts.units import Unit

SOURCE = "source"  # the hidden input with the digest of the source as it was shown


class TextForm(SeenForm):
    """The rest of the row is not this form's: what is wrong there keeps nobody from translating."""

    source_column = ""

    def is_valid(self) -> bool:
        """What comes back after a sign-in is looked at before it is taken."""
        return super().is_valid() and AGAIN not in self.data

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        shown = self.data.get(SOURCE, "")
        if shown and shown != self.source_digest:
            told = _("Somebody changed the source while you were writing. Look at it once more, and save again.")
            self.add_error(self.name, told)
        return found

    def _update_errors(self, errors: Any) -> None:
        if hasattr(errors, "error_dict"):
            errors.error_dict = {name: told for name, told in errors.error_dict.items() if name in self.fields}
            if not errors.error_dict:
                return
        super()._update_errors(errors)  # type: ignore[misc]

    @property
    def name(self) -> str:
        return next(iter(self.fields))

    @property
    def source_digest(self) -> str:
        return digest(getattr(self.instance, self.source_column))

    @property
    def is_confirmed(self) -> bool:
        """The tick was set, for the source that stands here now."""
        words = getattr(self.instance, self.source_column)
        return self.data.get(TICK) == tick(self.instance, self.name, words)


def form_for(unit: Unit, row: models.Model, data: Any = None) -> TextForm:
    made: Any = modelform_factory(
        type(row), form=TextForm, fields=[unit.target_column], formfield_callback=_callback(unit)
    )
    made.default_renderer = Renderer
    made.source_column = column(unit.field, unit.source_code)
    found: TextForm = made(data, instance=row)
    return found


def _callback(unit: Unit) -> Callable[..., Any]:
    attributes = {"lang": unit.code, "spellcheck": "true", "rows": _rows(unit), "autofocus": True}

    def ask(db_field: Any, **_given: Any) -> Any:
        field = db_field.formfield(widget=forms.Textarea(attrs=attributes))
        field.required = False
        field.validators.append(MaxLengthValidator(LONGEST_TEXT))
        return field

    return ask


def _rows(unit: Unit) -> int:
    """As many lines as the source takes, about."""
    lines = sum(len(line) // 60 + 1 for line in unit.source.split("\n"))
    return min(max(lines + 1, 2), 24)


def is_markdown(unit: Unit) -> bool:
    """Long texts are, but for those that a page or a part of one prints as they are."""
    plain: set[str] = set()
    for model in admin.site._registry:  # noqa: SLF001 (Django has no other list of them)
        page = admin_of(admin.site, model)
        shown = [page, *(each for each in page.inlines if each.model is type(unit.row))]
        for each in shown:
            if (each is not page or model is type(unit.row)) and hasattr(each, "plain_texts"):
                plain |= {*each.plain_texts}
    return unit.is_long and unit.field not in plain


def page_of(unit: Unit) -> tuple[Any, models.Model]:
    """The form at the desk in which the text stands: of its row, or of the nearest that its row hangs on."""
    found = ((admin_of(admin.site, type(row)), row) for row in reversed(unit.trail))
    return next((page, row) for page, row in found if page is not None)


def log(request: HttpRequest, unit: Unit) -> None:
    """As the form would: beside the row that has a page, in English as all of it is stored."""
    page, owner = page_of(unit)
    with override(None):
        changed: dict[str, Any] = {"fields": own_columns(type(unit.row), [unit.target_column])}
        if owner is not unit.row:
            changed |= {"name": str(unit.row._meta.verbose_name), "object": str(unit.row)}
    page.log_change(request, owner, [{"changed": changed}])


def log_import(request: HttpRequest, edition: models.Model, words: str) -> None:
    admin_of(admin.site, type(edition)).log_change(request, edition, words)
