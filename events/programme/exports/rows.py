"""A session as a row of the programme: values as ready strings, each part with its element.

150 sessions are 3,000 small texts. Written here once, in order, they cost a third of what tags and filters would.
"""

from __future__ import annotations

from html import escape  # Django's is made for lazy strings, too, and four times as slow
from typing import TYPE_CHECKING, TypedDict
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from conference_portal.kit import formats, marks, parts
from conference_portal.kit.languages import language_name, reading_language
from conference_portal.kit.parts import isolated
from events.programme.models import Session

if TYPE_CHECKING:
    from datetime import date, datetime

    from conference_portal.kit.languages import Text
    from events.programme.schedule import Cell, Item, Person

COMMON = {Session.Kind.PLENARY, Session.Kind.KEYNOTE, Session.Kind.CEREMONY}
MOST_PEOPLE = 4
MOST_ARCS = 5
FIRST_LETTER = ' class="first-letter"'


class Row(TypedDict):
    """A session in the list, each part with its element; a part that has nothing to say is empty."""

    data: SafeString  # attributes of the row
    kind: SafeString
    title: SafeString
    who: SafeString
    where: SafeString
    change: SafeString
    star: SafeString


class Writer:
    """The rows of one page in one language. What repeats (rooms, times, languages) is written once."""

    def __init__(self, zone: str, moment: datetime) -> None:
        self.zone, self.moment = ZoneInfo(zone), moment
        self.language = reading_language()
        self._times: dict[datetime, str] = {}
        self._passports: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}
        self._until = escape(gettext("until %(time)s"))
        self._marks: dict[tuple[str, bool], str] = {}
        self._attributes: dict[str, str] = {}
        self._arcs = [str(marks.arcs(count)) for count in range(1, MOST_ARCS + 1)]

    def row(self, item: Item, cell: Cell | None = None) -> Row:
        return Row(
            data=SafeString(_data(item, cell, on=is_on(item, self.moment))),  # escaped where it is made
            kind=SafeString(self._kind(item)),
            title=SafeString(self._title(item)),
            who=SafeString(_who(item.credits)),
            where=SafeString(self._where(item)),
            change=SafeString(self.change(item)),
            star=SafeString(self._star(item)),
        )

    def time(self, moment: datetime) -> str:
        if moment not in self._times:
            local = moment.astimezone(self.zone)
            words = formats.clock(local, self.zone, self.language, bare=True)
            self._times[moment] = f'<time datetime="{local.isoformat(timespec="minutes")}">{words}</time>'
        return self._times[moment]

    def _kind(self, item: Item) -> str:
        if item.is_pause:
            return ""
        threads = "".join(
            f' <span class="sub-theme">{self._arcs[min(max(thread.position, 1), MOST_ARCS) - 1]}'
            f"{self._element(thread.name, FIRST_LETTER)}</span>"
            for thread in item.subthemes
        )
        return f'<p class="session__kind">{escape(item.kind_words)}{threads}</p>'

    def _title(self, item: Item) -> str:
        title = item.title
        words = isolated(escape(title.value))
        link = f'<a id="t-{item.slug}" href="{escape(item.url)}"{self._spoken(title)}>{words}</a>'
        return link + self._mark(title)

    def _mark(self, words: Text) -> str:
        if words.language == self.language:
            return ""
        key = (words.language, words.alone)
        if key not in self._marks:
            self._marks[key] = str(parts.mark(words))
        return self._marks[key]

    def _spoken(self, words: Text) -> str:
        """The attributes of an element in another language than the page's; most need none."""
        if words.language == self.language:
            return ""
        if words.language not in self._attributes:
            self._attributes[words.language] = str(parts.attributes(parts.spoken(words)))
        return self._attributes[words.language]

    def _element(self, words: Text, css: str = "") -> str:
        return f"<span{css}{self._spoken(words)}>{isolated(escape(words.value))}</span>"

    def _star(self, item: Item) -> str:
        if item.is_pause or item.is_cancelled:
            return ""
        return (
            f'<button class="star" form="save" name="session" value="{item.slug}" aria-pressed="false"'
            f' aria-labelledby="save-word t-{item.slug}"><svg aria-hidden="true"><use href="#star"/></svg></button>'
        )

    def _where(self, item: Item) -> str:
        pieces = []
        if item.room is not None:
            pieces.append(f'<b class="session__room" data-room>{name_of(item.room.name)}</b>')
        elif item.place_note:
            pieces.append(self._element(item.place_note) + self._mark(item.place_note))
        if item.end is not None and item.start is not None:
            start = f'<span class="visually-hidden">{self.time(item.start)} </span>'
            pieces.append(f"<span>{start}{self._until % {'time': self._end(item)}}</span>")
        elif item.start is not None:
            pieces.append(f'<span class="visually-hidden">{self.time(item.start)}</span>')
        elif item.first_day and item.last_day and item.first_day != item.last_day:
            pieces.append(_days(item.first_day, item.last_day))
        if words := self._languages(item):
            pieces.append(f"<span>{words}</span>")
        return f'<p class="session__where">{" ".join(pieces)}</p>' if pieces else ""

    def _end(self, item: Item) -> str:
        """With its day, if it is not over on the morning after."""
        if item.start is None or item.end is None:
            return ""
        words = self.time(item.end)
        if (item.end - item.start).days < 1:
            return words
        local = item.end.astimezone(self.zone)
        return f"{words} {escape(formats.month_day(local.date()))}"

    def _languages(self, item: Item) -> str:
        key = (item.spoken, item.interpreted_into)
        if key not in self._passports:
            spoken = formats.words_list([language_name(code) for code in item.spoken])
            words = [spoken[:1].upper() + spoken[1:]] if spoken else []
            if item.interpreted_into:
                into = formats.words_list([language_name(code) for code in item.interpreted_into])
                words.append(gettext("interpretation: %(languages)s") % {"languages": into})
            self._passports[key] = escape(" · ".join(words))
        return self._passports[key]

    def change(self, item: Item) -> str:
        """What readers must know of the last release: cancelled, moved, in another room, new. Always words."""
        if item.is_cancelled:
            because = f": {self._element(item.because)}{self._mark(item.because)}" if item.because else ""
            cancelled = escape(gettext("Cancelled"))
            return f'<span class="change change--cancelled">{cancelled}{because}</span>'
        words = self._moves(item)
        if not words and item.is_new:
            words = [escape(gettext("New"))]
        return " ".join(f'<span class="change">{each}</span>' for each in words)

    def _moves(self, item: Item) -> list[str]:
        before, words = item.before, []
        if before is None:
            return []
        if (before.start, before.end, before.first_day) != (item.start, item.end, item.first_day):
            words.append(escape(gettext("Moved, was %(time)s")) % {"time": f"<del>{self._stood(item)}</del>"})
        now, then = item.room.name.value if item.room else "", before.room.value if before.room else ""
        if now != then and now:
            told, before_it = escape(gettext("New room")), escape(gettext("before:"))
            words.append(f"{told} ({before_it} <del>{isolated(escape(then))}</del>)" if then else told)
        return words

    def _stood(self, item: Item) -> str:
        before = item.before
        if before is None or before.start is None:
            return (
                _days(before.first_day, before.last_day) if before and before.first_day else gettext("without a time")
            )
        local = before.start.astimezone(self.zone)
        day = "" if local.date() == item.day else f"{escape(formats.month_day(local.date()))} "
        end = f"–{self.time(before.end)}" if before.end else ""
        return f"{day}{self.time(before.start)}{end}"


