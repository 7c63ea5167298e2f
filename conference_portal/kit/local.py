"""What a machine without configuration gets from `manage.py`: the embedded database and a key of its own.

A server is configured instead: it sets DATABASE_URL and SECRET_KEY, and nothing here happens.
"""

from __future__ import annotations

import atexit
import os
import secrets
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def prepare() -> None:
    """Before settings are read. What this process starts, it stops when it ends, unless others use it by then."""
    key = Path(os.environ.get("VAR_DIR") or CHECKOUT / "var") / "secret-key"
    own_database = not is_set("DATABASE_URL")
    if not is_set("SECRET_KEY") and (own_database or key.exists()):
        keep_key(key)
        os.environ["SECRET_KEY_FILE"] = str(key)
    if own_database:
        os.environ["DATABASE_URL"] = start_database()


def is_set(name: str) -> bool:
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def keep_key(path: Path) -> None:
    """Made once, for this machine only: whoever is signed in stays so over a restart."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{secrets.token_urlsafe(50)}\n")


def start_database() -> str:
    if sys.platform == "win32":
        sys.exit("The embedded PostgreSQL needs a Unix socket: use WSL, or set DATABASE_URL to a server that runs.")
    from conference_portal.kit.postgres import Cluster, default_home
    from conference_portal.kit.programs import PostgresError

    cluster = Cluster(default_home())
    try:
        url = cluster.start()
    except (PostgresError, OSError) as error:
        sys.exit(f"{error}")
    atexit.register(cluster.leave)
    return url
