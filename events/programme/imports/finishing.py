"""What only the whole file shows: identities, rows of another year, rows without a time, titles in two languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from events.programme.imports import limits, remarks, speech
from events.programme.imports.days import Misread
from events.programme.imports.drafts import AS_RECOGNISED, DAYS, LANGUAGE, Draft, Fault, Setting
from events.programme.imports.headings import words_of
from events.programme.imports.words import CANCELLED, IDENTITIES, parted

_RANKS = {word: rank for rank, words in enumerate(IDENTITIES.split("|")) for word in words.split()}
_RANKS |= {words: rank for rank, words in enumerate(IDENTITIES.split("|"))}
_CANCELLED = parted(CANCELLED)
_STATE = re.compile(r"[\[(*]*([^\W\d_]+)(?:[\])*]+|\s*[:!–-]|\s+[–-])[\s:!–-]*")
_STATE_BEHIND = re.compile(r"\s*(?:[\[(*]+|[–-]\s+)([^\W\d_]+)[\])*!]*$")
_GAP = timedelta(days=60)
_MOST_ASTRAY = 0.25
_TWO = re.compile(r"\s+(?://|/|⁄|\|)\s+")
_ANSWER = re.compile(r"([a-z]{2,3}): (.+)\n([a-z]{2,3}): (.+)")


def finish(
    drafts: Sequence[Draft], numbers: Iterable[str], setting: Setting, language: str
) -> tuple[tuple[Draft, ...], tuple[Fault, ...]]:
    """`numbers`: the headings of columns that may be identities; `language`: of the headings, if they tell."""
    fitting, told = _fitting(drafts)
    kept, faults = _without_astray(_with_keys(fitting, sorted(numbers, key=_rank)), setting)
    told += [*faults, *_undated(kept)]
    kept, native = _in_languages(kept, setting, language)
    finished = []
    for position, spoken in enumerate(kept):
        split, fault = _split(spoken, setting, native)
        told += [fault] if fault else []
        finished.append(replace(split, position=position))
    return tuple(finished), tuple(told)


def _fitting(drafts: Iterable[Draft]) -> tuple[list[Draft], list[Fault]]:
    fitting, told = [], []
    for draft in map(_with_state, drafts):
        try:
            fitting.append(limits.fitted(draft))
        except Misread as misread:
            told.append(remarks.misread(draft.spot, misread))
    return fitting, told


def _with_state(draft: Draft) -> Draft:
    """“AFLYST: Panel” is cancelled, and called as before."""
    marks = (_STATE.match(draft.title), _STATE_BEHIND.search(draft.title))
    found = next((each for each in marks if each and each[1].casefold() in _CANCELLED), None)
    if not found:
        return draft
    title = (draft.title[: found.start()] + draft.title[found.end() :]).strip()
    return replace(draft, title=title, cancelled=True) if title else draft


def _rank(heading: str) -> tuple[int, str]:
    return _RANKS.get(words_of(heading), len(_RANKS)), heading


def _with_keys(drafts: Sequence[Draft], numbers: Sequence[str]) -> list[Draft]:
    """The best number that a row has and no other row has; what is no identity stays in the rest."""
    seen = Counter(pair for draft in drafts for pair in draft.rest if pair[0] in numbers)
    keyed = []
    for draft in drafts:
        own = [pair for name in numbers for pair in draft.rest if pair[0] == name and pair[1] and seen[pair] == 1]
        if own and not draft.key:
            rest = tuple(pair for pair in draft.rest if pair != own[0])
            draft = replace(draft, key=f"{words_of(own[0][0])}:{own[0][1]}", rest=rest)  # noqa: PLW2901
        keyed.append(draft)
    return keyed


def _day(draft: Draft) -> date | None:
    return draft.starts_at.date() if draft.starts_at else draft.starts_on


def _without_astray(drafts: Sequence[Draft], setting: Setting) -> tuple[list[Draft], list[Fault]]:
    """A few rows months away from all others are left-overs of another year: asked, so that they stretch nothing."""
    groups = _groups(filter(None, map(_day, drafts)))
    counts = Counter(day for draft in drafts if (day := _day(draft)))
    sizes = [sum(counts[day] for day in group) for group in groups]
    own = [number for number, group in enumerate(groups) if any(_is_of_event(day, setting) for day in group)]
    home = own[0] if own else sizes.index(max(sizes)) if sizes else 0
    astray = {day for number, group in enumerate(groups) if number != home for day in group}
    if not astray or sum(counts[day] for day in astray) > _MOST_ASTRAY * sum(sizes):
        return list(drafts), []
    kept, faults = [], []
    for draft in drafts:
        day = _day(draft)
        question = f"astray:{draft.title}"
        if day in astray and setting.answers.get(question) != "keep":
            message = _("%(date)s is far from the days of all other rows.") % {"date": day.isoformat()}
            faults.append(Fault(draft.spot, message, "asked", question, "keep", DAYS))
        else:
            kept.append(draft)
    return kept, faults


def _groups(days: Iterable[date]) -> list[list[date]]:
    groups: list[list[date]] = []
    for day in sorted(set(days)):
        if groups and day - groups[-1][-1] <= _GAP:
            groups[-1].append(day)
        else:
            groups.append([day])
    return groups


def _is_of_event(day: date, setting: Setting) -> bool:
    return setting.first_day is not None and setting.first_day <= day <= (setting.last_day or setting.first_day)


def _undated(drafts: Sequence[Draft]) -> list[Fault]:
    """Worth a word where the other rows have a time."""
    without = [draft for draft in drafts if _day(draft) is None]
    if len(without) == len(drafts):
        return []
    return [Fault(draft.spot, _("It has no day and no time."), "note") for draft in without]


def _in_languages(drafts: Sequence[Draft], setting: Setting, headed: str) -> tuple[list[Draft], str]:
    """Each draft in its language, and that of the file."""
    open_ = [draft for draft in drafts if not draft.language]
    chosen = setting.answers.get(LANGUAGE, "")
    if chosen and chosen != AS_RECOGNISED:
        return [draft if draft.language else _said(draft, chosen) for draft in drafts], chosen
    texts = {id(draft): f"{draft.title}\n{draft.abstract[:1000]}" for draft in open_}
    weighed = {key: speech.weigh(text) for key, text in texts.items()}
    votes = [(texts[key], each) for key, each in weighed.items()]
    native = speech.native(votes, headed=headed, at_home=setting.language)
    found = [draft if draft.language else _guessed(draft, weighed[id(draft)], native) for draft in drafts]
    return found, native.code


def _said(draft: Draft, language: str) -> Draft:
    return replace(draft, language=language, language_by="desk")


def _guessed(draft: Draft, weighed: speech.Weighed, native: speech.Native) -> Draft:
    """What its words look like, else the one language that is spoken, else the file's."""
    alone = draft.spoken[0] if len(draft.spoken) == 1 else ""
    own = weighed.beside(native.code) or alone
    return replace(draft, language=own or native.code, language_by="guess" if own or native.is_sure else "place")


