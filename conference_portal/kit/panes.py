"""Translated fields side by side: a pane per language, what each holds, and how complete it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from modeltranslation.translator import translator

from conference_portal.kit.languages import OTHER, READING, STORED, column
from conference_portal.kit.parts import RIGHT_TO_LEFT

# Each in itself, so never translated.
NAMES = {"da": "Dansk", "sv": "Svenska", "en": "English", "is": "Íslenska"}
PANE = "pane"


def translated(model: type[models.Model]) -> tuple[str, ...]:
    """The names of the model's translated fields, in their order."""
    if model not in translator.get_registered_models():
        return ()
    known = translator.get_options_for_model(model).all_fields
    return tuple(field.name for field in model._meta.concrete_fields if field.name in known)


def columns(model: type[models.Model], names: Iterable[str] | None = None) -> list[str]:
    """The language columns of these fields, or of all."""
    return [column(name, language) for name in names or translated(model) for language in STORED]


def fieldsets(model: type[models.Model]) -> list[tuple[Any, dict[str, Any]]]:
    """One for each language, in ModelAdmin's notation; in the fifth the row says which language it is."""
    names = translated(model)
    if not names:
        return []
    found = []
    for language in STORED:
        own = [column(name, language) for name in names]
        fields = ["other_language", *own] if language == OTHER else own
        found.append((None, {"fields": fields, "classes": (PANE, language)}))
    return found


@dataclass(frozen=True)
class Pane:
    """What a template prints of one language."""

    language: str
    fieldset: Any  # Django's Fieldset
    filled: int
    total: int
    has_errors: bool

    @property
    def name(self) -> str:
        return NAMES.get(self.language, "")

    @property
    def is_other(self) -> bool:
        return self.language == OTHER

    @property
    def is_full(self) -> bool:
        return self.filled == self.total

    @property
    def is_open(self) -> bool:
        """The fifth pane is folded in while nobody needs it."""
        return bool(self.filled) or self.has_errors


@dataclass(frozen=True)
class Arranged:
    """A form's fieldsets: the panes first, then the rest."""

    panes: list[Pane]
    rest: list[Any]

    @property
    def reading(self) -> list[Pane]:
        return [pane for pane in self.panes if not pane.is_other]

    @property
    def other(self) -> Pane | None:
        return next((pane for pane in self.panes if pane.is_other), None)

    @property
    def has_markdown(self) -> bool:
        fields = [(pane.fieldset.form, name) for pane in self.reading for name in pane.fieldset.fields]
        return any("data-markdown" in form.fields[name].widget.attrs for form, name in fields if name in form.fields)

    @property
    def rows(self) -> int:
        return max((len(pane.fieldset.fields) for pane in self.reading), default=0)


def arranged(found: Iterable[Any]) -> Arranged:
    sets = list(found)
    panes = [each for each in sets if each.classes.startswith(f"{PANE} ")]
    if not panes:
        return Arranged([], sets)
    form = panes[0].form
    used = {name for name in translated(form._meta.model) if any(_value(form, column(name, code)) for code in STORED)}
    return Arranged([_pane(each, used) for each in panes], [each for each in sets if each not in panes])


def _pane(fieldset: Any, used: set[str]) -> Pane:
    form, language = fieldset.form, fieldset.classes.split()[1]
    filled = sum(bool(_value(form, column(name, language))) for name in used)
    wrong = any(name in form.errors for name in fieldset.fields)
    return Pane(language, fieldset, filled, len(used), wrong)


def _value(form: Any, name: str) -> Any:
    """What the field shows: what was typed, else what is stored; from the row where the form is for reading only."""
    value = form[name].value() if name in form.fields else getattr(form.instance, name)
    return value.strip() if isinstance(value, str) else value


@dataclass(frozen=True)
class Completeness:
    """How many of the four reading languages hold everything that any language holds."""

    complete: tuple[str, ...]
    missing: tuple[str, ...]


def completeness(row: models.Model) -> Completeness:
    names = translated(type(row))
    used = [name for name in names if any(getattr(row, column(name, code)) for code in STORED)]
    complete = tuple(code for code in READING if used and all(getattr(row, column(name, code)) for name in used))
    return Completeness(complete, tuple(code for code in READING if code not in complete))


def direction(language: str) -> str:
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "auto"