def _css(item: Item, *, on: bool) -> str:
    if item.is_cancelled:
        return "session session--cancelled"
    state = " session--pause" if item.is_pause else ""
    state = state or (" session--common" if item.kind in COMMON or item.for_everyone else "")
    return f"session{state}{' session--now' if on else ''}"


def _data(item: Item, cell: Cell | None, *, on: bool) -> str:
    """What scripts and the grid read. Slugs and codes need no escaping."""
    words = {
        "session": item.slug,
        "column": (cell.column or "all") if cell else "",
        "from": cell.row if cell else "",
        "to": cell.until if cell else "",
        "starts": _instant(item.start),
        "ends": _instant(item.end),
        "kind": item.kind,
        "in": item.room.slug if item.room else "",
        "subtheme": " ".join(thread.slug for thread in item.subthemes),
        "topic": " ".join(thread.slug for thread in item.topics),
        "language": " ".join(sorted(item.understood_in)),
        "access": " ".join(item.access),
        "city": item.room.city if item.room else "",
    }
    data = "".join([f' data-{name}="{value}"' for name, value in words.items() if value != ""])
    return f' class="{_css(item, on=on)}" id="{item.slug}"{data}'


def _instant(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%dT%H:%MZ}" if moment else ""


def _who(people: tuple[Person, ...]) -> str:
    words = [_person(person) for person in people[:MOST_PEOPLE]]
    if (rest := len(people) - MOST_PEOPLE) > 0:
        words.append(escape(ngettext("and %(count)s more", "and %(count)s more", rest) % {"count": rest}))
    return f'<p class="session__who">{" · ".join(words)}</p>' if words else ""


def _person(person: Person) -> str:
    role = f"{escape(person.role)}: " if person.role else ""
    body = f", {_name(person.organisation.value)}" if person.organisation else ""
    return f"{role}{_name(person.name)}{body}"


def _name(words: str) -> str:
    return f'<span translate="no">{isolated(escape(words))}</span>'


def _days(first: date, last: date | None) -> str:
    words = escape(formats.day_range(first, last))
    return f'<time datetime="{first.isoformat()}">{words}</time>'


def name_of(name: Text) -> str:
    """Of a room: a name, the same in every language, whichever it stands in."""
    return _name(name.value)


def is_on(item: Item, moment: datetime) -> bool:
    return item.start is not None and item.end is not None and item.start <= moment < item.end
