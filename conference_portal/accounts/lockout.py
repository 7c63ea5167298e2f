"""Tries are counted before they are looked at, so that many at once help nobody; a right one is forgotten.

A name and an address have some free tries, then each costs a longer pause, a quarter of an hour at most: nobody is
locked out for ever. A device that somebody signed in on before counts by itself, so that who guesses at a name from
elsewhere cannot keep its owner out. Names that no account has are counted alike.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from conference_portal.accounts.models import Try

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

LONGEST = timedelta(minutes=15)
FREE, FREE_OF_ADDRESS = 5, 40  # a town hall has one address
COOKIE, SALT, REMEMBERED = "device", "accounts.lockout", timedelta(days=180)


@dataclass(frozen=True)
class Counter:
    key: str
    free: int = FREE
    is_shared: bool = False


def for_password(request: HttpRequest, name: str) -> list[Counter]:
    if device := _device(request, name):
        return [Counter(_digest("device", device))]
    address = _address(request)
    shared = [Counter(_digest("address", address), FREE_OF_ADDRESS, is_shared=True)] if address else []
    return [Counter(_digest("name", _folded(name))), *shared]


def for_code(user_id: int) -> list[Counter]:
    return [Counter(_digest("code", str(user_id)))]


def count(counters: list[Counter]) -> datetime | None:
    """One more try of each. When the next may be, if this one comes too early: then it is not counted."""
    now = timezone.now()
    free = {each.key: each.free for each in counters}
    with transaction.atomic():
        fresh = [Try(key=key, last_at=now, until=now) for key in free]
        Try.objects.bulk_create(fresh, ignore_conflicts=True)
        rows = list(Try.objects.select_for_update().filter(key__in=free).order_by("key"))
        latest = max(row.until for row in rows)
        if latest > now:
            return latest
        for row in rows:
            row.counted(now, free=free[row.key], longest=LONGEST)
        Try.objects.bulk_update(rows, ["count", "last_at", "until"])
    return None


def forget(counters: list[Counter]) -> None:
    """It was right. An address stays as it was before: an account of one's own does not pay for guessing at others."""
    Try.objects.filter(key__in=[each.key for each in counters if not each.is_shared]).delete()
    for row in Try.objects.filter(key__in=[each.key for each in counters if each.is_shared]):
        row.count, row.until = max(row.count - 1, 0), timezone.now()
        row.save(update_fields=["count", "until"])


def minutes_until(moment: datetime) -> int:
    return max(1, -int((timezone.now() - moment).total_seconds() // 60))


def remember_device(request: HttpRequest, response: HttpResponseBase, name: str) -> None:
    """No more than a random number, and for which name it stands, unreadable."""
    device = _device(request, name) or secrets.token_hex(8)
    response.set_cookie(
        COOKIE,
        signing.dumps([_digest("owner", _folded(name)), device], salt=SALT),
        max_age=REMEMBERED,
        path="/admin/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _device(request: HttpRequest, name: str) -> str:
    try:
        owner, device = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=REMEMBERED)
    except (signing.BadSignature, ValueError):
        return ""
    return str(device) if owner == _digest("owner", _folded(name)) else ""


def _address(request: HttpRequest) -> str:
    """As the last proxy saw it, if there is ours; what a client claims before that counts for nothing."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() if settings.BEHIND_PROXY else ""
    try:
        found = ip_address(told or request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""  # a socket without a proxy's word
    # Who has one address of IPv6 has 2^64 of them.
    return str(found) if not isinstance(found, IPv6Address) else found.exploded[:19]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _digest(kind: str, value: str) -> str:
    return salted_hmac(f"{SALT}.{kind}", value, algorithm="sha256").hexdigest()
