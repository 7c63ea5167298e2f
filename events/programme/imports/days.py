"""Dates as people write them → dates. What could be two dates is asked; what is none is said to be none."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from events.programme.imports.drafts import DAYS, FaultKind, Spot

DAY_FIRST, MONTH_FIRST = "DD/MM", "MM/DD"

_MONTHS = (
    "jan tammi", "feb helmi", "mar mär maalis", "apr huhti", "maj mai maí may touko", "jun jún kesä", "jul júl heinä",
    "aug ágú elo", "sep syys", "okt oct loka", "nov nóv marras", "dec des dez joulu",
)  # fmt: skip
_WEEKDAYS = (
    "mandag måndag mánudag maanantai monday montag mán mon man mån ma mo",
    "tirsdag tisdag þriðjudag tiistai tuesday dienstag tir tis tue tues þri ti di",
    "onsdag miðvikudag keskiviikko wednesday mittwoch ons wed mið ke mi",
    "torsdag fimmtudag torstai thursday donnerstag tor tors thu thur thurs fim do",
    "fredag föstudag perjantai friday freitag fre fri fös pe fr",
    "lørdag lördag laugardag lauantai saturday samstag sonnabend lør lör sat lau la sa",
    "søndag söndag sunnudag sunnuntai sunday sonntag søn sön sun su so",
)
_MONTH_OF = {stem: number for number, stems in enumerate(_MONTHS, 1) for stem in stems.split()}
_WEEKDAY_OF = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
_LONGEST_STEM, _SHORTEST_STEM = 6, 3
_ISO = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)|(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(
    r"(\d{1,2})\s*([./-])\s*(\d{1,2})(?:\s*[./-]\s*(\d{4}|\d{2})(?!\d)|\.?\s+(\d{4})(?!\d))?\.?(?![\d:])"
)
_NAMED = re.compile(
    r"(\d{1,2})(?:\.|:[ea]|st|nd|rd|th)?\s*(?:of\s+)?([^\W\d_]{3,})\.?(?:,?\s*'?(\d{4}|\d{2})(?![\d:.]))?"
)
_NAMED_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th|\.)?(?![\d:])(?:,?\s+(\d{4})(?!\d))?")
_WEEKDAY = re.compile(r"([^\W\d_]+)\.?(?:\s*,)?(?:\s+(?:den|the|d\.|þann))?\s*", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:dag|day|dagur|päivä|tag)\s*(?:nr\.?\s*)?(\d{1,3})\b|(\d{1,3})\.\s*(?:dag|päivä|tag)\w*", re.IGNORECASE
)
_THROUGH = re.compile(
    r"(\d{1,2})\.?\s*(?:-|–|—|til|till|to|bis|og|och)\s*(?=\d{1,2}\.?\s*[^\W\d_]|\d{1,2}\s*\.\s*\d)", re.IGNORECASE
)
_UNCLEAR = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:\s*/\s*(?:(?=\d{1,2}(?!\d)))|\s*-\s*(?=\d{1,2}\s*[./-]\s*\d|\d{1,2}\s+\d{4}))(\d{1,2})"
)
_WORDS = re.compile(r"\w+")
_BETWEEN = frozenset(
    {"den", "d", "the", "of", "þann", "dag", "day", "tag", "nr", "og", "och", "and", "til", "till", "to"}
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|a|e)")
_EARLIEST, _LATEST = 1950, 2100
_MONTHS_OF_A_YEAR = 12
_WEEK = 7
_LONGEST_MESSAGE = 400
_LONGEST = 200  # characters of a text that tells a day


class Misread(Exception):  # noqa: N818 (not an error of ours)
    def __init__(
        self, message: str, *, kind: FaultKind = "error", question: str = "", proposal: str = "", cause: str = ""
    ) -> None:
        if len(message) > _LONGEST_MESSAGE:  # it quotes the cell
            message = f"{message[: _LONGEST_MESSAGE // 2]} … {message[-_LONGEST_MESSAGE // 4 :]}"
        super().__init__(message)
        self.message, self.kind, self.question, self.proposal = message, kind, question, proposal
        self.cause = cause
        self.spot: Spot | None = None  # told by whoever knows it


@dataclass(frozen=True)
class Frame:
    """What an event knows of its days, and in which order a column writes day and month ("" if it does not tell)."""

    first: date | None = None
    last: date | None = None
    year: int | None = None
    order: str = ""
    column: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    def holds(self, day: date) -> bool:
        return self.first is not None and self.first <= day <= (self.last or self.first + timedelta(days=_WEEK - 1))


@dataclass(frozen=True)
class Days:
    first: date
    last: date | None
    rest: str  # what follows the date in the text


def order_in(texts: Iterable[str], *, native: bool) -> str:
    """In which order a column writes its dates: a number above twelve proves it, else the language of the headings."""
    proofs = {DAY_FIRST: 0, MONTH_FIRST: 0}
    for found in filter(None, (_UNCLEAR.search(text) for text in texts)):
        first, second = int(found[1]), int(found[2])
        proofs[DAY_FIRST] += first > _MONTHS_OF_A_YEAR >= second > 0
        proofs[MONTH_FIRST] += second > _MONTHS_OF_A_YEAR >= first > 0
    if proofs[DAY_FIRST] != proofs[MONTH_FIRST] and not native:
        return max(proofs, key=lambda order: proofs[order])
    if proofs[MONTH_FIRST] and not proofs[DAY_FIRST]:
        return MONTH_FIRST
    return DAY_FIRST if native or proofs[DAY_FIRST] > proofs[MONTH_FIRST] else ""


def is_unclear(text: str) -> bool:
    """Whether day and month could be the other way round."""
    found = _UNCLEAR.search(text)
    return found is not None and found[1] != found[2] and max(int(found[1]), int(found[2])) <= _MONTHS_OF_A_YEAR


def read_days(text: str, frame: Frame) -> Days | None:
    """The date at the beginning of a text, its end if it names two, and what follows; None if it begins with none."""
    if len(text) > _LONGEST:
        return None
    if answered := _answered(frame.answers.get(f"day:{text}", "")):
        return Days(answered, None, "")
    if relative := _RELATIVE.match(text):
        return Days(nth(int(relative[1] or relative[2]), frame, text), None, text[relative.end() :].strip(" ,:"))
    weekday, rest = _weekday(text)
    earlier = None
    if (through := _THROUGH.match(rest)) and _dated(rest[through.end() :], frame, text):
        earlier, rest = int(through[1]), rest[through.end() :]
    if dated := _dated(rest, frame, text):
        day, rest = dated
        if weekday is not None and day.weekday() != weekday and earlier is None:
            raise _disagreeing(text, day)
        first, last = (_valid(day.year, day.month, earlier, text), day) if earlier else (day, None)
        return Days(first, last, rest.strip(" ,.;|"))
    return Days(_next(weekday, frame, text), None, rest) if weekday is not None else None


def first_day_within(texts: Iterable[str], frame: Frame) -> date | None:
    """A sheet for each day tells it in its name, or in a line above the table."""
    return next(filter(None, (_day_within(text, frame) for text in texts)), None)


def _day_within(text: str, frame: Frame) -> date | None:
    """Only where a word or a year says that it is a date: “Version 3.4” is none."""
    words = list(_WORDS.finditer(text)) if len(text) <= _LONGEST else []
    if not any(_is_of_a_date(word[0]) for word in words):
        return None
    for word in words:
        try:
            if days := read_days(text[word.start() :], frame):
                return days.first
        except Misread:
            continue
    return None


def is_of_days(text: str) -> bool:
    """Whether it is made of what dates are made of, and of nothing else: a date that is none is still meant as one."""
    words = [word[0] for word in _WORDS.finditer(text)] if len(text) <= _LONGEST else []
    return bool(words) and all(map(_is_about_a_day, words))


def _is_about_a_day(word: str) -> bool:
    small = word.casefold()
    if small.isdecimal() or small in _BETWEEN or small in _MONTH_OF or _weekday(small)[0] is not None:
        return True
    return _is_of_a_date(small) or _ORDINAL.fullmatch(small) is not None


def _is_of_a_date(word: str) -> bool:
    small = word.casefold()
    is_name = len(small) > _SHORTEST_STEM and (_weekday(small)[0] is not None or (word.isalpha() and _month(small) > 0))
    return is_name or re.fullmatch(r"(?:19|20)\d{2}", word) is not None


def nth(number: int, frame: Frame, text: str) -> date:
    """“Dag 2” is the second day of the event."""
    if frame.first is None:
        message = _("“%(text)s” counts from the first day of the event, which has no date yet.")
        raise Misread(message % {"text": text}, cause=DAYS)
    if not 1 <= number <= 366:  # noqa: PLR2004 (the days of a year)
        raise Misread(_("“%(text)s” is no day of the event.") % {"text": text}, cause=DAYS)
    return frame.first + timedelta(days=number - 1)


def _answered(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _weekday(text: str) -> tuple[int | None, str]:
    found = _WEEKDAY.match(text)
    if found is None:
        return None, text
    word = found[1].casefold()
    for ending in ("", "inn", "ur", "na", "en", "s"):
        if (stem := word.removesuffix(ending)) in _WEEKDAY_OF:
            return _WEEKDAY_OF[stem], text[found.end() :]
    return None, text


def _next(weekday: int, frame: Frame, text: str) -> date:
    """The one day of the event of that name."""
    if frame.first is None:
        message = _("“%(text)s” is a day of the week, and the event has no dates yet.")
        raise Misread(message % {"text": text}, cause=DAYS)
    day = frame.first + timedelta(days=(weekday - frame.first.weekday()) % _WEEK)
    if frame.last and day > frame.last:
        raise Misread(
            _("“%(text)s” is none of the event's days.") % {"text": text},
            kind="asked", question=f"day:{text}", proposal=day.isoformat(), cause=DAYS,
        )  # fmt: skip
    if frame.last and day + timedelta(days=_WEEK) <= frame.last:
        raise Misread(
            _("“%(text)s” could be more than one of the event's days.") % {"text": text},
            kind="asked", question=f"day:{text}", proposal=day.isoformat(),
        )  # fmt: skip
    return day


def _dated(text: str, frame: Frame, whole: str) -> tuple[date, str] | None:
    if found := _ISO.match(text):
        year, month, day = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
        return _valid(int(year), int(month), int(day), whole), text[found.end() :]
    if found := _NUMERIC.match(text):
        return _numeric(found, frame, whole), text[found.end() :]
    if (found := _NAMED.match(text)) and (number := _month(found[2])):
        return _with_year(found[3], number, int(found[1]), frame, whole), text[found.end() :]
    if (found := _NAMED_FIRST.match(text)) and (number := _month(found[1])):
        return _with_year(found[3], number, int(found[2]), frame, whole), text[found.end() :]
    return None


def _month(word: str) -> int:
    small = word.casefold()
    for length in range(_LONGEST_STEM, _SHORTEST_STEM - 1, -1):
        if number := _MONTH_OF.get(small[:length]):
            return number
    return 0


def _numeric(found: re.Match[str], frame: Frame, whole: str) -> date:
    first, second, year = int(found[1]), int(found[3]), found[4] or found[5]
    order = (
        DAY_FIRST if found[2] == "." or first == second else frame.answers.get(f"order:{frame.column}") or frame.order
    )
    if not order and first <= _MONTHS_OF_A_YEAR and second <= _MONTHS_OF_A_YEAR:
        raise _unclear(first, second, year, frame, whole)
    if not order:
        order = DAY_FIRST if second <= _MONTHS_OF_A_YEAR else MONTH_FIRST
    day, month = (first, second) if order == DAY_FIRST else (second, first)
    if month > _MONTHS_OF_A_YEAR >= day > 0:
        other = _with_year(year, day, month, frame, whole)
        raise Misread(
            _("“%(text)s” is no date in the order of this column (%(order)s).") % {"text": whole, "order": order},
            kind="asked", question=f"day:{whole}", proposal=other.isoformat(),
        )  # fmt: skip
    return _with_year(year, month, day, frame, whole)


def _unclear(first: int, second: int, year: str | None, frame: Frame, whole: str) -> Misread:
    likely = DAY_FIRST
    for order, month, day in ((DAY_FIRST, second, first), (MONTH_FIRST, first, second)):
        if frame.holds(_with_year(year, month, day, frame, whole)):
            likely = order
            break
    return Misread(
        _("“%(text)s” could be two dates: day or month first?") % {"text": whole},
        kind="asked", question=f"order:{frame.column}", proposal=likely,
    )  # fmt: skip


def _with_year(written: str | None, month: int, day: int, frame: Frame, whole: str) -> date:
    if written:
        return _valid(int(written) + (2000 if len(written) <= 2 else 0), month, day, whole)  # noqa: PLR2004 ("28")
    years = [each.year for each in (frame.first, frame.last) if each] or [year for year in [frame.year] if year]
    if not years:
        raise Misread(_("“%(text)s” has no year, and the event has none yet.") % {"text": whole}, cause=DAYS)
    candidates = [_valid(year, month, day, whole) for year in dict.fromkeys(years)]
    return next((each for each in candidates if frame.holds(each)), candidates[0])


def _valid(year: int, month: int, day: int, whole: str) -> date:
    if not (_EARLIEST <= year <= _LATEST and 1 <= month <= _MONTHS_OF_A_YEAR and day >= 1):
        raise Misread(_("“%(text)s” is no date.") % {"text": whole})
    if day > (most := monthrange(year, month)[1]):
        raise Misread(_("“%(text)s” is no date: that month has %(days)s days.") % {"text": whole, "days": most})
    return date(year, month, day)


def _disagreeing(text: str, day: date) -> Misread:
    return Misread(
        _("“%(text)s”: %(date)s is another day of the week.") % {"text": text, "date": day.isoformat()},
        kind="asked", question=f"day:{text}", proposal=day.isoformat(),
    )  # fmt: skip
