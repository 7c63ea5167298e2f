"""Which objects hold the words, and in which order: what is called so before what says it, one's own language first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQueryField, SearchRank
from django.db.models import BooleanField, Case, Expression, F, FloatField, Func, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Least, Lower, StrIndex

from conference_portal.kit.languages import chain, reading_language
from conference_portal.search.models import NAMES, Entry

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone
    from conference_portal.search.models.entry import EntryQuerySet, Key
    from conference_portal.search.query.question import Asked, Question

DICTIONARIES = ("danish", "swedish", "english", "norwegian", "finnish")
CALLED, NAMED = "A", "AB"  # weights: see search.models.searchable
OWN_LANGUAGE = 0.5
IS_TITLE = 1.1
TOLD = 0.3  # the most that a text counts, however often it says the word
# A city bears its name and an edition its year; sessions, pages and other editions only mention them.
BEARERS = {"city": 1.3, "speaker": 1.2, "edition": 1.0}


@dataclass(frozen=True)
class Found:
    """The objects, the best first. `closest`: none holds all the words, and these hold most."""

    keys: list[Key] = field(default_factory=list)
    closest: bool = False


@dataclass(frozen=True)
class Hit:
    """An object as its reader knows it: `entry` in their language where there is one. `beside` lends its text to one
    that has none in that language."""

    entry: Entry
    beside: Entry


def find(question: Question, user: Someone) -> Found:
    """Two queries; one more for a misspelt word, and one more where nothing holds all the words."""
    if not question.words:
        return Found()
    question.look_up()
    entries = Entry.objects.visible_to(user)
    if keys := _ranked(entries.filter(holding(Words(question.words))), _score(question)):
        return Found(keys)
    if len(question.words) == 1:
        return Found()
    held = sum(
        (Cast(holding(Words([asked])), IntegerField()) for asked in question.words), start=Value(0.0, FloatField())
    )
    some = entries.filter(holding(Words(question.words, every=False)))
    return Found(_ranked(some, held + _score(question)), closest=True)


def those_holding(question: Question, kind: str, pks: Iterable[int]) -> set[int]:
    """Of these objects, which passed their gates already, those that hold all the words. Two queries."""
    if not question.words:
        return set()
    question.look_up()
    entries = Entry.objects.filter(kind=kind, object_id__in=list(pks))
    return set(entries.filter(holding(Words(question.words))).values_list("object_id", flat=True))


def shown(keys: Iterable[Key], question: Question) -> list[Hit]:
    """One query, in the order of the keys."""
    wanted = list(keys)
    order = Case(*(When(language=code, then=place) for place, code in enumerate(chain())), default=len(chain()))
    rows = Entry.objects.of(wanted).defer("vector", "called")
    if question.words:
        rows = rows.annotate(holds=holding(Words(question.words))).order_by("-holds", order)
    by_key: dict[Key, list[Entry]] = {}
    for entry in rows:
        by_key.setdefault((entry.kind, entry.object_id), []).append(entry)
    return [_hit(by_key[key]) for key in wanted if key in by_key]


def _hit(entries: list[Entry]) -> Hit:
    own = next((entry for entry in entries if entry.language == reading_language()), entries[0])
    return Hit(own, own if own.body else next((entry for entry in entries if entry.body), own))


def _ranked(entries: EntryQuerySet, score: Any) -> list[Key]:
    """Of an object's entries the best counts."""
    rows = entries.annotate(score=score).order_by("-score", F("year").desc(nulls_last=True), "kind", "object_id")
    return list(dict.fromkeys(rows.values_list("kind", "object_id")))


def _score(question: Question) -> Any:
    called, named = (holding(Words(question.words, weights=weight), "called") for weight in (CALLED, NAMED))
    bearer = Case(*(When(kind=kind, then=Value(more)) for kind, more in BEARERS.items()), default=Value(0.0))
    level = Case(When(called, then=bearer + 1.0), When(named, then=bearer + 0.7), default=Value(0.0))
    own = Case(When(language__in=(reading_language(), NAMES), then=Value(OWN_LANGUAGE)), default=Value(0.0))
    return level + own + _likeness(question.typed) + _told(question)


def _told(question: Question) -> Any:
    """How much of it is said in the texts; the last of the weights is that of the title."""
    words = Words(question.words, every=False)
    rank = SearchRank(F("vector"), words, weights=[0.01, 0.2, 0.4, 0.4])
    return Least(rank * Value(float(words.terms)), Value(TOLD), output_field=FloatField())


def _likeness(typed: str) -> Case:
    """Spelt as it was typed, accents and all, comes before what is only folded to the same."""
    title, asked = Lower("title"), Value(typed.lower())
    return Case(
        When(Q(_Equal(title, asked)), then=Value(IS_TITLE)),
        When(Q(_Positive(StrIndex(title, asked))), then=Value(0.1)),
        default=Value(0.0),
    )


def holding(words: Words, column: str = "vector") -> Func:
    return Func(F(column), words, template="%(expressions)s", arg_joiner=" @@ ", output_field=BooleanField())


class _Equal(Func):
    template, arg_joiner, output_field = "%(expressions)s", " = ", BooleanField()


class _Positive(Func):
    template, output_field = "%(expressions)s > 0", BooleanField()


class Words(Expression):
    """A tsquery: each word in its forms, in the stems of every language, as the beginning and as a part of others."""

    output_field = SearchQueryField()

    def __init__(self, words: Sequence[Asked], *, every: bool = True, weights: str = "") -> None:
        super().__init__()
        each = " || ".join(["%s::tsquery", *(f"to_tsquery('{name}'::regconfig, %s)" for name in DICTIONARIES)])
        joint = " && " if every else " || "
        self.sql = f"({joint.join([f'({each})'] * len(words))})"
        self.params = tuple(param for asked in words for param in _params(asked, weights))
        self.terms = sum(param.count(" | ") + 1 for param in self.params)

    @property
    def identity(self) -> tuple[object, ...]:
        return (Words, self.sql, *self.params)

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[str, ...]]:
        return self.sql, self.params


def _params(asked: Asked, weights: str) -> list[str]:
    found = asked.spellings | asked.meant
    if not weights:  # what is called so bears the word itself, not one that it is a part of
        found |= asked.compounds
    terms = [_term(form, weights) for form in sorted(found)]
    if asked.beginning:
        terms.append(_term(asked.beginning, f"*{weights}"))
    return [" | ".join(terms), *[_term(asked.word, weights)] * len(DICTIONARIES)]


def _term(word: str, labels: str) -> str:
    quoted = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':{labels}" if labels else f"'{quoted}'"
