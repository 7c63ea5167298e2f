"""What makes two spellings one word: accents, Nordic letters, endings, Icelandic cases.

Both what is indexed and what is asked go through here, so that they meet: Århus = Aarhus = Arhus, Göteborgs = goteborg,
byernes = by, Árósum = Árósar.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from islenska import Bin

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
JOINTS = re.compile(r"['’\-]")
INVISIBLE = dict.fromkeys([0x00, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])  # soft hyphens and their like
LONGEST_WORD = 60

# Letters that unaccented keyboards write in two ways, or in one that no decomposition gives.
LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "œ": "oe", "þ": "th", "ð": "d", "đ": "d", "ł": "l", "ß": "ss", "ı": "i", "ŋ": "n", "ŧ": "t"}
)
PAIRS = (("aa", "a"), ("ae", "a"), ("oe", "o"))
# Of Danish, Norwegian and Swedish; the longest that leaves at least two letters counts.
ENDINGS = re.compile(
    "(.{2,}?)(?:ernes|ernas|arnas|ornas|erne|erna|arna|orna|enes|ene|ens|ets|ers|ars|ors|ane|ades|ende|ande|elser|else|"
    "en|et|er|ar|or|es|as|s|e|a)"
)
# Of Icelandic words typed without accents, which no dictionary knows, and of English; each leaves at least four.
LONG_ENDINGS = re.compile("(.{4,}?)(?:unnar|unni|unum|innar|inni|inum|arnir|urnar|anna|una|um|ing|ed)")
# Plurals that change their root and are not made one by the letters above, of words that people look for here.
ROOTS = {
    "born": "barn",
    "bock": "bok",
    "broder": "bror",
    "brodr": "bror",
    "dottr": "dot",
    "dotr": "dat",
    "fader": "far",
    "fadr": "far",
    "moder": "mor",
    "modr": "mor",
    "childr": "child",
    "women": "woman",
}
SHORTEST_BEFORE_Y = 4
DOUBLED = 3

# Words that say nothing alone. One that is a thing in another of the languages is looked for where it stands alone.
EMPTY = frozenset(
    """
    af at da de dem den der deres det dig din dit du efter eller en er et for fra ham han har hun hvad hvem hvor hvordan
    hvornar i ikke ind jeg kan man med men mig min mit ned nar og om op os over pa sa sig sin sit skal som til ud under
    var ved vi vil
    att av dar dina ett fran ha hon hur inte jag mellan mina mot oss samt sina ska skall ur ut vad vara vem vid vilka
    vilken
    a about an and are as be been can do from had has have he her his how if in into is it its me my no not of on or our
    she so than that the their them they this to was we were what when where which who why will with you
    ad ef eg eru fyrir hann hennar hver hvernig mer minn okkar sem sinn thad thau their theirra thess thessi thu um upp
    ur verda yfir
    """.split()  # noqa: SIM905 (a list of a hundred words in quotes is for nobody to read)
)
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def clean(value: str) -> str:
    """As it is compared and shown: accents in one sign with their letter, nothing invisible."""
    return unicodedata.normalize("NFC", value.translate(INVISIBLE))


def words_of(value: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in WORD.findall(clean(value))]


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """Lower case, without accents, Nordic letters as people without them on the keyboard write them."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(LETTERS))
    plain = "".join(sign for sign in plain if sign.isalnum())
    for pair, letter in PAIRS:
        plain = plain.replace(pair, letter)
    return plain[:LONGEST_WORD]


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """The folded word without its ending."""
    plain = folded(word)
    if plain in ROOTS or not plain.isalpha():
        return ROOTS.get(plain, plain)
    if plain.endswith("ies") and len(plain) > SHORTEST_BEFORE_Y:
        return f"{plain[:-3]}y"
    return _rooted(_short(plain))


def _short(plain: str) -> str:
    match = LONG_ENDINGS.fullmatch(plain) or ENDINGS.fullmatch(plain)
    return match[1] if match else plain


def _rooted(short: str) -> str:
    """`ungdomm` (from ungdommen) is `ungdom`, as `natt` is `nat`."""
    if short in ROOTS:
        return ROOTS[short]
    single = short[:-1] if len(short) > DOUBLED and short[-1] == short[-2] else short
    return ROOTS.get(single, single)


@lru_cache(maxsize=1)
def _dictionary() -> Bin:
    """Loaded when the first Icelandic word is looked up: most processes never need it."""
    from islenska import Bin

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


def spellings(value: str, *, icelandic: bool) -> set[str]:
    """All words of a text in all their forms. A hyphenated word is kept whole and in parts."""
    found: set[str] = set()
    for word in set(words_of(value)):
        for part in {word, *JOINTS.split(word)}:
            found |= forms(part, icelandic=icelandic)
    return found


def telling(words: list[str]) -> list[str]:
    """Without the words that say nothing, unless there are no others."""
    return [word for word in words if folded(word) not in EMPTY] or words


def near(plain: str) -> Iterator[str]:
    """All that one slip of the finger makes of a word."""
    halves = [(plain[:place], plain[place:]) for place in range(len(plain) + 1)]
    for left, right in halves:
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in ALPHABET)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        yield from (left + letter + right for letter in ALPHABET)
