"""When an event, and all that hangs on it, may be read by anybody."""

from __future__ import annotations

from django.db.models import Q

from conference_portal.kit.content import published


def of_public_event(way: str) -> Q:
    """True for rows whose event, reached by `way`, is published and not of an edition still in draft."""
    return published(f"{way}__published_at") & (
        Q(**{f"{way}__edition": None}) | published(f"{way}__edition__announced_at")
    )
