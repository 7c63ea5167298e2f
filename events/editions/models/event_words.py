"""What an event is found by: all that its page says. (The model asks, so its type is not known here.)"""

from __future__ import annotations

from typing import Any

from django.db import models

from conference_portal.kit.formats import day_range
from conference_portal.search.models import Key, in_all_languages, keys_of

FIELDS = (
    "tagline",
    "lead",
    "body",
    "when_note",
    "place_note",
    "target_group",
    "participants",
    "catering",
    "data_notice",
)
ALONG = (
    "edition__host",
    "city",
    "room__venue",
    "theme__subthemes",
    "guide__prompts",
    "materials",
    "involvements__organisation__parent",
    "contacts__speaker",
    "keydates",
)


def mentions(event: Any) -> list[str]:
    """Its days, its kind and its place, in the words of the active language and the names of all."""
    days = [day_range(event.starts_on, event.ends_on)] if event.starts_on else []
    kinds = [event.get_kind_display(), event.get_attendance_display()]
    names = list(event.city.search_names()) if event.city else []
    venue = event.room.venue if event.room else None
    rooms = [*in_all_languages(event.room, "name"), *in_all_languages(venue, "name")]
    return [*days, *kinds, *names, *rooms, venue.address if venue else ""]


def parts(event: Any) -> list[models.Model | None]:
    guide, theme = getattr(event, "guide", None), getattr(event, "theme", None)
    prompts = guide.prompts.all() if guide else ()
    subthemes = theme.subthemes.all() if theme else ()
    # A session's materials are found with the session: they are public when it is.
    materials = (each for each in event.materials.all() if each.session_id is None)
    owned = (*event.involvements.all(), *event.contacts.all(), *event.keydates.all(), *materials)
    return [guide, *prompts, theme, *subthemes, *owned]


def followers(event: Any) -> set[Key]:
    """What hangs on it says its title, its year or its address."""
    theme = getattr(event, "theme", None)
    hanging = (event.sessions, event.outputs, event.statements, *([theme.subthemes] if theme else []))
    return {key for things in hanging for key in keys_of(things.all())}
