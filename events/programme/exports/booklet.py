"""The programme as a booklet: A4 or A5, in the reader's language or with a second one beside it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext

from conference_portal.kit import colours, formats
from conference_portal.kit.emblem import drawing
from conference_portal.kit.languages import Text, columns, language_name, text
from conference_portal.kit.text import excerpt
from events.programme.exports.changed import changes
from events.programme.exports.printing import pdf, qr
from events.programme.models import Session

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone
    from events.editions.models import Event
    from events.programme.exports.about import About
    from events.programme.schedule import Day, Item, Person, Schedule

TYPE = "application/pdf"
SIZES = ("a4", "a5")
LONGEST = 300  # letters of a text: paper is for finding one's way, and the page has all of it
_PLAIN = "#14202b"  # the ground of an event without an edition

Beside = dict[int, dict[str, Text]]


def beside(event: Event, user: Someone, language: str) -> Beside:
    """Titles and texts in a second language. One query."""
    rows = Session.objects.visible_to(user).of(event).values("pk", *columns("title", "abstract"))
    with translation.override(language):
        return {row["pk"]: {name: text(SimpleNamespace(**row), name) for name in ("title", "abstract")} for row in rows}


def document(
    shown: Schedule, about: About, event: Event, *, size: str = "a4", second: tuple[str, Beside] | None = None
) -> bytes:
    """`second`: a language and what `beside` found in it."""
    language, texts = second or ("", {})
    days = [_day(day, shown, language, texts) for day in shown.days]
    words = frame(shown, about, event) | {"size": size, "timed": shown.has_times}
    return pdf("booklet.typ", words | {"beside": bool(second), "beside_language": language, "days": days})


def frame(shown: Schedule, about: About, event: Event) -> dict[str, Any]:
    """What every printed sheet says of the whole."""
    when = formats.day_range(about.first_day, about.last_day) if about.first_day else ""
    return {
        "language": about.language,
        "series": gettext("Heart and Pain of the Big City"),
        "title": about.title.value,
        "title_in": language_of(about.title),
        "when": when,
        "where": str(event.city or (event.edition.host if event.edition else "")),
        "address": about.url,
        "shown_address": about.url.partition("://")[2].removesuffix("/"),
        "released": _released(about, shown.zone),
        "foot": " · ".join(part for part in (about.title.value, _released(about, shown.zone)) if part),
        "qr": qr(about.url),
        "colours": _colours(event),
        "emblem": _emblem(event),
        "labels": {
            "programme": gettext("Programme"),
            "latest": gettext("The latest programme is always here:"),
            "qr": gettext("QR code with the address of this programme"),
        },
    }


def _released(about: About, zone: str) -> str:
    if about.released_at is None:
        return gettext("Draft")
    there = about.released_at
    moment = f"{formats.day(there.astimezone().date())}, {formats.clock(there, zone)}"
    return gettext("Release %(number)s, %(moment)s") % {"number": about.number, "moment": moment}


def _colours(event: Event) -> dict[str, str]:
    ground = colours.parse(event.edition.ground if event.edition else _PLAIN)
    signal = colours.parse(event.edition.signal if event.edition else "#ffffff")
    palette = colours.tokens(ground, signal)
    named = {"ground": "day-ground", "on_ground": "day-on", "signal": "day-signal"}
    return {name: colours.as_hex(palette[token]) for name, token in named.items()}


def _emblem(event: Event) -> str:
    """Where the edition came with its face: the north seen from its host, in the signal's colour."""
    edition: Any = event.edition
    here = edition.host.position if edition is not None and hasattr(edition, "ordinal") else None
    if here is None:
        return ""
    there = [place for city in edition.partners.all() if (place := city.position)]
    signal, drawn = _colours(event)["signal"], str(drawing(here, there, ordinal=edition.ordinal))
    drawn = drawn.replace("<path ", f'<path fill="none" stroke="{signal}" ')
    return drawn.replace("<svg ", f'<svg xmlns="http://www.w3.org/2000/svg" fill="{signal}" ', 1)


def _day(day: Day, shown: Schedule, language: str, texts: Beside) -> dict[str, Any]:
    return {
        "name": day_name(day, timed=shown.has_times),
        "beside": _in(language, day, timed=shown.has_times) if language else "",
        "items": [_item(item, shown.zone, texts) for item in day.items],
    }


def day_name(day: Day, *, timed: bool = True) -> str:
    name = formats.weekday_day(day.date, year=True) if day.date else gettext("Without a time")
    return name[:1].upper() + name[1:] if timed else gettext("Programme")


def _in(language: str, day: Day, *, timed: bool) -> str:
    with translation.override(language):
        return day_name(day, timed=timed)


def _item(item: Item, zone: str, texts: Beside) -> dict[str, Any]:
    return {
        **line(item, zone),
        **_second(item, texts.get(item.key)),
        "kind": "" if item.is_pause else item.kind_words,
        "languages": _languages(item),
        "people": "; ".join(person(each) for each in item.credits),
        "note": item.place_note.value if item.room is None else "",
        "text": excerpt(item.text.value, LONGEST),
        "text_in": language_of(item.text),
    }


def _second(item: Item, other: dict[str, Text] | None) -> dict[str, Any]:
    """What there is in one language only is not printed twice."""
    title, words = (other["title"], other["abstract"]) if other else (item.title, item.text)
    has_title, has_words = title.language != item.title.language, words.language != item.text.language
    return {
        "beside": has_title or (has_words and bool(words)),
        "title_beside": title.value if has_title else "",
        "title_beside_in": language_of(title),
        "text_beside": excerpt(words.value, LONGEST) if has_words else "",
        "text_beside_in": language_of(words),
    }


def line(item: Item, zone: str) -> dict[str, Any]:
    """What stands of a session on every sheet."""
    return {
        "time": time_of(item, zone),
        "title": item.title.value,
        "title_in": language_of(item.title),
        "off": item.is_cancelled,
        "room": item.room.name.value if item.room else "",
        "change": ". ".join(changes(item)),
    }


def time_of(item: Item, zone: str) -> str:
    if item.start:
        return formats.clock_range(item.start, item.end, zone, bare=True)
    if item.first_day and item.last_day and item.last_day != item.first_day:
        return f"{formats.short_day(item.first_day)} – {formats.short_day(item.last_day)}"
    return gettext("All day") if item.first_day else ""


def person(each: Person) -> str:
    role = f"{each.role}: " if each.role else ""
    return role + ", ".join(part for part in (each.name, each.job_title.value, each.organisation.value) if part)


def _languages(item: Item) -> str:
    spoken = formats.words_list([language_name(code) for code in item.spoken])
    into = formats.words_list([language_name(code) for code in item.interpreted_into])
    return " · ".join(
        part
        for part in (spoken, gettext("interpretation: %(languages)s") % {"languages": into} if into else "")
        if part
    )


def language_of(words: Text) -> str:
    """As a document can say it: nothing for what is in the reader's own or in an unknown language."""
    return words.language if words.language.isalpha() and words.language != "und" and words.is_fallback else ""
