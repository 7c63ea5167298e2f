"""From a checkout to something that can be served: every step does nothing when nothing has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from conference_portal.kit.catalogues import compile_catalogues

NOT_SERVED = ["CVS", ".*", "*~"]


def prepare() -> None:
    for folder in settings.LOCALE_PATHS:
        compile_catalogues(Path(folder))
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_archive", verbosity=0)
    call_command("build_assets", verbosity=0)
    collect_if_changed()


def collect_if_changed() -> bool:
    """Hashing and compressing takes seconds, looking at sizes and times a twentieth of one.

    Files of before stay: a page that is open in a browser asks for them by their names of then.
    """
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name(f"{root.name}.stamp")
    now = fingerprint()
    if root.is_dir() and stamp.exists() and stamp.read_text(encoding="utf-8") == now:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now, encoding="utf-8")
    return True


def fingerprint() -> str:
    lines = [django.get_version(), repr(settings.STORAGES["staticfiles"])]
    for finder in get_finders():
        for name, storage in finder.list(NOT_SERVED):
            status = Path(storage.path(name)).stat()
            lines.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
