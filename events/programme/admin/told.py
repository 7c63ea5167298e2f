"""What a file would change in a field, in words: what stands there now, and what the file says."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference_portal.kit.formats import clock_range, day, day_range, words_list
from conference_portal.kit.languages import OTHER, language_name
from conference_portal.kit.text import excerpt
from events.editions.models import SubTheme, Topic
from events.programme.imports.applying.writing import times
from events.programme.imports.plan import Plan
from events.programme.imports.plan.comparing import Delta
from events.programme.models import Appearance, Session

LONGEST = 300
_NAMES: dict[str, Any] = {
    "title": gettext_lazy("Title"),
    "abstract": gettext_lazy("Abstract"),
    "place_note": gettext_lazy("Where, in words"),
    "content_note": gettext_lazy("Content note"),
    "time": gettext_lazy("Time"),
    "room": gettext_lazy("Room"),
    "people": gettext_lazy("Speakers"),
    "kind": gettext_lazy("Kind"),
    "for_everyone": gettext_lazy("For everyone"),
    "spoken": gettext_lazy("Spoken in"),
    "interpreted_into": gettext_lazy("Interpreted into"),
    "slides_in": gettext_lazy("Slides in"),
    "captioned_in": gettext_lazy("Captioned in"),
    "cancelled": gettext_lazy("State"),
    "capacity": gettext_lazy("Capacity"),
    "subthemes": gettext_lazy("Sub-theme"),
    "topics": gettext_lazy("Topics"),
    "other_language": gettext_lazy("Language"),
}
_ROLES = dict(Appearance.Role.choices)


@dataclass(frozen=True)
class Told:
    name: str
    before: str
    after: str
    is_conflict: bool


def told(delta: Delta, plan: Plan) -> Told:
    stem, _mark, language = delta.field.rpartition("_")
    is_text = stem in {"title", "abstract", "place_note", "content_note"}
    name = str(_NAMES.get(stem if is_text else delta.field, delta.field))
    if is_text and language != OTHER:
        name = f"{name} ({language_name(language)})"
    before, after = (_words(delta.field, value, plan) for value in (delta.before, delta.after))
    return Told(name, before, after, delta.outcome == "conflict")


def dated(thing: Any, zone: str) -> str:
    """When it is, with the year: a file may have that of another edition. `thing`: a draft, or what stands here."""
    if thing.starts_on is not None:
        return day_range(thing.starts_on, thing.ends_on)
    if thing.starts_at is None:
        return "–"
    start = day(thing.starts_at.astimezone(ZoneInfo(zone)).date())
    return f"{start}, {clock_range(thing.starts_at, thing.ends_at, zone)}"


def _words(name: str, value: Any, plan: Plan) -> str:
    if name == "cancelled":
        return str(_("cancelled") if value else _("on"))
    if not value:
        return "–"
    match name:
        case "time":
            found = dated(SimpleNamespace(**times(value)), plan.event.time_zone)
        case "room":
            found = plan.places.name(value)
        case "people":
            found = "; ".join(_person(each, plan) for each in value)
        case "subthemes" | "topics":
            rows: Any = (SubTheme if name == "subthemes" else Topic).objects.filter(pk__in=value)
            found = words_list([str(row) for row in rows])
        case _:
            found = _plain(name, value)
    return found


def _plain(name: str, value: Any) -> str:
    if isinstance(value, list):
        return words_list([language_name(code) for code in value])
    if name == "kind":
        return str(dict(Session.Kind.choices).get(value, value))
    if isinstance(value, bool):
        return _("Yes")
    return excerpt(str(value), LONGEST) if name.startswith("abstract") else str(value)


def _person(entry: list[Any], plan: Plan) -> str:
    who, role, job, at = entry
    name = ", ".join(filter(None, (plan.people.name(who), job, at)))
    return name if role == Appearance.Role.SPEAKER else f"{name} ({_ROLES.get(role, role)})"
