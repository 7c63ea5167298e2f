"""Which language a text is really in, which one a reader gets, and how texts are found and ordered by what is shown.

The interface speaks four languages; content is stored in those and in one column more, `other`, whose language the row
names (`other_language`). The base columns of translated fields are never read: they hold whatever was saved last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from babel import Locale
from django.db.models import Expression, F, Func, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from modeltranslation.utils import build_localized_fieldname

READING: tuple[str, ...] = ("da", "sv", "en", "is")
OTHER = "other"
STORED: tuple[str, ...] = (*READING, OTHER)
UNDETERMINED = "und"

_CHAINS: dict[str, tuple[str, ...]] = {
    "da": ("da", "en", "sv", "is", OTHER),
    "sv": ("sv", "da", "en", "is", OTHER),
    "en": ("en", "da", "sv", "is", OTHER),
    "is": ("is", "en", "da", "sv", OTHER),
}
# Who reads these reads Danish more easily than English. Finns are not among them: many read Swedish, but they say so.
_NEIGHBOURS = {"nb": "da", "nn": "da", "no": "da", "fo": "da", "kl": "da"}
_LONGEST_HEADER = 1000
_RANGE = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9]{1,8})*\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?")
_BABEL = {"en": "en_GB"}
_NORWEGIAN = {"nb": "no", "nn": "no"}  # readers call both of them Norwegian


@dataclass(frozen=True)
class Text:
    """What is shown, and the language (BCP 47) it is in."""

    value: str
    language: str
    alone: bool = field(default=True, compare=False)  # there is no other language than this one

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def is_fallback(self) -> bool:
        return self.language != reading_language()


def reading_language() -> str:
    """The active language, one of READING whatever is active."""
    active = (translation.get_language() or "").partition("-")[0]
    return active if active in _CHAINS else READING[0]


def chain(language: str | None = None, *, understood: Iterable[str] = ()) -> tuple[str, ...]:
    """The columns to look into, best first: one's own, then those of the languages that a reader says to understand."""
    own = _CHAINS[_reading(language)]
    known = (code if code in READING else OTHER for code in understood)
    return tuple(dict.fromkeys((own[0], *known, *own)))


def text(thing: Any, field: str, *, language: str | None = None) -> Text:
    """The best text there is for a reader of that language; costs no query."""
    there = ((candidate, getattr(thing, column(field, candidate))) for candidate in chain(language))
    filled = ((candidate, value) for candidate, value in there if value)
    if best := next(filled, None):
        candidate, value = best
        return Text(value, _language_of(thing, candidate), alone=next(filled, None) is None)
    return Text("", _reading(language))


@lru_cache(maxsize=1024)
def column(field: str, language: str) -> str:
    """The name of the column that holds this field in this language: `theme__title`, `da` → `theme__title_da`."""
    path, separator, name = field.rpartition("__")
    return f"{path}{separator}{build_localized_fieldname(name, language)}"


def columns(*fields: str) -> tuple[str, ...]:
    """Every column that these texts may come from, and the one that names their fifth language: for `only()`."""
    found = [column(field, code) for field in fields for code in STORED]
    owners = dict.fromkeys(field.rpartition("__")[0] for field in fields)
    return (*found, *(f"{owner}__other_language" if owner else "other_language" for owner in owners))


def shown(field: str, *, language: str | None = None) -> Coalesce:
    """What `text()` would show, for filter, annotate and order_by; `field` may be a path."""
    columns = [NullIf(F(column(field, candidate)), Value("")) for candidate in chain(language)]
    return Coalesce(*columns, Value(""), output_field=TextField())


class SortKey(Func):
    """Orders as people who read the language expect, on any server: see the migration that makes `sort_key`."""

    function = "sort_key"
    template = '%(function)s(%(expressions)s) COLLATE "C"'

    def __init__(self, expression: Expression | F | str, language: str | None = None, **extra: Any) -> None:
        super().__init__(expression, Value(_reading(language)), output_field=TextField(), **extra)


def language_name(code: str, *, within: str | None = None) -> str:
    """The language's name as running text writes it: `dansk`, `Danish`; the code itself if nobody knows it."""
    locale = Locale.parse(babel_locale(within))
    plain = code.partition("-")[0].lower()
    return str(locale.languages.get(_NORWEGIAN.get(plain, plain), code))


def babel_locale(language: str | None = None) -> str:
    reading = _reading(language)
    return _BABEL.get(reading, reading)


