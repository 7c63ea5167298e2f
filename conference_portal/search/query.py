"""From what a reader types to ranked hits: all languages at once, the reader's own first, and what is nearly right if nothing is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Value, When
from django.db.models.expressions import CombinedExpression

from conference_portal.kit.languages import reading_language
from conference_portal.search.models import NAMES, Entry, EntryQuerySet
from conference_portal.search.words import folded, forms, root, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conference_portal.kit.content import Someone

MOST_WORDS = 12
DICTIONARIES = ("danish", "swedish", "english", "norwegian")
BEGINNING = 4  # letters from which the beginning of a word is enough
NEARLY = 0.55
BEARERS = ("city", "speaker", "edition")  # kinds that bear the name or the year that others mention


@dataclass(frozen=True)
class Question:
    """What was typed, as words and as their spellings."""

    typed: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> Question:
        cleaned = " ".join(typed.replace("\x00", " ").split())
        return cls(cleaned, tuple(words_of(cleaned)[:MOST_WORDS]))

    @property
    def spellings(self) -> frozenset[str]:
        return frozenset(form for word in self.words for form in forms(word, icelandic=True))


def hits(question: Question, user: Someone) -> EntryQuerySet:
    """The best entry of every object that holds all the words, the best first."""
    found = _exactly(question, user)
    return found if found.exists() else _nearly(question, user)


def _exactly(question: Question, user: Someone) -> EntryQuerySet:
    if not question.words:
        return Entry.objects.none()
    asked = reduce(and_, [_word(word) for word in question.words])
    scored = Entry.objects.filter(vector=asked).annotate(score=SearchRank(F("vector"), asked) + _nearness())
    return _best(scored, user)


def _nearly(question: Question, user: Someone) -> EntryQuerySet:
    """A letter wrong: the spellings of title and names that come nearest."""
    near = " ".join(folded(word) for word in question.words)
    if not near:
        return Entry.objects.none()
    similarity = TrigramWordSimilarity(near, "spellings")
    scored = Entry.objects.annotate(likeness=similarity).filter(likeness__gt=NEARLY)
    return _best(scored.annotate(score=F("likeness") + _nearness()), user)


def _best(scored: EntryQuerySet, user: Someone) -> EntryQuerySet:
    best = scored.order_by("kind", "object_id", "-score").distinct("kind", "object_id")
    return scored.filter(pk__in=best.values("pk")).visible_to(user).order_by("-score", "-year", "pk")


def _nearness() -> CombinedExpression:
    """Own language before names before the others; a place or person before what only mentions them."""
    language = Case(
        When(language=reading_language(), then=Value(0.3)),
        When(language=NAMES, then=Value(0.2)),
        default=Value(0.0),
        output_field=FloatField(),
    )
    kind = Case(When(kind__in=BEARERS, then=Value(0.25)), default=Value(0.0), output_field=FloatField())
    return language + kind


def _word(word: str) -> SearchQuery:
    queries = [SearchQuery(word, config=dictionary) for dictionary in DICTIONARIES]
    spellings = [f"'{form}'" for form in forms(word, icelandic=True)]
    if len(beginning := folded(word)) >= BEGINNING:
        spellings.append(f"{beginning}:*")
    if spellings:
        queries.append(SearchQuery(" | ".join(spellings), config="simple", search_type="raw"))
    return reduce(or_, queries)


@dataclass(frozen=True)
class Piece:
    """A part of an excerpt; `found`: the reader asked for it."""

    text: str
    found: bool


def pieces(value: str, question: Question, *, length: int = 220) -> Sequence[Piece]:
    """The text around the first word that was asked for, cut at words, with all found ones marked."""
    spans = [match.span() for match in re.finditer(r"\w+(?:['’\-]\w+)*", value) if _is_asked(match.group(), question)]
    start = max(0, spans[0][0] - length // 3) if spans and spans[0][0] > length // 2 else 0
    if start:
        start = value.find(" ", start) + 1
    end = len(value) if len(value) - start <= length else max(value.rfind(" ", start, start + length), start)
    return _cut(value, spans, start=start, end=end)


def _is_asked(word: str, question: Question) -> bool:
    return bool({folded(word), root(word)} & question.spellings) or any(
        len(asked := folded(typed)) >= BEGINNING and folded(word).startswith(asked) for typed in question.words
    )


def _cut(value: str, spans: Sequence[tuple[int, int]], *, start: int, end: int) -> Sequence[Piece]:
    found = [Piece("… ", found=False)] if start else []
    place = start
    for first, last in spans:
        if first < place or last > end:
            continue
        found += [Piece(value[place:first], found=False), Piece(value[first:last], found=True)]
        place = last
    found.append(Piece(value[place:end] + (" …" if end < len(value) else ""), found=False))
    return [piece for piece in found if piece.text]
