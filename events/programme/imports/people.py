"""Who takes part: "Name, title, organisation" strings, lines, lists, numbered columns → persons, and no text is lost.

A comma parts either two people or a person's name and work; the column decides, and what stays unclear is asked."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from events.programme.imports import names, parting
from events.programme.imports.cleaning import line, plain, written
from events.programme.imports.days import Misread
from events.programme.imports.drafts import PersonDraft
from events.programme.imports.words import NOTHING, parted

_PROGRAMS = re.compile(r"[;\n]")  # what a program puts between people; other marks are part of a name
_NOBODY = parted(NOTHING) | {"-", "all", "alla", "alle", "allir", "kaikki", "everyone", "everybody"}
_LONGEST_LIST = 20_000
_KEYS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "name", "public_name", "full_name", "fullname", "fullName", "displayName", "display_name", "navn", "namn",
        "nafn",
        "nimi",
    ),
    "role": ("role", "type", "function", "rolle", "roll", "rooli", "hlutverk"),
    "job_title": ("title", "job_title", "jobTitle", "position", "tagline", "tagLine", "titel", "tittel", "stilling"),
    "organisation": (
        "organization", "organisation", "company", "affiliation", "org", "employer", "organisasjon", "organisaatio",
        "virksomhed", "arbejdsplads", "arbetsplats", "vinnustaður",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Manner:
    """How one column writes people, seen over all its cells."""

    role: str = "speaker"
    is_plural: bool = True
    has_work: bool = False  # “Name, title, organisation” stands somewhere in the column
    is_structured: bool = False  # a comma stands within one person: people are parted by something else
    is_typed: bool = True  # by people; a program's records keep what is unclear as one name
    glue_says_nothing: bool = False  # "Moderator" behind each and every one
    heading: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


def manner(heading: str, values: Iterable[Any], manner: Manner) -> Manner:
    """As a heading and all cells below it show it; role, number and answers are those of the manner given."""
    values = list(values)
    cells = [value for value in values if isinstance(value, str) and value.strip()]
    lists = [
        each for value in values if (each := value if isinstance(value, list) else _printed(written(value).strip()))
    ]
    pieces = [text for each in lists for text in each if isinstance(text, str)] + [
        part for cell in cells for part in parting.apart(cell)
    ]
    has_work = any(len(parts) > 2 and names.is_work(parts[1]) for text in pieces if (parts := parting.commas(text)))  # noqa: PLR2004
    has_marks = bool(lists) or (manner.is_typed and any(len(parting.apart(cell)) > 1 for cell in cells))
    glued = [cell for cell in cells if parting.GLUE.search(cell)]
    return replace(
        manner,
        is_structured=has_marks or bool(glued) or (has_work and not manner.is_typed),
        has_work=has_work,
        glue_says_nothing=bool(glued) and all(parting.GLUE.sub("\n", cell).endswith("\n") for cell in cells),
        heading=heading,
    )


def read(value: Any, manner: Manner) -> tuple[PersonDraft, ...]:
    """Raises Misread where a cell could mean different people."""
    found: dict[tuple[str, str, str], PersonDraft] = {}
    for person in _persons(value, manner):
        # “Repr.” of two authorities are two; who has a whole name is one, whatever stands beside it.
        work = "" if " " in person.name else f"{person.job_title}, {person.organisation}"
        key = (plain(person.name), person.role, work)
        found[key] = _joined(found[key], person) if key in found else person
    return tuple(found.values())


def _persons(value: Any, manner: Manner) -> Iterator[PersonDraft]:
    entries = _entries(value)
    is_list = isinstance(value, list) or entries != [written(value).strip()]
    for each in entries:
        if isinstance(each, dict):
            persons = [_of_record(each, manner)]
        elif is_list:  # each is one already, whatever marks are in it
            persons = [*_of_part(written(each), manner, manner.role)]
        else:
            persons = [*_of_text(each, manner)]
        yield from (person for person in persons if person and plain(person.name) not in _NOBODY)


def whole(name: str) -> PersonDraft | None:
    """A name as a program keeps it: one person, whatever marks are in it."""
    bare, role = names.role_in_name(line(name))
    return PersonDraft(bare, role or "speaker") if bare else None


def together(some: list[PersonDraft], others: Iterable[PersonDraft]) -> list[PersonDraft]:
    """Who stands among the speakers and again under “Moderator” is one person, who moderates."""
    found = list(some)
    places: dict[str, int] = {}
    for place, each in enumerate(some):
        places.setdefault(plain(each.name), place)
    for other in others:
        known = places.get(plain(other.name))
        if known is None:
            found.append(other)
        elif other.role != "speaker":
            found[known] = replace(found[known], role=other.role)
    return found


def is_glued(value: Any) -> bool:
    return isinstance(value, str) and parting.GLUE.search(value) is not None


def _joined(one: PersonDraft, other: PersonDraft) -> PersonDraft:
    """The same person twice in one session: what both say is kept."""
    work = [one.job_title, other.job_title]
    places = [one.organisation, other.organisation]
    return PersonDraft(
        one.name, one.role, ", ".join(dict.fromkeys(filter(None, work))), ", ".join(dict.fromkeys(filter(None, places)))
    )


def _entries(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [value]
    if isinstance(value, list):
        return [each for each in value if each]
    text = written(value).strip()
    return _printed(text) or [text] if text else []


def _printed(text: str) -> list[Any] | None:
    """A list as a program prints it: ['Anna Ås, rektor', "Bo Ek"]."""
    if not (text.startswith("[") and text.endswith("]") and len(text) < _LONGEST_LIST):
        return None
    try:
        found = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def _of_record(record: Mapping[str, Any], manner: Manner) -> PersonDraft | None:
    said = {part: next((record[key] for key in keys if record.get(key)), "") for part, keys in _KEYS.items()}
    name, role = names.role_in_name(line(_first(said["name"])))
    title, organisation, called = line(said["job_title"]), line(said["organisation"]), line(said["role"])
    known = names.ROLE_OF.get(called.casefold(), "")
    if not role and not known and title.casefold() in names.ROLE_OF:
        role = names.ROLE_OF[title.casefold()]
    titles = [called if called and not known else "", title]
    return (
        PersonDraft(name, role or known or manner.role, ", ".join(filter(None, titles)), organisation) if name else None
    )


def _first(name: Any) -> Any:
    """KonOpas writes a name as a list of its parts, given name first."""
    return " ".join(str(part) for part in name if part) if isinstance(name, list) else name


def _of_text(value: Any, manner: Manner) -> tuple[PersonDraft | None, ...]:
    text = written(value)
    persons: list[PersonDraft | None] = []
    for piece, is_moderator in parting.unglued(text):
        role = "moderator" if is_moderator and not manner.glue_says_nothing else manner.role
        for part in parting.chunks(piece) if manner.is_typed else _PROGRAMS.split(piece):
            persons += _of_part(part, manner, role)
    return tuple(persons)


def _of_part(text: str, manner: Manner, role: str) -> list[PersonDraft]:
    text, role = names.role_before(line(text), role)
    parts = parting.commas(text)
    if len(parts) < 2 or manner.is_structured:  # noqa: PLR2004 (nothing to part)
        return _pair(parts, manner, role) if parts else []
    if not manner.is_typed:
        return _unclear(text, parts, manner, role)
    likely = [_are_people(part) for part in parts]
    is_enumeration = all(likely) and _are_two(parts[-1])
    if is_enumeration or (manner.is_plural and not manner.has_work and all(likely) and _are_alike(parts)):
        return [person for part in parts for person in _pair([part], manner, role)]
    is_mixed = any(is_ and " " in part for is_, part in zip(likely[1:], parts[1:], strict=True))
    says_work = names.is_work(parts[1]) or (manner.has_work and len(parts) > 2 and " " not in parts[1])  # noqa: PLR2004
    if says_work or not likely[0] or not is_mixed:
        return _pair(parts, manner, role)
    return _unclear(text, parts, manner, role)


def _pair(parts: list[str], manner: Manner, role: str) -> list[PersonDraft]:
    """“Anna Ås og Bo Ek, Natteravnene” are two, and both work there."""
    names_ = parting.AND.split(parts[0]) if manner.is_typed and _are_two(parts[0]) else [parts[0]]
    return [_person([name, *parts[1:]], role) for name in names_]


def _are_two(text: str) -> bool:
    """Whole names around an “and”; “Anna og Bo Ek” may be a pair of one family name."""
    bare = [names.role_in_name(line(name))[0] for name in parting.AND.split(text)]
    return len(bare) > 1 and all(" " in name and names.is_person(name) for name in bare)


def _are_alike(parts: list[str]) -> bool:
    """“Bo Ek, Stockholm” is one person and a place."""
    return len({" " in names.role_in_name(part)[0] for part in parts}) == 1


def _unclear(text: str, parts: list[str], manner: Manner, role: str) -> list[PersonDraft]:
    """“Anna Ås, Bo Ek” under a heading for one person: two people, or where she works?"""
    question = f"people:{text}"
    match manner.answers.get(question):
        case None if manner.is_typed:
            raise Misread(
                _("“%(text)s” could be several people, or one person and their work.") % {"text": text},
                kind="asked", question=question, proposal="\n".join(parts),
            )  # fmt: skip
        case None:
            return (
                [PersonDraft(*names.role_in_name(text))] if names.role_in_name(text)[1] else [PersonDraft(text, role)]
            )
        case answer if "\n" in answer:
            return [_person([name], role) for name in answer.split("\n") if name.strip()]
        case _:
            return [_person(parts, role)]


def _are_people(text: str) -> bool:
    """One name, or two around an “and”."""
    bare = [names.role_in_name(line(name))[0] for name in parting.AND.split(text)]
    return all(names.is_person(name) and not names.is_work(name) for name in bare)


def _person(parts: list[str], role: str) -> PersonDraft:
    name, named = names.role_in_name(parts[0])
    name, at = names.place_behind(name)
    name, before = names.title_before(name)
    work = [*map(line, parts[1:]), *([at] if at else [])]
    if work and (known := names.ROLE_OF.get(work[0].casefold())):
        named, work = named or known, work[1:]
    if len(work) == 1:
        is_place = names.is_organisation(work[0]) or not names.is_work(work[0])
        title, organisation = ("", work[0]) if is_place else (work[0], "")
    else:
        title, organisation = (work[0], ", ".join(work[1:])) if work else ("", "")
    if not named:
        named = names.role_among(title)
    return PersonDraft(name, named or role, ", ".join(filter(None, (before, title))), organisation)
