"""Secrets of the second step: codes by the clock (RFC 6238), backup codes, and secrets sealed with the portal's key.

A dump of the database alone gives nobody a code: secrets are sealed with SECRET_KEY, backup codes are hashed.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import struct
import time
from base64 import b32encode
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SECONDS, DIGITS, DRIFT = 30, 6, 1  # what every app knows; one step early or late
SECRET_BYTES = 20
BACKUP_CODES, BACKUP_DIGITS = 10, 12
COST = 2**14  # of a guess at a backup code, for who has a dump: 16 MB and some 50 ms
_NONCE, _TAG = 16, 16


# Codes by the clock


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def step_now() -> int:
    return int(time.time()) // SECONDS


def code_at(secret: bytes, step: int) -> str:
    digest = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret: bytes, code: str) -> int | None:
    """The step that this code belongs to, if it is near enough. All are compared, so that time tells nothing."""
    now = step_now()
    found = [step for step in range(now - DRIFT, now + DRIFT + 1) if constant_time_compare(code_at(secret, step), code)]
    return found[-1] if found else None


def spelled(secret: bytes) -> str:
    """As it is typed into an app: groups of four."""
    letters = b32encode(secret).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def address(secret: bytes, *, issuer: str, name: str) -> str:
    """What the QR code holds and apps open."""
    query = urlencode({"secret": b32encode(secret).decode(), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(name)}?{query}"


# Backup codes: figures only, as a phone's keypad has them


def new_backup_codes() -> list[str]:
    numbers = (secrets.randbelow(10**BACKUP_DIGITS) for _ in range(BACKUP_CODES))
    return [str(number).zfill(BACKUP_DIGITS) for number in numbers]


def backup_digest(code: str, salt: bytes) -> str:
    """Slow on purpose. One salt for all codes of a person, so that one computation compares with all of them."""
    return hashlib.scrypt(code.encode(), salt=salt, n=COST, r=8, p=1, dklen=32).hex()


# Seals


def seal(secret: bytes) -> str:
    key, nonce = settings.SECRET_KEY, secrets.token_bytes(_NONCE)
    hidden = _with_pad(secret, key, nonce)
    return (nonce + hidden + _tag(key, nonce + hidden)).hex()


def unseal(sealed: str) -> bytes | None:
    """None: sealed with a key that is no longer known, or no seal of ours."""
    return next(_opened(sealed, _keys()), None)


def is_sealed_with_todays_key(sealed: str) -> bool:
    return any(True for _ in _opened(sealed, [settings.SECRET_KEY]))


def _opened(sealed: str, keys: list[str]) -> Iterator[bytes]:
    try:
        whole = bytes.fromhex(sealed)
    except ValueError:
        return
    body, tag = whole[:-_TAG], whole[-_TAG:]
    for key in keys:
        if hmac.compare_digest(_tag(key, body), tag):
            yield _with_pad(body[_NONCE:], key, body[:_NONCE])


def _keys() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _with_pad(text: bytes, key: str, nonce: bytes) -> bytes:
    """The secret is shorter than one block of the pad, and each pad is used once."""
    pad = salted_hmac("accounts.codes.pad", nonce.hex(), secret=key, algorithm="sha256").digest()
    return bytes(one ^ other for one, other in zip(text, pad, strict=False))


def _tag(key: str, body: bytes) -> bytes:
    return salted_hmac("accounts.codes.tag", body.hex(), secret=key, algorithm="sha256").digest()[:_TAG]
