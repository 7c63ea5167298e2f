"""The content version moves with every committed write and every moment that passes, and with nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg2
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from conference_portal.kit.versions import (
    Version,
    Watch,
    read_version,
    snapshot,
    tidy,
    unwatched_tables,
    watch_tables,
)

WRITES = [
    "INSERT INTO shelf (word) VALUES ('new')",
    "UPDATE shelf SET word = 'other'",
    "DELETE FROM shelf",
    "TRUNCATE shelf",
]


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def words():
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM shelf ORDER BY word")
        return [word for (word,) in cursor.fetchall()]


def now():
    return read_version(timezone.now())


@pytest.fixture
def shelf(db):  # noqa: ARG001 (opens the database)
    """A table of content of its own, watched like all."""
    run("CREATE TABLE shelf (word text, shown_at timestamptz)")
    watch_tables()
    yield
    run("DROP TABLE shelf")


@pytest.fixture
def other(transactional_db, shelf):  # noqa: ARG001 (the table is there first)
    """Another connection: what it writes is seen here once it commits."""
    settings = connection.get_connection_params()
    known = {name: settings[name] for name in ("dbname", "host", "user", "password", "port") if settings.get(name)}
    with_it = psycopg2.connect(**known)
    yield with_it
    with_it.close()


@pytest.mark.parametrize("statement", WRITES)
@pytest.mark.usefixtures("transactional_db", "shelf")
def test_every_kind_of_write_moves_the_version(statement):
    before = now()

    run(statement)

    assert now().written == before.written + 1


@pytest.mark.usefixtures("shelf")
def test_a_write_counts_once_in_a_transaction():
    before = now()

    run(WRITES[0], WRITES[1], WRITES[2])

    assert now().written == before.written + 1


def test_the_version_moves_when_content_is_seen_and_not_before(other):
    before = now()
    with other.cursor() as cursor:
        cursor.execute(WRITES[0])

    unseen, during = words(), now()
    other.commit()

    assert (unseen, during) == ([], before)
    assert words() == ["new"]
    assert now().written == before.written + 1


def test_a_write_that_is_taken_back_leaves_no_trace(other):
    before = now()
    with other.cursor() as cursor:
        cursor.execute(WRITES[0])

    other.rollback()

    assert now() == before


def test_a_snapshot_goes_on_showing_what_its_version_names(other):
    with snapshot(timezone.now()) as version:
        with other.cursor() as cursor:
            cursor.execute(WRITES[0])
        other.commit()
        during, again = words(), now()

    assert during == []
    assert again == version
    assert words() == ["new"]
    assert now().written == version.written + 1


@pytest.mark.usefixtures("transactional_db", "shelf")
def test_a_snapshot_writes_nothing():
    with pytest.raises(Exception, match="read-only"), snapshot(timezone.now()):
        run(WRITES[0])


@pytest.mark.usefixtures("shelf")
def test_a_moment_that_passes_moves_the_version_without_a_write(settings):
    settings.CONTENT_MOMENTS = {"shelf": ("shown_at",)}
    noon = datetime(2026, 5, 3, 12, tzinfo=UTC)
    run("INSERT INTO shelf (word, shown_at) VALUES ('soon', '2026-05-03 12:00Z'), ('never', NULL)")

    before, at, after = (read_version(noon + timedelta(seconds=seconds)) for seconds in (-1, 0, 1))

    assert before.passed == 0
    assert at.passed == after.passed == int(noon.timestamp()) * 1_000_000
    assert str(before) != str(at)


@pytest.mark.usefixtures("shelf")
def test_tidy_makes_one_row_and_keeps_the_sum():
    run("INSERT INTO content_version (xid, n) VALUES ('10', 40), ('11', 2)")
    before = now()

    call_command("tidy")
    call_command("tidy")

    assert now() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM content_version")
        assert cursor.fetchone() == (1,)


@pytest.mark.usefixtures("shelf")
def test_tidy_of_nothing_writes_nothing():
    run("DELETE FROM content_version")

    tidy()

    assert now().written == 0


@pytest.mark.django_db
def test_every_table_but_the_named_ones_is_watched():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'content_changed'")
        watched = {table for (table,) in cursor.fetchall()}
        every = set(connection.introspection.table_names(cursor))

    assert watched == every - set(unwatched_tables()) - {"content_version"}
    assert set(unwatched_tables()) <= every


@pytest.mark.usefixtures("shelf")
def test_a_table_that_is_named_later_loses_its_trigger(settings):
    settings.UNWATCHED_TABLES = (*settings.UNWATCHED_TABLES, "shelf")
    before = now()

    watch_tables()
    run(WRITES[0])

    assert now() == before


@pytest.mark.django_db
def test_every_set_moment_is_a_column(settings):
    columns = {
        model._meta.db_table: {field.column for field in model._meta.concrete_fields} for model in apps.get_models()
    }

    for table, moments in settings.CONTENT_MOMENTS.items():
        assert set(moments) <= columns[table]
    assert read_version(timezone.now()).written >= 0


@pytest.mark.usefixtures("transactional_db", "shelf")
def test_watch_asks_in_a_thread_of_its_own():
    watch = Watch(pause=0.001)

    watch.begin()
    watch.begin()
    watch.end()

    assert watch.version == now()
    assert not watch.is_away


def test_watch_takes_no_older_answer():
    watch = Watch()
    watch.observe(Version(2, 0), asked=20.0)

    watch.observe(Version(1, 0), asked=10.0)

    assert watch.version == Version(2, 0)


@pytest.mark.django_db(transaction=True)
def test_watch_says_when_the_database_is_away_and_back(caplog):
    watch = Watch(patience=60)
    watch.ask()
    known, path = watch.version, connection.settings_dict["HOST"]
    connection.close()

    connection.settings_dict["HOST"] = "/nowhere"
    try:
        watch.ask()
        away = watch.is_away
    finally:
        connection.settings_dict["HOST"] = path
    watch.ask()

    assert away
    assert not watch.is_away
    assert watch.version == known
    assert [record.message for record in caplog.records] == [
        "The database is away: kept pages go on.",
        "The database is back.",
    ]


def test_watch_calls_a_silent_database_away():
    watch = Watch(patience=0.0)
    watch.observe(Version(1, 0), asked=0.0)

    assert watch.is_away