def _split(draft: Draft, setting: Setting, native: str) -> tuple[Draft, Fault | None]:
    """“titel / title” is offered as two languages, and stays one title until someone says so."""
    breaks = list(_TWO.finditer(draft.title))
    if not breaks:
        return draft, None
    question = f"split:{draft.title}"
    if answer := setting.answers.get(question):
        return _answered(draft, answer), None
    middle = breaks[len(breaks) // 2]
    one, other = draft.title[: middle.start()], draft.title[middle.end() :]
    if not one or not other:
        return draft, None
    codes = _two_codes(one, other, draft, (native, setting.language))
    proposal = f"{codes[0]}: {one}\n{codes[1]}: {other}"
    return draft, Fault(draft.spot, _("The title may be in two languages."), "note", question, proposal)


def _two_codes(one: str, other: str, draft: Draft, likely: tuple[str, ...]) -> tuple[str, str]:
    """A proposal only: the first half in the language of the file, the second in English, unless their words or letters
    say otherwise."""
    usual = (*likely, draft.language, *draft.spoken)
    second = speech.guess(other) or _one_of(speech.likely(other), ("en", *usual)) or "en"
    first = speech.guess(one) or _one_of(speech.likely(one), usual)
    return next(code for code in (first, *usual, "da", "sv") if code and code != second), second


def _one_of(languages: Sequence[str], usual: Iterable[str]) -> str:
    return next((code for code in usual if code in languages), languages[0] if languages else "")


def _answered(draft: Draft, answer: str) -> Draft:
    found = _ANSWER.fullmatch(answer)
    if not found:
        return draft
    own = (("title", found[3], found[4].strip()), *draft.texts)
    return replace(draft, title=found[2].strip(), language=found[1], language_by="said", texts=own)


def number_headings(columns: Mapping[str, object]) -> list[str]:
    return [heading for heading, column in columns.items() if getattr(column, "field", "") == "number"]
