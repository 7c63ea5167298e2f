"""`{% load texts %}`: what a form of the desk tells of its translations."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.text import capfirst

from conference_portal.kit.languages import language_name
from conference_portal.texts.marks import Mark, mark

register = template.Library()


@register.simple_tag
def mark_texts(adminform: Any, formsets: Any = ()) -> str:
    """Before the fields are drawn: what each is to tell, asked for together."""
    mark([adminform.form, *(form for each in formsets or () for form in each.formset.initial_forms)])
    return ""


@register.filter
def mark_of(field: Any) -> Mark | None:
    """Of an AdminField, or of one for reading only."""
    form = getattr(field, "form", None) or field.field.form
    name = field.field["field"] if field.is_readonly else field.field.name
    found: Mark | None = getattr(form, "text_marks", {}).get(name)
    return found


@register.filter
def in_words(code: str) -> str:
    """The name of a language."""
    return language_name(code)


@register.filter
def heading(code: str) -> str:
    return capfirst(language_name(code))
