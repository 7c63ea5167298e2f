"""In which language the texts of a file are: each row's own words, weighed against those of the whole file.

A row goes its own way only where its words say so; what says nothing follows the file."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
# What programmes are made of, where only one language says it so.
_OF_PROGRAMMES = {
    "da": "åbning afslutning velkomst velkommen frokost tilmelding indskrivning morgenmad aften aftensmad eftermiddag "
    "oplæg samtale gruppearbejde rundvisning opsamling afgang farvel nat natteravne børn skole tak hvem dørene åbner "
    "fællesspisning spørgsmål ungdom ungdommen byens byer natten kaffe kaffepause trygge tryghed",
    "sv": "öppning avslutning välkommen välkomna invigning fika kaffepaus registrering incheckning frukost kväll "
    "kvällen föreläsning föredrag grupparbete rundvandring stadsvandring sammanfattning avfärd natt nattvandring "
    "ungdomar skola tack vem dörrarna öppnar mingel frågor trygghet paus eftermiddag förmiddag staden städer natten",
    "no": "åpning avslutning velkommen lunsj registrering påmelding kveld kvelden samtale gruppearbeid omvisning "
    "oppsummering natteravnene ungdommer ungdom skole takk hvem dørene åpner spørsmål byens natt frokost",
    "is": "opnun setning lokun velkomin velkomnir hádegisverður hádegismatur kaffi kaffihlé hlé skráning kvöldverður "
    "kvöldmatur kvöld erindi fyrirlestur umræður vinnustofa hópavinna samantekt ungmenni börn skóli takk hver dagskrá "
    "borgin borg móttaka pallborð morgunmatur hátíð",
    "fi": "avajaiset avaus päätös tervetuloa lounas tauko kahvi kahvitauko ilmoittautuminen aamiainen ilta illallinen "
    "luento puheenvuoro keskustelu työpaja ryhmätyö yhteenveto nuorten lapset koulu kiitos kuka ovet aukeavat päivä "
    "kaupunki kaupungin kaupungissa juhla yö paneeli",
    "en": "doors open opens opening closing welcome registration break dinner breakfast evening morning night talk "
    "talks discussion youth young people city cities street work party walk meeting hall goodbye arrival departure "
    "remarks introduction questions answers future safe safer school schools children parents together summary "
    "conclusions game games story stories life new group visit visits between coffee day days reception speech awards",
    "de": "eröffnung abschluss willkommen mittagessen mittagspause kaffeepause anmeldung frühstück abend vortrag "
    "gespräch gruppenarbeit zusammenfassung jugend kinder schule danke wer fragen begrüßung stadt",
    "fr": "ouverture clôture bienvenue déjeuner jeunes ville pause accueil",
}
# How words are spelled: a hint for the file as a whole, too little for one row.
_SPELLED = {
    "en": re.compile(r"th|sh|wh|oo|ee|ea|gh|w|ness\b|ly\b|ty\b|tion\b|ing\b"),
    "da": re.compile(r"[æø]|aa|hed(?:en)?\b|else(?:r|n)?\b|ning(?:en)?\b|ej\b"),
    "no": re.compile(r"[æø]|het(?:en)?\b|else(?:r|n)?\b|ning(?:en)?\b|øy|ei"),
    "sv": re.compile(r"[äö]|het(?:en)?\b|skap(?:et)?\b|[ao]rna\b|ning(?:en)?\b"),
    "fi": re.compile(r"[äö]|(.)\1.*([aeiouyäö])\2|ssa\b|ssä\b|sta\b|inen\b|uu|ii|aa"),
    "is": re.compile(r"[ðþúýáíó]|ur\b|inn\b|um\b|ir\b"),
    "de": re.compile(r"[üß]|sch|ung\b|keit\b|ei"),
}
_LETTERS = (("is", "ðþ"), ("da", "æø"), ("no", "æø"), ("sv", "äö"), ("fi", "äö"), ("de", "üß"))
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = {code: frozenset(f"{words} {_OF_PROGRAMMES.get(code, '')}".split()) for code, words in _SMALL_WORDS.items()}
_SURE = 2  # words of a language
_HINT = 0.4  # of a row that is spelled like it, beside one whose words say so
# Headings and place weigh where some row speaks their language, too.
_HEADED, _HEADED_ALONE, _AT_HOME, _AT_HOME_ALONE = 1.0, 0.3, 0.5, 0.1
_NORWEGIAN = frozenset({"nb", "nn"})


@dataclass(frozen=True)
class Weighed:
    """How much speaks for which language."""

    scores: Mapping[str, int]

    @property
    def best(self) -> str:
        """The language whose words are the most, or "" where that says nothing."""
        (best, most), (_second, next_) = sorted(self.scores.items(), key=lambda pair: -pair[1])[:2]
        return best if most >= _SURE and most > next_ else ""

    def beside(self, native: str) -> str:
        """Another language than the file's, if clearly more speaks for it."""
        home = _written(native)
        best, own = self.best, self.scores.get(home, 0)
        if best and best != home and (not own or self.scores[best] >= own + _SURE):
            return best
        return native if best or own else ""


@dataclass(frozen=True)
class Native:
    """The language of a file. `is_sure`: its texts or headings say so, not only the place of the event."""

    code: str
    is_sure: bool


def weigh(text: str) -> Weighed:
    words = Counter(word.casefold() for word in _WORD.findall(text[:2000]))
    scores = {code: sum(words[word] for word in small & words.keys()) for code, small in _WORDS.items()}
    letters = set(text.casefold())
    for code, own in _LETTERS:
        scores[code] += bool(letters & set(own))
    return Weighed(scores)


def guess(text: str) -> str:
    return weigh(text).best


def likely(text: str) -> tuple[str, ...]:
    """The languages for which the most speaks, be it a letter: enough to propose, not to decide."""
    scores = weigh(text).scores
    hints = {code: score + _spelled(text, code) for code, score in scores.items()}
    most = max(hints.values())
    return tuple(code for code, hint in hints.items() if hint == most) if most else ()


def native(texts: Sequence[tuple[str, Weighed]], *, headed: str, at_home: str) -> Native:
    """`headed`: the language of the headings, which speaks less than the texts; `at_home`: that of the place."""
    votes: defaultdict[str, float] = defaultdict(float)
    for text, weighed in texts:
        for code, count in _votes(text, weighed).items():
            votes[code] += count
    heard = set(votes)
    home = _written(at_home)
    if headed:
        votes[headed] += _HEADED if headed in heard and headed != "en" else _HEADED_ALONE
    is_clear = any(weighed.best for _text, weighed in texts)
    votes[home] += _AT_HOME if home in heard or not is_clear else _AT_HOME_ALONE
    best = max(sorted(votes), key=lambda code: (votes[code], code == headed, code == home))
    return Native(at_home if best == home else best, best in heard or (best == headed and best != "en"))


def _written(code: str) -> str:
    return "no" if code in _NORWEGIAN else code


def _votes(text: str, weighed: Weighed) -> dict[str, float]:
    if weighed.best:
        return {weighed.best: 1.0}
    hints = {code: weighed.scores[code] + _spelled(text, code) for code in weighed.scores}
    most = max(hints.values())
    likely = [code for code, count in hints.items() if count == most]
    return dict.fromkeys(likely, _HINT / len(likely)) if most else {}


def _spelled(text: str, code: str) -> int:
    spelling = _SPELLED.get(code)
    return len({word for word in _words(text) if spelling.search(word)}) if spelling else 0


def _words(text: str) -> Iterable[str]:
    return (word.casefold() for word in _WORD.findall(text[:300]))
