"""Much at once: all content anew, many rows on one event, a very long text."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference_portal.search.models import Entry, Word
from tests.factories import (
    make_conference,
    make_contact,
    make_edition,
    make_event,
    make_page,
    make_session,
    make_subtheme,
    make_theme,
)
from tests.search.conftest import titles

pytestmark = pytest.mark.django_db


def test_reindex_makes_all_anew_and_twice_changes_nothing(capsys):
    edition = make_edition()
    make_subtheme(theme=make_theme(edition=edition, title="Temaet"), keyword="Undertema")
    make_conference(edition=edition, title="Konferencen")
    kept = [*Entry.objects.order_by("kind", "object_id", "language").values_list("kind", "language", "title", "vector")]
    Entry.objects.all().delete()
    Word.objects.all().delete()

    call_command("reindex")
    call_command("reindex", verbosity=0)

    assert "objects" in capsys.readouterr().out
    found = Entry.objects.order_by("kind", "object_id", "language")
    assert [*found.values_list("kind", "language", "title", "vector")] == kept
    assert titles("undetema") == ["Undertema"]


def test_saving_asks_as_often_however_much_hangs_on_it():
    event = make_event(title="Dagen")
    make_session(event=event)
    with CaptureQueriesContext(connection) as few:
        event.save()
    for _number in range(9):
        make_session(event=event)
        make_contact(event=event)
    with CaptureQueriesContext(connection) as many:
        event.save()

    assert len(many) == len(few)


def test_a_long_text_is_indexed_as_far_as_a_vector_goes():
    page = make_page(title="Referatet", body={"da": " ".join(f"ord{number}x" for number in range(120_000))})

    assert titles("referatet") == ["Referatet"]
    assert titles("ord77x") == ["Referatet"]
    page.delete()
