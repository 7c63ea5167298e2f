"""Finding changes again: of a row, of an edition with all that hangs on it, and of single columns."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference_portal.history.models import Change
from conference_portal.history.reading import changes_in, changes_of, last_changed
from conference_portal.kit.recording import sign
from tests.factories import (
    make_appearance,
    make_event,
    make_page,
    make_session,
    make_subtheme,
    make_theme,
    make_topic,
)

pytestmark = pytest.mark.django_db


def told(found):
    return sorted({(each.table, each.action) for each in found})


def test_changes_of_a_row_are_its_own_and_those_of_its_lists():
    session, other, topic = make_session(), make_session(), make_topic()
    Change.objects.all().delete()
    session.topics.add(topic)
    session.topics.clear()
    other.topics.add(topic)
    session.capacity = 4
    session.save()

    assert told(changes_of(session)) == [
        ("programme_session", "update"),
        ("programme_session_topics", "delete"),
        ("programme_session_topics", "insert"),
    ]
    assert changes_of(session).count() == 3


def test_changes_in_an_edition_are_those_of_all_that_hangs_on_it_even_if_it_is_gone(cast):
    mine, foreign = make_event(edition=cast.reykjavik), make_event(edition=cast.oslo)
    subtheme = make_subtheme(theme=make_theme(edition=cast.reykjavik))
    appearance = make_appearance(session=make_session(event=mine))
    make_appearance(session=make_session(event=foreign))
    make_page(edition=cast.oslo)
    Change.objects.all().delete()

    subtheme.topics.add(make_topic())
    subtheme.theme.delete()
    session = appearance.session
    appearance.delete()
    session.delete()
    foreign.save()
    foreign.title_da = "Fremmed"
    foreign.save()

    assert told(changes_in(cast.reykjavik)) == [
        ("editions_subtheme", "delete"),
        ("editions_subtheme_topics", "delete"),
        ("editions_subtheme_topics", "insert"),
        ("editions_theme", "delete"),
        ("programme_appearance", "delete"),
        ("programme_session", "delete"),
    ]
    assert told(changes_in(mine)) == [("programme_appearance", "delete"), ("programme_session", "delete")]
    assert told(changes_in(cast.oslo)) == [("editions_event", "update")]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_last_change_of_columns_is_told_in_one_query(cast, count):
    pages = [make_page(edition=cast.oslo, title={"da": f"Rejse {number}", "en": "Travel"}) for number in range(count)]
    sign(cast.astrid, "admin")
    for page in pages:
        for words in ("Tur", "Færd"):
            page.title_da = words
            page.save()
    pages[0].body_da = "Tog."
    pages[0].save()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = last_changed(pages, ["title_da", "title_en", "body_da"])

    assert len(queries) == 1
    assert {key: (each.who, each.before) for key, each in found.items()} == {
        (page.pk, "title_da"): (cast.astrid.pk, "Tur") for page in pages
    } | {(pages[0].pk, "body_da"): (cast.astrid.pk, None)}
    assert found[pages[0].pk, "title_da"].at == Change.objects.first().at


def test_last_change_of_nothing_is_nothing():
    assert last_changed([], ["title_da"]) == {}