_ONLY_IN = {
    "da": (gettext_noop("Only in Danish"), gettext_noop("This text is only in Danish")),
    "sv": (gettext_noop("Only in Swedish"), gettext_noop("This text is only in Swedish")),
    "en": (gettext_noop("Only in English"), gettext_noop("This text is only in English")),
    "is": (gettext_noop("Only in Icelandic"), gettext_noop("This text is only in Icelandic")),
    "no": (gettext_noop("Only in Norwegian"), gettext_noop("This text is only in Norwegian")),
    "fi": (gettext_noop("Only in Finnish"), gettext_noop("This text is only in Finnish")),
    "fo": (gettext_noop("Only in Faroese"), gettext_noop("This text is only in Faroese")),
    "kl": (gettext_noop("Only in Greenlandic"), gettext_noop("This text is only in Greenlandic")),
    "se": (gettext_noop("Only in Northern Sami"), gettext_noop("This text is only in Northern Sami")),
    "de": (gettext_noop("Only in German"), gettext_noop("This text is only in German")),
    "fr": (gettext_noop("Only in French"), gettext_noop("This text is only in French")),
    "so": (gettext_noop("Only in Somali"), gettext_noop("This text is only in Somali")),
    "ar": (gettext_noop("Only in Arabic"), gettext_noop("This text is only in Arabic")),
    UNDETERMINED: (gettext_noop("Only in another language"), gettext_noop("This text is only in another language")),
}
# Where the text exists in other languages too, but not in the reader's.
_IN = {
    "da": (gettext_noop("In Danish"), gettext_noop("This text is in Danish")),
    "sv": (gettext_noop("In Swedish"), gettext_noop("This text is in Swedish")),
    "en": (gettext_noop("In English"), gettext_noop("This text is in English")),
    "is": (gettext_noop("In Icelandic"), gettext_noop("This text is in Icelandic")),
    "no": (gettext_noop("In Norwegian"), gettext_noop("This text is in Norwegian")),
    "fi": (gettext_noop("In Finnish"), gettext_noop("This text is in Finnish")),
    "fo": (gettext_noop("In Faroese"), gettext_noop("This text is in Faroese")),
    "kl": (gettext_noop("In Greenlandic"), gettext_noop("This text is in Greenlandic")),
    "se": (gettext_noop("In Northern Sami"), gettext_noop("This text is in Northern Sami")),
    "de": (gettext_noop("In German"), gettext_noop("This text is in German")),
    "fr": (gettext_noop("In French"), gettext_noop("This text is in French")),
    "so": (gettext_noop("In Somali"), gettext_noop("This text is in Somali")),
    "ar": (gettext_noop("In Arabic"), gettext_noop("This text is in Arabic")),
    UNDETERMINED: (gettext_noop("In another language"), gettext_noop("This text is in another language")),
}


def only_in(code: str, *, block: bool = False, alone: bool = True) -> str:
    """The mark of a fallback, in the reading language. Whole sentences: Icelandic inflects the language's name.

    `alone`: it says that there is no other language.
    """
    plain = code.partition("-")[0].lower()
    with translation.override(reading_language()):
        if sentences := (_ONLY_IN if alone else _IN).get(_NORWEGIAN.get(plain, plain)):
            return gettext(sentences[block])
        values = {"language": language_name(code)}
        if block:
            # Translators: the name of a less common language stands in its basic form; do not require a case.
            return gettext("This text is only in this language: %(language)s") % values
        # Translators: the name of a less common language stands in its basic form; do not require a case.
        return gettext("Only in this language: %(language)s") % values


def negotiate(header: str | None) -> str:
    """The reading language for an Accept-Language: the best listed that we have; English for those who listed others
    only; the first language of the series for those who said nothing."""
    listed = _listed(header or "")
    for language in listed:
        near = _NEIGHBOURS.get(language, language)
        if near in _CHAINS:
            return near
    return "en" if listed else READING[0]


def _listed(header: str) -> list[str]:
    """The primary languages of the header, dearest first; refused (q=0) and unreadable ones left out."""
    ranges = [match for part in header[:_LONGEST_HEADER].split(",") if (match := _RANGE.fullmatch(part))]
    weighed = [(float(match[2] or 1), match[1].lower()) for match in ranges]
    return [language for weight, language in sorted(weighed, key=lambda pair: -pair[0]) if weight > 0]


def _reading(language: str | None) -> str:
    if language is None:
        return reading_language()
    return language if language in _CHAINS else READING[0]


def _language_of(thing: Any, candidate: str) -> str:
    if candidate != OTHER:
        return candidate
    return getattr(thing, "other_language", "") or UNDETERMINED
