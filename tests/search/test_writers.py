"""Two editors at once: neither is refused, and the words of both are found."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from conference_portal.search.models import Entry, Word
from tests.factories import make_contact, make_event
from tests.search.conftest import titles

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(write):
    """In a connection of its own."""
    try:
        write()
    finally:
        connection.close()


def test_two_who_write_on_one_event_are_both_heard():
    event = make_event(title="Dagen")

    with ThreadPoolExecutor() as others, transaction.atomic():
        make_contact(event=event, name="Vera Vang")
        waiting = others.submit(elsewhere, lambda: make_contact(event=event, name="Tove Tang"))
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        transaction.on_commit(lambda: waiting.result(timeout=10))

    assert titles("vera vang") == titles("tove tang") == ["Dagen"]
    assert Entry.objects.filter(kind="event").count() == 4


def test_who_learns_the_same_words_in_another_order_is_not_refused():
    first, second = make_event(title="Dagen"), make_event(title="Natten")

    def write():
        with transaction.atomic():
            make_contact(event=second, name="Zebra")
            make_contact(event=second, name="Antilope")

    with ThreadPoolExecutor() as others, transaction.atomic():
        make_contact(event=first, name="Antilope")
        waiting = others.submit(elsewhere, write)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        make_contact(event=first, name="Zebra")
        transaction.on_commit(lambda: waiting.result(timeout=10))

    assert set(titles("antilope zebra")) == {"Dagen", "Natten"}
    assert Word.objects.filter(word__in=["antilope", "zebra"]).count() == 2
