"""“Still right”: a translation was looked at beside its changed source, and no word of it has to change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Max
from django.utils import timezone

from conference_portal.history.models import Change
from conference_portal.kit.edits import digest
from conference_portal.kit.languages import READING, column
from conference_portal.kit.panes import translated
from conference_portal.texts.models import Confirmed
from conference_portal.texts.staleness import country_of, source_of

if TYPE_CHECKING:
    from django.http import HttpRequest

TICK = "still-right"


def tick(row: models.Model, name: str, source: str) -> str:
    """The value of a tick: which text, and what its source said when it was looked at."""
    return f"{row._meta.db_table}:{row.pk}:{name}:{digest(source)}"


def confirm_ticked(request: HttpRequest, form: Any, formsets: Iterable[Any]) -> None:
    """Of a form of the desk that was just saved; a tick for another row is none."""
    sent = set(request.POST.getlist(TICK))
    if not sent:
        return
    rows = [form.instance, *(each.instance for formset in formsets for each in formset.forms)]
    for row in (each for each in rows if each.pk):
        country = country_of(form.instance)
        for field in translated(type(row)):
            source = source_of(row, field, country)
            for code in READING if source else ():
                words = getattr(row, column(field, source))
                if tick(row, column(field, code), words) in sent:
                    confirm(row, column(field, code), source=words, who=request.user)


def confirm(row: models.Model, name: str, *, source: str, who: Any) -> None:
    """The row is locked, and its source says what was looked at."""
    changes = Change.objects.filter(table=row._meta.db_table, row=row.pk)
    last = changes.order_by().aggregate(last=Max("pk"))["last"] or 0
    held = {"digest": digest(source), "change": last, "at": timezone.now(), "who": getattr(who, "pk", None)}
    Confirmed.objects.update_or_create(table=row._meta.db_table, row=row.pk, column=name, defaults=held)
