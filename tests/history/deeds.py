"""Tests run in one transaction; what they do one after the other is told apart here."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F

from conference_portal.history.models import Change
from conference_portal.kit.recording import sign


def apart():
    """All that was done so far was done before, and by itself."""
    Change.objects.update(xid=F("xid") - 1, at=F("at") - timedelta(minutes=1))
    sign(None, "")


def begin():
    """The history begins here."""
    Change.objects.all().delete()


def change_of(row, **wanted):
    """The last change of a row."""
    return Change.objects.filter(table=row._meta.db_table, row=row.pk, **wanted).order_by("-pk")[0]
