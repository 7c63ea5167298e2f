"""What a programme can be filtered by: only what it has, so that no choice leads to nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from conference_portal.kit import formats
from conference_portal.kit.languages import language_name, reading_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.utils.safestring import SafeString

    from events.programme.schedule import Choice, Schedule


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """A list to choose one from. The first option is no choice."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class DayLink:
    label: str
    note: SafeString | str
    url: str
    current: bool


def fields(whole: Schedule, choice: Choice) -> list[Field]:
    """A field with one value in it is no choice, and left out, unless it is chosen."""
    found = [_field(*given, getattr(choice, given[0])) for given in _values(whole)]
    return [field for field in found if len(field.options) > 2 or getattr(choice, field.name)]  # noqa: PLR2004


def languages(whole: Schedule, choice: Choice) -> list[Option]:
    """What is spoken, interpreted or captioned; several may be ticked."""
    codes = {code for item in whole.items for code in item.understood_in} | set(choice.languages)
    named = sorted((capfirst(language_name(code)), code) for code in codes)
    return [Option(code, name, code in choice.languages) for name, code in named]


def narrowed(lists: Iterable[Field], spoken: Iterable[Option], choice: Choice) -> list[str]:
    """What was chosen, in words and in the order of the form."""
    options = [option for field in lists for option in field.options if option.value] + list(spoken)
    words = [choice.q, *(option.label for option in options if option.chosen)]
    return [word for word in (*words, choice.from_now and _("Only what is still to come")) if word]


def day_links(whole: Schedule, choice: Choice, path: str) -> list[DayLink]:
    """All days, and each. Every other choice stays."""
    if len(whole.dates) < 2:  # noqa: PLR2004
        return []
    current = choice.date_in(whole)
    language = reading_language()
    links = [DayLink(_("All days"), "", _address(path, choice.query(day="")), current is None)]
    for date in whole.dates:
        weekday, rest = formats.weekday(date, language), formats.short_day(date, language)
        note = format_html('<time datetime="{}">{}</time>', date.isoformat(), rest)
        url = _address(path, choice.query(day=date.isoformat()))
        links.append(DayLink(capfirst(weekday), note, url, date == current))
    return links


def _address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def _values(whole: Schedule) -> Iterator[tuple[str, str, Iterable[tuple[str, str]]]]:
    items = whole.items
    subthemes = {thread.slug: thread for item in items for thread in item.subthemes}
    ordered = sorted(subthemes.values(), key=lambda thread: thread.position)
    yield "subtheme", _("Sub-theme"), [(thread.slug, capfirst(thread.name.value)) for thread in ordered]
    kinds = {item.kind: item.kind_words for item in items}
    yield "kind", pgettext("of a session", "Kind"), sorted(kinds.items(), key=lambda pair: pair[1])
    yield "room", _("Room"), [(room.slug, room.name.value) for room in whole.rooms]
    topics = {thread.slug: thread.name.value for item in items for thread in item.topics}
    yield "topic", _("Topic"), sorted(topics.items(), key=lambda pair: pair[1].casefold())
    cities = {item.room.city: item.room.city_name for item in items if item.room and item.room.city}
    yield "city", _("City"), sorted(cities.items(), key=lambda pair: pair[1])
    words = {
        "step-free": _("Step-free access"),
        "hearing-loop": _("Hearing loop"),
        "interpreted": _("Interpretation"),
        "captioned": _("Captions"),
    }
    there = {name for item in items for name in item.access}
    yield "access", _("Accessibility"), [(name, words[name]) for name in words if name in there]


def _field(name: str, label: str, values: Iterable[tuple[str, str]], chosen: str) -> Field:
    options = [Option("", _("All"), not chosen)]
    options += [Option(value, words, value == chosen) for value, words in values]
    return Field(name, label, tuple(options))
