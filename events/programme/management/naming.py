"""How commands are told which event is meant."""

from __future__ import annotations

from events.editions.models import Event

_DIGITS_OF_YEAR = 4


def event_called(name: str) -> Event | None:
    """By its web address, or a year for the conference of that edition."""
    if not name.isprintable():  # not even text: it came as other bytes
        return None
    events = Event.objects.select_related("edition__host", "city")
    if found := events.filter(slug=name).first():
        return found
    is_year = name.isascii() and name.isdecimal() and len(name) == _DIGITS_OF_YEAR
    return events.filter(kind=Event.Kind.CONFERENCE, edition__year=name).first() if is_year else None
