"""Keys of links that let somebody in without an account: of each only a digest is stored."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe


def new_key() -> str:
    return token_urlsafe(32)


def digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()
