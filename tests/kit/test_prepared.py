"""Queries whose SQL is made once answer as if it were made each time."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.urls import get_resolver
from django.utils import translation

from conference_portal.kit.languages import SortKey, shown
from conference_portal.kit.pages import as_if
from conference_portal.kit.queries import Prepared, prepared
from events.editions.models import Event, Topic
from tests.factories import make_event, make_session, make_topic

pytestmark = pytest.mark.django_db

ANYBODY = AnonymousUser()
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
VALUES = {
    "event": 1,
    "speaker": 4,
    "topic": 5,
    "subtheme": 6,
    "edition": 2,
    "release": 3,
    "year": 2024,
    "slug": "night",
    "lately": NOON,
}


@prepared
def events(user, kind):
    return Event.objects.visible_to(user).filter(kind=kind).order_by("slug")


@prepared
def topics(user):
    return Topic.objects.visible_to(user).order_by(SortKey(shown("title"))).values_list("slug", flat=True)


@prepared
def with_sessions(user, slug):
    return Event.objects.visible_to(user).filter(slug=slug).select_related("city").prefetch_related("sessions")


@pytest.fixture(autouse=True)
def _as_at_the_start(monkeypatch):
    for one in Prepared.every:
        monkeypatch.setattr(one, "_ready", {})


def test_each_asking_has_its_own_values():
    make_event(slug="a", kind="debate")
    make_event(slug="b", kind="seminar")

    assert [event.slug for event in events(ANYBODY, kind="debate")] == ["a"]
    assert [event.slug for event in events(ANYBODY, kind="seminar")] == ["b"]
    assert events(ANYBODY, kind="theme_day") == []


def test_the_sql_is_made_once(monkeypatch):
    make_event(slug="a", kind="debate")
    made = []
    as_sql = SQLCompiler.as_sql

    def counted(self, *words, **more):
        made.append(self)
        return as_sql(self, *words, **more)

    monkeypatch.setattr(SQLCompiler, "as_sql", counted)

    assert [len(events(ANYBODY, kind="debate")) for _ in range(3)] == [1, 1, 1]
    assert len(made) == 1


def test_a_moment_that_passes_is_seen():
    make_event(slug="a", kind="debate", published_at=NOON)

    with as_if(NOON.replace(hour=11)):
        before = events(ANYBODY, kind="debate")
    with as_if(NOON):
        after = events(ANYBODY, kind="debate")

    assert (before, [event.slug for event in after]) == ([], ["a"])


def test_who_is_signed_in_sees_more_and_leaves_no_trace(cast):
    make_event(slug="draft", kind="debate", edition=cast.oslo, published_at=None)

    assert events(ANYBODY, kind="debate") == []
    assert [event.slug for event in events(cast.astrid, kind="debate")] == ["draft"]
    assert events(ANYBODY, kind="debate") == []


def test_each_language_has_its_own_order():
    for slug, danish, swedish in (("one", "ål", "a"), ("two", "bil", "b")):
        make_topic(slug=slug, title_da=danish, title_sv=swedish)

    with translation.override("da"):
        in_danish = topics(ANYBODY)
    with translation.override("sv"):
        in_swedish = topics(ANYBODY)

    assert (in_danish, in_swedish) == (["two", "one"], ["one", "two"])


def test_instances_come_with_what_they_are_asked_with(django_assert_num_queries):
    event = make_event(slug="night")
    make_session(event=event, slug="opening")
    make_event(slug="day")
    with_sessions(ANYBODY, slug="day")

    with django_assert_num_queries(2):
        (found,) = with_sessions(ANYBODY, slug="night")
        assert (found, found.city, [session.slug for session in found.sessions.all()]) == (event, None, ["opening"])


@pytest.mark.django_db(transaction=True)
def test_threads_ask_at_the_same_time():
    make_event(slug="a", kind="debate")
    make_event(slug="b", kind="seminar")
    found = {}

    def ask(kind):
        found[kind] = [event.slug for _ in range(20) for event in events(ANYBODY, kind=kind)]
        connection.close()

    threads = [Thread(target=ask, args=[kind]) for kind in ("debate", "seminar")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {"debate": ["a"] * 20, "seminar": ["b"] * 20}


def test_what_closes_over_a_value_is_refused():
    slug = "a"

    with pytest.raises(TypeError, match="slug"):

        @prepared
        def by_slug(user):
            return Event.objects.visible_to(user).filter(slug=slug)


def test_every_prepared_query_is_the_query_of_its_values():
    """None of them looked at a value, or at the clock, when it was made."""
    assert get_resolver().url_patterns
    portals = [one for one in Prepared.every if not one.__module__.startswith("tests.")]

    for language in ("da", "is"):
        with translation.override(language), as_if(NOON):
            for one in portals:
                names = one.make.__code__.co_varnames[1 : one.make.__code__.co_argcount]
                values = {name: VALUES[name] for name in names}
                asked = one.filled(values)
                sql, parameters = one.make(ANYBODY, **values).query.get_compiler(connection=connection).as_sql()

                assert bare(asked.sql) == bare(sql), one.make.__qualname__
                assert asked.parameters == tuple(parameters), one.make.__qualname__
    assert len(portals) > 10


def bare(sql):
    """Django sets an expression in brackets and a plain value without."""
    return sql.replace("(", "").replace(")", "")
