"""Where a text about several people is cut: at lines and marks, before roles, around an “and”, at commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from events.programme.imports import names
from events.programme.imports.cleaning import line

GLUE = re.compile(r"(?<=[^\s,;/(\-–\n])Moderator(?=$|[^\W\d_a-zà-ÿ]|\s*$)")
_BETWEEN = (re.compile(r"\n"), re.compile(r";"), re.compile(r"[•·|]"))
_SLASH = re.compile(r"(?<=\s)/(?=\s)")
_COMMA_OR_BRACKET = re.compile(r"[,()\[\]]")
AND = re.compile(r"\s+(?:&|and|og|och|ja|und|sekä)\s+")


def unglued(text: str) -> list[tuple[str, bool]]:
    """“Anna Ås, chef, IDAModeratorBo Ek”: the word stuck to what stands before it ends a person."""
    pieces = GLUE.split(text)
    return [(piece, number < len(pieces) - 1) for number, piece in enumerate(pieces) if piece.strip()]


def chunks(text: str) -> Iterator[str]:
    """“Moderator: Eva Ek. Panel: Bo Alm, Siri Berg”: each role has people of its own."""
    for piece in names.by_roles(text):
        for part in apart(piece):
            yield from _worded(part)


def _worded(text: str) -> list[str]:
    """“Anna Ås, rektor, Skolen og Bo Ek, politi”: who works stands before a comma on both sides."""
    parts = AND.split(text)
    found = [commas(part) for part in parts]
    is_each = all(len(each) > 1 and " " in each[0] and names.is_person(each[0]) for each in found)
    return parts if len(parts) > 1 and is_each and all(names.is_work(each[1]) for each in found) else [text]


def apart(text: str) -> list[str]:
    """At the strongest mark that there is: lines, else semicolons, else dots and bars; a slash only between names."""
    for mark in _BETWEEN:
        parts = [part for part in mark.split(text.strip()) if part.strip()]
        if len(parts) > 1:
            return parts
    parts = _SLASH.split(text.strip())
    return parts if len(parts) > 1 and all(map(names.is_person, parts)) else [text]


def commas(text: str) -> list[str]:
    """At commas outside brackets."""
    if "(" not in text and "[" not in text:
        return [clean for part in text.split(",") if (clean := line(part))]
    parts, begins, depth = [], 0, 0
    for mark in _COMMA_OR_BRACKET.finditer(text):
        depth += (mark[0] in "([") - (mark[0] in ")]")
        if mark[0] == "," and depth <= 0:
            parts.append(text[begins : mark.start()])
            begins = mark.end()
    return [clean for part in (*parts, text[begins:]) if (clean := line(part))]
