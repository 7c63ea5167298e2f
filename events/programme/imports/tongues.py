"""Which language: names and codes as files write them, and a guess from the small words of a text."""

from __future__ import annotations

import re
from collections import Counter

from events.programme.imports.cleaning import plain

_NAMES = {
    "da": "da dan dansk danska danish tanska danskt dänisch danese da-dk",
    "sv": "sv swe svenska svensk swedish ruotsi ruotsiksi sænska schwedisch sv-se sv-fi",
    "en": "en eng english engelsk engelska enska englanti englanniksi englisch en-gb en-us anglais engl",
    "is": "is isl íslenska islandsk isländska icelandic islanti isländisch is-is",
    "no": "no nb nn nor norsk norska norwegian norja norjaksi bokmål nynorsk nb-no norwegisch",
    "fi": "fi fin suomi suomeksi finsk finska finnish finnska finnisch fi-fi",
    "de": "de deu ger deutsch tysk tyska german saksa þýska de-de",
    "fr": "fr fra fre français fransk franska french ranska franska fr-fr",
    "fo": "fo fao føroyskt færøsk färöiska faroese færeyska",
    "kl": "kl kal kalaallisut grønlandsk grönländska greenlandic grænlenska",
    "se": "se sme nordsamisk nordsamiska sámi samisk samiska davvisámegiella",
    "ar": "ar ara arabic arabisk arabiska العربية arabia",
    "so": "so som somali somalisk somaliska soomaali",
    "es": "es spa spansk spanska spanish español espanja",
    "cs": "cs cze tjekkisk tjeckiska czech čeština",
    "uk": "uk ukr ukrainsk ukrainska ukrainian українська",
    "ru": "ru rus russisk ryska russian русский venäjä",
    "pl": "pl pol polsk polska polish polski puola",
}
CODES: dict[str, str] = {name: code for code, names in _NAMES.items() for name in names.split()}
_BETWEEN = re.compile(r"[,;/|+&\n]|\band\b|\boch\b|\bog\b|\bja\b|\bund\b|\bsekä\b", re.IGNORECASE)
_PLAIN_CODE = re.compile(r"[a-z]{2,3}")
_SMALL_WORDS = {
    "da": "og i at er af på til med for det en et ikke om der hvordan hvad vi som den har kan fra hvorfor unge "
    "mellem byen hvor når eller også bliver",
    "sv": "och i att är av på till med för det en ett inte om som hur vad vi den har kan från varför unga mellan ska "
    "när var eller också blir samtal barn",
    "no": "og i at er av på til med for det en et ikke om som hvordan hva vi den har kan fra hvorfor unge mellom skal "
    "når eller også blir",
    "is": "og í að er á til með fyrir það ekki um sem hvernig hvað við hefur frá hvers vegna ungt milli þar eða líka "
    "verður eru af",
    "fi": "ja on ei että se kuin mitä miten mutta myös ovat tai kun voi joka mukaan sekä olla tämä miksi ilman kanssa "
    "nuoret",
    "en": "the and of to in is a for on with how what we are your you from this that why not be can it as an or will "
    "by at about",
    "de": "und der die das in ist von zu mit für auf wie was wir nicht ein eine den im wird warum oder auch werden dem",
    "fr": "le la les et de des du en un une pour est dans sur que qui avec par au aux",
}
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = {code: frozenset(words.split()) for code, words in _SMALL_WORDS.items()}
_SURE = 2


def code(name: str) -> str:
    """The code of a language's name or code; "" if it is neither."""
    word = plain(name).strip(" .()")
    return CODES.get(word) or CODES.get(word.replace("_", "-").partition("-")[0], "")


def codes(value: str) -> tuple[tuple[str, ...], str]:
    """The languages that a cell names, and what of it is none."""
    found: dict[str, None] = {}
    unknown: list[str] = []
    for part in map(str.strip, _BETWEEN.split(value)):
        if known := code(part):
            found[known] = None
        elif part and _PLAIN_CODE.fullmatch(part):
            found[part] = None
        elif part:
            unknown.append(part)
    return tuple(found), ", ".join(unknown)


def guess(text: str) -> str:
    """The language whose small words are the most, or "" where that says nothing."""
    words = Counter(word.casefold() for word in _WORD.findall(text[:2000]))
    scores = {code: sum(words[word] for word in small & words.keys()) for code, small in _WORDS.items()}
    letters = set(text.casefold())
    for code_, own in (("is", "ðþ"), ("da", "æø"), ("no", "æø"), ("sv", "äö"), ("fi", "äö"), ("de", "üß")):
        scores[code_] += bool(letters & set(own))
    (best, most), (_second, next_) = sorted(scores.items(), key=lambda pair: -pair[1])[:2]
    return best if most >= _SURE and most > next_ else ""
