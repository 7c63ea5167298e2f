"""Who plays in tests: people with names, so that a permission test reads as a story.

Astrid edits Oslo 2026, which is a draft. Björk edits Reykjavík 2024, Maja is its chief; in tests that year is public
and not archived. Keeper keeps the series. Nils is a speaker and has no account.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User

from cities.models import City
from events.editions.models import Edition
from speakers.models import Speaker
from tests.factories import make_city, make_edition, make_membership, make_speaker


@dataclass(frozen=True)
class Cast:
    astrid: User
    bjork: User
    maja: User
    keeper: User
    nils: Speaker
    oslo: Edition
    reykjavik: Edition


def make_cast() -> Cast:
    oslo = make_edition(year=2026, host=_oslo(), announced_at=None)
    reykjavik = make_edition(year=2024, host=_reykjavik())
    cast = Cast(
        astrid=make_user("astrid"),
        bjork=make_user("bjork"),
        maja=make_user("maja"),
        keeper=make_user("keeper", is_superuser=True),
        nils=make_speaker(slug="nils-holm", name="Nils Holm", sort_name="Holm, Nils"),
        oslo=oslo,
        reykjavik=reykjavik,
    )
    make_membership(user=cast.astrid, edition=oslo, role="editor")
    make_membership(user=cast.bjork, edition=reykjavik, role="editor")
    make_membership(user=cast.maja, edition=reykjavik, role="chief")
    return cast


def make_user(username: str, **columns: Any) -> User:
    """Someone who may come into the admin. No password: tests sign in with `client.force_login`."""
    user: User = get_user_model().objects.create_user(
        username, f"{username}@example.org", **{"is_staff": True} | columns
    )
    return user


def _oslo() -> City:
    return make_city(
        slug="oslo",
        name={"da": "Oslo", "sv": "Oslo", "en": "Oslo", "is": "Ósló"},
        locative={"da": "i Oslo", "sv": "i Oslo", "en": "in Oslo", "is": "í Ósló"},
        country="NO",
        time_zone="Europe/Oslo",
        latitude=59.91,
        longitude=10.75,
    )


def _reykjavik() -> City:
    return make_city(
        slug="reykjavik",
        name={"da": "Reykjavik", "sv": "Reykjavik", "en": "Reykjavík", "is": "Reykjavík"},
        locative={"da": "i Reykjavik", "sv": "i Reykjavik", "en": "in Reykjavík", "is": "í Reykjavík"},
        country="IS",
        time_zone="Atlantic/Reykjavik",
        latitude=64.15,
        longitude=-21.94,
    )
