"""The grid that Sessionize embeds in pages, saved as a file: the cards hold instants, rooms and people.

Other web pages are no programme files, and are said to be none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from conference_portal.kit.decoding import Unreadable
from events.programme.imports import fields, people, remarks, times
from events.programme.imports.cleaning import line
from events.programme.imports.days import Frame, Misread
from events.programme.imports.drafts import Draft, Facts, Reading, Setting, Spot
from events.programme.imports.finishing import finish
from events.programme.imports.when import at

_MARK = "data-sessionid"
_TEXTS = {"sz-session__title": "title", "sz-session__room": "room", "sz-session__time": "time"}
_LISTS = {"sz-session__speakers": "speakers", "sz-session__tags": "tags"}
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)


@dataclass
class _Card:
    line: int
    number: str
    is_for_all: bool = False
    span: str = ""  # of the instants
    texts: dict[str, list[str]] = field(default_factory=dict)
    speakers: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        return line("".join(self.texts.get(name, [])))


def is_grid(text: str) -> bool:
    return _MARK in text and "sz-session__title" in text


def read(text: str, setting: Setting) -> Reading:
    reader = _Cards()
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError) as error:
        raise Unreadable(_("This is a web page, not a programme file.")) from error
    zone = ZoneInfo(setting.zone)
    drafts, faults = [], []
    for card in reader.cards:
        try:
            drafts.append(_draft(card, zone))
        except Misread as told:
            faults.append(remarks.misread(Spot(line=card.line), told))
        faults += remarks.hidden("".join(card.texts.get("title", [])), Spot(line=card.line))
    finished, more = finish(drafts, ("id",), setting, "")
    rooms = Counter(room for card in reader.cards if (room := fields.room(card.text("room"))))
    return Reading(finished, (*faults, *more), Facts("Sessionize", zone=setting.zone, rooms=tuple(rooms)))


def _draft(card: _Card, zone: ZoneInfo) -> Draft:
    title = card.text("title")
    if not title:
        raise remarks.untitled()
    moments = [_moment(part, zone) for part in card.span.split("|")[2:4]]
    starts, ends = (*moments, None, None)[:2]
    tags = [tag for each in card.tags if (tag := line(each))]
    return Draft(
        spot=Spot(line=card.line),
        key="",
        title=title,
        language="",
        kind=next(filter(None, map(fields.kind, (*tags, title))), ""),
        starts_at=starts,
        ends_at=ends if starts and ends and ends > starts else None,
        room="" if card.is_for_all else fields.room(card.text("room")),
        for_everyone=card.is_for_all,
        people=tuple(person for name in card.speakers if (person := people.whole(name))),
        topics=tuple(dict.fromkeys(tags)),
        rest=(("id", card.number), *([("room", card.text("room"))] if card.is_for_all and card.text("room") else [])),
    )


def _moment(text: str, zone: ZoneInfo) -> datetime:
    part = times.read(text, Frame(), dated=True)
    if part.day is None or part.clock is None:
        raise times.no_time(text)
    return at(part.day, part.clock, part.zone or zone).astimezone(zone)


class _Cards(HTMLParser):
    """Down to a card and up again: each tag remembers what its text belongs to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cards: list[_Card] = []
        self._open: list[tuple[str, str]] = []  # tag, what it holds

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        said = {name: value or "" for name, value in attrs}
        classes = said.get("class", "").split()
        holds = self._open[-1][1] if self._open else ""
        if _MARK in said:
            self.cards.append(_Card(self.getpos()[0], said[_MARK], "sz-session--plenum" in classes))
            holds = "card"
        elif holds:
            holds = self._part(tag, classes, said, holds)
        self._open.append((tag, holds))

    def _part(self, tag: str, classes: list[str], said: dict[str, str], holds: str) -> str:
        card = self.cards[-1]
        for name in classes:
            if name == "sz-session__time":
                card.span = said.get("data-sztz", "")
            if name in _TEXTS or name in _LISTS:
                return _TEXTS.get(name) or _LISTS[name]
        if tag == "li" and holds in {"speakers", "tags"}:
            getattr(card, holds).append("")
        return holds

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth][0] == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        holds = self._open[-1][1] if self._open else ""
        if not holds or holds == "card":
            return
        card = self.cards[-1]
        if holds in {"speakers", "tags"}:
            listed = getattr(card, holds)
            if listed:
                listed[-1] += data
        else:
            card.texts.setdefault(holds, []).append(data)
