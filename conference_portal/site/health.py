"""For monitors: is the process alive, and can it do its work? No secrets, nothing kept, an answer within a second."""

from __future__ import annotations

import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from conference_portal.kit.pages import never_kept

PATIENCE = 1.0  # seconds
LEAST_FREE = 0.1  # of the disk

# One asker, however often we are asked: a database that hangs must not collect threads.
asker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="health")
asked: list[Future[str]] = []


@require_safe
@never_kept
def live(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's call)
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_kept
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's call)
    found = {"database": database(), "disk": disk()}
    return JsonResponse(found, status=200 if set(found.values()) == {"ok"} else 503)


def database() -> str:
    """Whether it answers in time and has all migrations."""
    if asked and not asked[0].done():
        return "no answer"
    asked[:] = [asker.submit(_ask)]
    try:
        return asked[0].result(PATIENCE)
    except TooSlow:
        return "no answer"


def _ask() -> str:
    try:
        missing = known_migrations() - applied_migrations()
    except DatabaseError:
        return "no answer"
    else:
        return "migrations are missing" if missing else "ok"
    finally:
        connection.close()


def applied_migrations() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


@lru_cache(maxsize=1)
def known_migrations() -> frozenset[tuple[str, str]]:
    """Those on disk: read once, since they come with the code."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {})


def disk() -> str:
    """Whether the place for uploads has room left."""
    folder = next(path for path in (Path(settings.MEDIA_ROOT), *Path(settings.MEDIA_ROOT).parents) if path.is_dir())
    usage = shutil.disk_usage(folder)
    return "ok" if usage.free >= LEAST_FREE * usage.total else "nearly full"
