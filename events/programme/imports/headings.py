"""What stands over a column, or the key of a record → the field that it is.

A heading assigned by hand wins; one that is not known keeps its cells in the draft's rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.programme.imports import tongues
from events.programme.imports.cleaning import line
from events.programme.imports.words import HEADINGS

REST = "rest"
_WHEN = frozenset({"start", "end", "minutes", "date"})
_NAMES = frozenset({"name", "navn", "namn", "nafn", "nimi"})
_LONGEST = 250  # a question of a form, with what it explains in brackets; beyond it is a text
# What a heading can be assigned to by hand, with the words for the choice.
CHOICES: Mapping[str, str | Promise] = {
    "title": _("Title"),
    "subtitle": _("Subtitle"),
    "abstract": _("Abstract"),
    "more": _("More about it"),
    "date": _("Date or day"),
    "time": _("Time, or from–to"),
    "start": _("Start"),
    "end": _("End"),
    "minutes": _("Length in minutes"),
    "room": _("Room"),
    "place_note": _("Where, in words"),
    "people": _("Speakers"),
    "moderator": _("Moderators"),
    "host": _("Hosts"),
    "spoken": _("Spoken in"),
    "written_in": _("Language of the texts"),
    "interpreted_into": _("Interpreted into"),
    "slides_in": _("Slides in"),
    "captioned_in": _("Captioned in"),
    "kind": _("Kind"),
    "topic": _("Topics"),
    "subtheme": _("Sub-theme"),
    "state": _("State (cancelled or not)"),
    "confirmed": _("Confirmed or not"),
    "audience": _("Public or internal"),
    "capacity": _("Capacity"),
    "content_note": _("Content note"),
    "organiser": _("Organiser, for the desk only"),
    "number": _("Number or other identity"),
    REST: _("No field: it is not imported"),
}
TEXTS = frozenset({"title", "subtitle", "abstract", "more", "content_note", "place_note"})
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_PUNCTUATION = re.compile(r"[_\-.:*?!/\\\"'’<>\[\]]+")
_BRACKETS = re.compile(r"\([^)]*\)")
_NUMBER = re.compile(r"\s*\d+$")
_OF_LANGUAGE = re.compile(r"(?:\b(?:in|på|til|á|auf)\s+)?(\S+)$")
_FIELDS = {words: field for field, listed in HEADINGS.items() for words in listed.split("|")}
# Words that only one language has over its columns; English ones stand in files of all languages.
_LANGUAGES = {
    "da": "beskrivelse|slut|sted|lokale|tidspunkt|talere|taler|oplægsholder|medvirkende|emne|sprog|undertitel|dato|"
    "varighed|titel|tid|sal",
    "sv": "rubrik|plats|beskrivning|medverkande|språk|ämne|datum|talare|sluttid|starttid|lokal|längd|underrubrik|"
    "titel|slut|tid|sal",
    "no": "tittel|omtale|slutt|kategori|bekreftet|foredragsholdere|fra kl|til kl|undertittel|varighet|dato|sted|"
    "beskrivelse|tidspunkt|språk|emne|tid|sal|lokale",
    "is": "titill|dagur|byrjun|lok|staður|texti|dagsetning|tími|salur|lýsing|ræðumaður|fyrirlesari|tungumál",
    "fi": "otsikko|päivä|aika|lava|puhujat|paikka|kuvaus|kieli|sali|alkaa|päättyy|järjestäjä|kesto",
    "de": "ort|uhrzeit|untertitel|beschreibung|vortragende|sprache|raum|beginn|ende|dauer|thema|titel|datum",
    "en": "title|start|end|date|room|speaker|speakers|location|description|venue|time",
}


# Two titles side by side: headings that tell their language by themselves.
_TITLED = {
    "da": "overskrift|indslag", "sv": "rubrik|inslag", "no": "tittel",
    "is": "titill|heiti|dagskrárliður|dagskrá|fyrirsögn",
    "fi": "otsikko|ohjelma|ohjelman nimi|nimi", "en": "title|session title|programme|talk title|event title",
}  # fmt: skip
_LANGUAGE_OF_TITLE = {words: language for language, listed in _TITLED.items() for words in listed.split("|")}


@dataclass(frozen=True)
class Column:
    field: str
    language: str = ""  # of the texts in it, where the heading says so: "Titel (dansk)"


def words_of(heading: str) -> str:
    """How headings are compared: `dateOfShow`, `Date_of_show:` and `DATE OF SHOW` are one."""
    apart = _CAMEL.sub(" ", line(heading))
    bare = _PUNCTUATION.sub(" ", apart).casefold()
    return " ".join(bare.split())


def columns(headings: Iterable[str], assigned: Mapping[str, str]) -> dict[str, Column]:
    """Every heading that is known; a field that only one column can fill goes to the best of them."""
    known = {heading: _assigned(heading, assigned) or column(heading) for heading in headings if line(heading)}
    found = _without_rivals({heading: each for heading, each in known.items() if each}, assigned)
    return _with_name_as_title(found, known)


def _with_name_as_title(columns: dict[str, Column], headings: Iterable[str]) -> dict[str, Column]:
    """“Name” is the session's where there are times and nothing else could be the title."""
    found = {column.field for column in columns.values()}
    if "title" not in found and found & {"date", "start", "time"}:
        name = next((each for each in headings if words_of(each) in _NAMES and each not in columns), None)
        return {**columns, name: Column("title")} if name else columns
    return columns


