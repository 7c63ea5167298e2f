"""What was typed, as words, and what else each of them may stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import reduce
from operator import or_

from django.db.models import Q

from conference_portal.search.models import Word
from conference_portal.search.words import clean, folded, forms, near, telling, words_of

MOST_WORDS = 12
BEGINNING = 4  # letters from which the beginning of a word is enough
PART = 5  # letters from which a part of a compound is enough
MOST_ALIKE = 40
ALIKE = 0.74  # of 1: what two words must share for one to be the other misspelt


@dataclass
class Asked:
    """A word with its forms; `compounds` hold it, `meant` are like it where nothing holds it."""

    word: str
    spellings: frozenset[str]
    compounds: frozenset[str] = frozenset()
    meant: frozenset[str] = frozenset()

    @classmethod
    def of(cls, word: str) -> Asked:
        return cls(word, frozenset(forms(word, icelandic=True)))

    @property
    def beginning(self) -> str:
        plain = folded(self.word)
        return plain if len(plain) >= BEGINNING else ""

    @property
    def part(self) -> str:
        """The shortest form that is long enough to be looked for inside words."""
        return min((form for form in self.spellings if len(form) >= PART), key=len, default="")

    @property
    def can_be_misspelt(self) -> bool:
        plain = folded(self.word)
        return len(plain) >= BEGINNING and plain.isalpha()

    def is_in(self, words: Iterable[str]) -> bool:
        return any(word in self.spellings or (self.beginning and word.startswith(self.beginning)) for word in words)


@dataclass
class Question:
    typed: str
    words: list[Asked] = field(default_factory=list)

    @classmethod
    def of(cls, typed: str) -> Question:
        cleaned = " ".join(clean(typed).split())
        words = dict.fromkeys(word.lower() for word in telling(words_of(cleaned)) if folded(word))
        return cls(cleaned, [Asked.of(word) for word in list(words)[:MOST_WORDS]])

    def look_up(self) -> None:
        """Which compounds hold the words, and what is meant by those that nothing holds. One query, or two."""
        patterns = [Q(word__in=asked.spellings) for asked in self.words]
        patterns += [Q(word__contains=asked.part) for asked in self.words if asked.part]
        patterns += [Q(word__startswith=asked.beginning) for asked in self.words if asked.beginning and not asked.part]
        known = _words(patterns)
        for asked in self.words:
            if asked.part:
                holding = sorted((word for word in known if asked.part in word), key=lambda word: (len(word), word))
                asked.compounds = frozenset(holding[:MOST_ALIKE])
        self._guess(
            [asked for asked in self.words if asked.can_be_misspelt and not asked.compounds and not asked.is_in(known)]
        )

    def _guess(self, unknown: list[Asked]) -> None:
        slips = {asked.word: sorted(set(near(folded(asked.word)))) for asked in unknown}
        alike = _words(
            [Q(word__trigram_similar=folded(asked.word)) | Q(word__in=slips[asked.word]) for asked in unknown]
        )
        for asked in unknown:
            plain = folded(asked.word)
            likely = [word for word in alike if abs(len(word) - len(plain)) <= max(2, len(plain) // 3)]
            asked.meant = frozenset(get_close_matches(plain, likely, n=6, cutoff=ALIKE))


def _words(patterns: list[Q]) -> list[str]:
    if not patterns:
        return []
    return list(Word.objects.filter(reduce(or_, patterns)).values_list("word", flat=True)[: MOST_ALIKE * 25])
