"""What a release changed, as sentences: old value, new value."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from conference_portal.kit import formats, parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from conference_portal.kit.languages import Text
    from events.programme.changes import Change, Step
    from events.programme.changes.difference import Shown


@dataclass(frozen=True)
class Told:
    """A session and what became of it. `slug` is what devices know it by."""

    slug: str
    url: str
    title: Text
    sentences: tuple[SafeString, ...]
    gone: bool


@dataclass(frozen=True)
class ToldStep:
    """Of the first release there is nothing to tell but how many sessions it had."""

    number: int
    day: date
    released_at: datetime
    note: Text
    is_first: bool
    count: int
    changes: tuple[Told, ...]


def told(step: Step, zone: str) -> ToldStep:
    changes = () if step.is_first else tuple(_change(change) for change in step.changes)
    day = step.released_at.astimezone(ZoneInfo(zone)).date()
    return ToldStep(step.number, day, step.released_at, step.note, step.is_first, len(step.changes), changes)


def _change(change: Change) -> Told:
    sentences = [sentence for word in change.words if (sentence := _SENTENCES[word](change))]
    if change.left:
        sentences.append(escape(_("No longer taking part:")) + f" <del>{_names(change.left)}</del>")
    after = change.after
    gone = after.state != "on"
    return Told(change.slug, change.url, after.title, tuple(SafeString(each) for each in sentences), gone)


def _new(change: Change) -> str:
    new, place = escape(_("New")), _place(change.after)
    return f"{new}: {place}" if place else new


def _moved(change: Change) -> str:
    was = _when(change.before) if change.before else ""
    now = _when(change.after) or escape(_("without a time"))
    return _beside(escape(_("New time")) + f": {now}", was)


def _beside(words: str, was: str) -> str:
    """With what stood there before, if something did."""
    before = escape(_("before:"))
    return f"{words} ({before} <del>{was}</del>)" if was else words


def _new_room(change: Change) -> str:
    now, was = change.after.room, change.before.room if change.before else None
    words = escape(_("New room")) + f": {_name(now)}" if now else escape(_("No room any more"))
    return _beside(words, _name(was) if was else "")


def _new_title(change: Change) -> str:
    was = change.before.title if change.before else None
    return _beside(escape(_("New title")), _words(was)) if was else ""


_SENTENCES: dict[str, Callable[[Change], str]] = {
    "new": _new,
    "moved": _moved,
    "new_room": _new_room,
    "cancelled": lambda _change: escape(_("Cancelled")),
    "restored": lambda change: escape(_("Takes place after all")) + f": {_place(change.after)}",
    "withdrawn": lambda _change: escape(_("Taken off the programme")),
    "new_speaker": lambda change: escape(_("New in it:")) + f" {_names(change.joined)}",
    "title": _new_title,
}


def _place(shown: Shown) -> str:
    return ", ".join(part for part in (_when(shown), _name(shown.room) if shown.room else "") if part)


def _when(shown: Shown) -> str:
    """With its day: moves cross midnight."""
    if shown.starts_at:
        zone = ZoneInfo(shown.zone)
        local = shown.starts_at.astimezone(zone)
        day = formats.weekday_day(local.date())
        end = shown.ends_at.astimezone(zone) if shown.ends_at else None
        until = f"–{_time(end, formats.clock(end, zone, bare=True))}" if end else ""
        return f"{_time(local, f'{day} {formats.clock(local, zone)}')}{until}"
    if shown.starts_on:
        words = formats.day_range(shown.starts_on, shown.ends_on)
        return f'<time datetime="{shown.starts_on.isoformat()}">{escape(words)}</time>'
    return ""


def _time(moment: datetime, words: str) -> str:
    return f'<time datetime="{moment.isoformat(timespec="minutes")}">{escape(words)}</time>'


def _words(words: Text) -> str:
    return f"<span{parts.attributes(parts.language(words))}>{parts.isolated(escape(words.value))}</span>"


def _name(name: Text) -> str:
    return f'<span translate="no">{parts.isolated(escape(name.value))}</span>'


def _names(names: tuple[str, ...]) -> str:
    return f'<span translate="no">{formats.words_list([parts.isolated(escape(name)) for name in names])}</span>'
