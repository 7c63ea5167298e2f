"""Extensions, and `sort_key(text, language)`: Nordic order on any server, also on one that was built without ICU.

A name becomes a text whose code points stand in the order of the language's alphabet: lower case, pairs of letters that
count as one, foreign letters beside their neighbours, accents away unless they make a letter of their own.
"""

from __future__ import annotations

import unicodedata

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

ALPHABETS = {
    "da": "abcdefghijklmnopqrstuvwxyzæøå",
    "sv": "abcdefghijklmnopqrstuvwxyzåäö",
    "is": "aábcdðeéfghiíjklmnoópqrstuúvwxyýzþæöå",
    "en": "abcdefghijklmnopqrstuvwxyzþ",
}
PAIRS = {"ß": "ss", "ĳ": "ij"}
PAIRS_OF = {
    "da": PAIRS | {"aa": "å", "þ": "th", "œ": "oe"},
    "sv": PAIRS | {"þ": "th"},
    "is": PAIRS | {"œ": "oe"},
    "en": PAIRS | {"æ": "ae", "œ": "oe"},
}
NEIGHBOURS = {"đ": "d", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "n", "\N{NO-BREAK SPACE}": " ", "–": "-", "—": "-"}
NEIGHBOURS_OF = {
    "da": NEIGHBOURS | {"ä": "æ", "ö": "ø", "ő": "ø", "ü": "y", "ű": "y", "ð": "d"},
    "sv": NEIGHBOURS | {"æ": "ä", "ę": "ä", "ø": "ö", "ő": "ö", "œ": "ö", "ü": "y", "ű": "y", "ð": "d"},
    "is": NEIGHBOURS | {"ä": "æ", "ø": "ö"},
    "en": NEIGHBOURS | {"ø": "o", "ð": "d"},
}
# A title in quotation marks stands under its first letter.
PASSED_OVER = "«»“”„‘’‚\""


def key(language: str) -> str:
    """The SQL expression of one language."""
    expression = "lower(normalize(value))"
    for pair, letters in PAIRS_OF[language].items():
        expression = f"replace({expression}, '{pair}', '{letters}')"
    places = letters_to_places(language)
    return f"translate({expression}, '{''.join(places)}{PASSED_OVER}', '{''.join(places.values())}')"


def letters_to_places(language: str) -> dict[str, str]:
    alphabet, neighbours = ALPHABETS[language], NEIGHBOURS_OF[language]
    place = {letter: chr(ord("a") + position) for position, letter in enumerate(alphabet)}
    accented = (chr(code) for code in [*range(0x00E0, 0x0250), *range(0x1E00, 0x1F00)])
    found = dict(place)
    for letter in [*neighbours, *accented]:
        near = neighbours.get(letter) or unicodedata.normalize("NFD", letter)[0]
        if letter not in found and near != letter:
            found[letter] = place.get(near, near)
    return {letter: target for letter, target in found.items() if letter != target and letter == letter.lower()}


SORT_KEY = f"""
CREATE FUNCTION sort_key(value text, language text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT CASE language
    WHEN 'da' THEN {key("da")}
    WHEN 'sv' THEN {key("sv")}
    WHEN 'is' THEN {key("is")}
    ELSE {key("en")}
END
$$
"""  # noqa: S608 (letters of the tables above)


class Migration(migrations.Migration):
    dependencies: list[tuple[str, str]] = []

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(SORT_KEY, "DROP FUNCTION sort_key(text, text)"),
    ]
