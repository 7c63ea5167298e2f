"""iCalendar as bytes → properties with their line. Folds are undone before letters are read, for many programs fold in
the middle of one; a line that begins with no property belongs to the text above it, whether it is folded or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from conference_portal.kit.decoding import Unreadable, bad_lines, decode

_NAME = re.compile(r"([A-Za-z0-9-]+)([;:])")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^;:,]*)(?:,(?:"[^"]*"|[^;:,]*))*')
_FOLD = re.compile(rb"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\([nN\\;,:\"])")
_MOST_LINES, _DEEPEST = 500_000, 10
_PROPERTIES = frozenset(
    [
        "begin",
        "end",
        "version",
        "prodid",
        "calscale",
        "method",
        "name",
        "description",
        "uid",
        "dtstamp",
        "dtstart",
        "dtend",
        "duration",
        "summary",
        "location",
        "categories",
        "status",
        "class",
        "url",
        "organizer",
        "attendee",
        "contact",
        "created",
        "last-modified",
        "sequence",
        "priority",
        "transp",
        "geo",
        "rrule",
        "rdate",
        "exdate",
        "recurrence-id",
        "related-to",
        "attach",
        "comment",
        "resources",
        "request-status",
        "tzid",
        "tzname",
        "tzoffsetfrom",
        "tzoffsetto",
        "tzurl",
        "action",
        "trigger",
        "repeat",
        "acknowledged",
        "color",
        "image",
        "conference",
        "refresh-interval",
        "source",
        "styled-description",
        "structured-data",
        "percent-complete",
        "exrule",
        "completed",
        "due",
        "freebusy",
    ]
)


@dataclass(frozen=True)
class Property:
    line: int
    name: str
    value: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass
class Component:
    name: str
    line: int
    properties: list[Property] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        return next((each for each in self.properties if each.name == name), None)

    def all(self, name: str) -> Iterator[Property]:
        return (each for each in self.properties if each.name == name)

    def text(self, name: str) -> str:
        found = self.first(name)
        return found.text if found else ""

    def within(self, name: str) -> Iterator[Component]:
        for part in self.parts:
            if part.name == name:
                yield part
            yield from part.within(name)


def components(content: bytes) -> tuple[Component, tuple[int, ...], str]:
    """All that the file holds, the lines with bytes that fit no letter, and the name of the encoding."""
    if content.count(b"\n") > _MOST_LINES:
        raise Unreadable(_("This calendar is far larger than a programme."))
    decoded = decode(_FOLD.sub(b"", content))
    if decoded.encoding == "UTF-16":
        content = decode(content).text.encode("utf-8", errors="replace")
    codec = "cp1252" if decoded.encoding == "Windows-1252" else "utf-8"
    root = Component("", 1)
    stack = [root]
    for each in _properties(content, codec):
        if each.name == "BEGIN" and len(stack) < _DEEPEST:
            part = Component(each.value.strip().upper(), each.line)
            stack[-1].parts.append(part)
            stack.append(part)
        elif each.name == "END":
            _close(stack, each.value.strip().upper())
        else:
            stack[-1].properties.append(each)
    return root, bad_lines(content) if codec == "utf-8" else (), decoded.encoding


def _close(stack: list[Component], name: str) -> None:
    """An END that fits nothing open closes nothing."""
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].name == name:
            del stack[depth:]
            return


def _properties(content: bytes, codec: str) -> Iterator[Property]:
    for number, raw in _unfolded(content.removeprefix(b"\xef\xbb\xbf")):
        text = raw.decode(codec, errors="replace")
        found = _NAME.match(text)
        if found:
            parameters, value = _parts(text[found.end(1) :])
            yield Property(number, found[1].upper(), value, parameters)


def _unfolded(content: bytes) -> Iterator[tuple[int, bytes]]:
    number, pieces = 1, [b""]
    for count, raw in enumerate(content.split(b"\n"), 1):
        line = raw.rstrip(b"\r")
        if line[:1] in {b" ", b"\t"}:
            pieces.append(line[1:])
        elif _begins(line) or not any(pieces):
            yield number, b"".join(pieces)
            number, pieces = count, [line]
        else:
            pieces += [b"\\n", line]  # a line break that nobody wrote as one
    yield number, b"".join(pieces)


def _begins(line: bytes) -> bool:
    name = re.match(rb"([A-Za-z0-9-]+)[;:]", line)
    if not name:
        return False
    small = name[1].lower().decode()
    return small.startswith("x-") or small in _PROPERTIES


def _parts(text: str) -> tuple[dict[str, str], str]:
    """`;TZID=Europe/Oslo:20280920…` → the parameters, the value."""
    parameters: dict[str, str] = {}
    place = 0
    while found := _PARAMETER.match(text, place):
        parameters[found[1].upper()] = found[2].strip('"')
        place = found.end()
    colon = text.find(":", place)
    return parameters, text[colon + 1 :] if colon >= 0 else ""
