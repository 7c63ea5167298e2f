"""Which state of the public content there is: its version, and a thread that asks for it.

A version is the sum of all committed writes together with the latest set moment that has passed: an announcement that
was entered yesterday for today at noon changes the pages at noon, without a write.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Event, Lock, Thread

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.utils import timezone

logger = logging.getLogger(__name__)

PAUSE = 0.5
PATIENCE = 2.0
_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; "
# Rows that only the machinery writes. What the features keep from the public stands in settings.UNWATCHED_TABLES.
_MACHINERY = (
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "auth_user",
    "auth_user_groups",
    "auth_user_user_permissions",
    "django_admin_log",
    "django_content_type",
    "django_migrations",
)


@dataclass(frozen=True)
class Version:
    written: int
    passed: int  # microseconds since 1970 of the latest set moment that has passed
    exact: bool = field(default=True, compare=False)  # all reads see this state; not so in a transaction that was open

    def __str__(self) -> str:
        return f"{self.written}-{self.passed}"


def watch_tables() -> None:
    """Puts the trigger on every table but the named ones. Cheap when there is nothing to do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT watch_content(%s)", [list(unwatched_tables())])


def unwatched_tables() -> tuple[str, ...]:
    return (*_MACHINERY, *settings.UNWATCHED_TABLES)


def tidy() -> None:
    """Makes one row of all that were written since; the sum stays. Safe beside writers, and beside itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH gone AS (DELETE FROM content_version RETURNING n) "
            "INSERT INTO content_version (n) SELECT sum(n) FROM gone HAVING count(*) > 0"
        )


def read_version(moment: datetime) -> Version:
    """One statement, 0.5 ms."""
    return _read("", moment)


@contextmanager
def snapshot(moment: datetime) -> Iterator[Version]:
    """A read-only transaction in which all reads see one state, and the version of that state.

    The version is the first thing read: read after the content, it would name a state that the content does not show.
    Within an open transaction (a test's) it is too late to ask for a snapshot.
    """
    if connection.in_atomic_block:
        yield replace(_read("", moment), exact=False)
        return
    with transaction.atomic():
        yield _read(_SNAPSHOT, moment)


def _read(begin: str, moment: datetime) -> Version:
    with connection.cursor() as cursor:
        cursor.execute(f"{begin}SELECT {_WRITTEN}, {_passed()}", {"moment": moment})
        written, passed = cursor.fetchone()
    return Version(int(written), int(passed.timestamp() * 1_000_000) if passed else 0)


_WRITTEN = "(SELECT coalesce(sum(n), 0) FROM content_version)"


def _passed() -> str:
    """The latest set moment that has passed, of all columns that a gate compares with now."""
    latest = [
        f"(SELECT max({column}) FROM {table} WHERE {column} <= %(moment)s)"  # noqa: S608 (names from settings)
        for table, columns in settings.CONTENT_MOMENTS.items()
        for column in columns
    ]
    return f"greatest({', '.join(['NULL::timestamptz', *latest])})"


class Watch:
    """Knows the version without asking for it: a thread of each process does, twice a second."""

    def __init__(self, *, pause: float = PAUSE, patience: float = PATIENCE) -> None:
        self.version: Version | None = None
        self._pause, self._patience = pause, patience
        self._seen = self._answered = 0.0
        self._failed = False
        self._lock = Lock()
        self._thread: Thread | None = None
        self._process = 0
        self._ended = Event()

    def begin(self) -> None:
        """Makes sure that the thread runs in this process: a fork takes none along."""
        if self._runs():
            return
        with self._lock:
            if self._runs():
                return
            self._process, self._answered = os.getpid(), time.monotonic()
            self._thread = Thread(target=self._run, name="content-version", daemon=True)
            self._thread.start()

    def _runs(self) -> bool:
        return self._process == os.getpid() and self._thread is not None and self._thread.is_alive()

    def observe(self, version: Version, *, asked: float) -> None:
        """Takes a version that was asked for at that time (monotonic), unless a later one is known."""
        with self._lock:
            self._answered = time.monotonic()
            if asked >= self._seen:
                self.version, self._seen = version, asked

    @property
    def is_away(self) -> bool:
        """The database refuses, or has been silent for too long."""
        return self._failed or time.monotonic() - self._answered > self._patience

    def end(self) -> None:
        self._ended.set()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        self.ask()
        while not self._ended.wait(self._pause):
            self.ask()
        connection.close()

    def ask(self) -> None:
        """A connection that the server dropped is no sign that the server is away: a new one is tried at once."""
        failed = not self._asked() and not self._asked()
        if failed != self._failed:
            logger.warning("The database %s.", "is away: kept pages go on" if failed else "is back")
        self._failed = failed

    def _asked(self) -> bool:
        asked = time.monotonic()
        try:
            self.observe(read_version(timezone.now()), asked=asked)
        except (DatabaseError, InterfaceError):
            connection.close()
            return False
        return True
