"""Settings from the environment. Nonsense is refused at the start: a portal that misreads DEBUG is unsafe.

Read by settings.py before Django is ready, so nothing of Django's but its error class is used here.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"", "0", "false", "no", "off"})
SCHEMES = frozenset({"postgres", "postgresql"})


def env_str(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_bool(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    message = f"{name} is {value!r}: say 1 or 0."
    raise ImproperlyConfigured(message)


def env_int(name: str, default: int, *, least: int | None = None) -> int:
    value = env_str(name)
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        message = f"{name} is {value!r}: say a whole number."
        raise ImproperlyConfigured(message) from None
    if least is not None and number < least:
        message = f"{name} is {number}: it must be at least {least}."
        raise ImproperlyConfigured(message)
    return number


def env_choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    word = env_str(name) or default
    if word in among:
        return word
    message = f"{name} is {word!r}: say {' or '.join(among)}."
    raise ImproperlyConfigured(message)


def env_list(name: str, default: str = "") -> list[str]:
    """Values with commas between them. A name that is set to nothing is an empty list, not the default."""
    return [part for part in (piece.strip() for piece in os.environ.get(name, default).split(",")) if part]


def env_secret(name: str, *, default: str | None = None) -> str:
    """NAME, or the first line of the file that NAME_FILE names (so that a secret need not stand in the environment)."""
    value, path = env_str(name), env_str(f"{name}_FILE")
    if value and path:
        message = f"{name} and {name}_FILE are both set: keep one."
        raise ImproperlyConfigured(message)
    if path:
        value = _first_line(name, Path(path))
    if value:
        return value
    if default is None:
        message = f"{name} is not set: give it, or {name}_FILE with the path of a file that holds it."
        raise ImproperlyConfigured(message)
    return default


def _first_line(name: str, path: Path) -> str:
    try:
        value = path.read_text(encoding="utf-8").strip().partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{name}_FILE names {path}, which cannot be read: {error}."
        raise ImproperlyConfigured(message) from None
    if not value:
        message = f"{name}_FILE names {path}, which is empty."
        raise ImproperlyConfigured(message)
    return value


def database(url: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?sslmode=…` as an entry of DATABASES.

    A socket's folder stands where libpq wants it: `postgresql://user@/name?host=/run/postgresql`.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in SCHEMES or not name:
        message = "DATABASE_URL must look like postgresql://user:password@host:5432/name."
        raise ImproperlyConfigured(message)
    try:
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
        port = parts.port
    except ValueError as error:
        message = f"DATABASE_URL cannot be read: {error}."
        raise ImproperlyConfigured(message) from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or "") or options.pop("user", ""),
        "PASSWORD": unquote(parts.password or "") or options.pop("password", ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": options.pop("port", "") or str(port or ""),
        # A connection costs 5 ms on the socket: keep it, and ask it once a request whether the server is still there.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # A database that is away must become a polite 503 in seconds, not after the system's two minutes.
        "OPTIONS": {"connect_timeout": 3, **options},
    }
