"""What a piece of text about a person could be: a name, a role, a profession, a workplace. All are guesses."""

from __future__ import annotations

import re
from itertools import pairwise

from events.programme.imports.cleaning import line
from events.programme.imports.words import ORGANISATION_MARKS, ORGANISATIONS, PROFESSIONS, ROLES, TITLES, parted

ROLE_OF = {word: role for role, words in ROLES.items() for word in words.split("|")}
_BRACKETED_ROLE = re.compile(r"\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]\s*")
_BRACKETED_PLACE = re.compile(r"(\S+(?: \S+)+) \(([^()]{3,})\)")
_ROLE_WITHIN = re.compile(r"(?<=[.;,\s])([^\W\d_]+)\s*:\s*(?=\S)")
_ROLE_BEFORE = re.compile(r"([^\W\d_]+)\s*:\s*(?=\S)")
_ORGANISATIONS, _PROFESSIONS = parted(ORGANISATIONS), parted(PROFESSIONS)
_TITLES = parted(TITLES)
_LONG_STEM = 5
_LOWER_IN_NAMES = frozenset(
    ["von", "van", "de", "da", "af", "av", "der", "den", "del", "di", "la", "le", "bin", "al", "el", "zu", "du"]
)
_MOST_WORDS_OF_A_NAME = 5


def role_before(text: str, role: str) -> tuple[str, str]:
    """“Moderator: Anna Ås”."""
    found = _ROLE_BEFORE.match(text)
    known = ROLE_OF.get(found[1].casefold()) if found else None
    return (text[found.end() :], known) if found and known else (text, role)


def role_in_name(name: str) -> tuple[str, str]:
    """“Anna Ås (moderator)”; brackets that name no role belong to the name."""
    for found in _BRACKETED_ROLE.finditer(name):
        if known := ROLE_OF.get(found[1].casefold()):
            return line(name[: found.start()] + " " + name[found.end() :]), known
    return name, ""


def by_roles(text: str) -> list[str]:
    """Before each role with a colon, if it is not at the beginning."""
    found = [match for match in _ROLE_WITHIN.finditer(text) if match[1].casefold() in ROLE_OF]
    places = [0, *(match.start(1) for match in found), len(text)]
    return [part for begin, end in pairwise(places) if (part := text[begin:end].strip(" .;,"))] if found else [text]


def place_behind(name: str) -> tuple[str, str]:
    """“Karin Ström (Malmö stad)”: brackets with a workplace."""
    found = _BRACKETED_PLACE.fullmatch(name)
    is_place = found is not None and is_person(found[1]) and (is_organisation(found[2]) or is_work(found[2]))
    return (found[1], found[2]) if found and is_place else (name, "")


def title_before(name: str) -> tuple[str, str]:
    """“Professor Karen Lund”: a profession before a whole name is no part of it."""
    first, _blank, rest = name.partition(" ")
    is_title = first.casefold().rstrip(".") in _TITLES and " " in rest and is_person(rest)
    return (rest, first) if is_title else (name, "")


def role_among(title: str) -> str:
    """“Utredare/Moderator” stays as it is, and moderates."""
    return next((known for word in re.split(r"\s*/\s*", title.casefold()) if (known := ROLE_OF.get(word))), "")


def is_person(text: str) -> bool:
    """Two to five words with capitals, none of them a word of organisations: it could be a name."""
    words = role_in_name(" ".join(text.split()))[0].split()
    if not 1 <= len(words) <= _MOST_WORDS_OF_A_NAME or is_organisation(text) or any(map(str.isdigit, text)):
        return False
    capital = [word for word in words if word[0].isupper() or not word[0].islower()]
    return len(capital) >= 1 and all(word in capital or word.casefold() in _LOWER_IN_NAMES for word in words)


def is_organisation(text: str) -> bool:
    words = [word.strip(".,()").casefold() for word in text.split()]
    return any(
        word in _ORGANISATIONS
        or word in ORGANISATION_MARKS
        or any(word.endswith(stem) for stem in _ORGANISATIONS if len(stem) >= _LONG_STEM)
        for word in words
    ) or any(word.isupper() and len(word) > 1 and word.isalpha() for word in text.split())


def is_work(text: str) -> bool:
    """A profession, or words in small letters, as nothing else is written."""
    small = text.casefold()
    return text[:1].islower() or any(word in small for word in _PROFESSIONS)
