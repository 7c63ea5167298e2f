"""Which language: names and codes as files write them."""

from __future__ import annotations

import re

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
