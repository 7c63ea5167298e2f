"""`{% load portal %}`: how templates print texts with their language, times, people and drawings."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import template
from django.template.defaultfilters import length as number_of_items
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext

from conference_portal.kit import emblem as drawings
from conference_portal.kit import formats, marks, parts
from conference_portal.kit.addresses import absolute
from conference_portal.kit.languages import READING, reading_language
from conference_portal.kit.text import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.template.base import NodeList, Parser, Token
    from django.template.context import Context

    from conference_portal.kit.languages import Text

register = template.Library()

MARK = re.compile(r"<small\b.*?</small>", re.DOTALL)
DASH = re.compile(r"(\s*–\s*)")
LONGEST_TITLE = 70  # what search engines show
LONG, LONG_WORD, VERY_LONG = 26, 11, 90  # characters that a poster holds in its largest, its second and its third size


# Texts


@register.simple_tag
def text(thing: Any, field: str = "", *, url: str = "", mark: bool = True, beside: Any = None) -> SafeString:
    """One line, escaped. `beside`: words nearby that carry the mark already, if they are in the same language."""
    found = parts.found(thing, field)
    if not found:
        return parts.NOTHING
    said, escaped = parts.language(found), conditional_escape(found.value)
    inner = escaped if any(value == "rtl" for _name, value in said) else parts.isolated(escaped)
    words = _element("a" if url else "span", inner, ("href", url), *said)
    return words + parts.mark(found) if mark and not parts.is_said(found, beside) else words


@register.simple_tag
def prose(thing: Any, field: str = "", *, css: str = "prose", mark: bool = True, beside: Any = None) -> SafeString:
    """A text of several paragraphs, written in Markdown. Nothing is printed where nothing is written."""
    found = parts.found(thing, field)
    if not found:
        return parts.NOTHING
    block = _element("div", markdown(found.value), ("class", css), *parts.language(found))
    return block if not mark or parts.is_said(found, beside) else _noted(found, block)


@register.simple_tag
def inner_prose(thing: Any, field: str = "") -> SafeString:
    """As `prose`, under a heading of the second level: headings in the text begin at the third."""
    found = parts.found(thing, field)
    if not found:
        return parts.NOTHING
    block = _element("div", markdown(found.value, top=3), ("class", "prose"), *parts.language(found))
    return _noted(found, block)


def _noted(found: Text, block: SafeString) -> SafeString:
    if not found.is_fallback:
        return block
    return format_html('<div class="language-block">{}{}</div>', parts.note(found), block)


@register.simple_tag
def language_mark(*words: Any) -> SafeString:
    """The mark alone, where it stands apart from its text; one for each language that is not the page's."""
    found = {text.language: text for text in map(parts.found, words) if text}
    return format_html_join("", "{}", [(parts.mark(text),) for text in found.values()])


@register.simple_tag
def language_note(words: Any, beside: Any = None) -> SafeString:
    """The sentence above a block that carries its language by `language_of`."""
    found = parts.found(words)
    return parts.NOTHING if parts.is_said(found, beside) else parts.note(found)


@register.simple_tag
def language_of(words: Any) -> SafeString:
    """The attributes of an element whose texts are all in the language of these words."""
    return parts.attributes(parts.language(parts.found(words)))


@register.simple_tag
def language_back(outer: Any) -> SafeString:
    """The attribute of an element in the page's own language inside one that `language_of` has marked."""
    return parts.attributes([("lang", reading_language())]) if parts.found(outer).is_fallback else parts.NOTHING


@register.simple_tag
def inside(words: Any, outer: Any) -> SafeString:
    """Words inside an element that carries the language of `outer`: marked only if they are in yet another."""
    found = parts.found(words)
    if found.language == parts.found(outer).language:
        return conditional_escape(found.value)
    return _element("span", conditional_escape(found.value), *parts.spoken(found)) + parts.mark(found)


@register.simple_tag
def person(name: Any) -> SafeString:
    """A name, which no machine may translate and no detector of languages need judge."""
    return format_html('<span translate="no">{}</span>', parts.isolated(conditional_escape(name)))


@register.filter
def poster_size(words: object) -> str:
    """Which size of type a poster needs for these words: "", `long` or `very-long`."""
    value = str(words).replace("\u00ad", "")
    if len(value) > VERY_LONG:
        return "very-long"
    longest = max((len(word) for word in value.split()), default=0)
    return "long" if len(value) > LONG or longest > LONG_WORD else ""


# Times and numbers


@register.filter
def zone_name(zone: str) -> str:
    """Whose clock it is: Island, Danmark."""
    return formats.zone_name(zone)


@register.simple_tag
def day(value: date | None) -> SafeString:
    return _time(value, formats.day(value)) if value else parts.NOTHING


