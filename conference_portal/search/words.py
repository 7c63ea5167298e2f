"""What makes two spellings one word: accents, Nordic letters, endings, Icelandic cases.

Both what is indexed and what is asked go through here, so that they meet: Århus = Aarhus = Arhus, Göteborgs = goteborg,
byernes = by, Árósum = Árósar.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from islenska import Bin

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
# Letters that unaccented keyboards write in two ways, or in one that no decomposition gives.
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "þ": "th", "ð": "d", "đ": "d", "ł": "l", "ß": "ss"})
PAIRS = (("aa", "a"), ("ae", "a"), ("oe", "o"))
# The longest first; of Danish, Norwegian and Swedish. Each leaves at least two letters.
ENDINGS = (
    "ernes ernas arnas ornas erne erna arna orna enes ene ens ets ers ars ors ane ades ende ande elser else "
    "en et er ar or na ne es as s e a"
).split()
# Plurals that change their root, of words that people look for here.
ROOTS = {"born": "barn", "boger": "bog", "bocker": "bok", "mand": "man", "stade": "stad", "stader": "stad", "hander": "hand"}
SHORTEST = 2
LONGEST_WORD = 60


def words_of(value: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in WORD.findall(value)]


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """Lower case, without accents, Nordic letters as people without them on the keyboard write them."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(LETTERS))
    plain = "".join(sign for sign in plain if sign.isalnum())
    for pair, letter in PAIRS:
        plain = plain.replace(pair, letter)
    return plain


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """The folded word without a Scandinavian ending."""
    plain = folded(word)
    plain = ROOTS.get(plain, plain)
    for ending in ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST:
            short = _single(plain[: -len(ending)])
            return ROOTS.get(short, short)
    return plain


def _single(short: str) -> str:
    """`ungdomm` (from ungdommen) is `ungdom`."""
    return short[:-1] if len(short) > SHORTEST + 1 and short[-1] == short[-2] else short


@lru_cache(maxsize=1)
def _dictionary() -> Bin:
    """Loaded when the first Icelandic word is looked up: most processes never need it."""
    from islenska import Bin  # noqa: PLC0415 - 65 MB of data, read only where it is used

    return Bin()


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> frozenset[str]:
    """All Icelandic head words that this can be a form of, folded."""
    found: set[str] = set()
    for form in {word, word.lower(), word.capitalize()}:
        _, meanings = _dictionary().lookup(form)
        found.update(folded(meaning.ord.replace("-", "")) for meaning in meanings)
    return frozenset(found)


def forms(word: str, *, icelandic: bool) -> set[str]:
    """Every spelling under which a word is kept and looked for."""
    found = {folded(word), root(word)}
    return {form for form in (found | lemmas(word) if icelandic else found) if form}


def indexed(value: str, *, language: str) -> str:
    """A text as its spellings, for the plain column of its entry. A hyphenated word is kept whole and in parts."""
    icelandic = language == "is"
    found: set[str] = set()
    for word in words_of(value):
        for part in {word, *re.split(r"['’\-]", word)}:
            found |= forms(part, icelandic=icelandic)
    return " ".join(sorted(found))
