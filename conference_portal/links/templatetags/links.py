"""`{% load links %}`: a form of the desk says beside the field that a link in it has died."""

from __future__ import annotations

from typing import Any

from django import template

from conference_portal.links.collecting import SOURCES, places_in
from conference_portal.links.dead import Dead, dead

register = template.Library()


@register.simple_tag
def mark_links(adminform: Any, formsets: Any = ()) -> str:
    """Before the fields are drawn: what is dead in any of them. One query where there are links at all."""
    forms = [adminform.form, *(form for each in formsets or () for form in each.formset.initial_forms)]
    rows = {form.instance: form for form in forms if type(form.instance) in SOURCES and form.instance.pk}
    for form in rows.values():
        form.dead_links = {}
    for each in dead(place for row in rows for place in places_in(row)):
        rows[each.place.row].dead_links.setdefault(each.place.field, []).append(each)
    return ""


@register.filter
def dead_of(field: Any) -> list[Dead]:
    """Of an AdminField, or of one for reading only."""
    form = getattr(field, "form", None) or field.field.form
    name = field.field["field"] if field.is_readonly else field.field.name
    found: list[Dead] = getattr(form, "dead_links", {}).get(name, [])
    return found