@register.simple_tag
def when(start: date | None, end: date | None = None) -> SafeString:
    """The days of something, as short as they can be said: 25.–27. september 2024."""
    if not start:
        return parts.NOTHING
    if not end or end == start:
        return day(start)
    return _range(formats.day_range(start, end), start, end)


@register.simple_tag
def weekday(value: date | None, *, year: bool = False) -> SafeString:
    return _time(value, formats.weekday_day(value, year=year)) if value else parts.NOTHING


@register.simple_tag
def clock(start: datetime | None, *end_and_zone: Any, bare: bool = False) -> SafeString:
    """Clock times of the place: `{% clock start zone %}` or `{% clock start end zone %}`; `bare` without the word."""
    if not start:
        return parts.NOTHING
    end, zone = (None, *end_and_zone)[-2:]
    place = ZoneInfo(str(zone))
    local = start.astimezone(place)
    if not end:
        return _time(local, formats.clock(start, place, bare=bare))
    return _range(formats.clock_range(start, end, place, bare=bare), local, end.astimezone(place))


@register.filter
def number(value: float | None) -> str:
    return "" if value is None else formats.number(value)


@register.filter
def kilometres(value: float | None) -> str:
    return "" if value is None else formats.kilometres(value)


@register.filter
def length(value: Any) -> str | int:
    """Seconds as running length, 23:41. What is no number is counted, as Django's filter of that name does."""
    return formats.length(value) if isinstance(value, int) else number_of_items(value)


# Drawings


@register.simple_tag
def emblem(edition: Any, *, frame: str = "mark", css: str = "") -> SafeString:
    """The north seen from the edition's host; nothing where nobody knows where the host lies."""
    host = _position(edition.host)
    if host is None:
        return parts.NOTHING
    cities: Iterable[Any] = edition.partners.all() if hasattr(edition.partners, "all") else edition.partners
    partners = [place for city in cities if (place := _position(city))]
    return drawings.drawing(host, partners, ordinal=edition.ordinal, frame=frame, css=f"emblem {css}".strip())


@register.simple_tag
def seal(name: str, *, arcs: int | None = 1, edition: int | None = None, large: bool = False) -> SafeString:
    return marks.seal(name, count=arcs or 1, edition=edition or None, large=large)


@register.simple_tag
def arcs(count: int, *, css: str = "") -> SafeString:
    return marks.arcs(count, css=css)


@register.simple_tag
def state_mark(state: str) -> SafeString:
    return marks.state(state)


# The page's head


@register.simple_tag(takes_context=True)
def alternate_links(context: Context) -> SafeString:
    """This page's own address, its versions in all languages, and the one that leads to the reader's language."""
    request = context["request"]
    rows = [(language, absolute(request, language)) for language in READING]
    links = format_html_join(
        "\n", '<link rel="alternate" hreflang="{}" href="{}">', [*rows, ("x-default", absolute(request))]
    )
    return format_html('<link rel="canonical" href="{}">\n{}', absolute(request, reading_language()), links)


@register.simple_tag(takes_context=True)
def brand_address(context: Context) -> str:
    """The stylesheet with the colours of the edition that the page is about (`brand`, a year), or with all."""
    versions, brand = context["portal_menu"].brands, context.get("brand")
    if brand in versions and brand != "all":
        return f"{reverse('brand', args=[brand])}?v={versions[brand]}"
    return f"{reverse('brand_all')}?v={versions['all']}"


@register.simple_tag
def page_title(own: str) -> str:
    """The page's own words and the name of the series, within what is shown of a title."""
    series = gettext("Heart and Pain of the Big City")
    if not own or own == series:
        return series
    whole = f"{own} · {series}"
    return whole if len(whole) <= LONGEST_TITLE else Truncator(own).chars(LONGEST_TITLE, truncate="…")


class KeepNode(template.Node):
    """Renders its content into a variable, to be used twice: as words on one line, without tags and marks."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        words = unescape(strip_tags(MARK.sub("", self.nodelist.render(context))))
        context[self.name] = " ".join(words.split())
        return parts.NOTHING


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """`{% keep name %}…{% endkeep %}`."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(name, nodelist)


# What the tags above are made of


def _element(name: str, content: SafeString, *pairs: tuple[str, str]) -> SafeString:
    """The content alone if there is nothing to say of it."""
    said = parts.attributes(list(pairs))
    return format_html("<{0}{1}>{2}</{0}>", name, said, content) if said else content


def _time(value: date, words: str) -> SafeString:
    exact = value.replace(microsecond=0) if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', exact.isoformat(), words)


def _range(words: str, start: date, end: date) -> SafeString:
    """Each end of a range is a time of its own."""
    first, dash, last = DASH.split(words, maxsplit=1)
    return format_html("{}{}{}", _time(start, first), dash, _time(end, last))


def _position(city: Any) -> drawings.Position | None:
    if city.latitude is None or city.longitude is None:
        return None
    return drawings.Position(city.latitude, city.longitude)