def _assigned(heading: str, assigned: Mapping[str, str]) -> Column | None:
    chosen = assigned.get(heading) or assigned.get(line(heading)) or assigned.get(words_of(heading)) or ""
    field, _colon, language = chosen.partition(":")
    return Column(field, language) if field in CHOICES else None


def column(heading: str) -> Column | None:
    """The field of a heading, without its brackets and number if need be; with its language if it names one."""
    return _column(heading) if len(heading) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _column(heading: str) -> Column | None:
    words = words_of(heading)
    for candidate in (words, words_of(_BRACKETS.sub(" ", heading)), _NUMBER.sub("", words)):
        if field := _FIELDS.get(candidate):
            return Column(field, _bracketed(heading) if field in TEXTS else "")
    if "." in heading and (inner := _FIELDS.get(words_of(heading.rpartition(".")[2]))) in _WHEN:
        return Column(inner)  # {"time": {"start": …}}
    return _with_language(words.replace("(", " ").replace(")", " "))


def _bracketed(heading: str) -> str:
    inside = _BRACKETS.search(heading)
    return tongues.code(inside[0]) if inside else ""


def _with_language(words: str) -> Column | None:
    found = _OF_LANGUAGE.search(words.strip())
    if found and (language := tongues.code(found[1])):
        field = _FIELDS.get(words[: found.start()].strip())
        return Column(field, language) if field in TEXTS else None
    return None


def _without_rivals(known: dict[str, Column], assigned: Mapping[str, str]) -> dict[str, Column]:
    """Several columns may hold people, topics or texts; of a second title or kind the cells go to the rest."""
    by_hand = {heading for heading in known if _assigned(heading, assigned)}
    taken: dict[tuple[str, str], str] = {}
    for heading in sorted(known, key=lambda heading: (heading not in by_hand, _rank(heading))):
        field, language = known[heading].field, known[heading].language
        if field == "title" and (first := taken.get((field, language))) and (own := _of_title(heading, first)):
            known[heading], language = Column(field, own), own
        if field in _ONCE and (field, language) in taken:
            del known[heading]
        else:
            taken[field, language] = heading
    return known


def _of_title(heading: str, first: str) -> str:
    """The language of a second title, if it has another one than the first."""
    own, other = (_LANGUAGE_OF_TITLE.get(words_of(each), "") for each in (heading, first))
    return own if own != other else ""


_ONCE = frozenset({"title", "subtitle", "minutes", "spoken", "written_in", "capacity", "kind", "room"})
_ORDER = {words: place for listed in HEADINGS.values() for place, words in enumerate(listed.split("|"))}


def has_names(headings: Iterable[str]) -> bool:
    """“Name”: of people, where the rest does not say that it is of sessions."""
    return any(words_of(heading) in _NAMES for heading in headings)


def _rank(heading: str) -> int:
    """The first word of a list is the surest."""
    return _ORDER.get(words_of(heading), len(_ORDER))


def language_of(headings: Iterable[str]) -> str:
    """The language in which the columns are headed; "" if they do not tell."""
    said = {words_of(heading) for heading in headings}
    votes = {language: len(said & set(listed.split("|"))) for language, listed in _LANGUAGES.items()}
    native = {language: count for language, count in votes.items() if language != "en" and count}
    return max(native or votes, key=lambda language: votes[language]) if any(votes.values()) else ""
