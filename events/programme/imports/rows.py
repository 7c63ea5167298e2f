"""Records whose headings are known → drafts. Each record becomes a draft or a fault; none goes missing.

What a column means is decided over all its cells (order of day and month, what a comma parts), then row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from events.programme.imports import fields, headings, lengths, people, remarks, times, tongues, untitled, when
from events.programme.imports.cleaning import has_hidden, line, prose
from events.programme.imports.days import Misread, is_of_days, is_unclear, read_days
from events.programme.imports.drafts import Draft, Fault, FaultKind, PersonDraft, Spot
from events.programme.imports.records import Cell, Record, values
from events.programme.imports.senses import DATED, PEOPLE, Sense
from events.programme.imports.when import When

_CLOCKS = {"time", "start"}
_NO_TIME = {"-", "–", "—"}  # nobody has set one: then the row above tells none, either


@dataclass
class Outcome:
    drafts: list[Draft] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    contradictions: list[Spot] = field(default_factory=list)  # of a zone and the local time beside it
    evening: when.Evening = field(default_factory=when.Evening)

    def tell(self, spot: Spot, message: str, kind: FaultKind = "note") -> None:
        self.faults.append(Fault(spot, message, kind))


def interpret(records: Sequence[Record], sense: Sense, day: date | None = None) -> Outcome:
    """`day`: of the sheet, where no column tells one."""
    outcome, lost = Outcome(), None
    _tell_order(records, sense, outcome)
    for record in filter(lambda each: each.filled, records):
        try:
            if (alone := _day_alone(record, sense)) is not None:
                day, lost = alone, None
                continue
            if lost and not _dated(record, sense):
                raise lost
            draft, own_day = _draft(record, sense, outcome, day)
        except Misread as told:
            outcome.faults.append(remarks.misread(record.spot, told))
            lost = _lost(told, record, sense) or lost
        else:
            lost = None if own_day else lost
            day = own_day if own_day and sense.is_typed else day
            if draft:
                outcome.drafts.append(_beside_the_last(draft, record, sense, outcome))
    if outcome.contradictions:
        message = _("A time zone contradicts the local times beside it. The local times were taken.")
        outcome.tell(outcome.contradictions[0], message)
    return outcome


def _beside_the_last(draft: Draft, record: Record, sense: Sense, outcome: Outcome) -> Draft:
    """A row without a time in another room than the row above is beside it: so parallel sessions are written."""
    last = outcome.drafts[-1] if outcome.drafts else None
    if not sense.is_typed or draft.starts_on is None or last is None or last.starts_at is None:
        return draft
    is_next = last.spot.sheet == draft.spot.sheet and draft.spot.line - last.spot.line == 1
    is_parallel = bool(draft.room) and draft.room != last.room and last.starts_at.date() == draft.starts_on
    columns = {column.field for column in sense.columns.values()}
    told = {sense.columns[cell.heading].field for cell in record.filled if cell.heading in sense.columns}
    if not (is_next and is_parallel and columns & _CLOCKS) or told & _CLOCKS:
        return draft
    outcome.tell(record.spot, _("It has no time of its own: that of the row above was taken."))
    return replace(draft, starts_at=last.starts_at, ends_at=last.ends_at, starts_on=None, ends_on=None)


def _dated(record: Record, sense: Sense) -> list[Cell]:
    """The cells that tell the day of a row."""
    return [cell for cell in record.filled if (column := sense.columns.get(cell.heading)) and column.field == "date"]


def _lost(told: Misread, record: Record, sense: Sense) -> Misread | None:
    """A day that is not understood: the rows below it, which tell none, are on no day."""
    alone = record.filled if len(record.filled) == 1 else ()
    if not sense.is_typed or told.spot not in [record.at(cell) for cell in (*_dated(record, sense), *alone)]:
        return None
    return Misread(told.message, kind=told.kind, question=told.question, proposal=told.proposal, cause=told.cause)


def _tell_order(records: Sequence[Record], sense: Sense, outcome: Outcome) -> None:
    """Which order was taken, where a date of the column could be read in two."""
    for name, frame in sense.frames.items():
        if frame.order and any(isinstance(value, str) and is_unclear(value) for value in values(records, name)):
            message = _("The dates of “%(heading)s” were read in this order: %(order)s.")
            spot = replace(records[0].spot, line=0)
            outcome.tell(spot, message % {"heading": line(name), "order": frame.order})


def _day_alone(record: Record, sense: Sense) -> date | None:
    """A row that holds a day and nothing else stands above the rows of that day."""
    if not sense.is_typed or len(record.filled) != 1:
        return None
    cell = record.filled[0]
    if isinstance(cell.value, date):
        return date(cell.value.year, cell.value.month, cell.value.day)
    if not isinstance(cell.value, str) or line(cell.value).isdigit():
        return None
    try:
        days = read_days(line(cell.value), sense.frames.get(cell.heading, sense.frame))
    except Misread as misread:
        if not is_of_days(line(cell.value)):
            return None
        misread.spot = record.at(cell)
        raise
    return days.first if days and not days.rest else None


def _draft(record: Record, sense: Sense, outcome: Outcome, day: date | None) -> tuple[Draft | None, date | None]:
    groups = _groups(record, sense)
    titles = _texts(groups.get("title", []), sense)
    title, language = _best(titles, sense)
    if not title:
        outcome.faults += untitled.told(record, is_filled=bool(groups))
        return None, None
    words = _in_languages(groups, sense, title, language)
    moment, own_day = _when(record, groups, sense, outcome, (title, day))
    remarks.check_public(fields.internal(groups), title, sense.setting)
    persons = _people(record, groups, sense)
    read = fields.read(groups)
    outcome.faults += [Fault(record.spot, note, "note") for note in (*moment.notes, *read.notes)]
    _tell_hidden(record, sense, outcome)
    return Draft(
        spot=record.spot,
        key="",
        title=title,
        language=words.language,
        abstract=words.abstract,
        kind=read.kind or ("" if "kind" in groups else fields.kind_of_title(title)),
        starts_at=moment.starts_at,
        ends_at=moment.ends_at,
        starts_on=moment.starts_on,
        ends_on=moment.ends_on,
        room=read.room,
        people=persons,
        spoken=read.spoken,
        interpreted_into=read.interpreted_into,
        slides_in=read.slides_in,
        captioned_in=read.captioned_in,
        cancelled=read.cancelled,
        capacity=read.capacity,
        content_note=read.content_note,
        place_note=read.place_note,
        subthemes=read.subthemes,
        topics=read.topics,
        rest=(*read.rest, *_rest(record, sense), *words.untold),
        texts=words.texts,
    ), own_day


def _groups(record: Record, sense: Sense) -> dict[str, list[Cell]]:
    groups: dict[str, list[Cell]] = {}
    for cell in record.cells:
        column = sense.columns.get(cell.heading)
        if column and (not cell.is_empty or (column.field in fields.TICKED and cell.value is False)):
            groups.setdefault(column.field, []).append(cell)
    return groups


def _rest(record: Record, sense: Sense) -> Iterable[tuple[str, str]]:
    """Nobody's field: kept with its heading. Numbers that are no identity are put back later."""
    for cell in record.filled:
        column = sense.columns.get(cell.heading)
        if column is None or column.field in {headings.REST, "number", "organiser"}:
            yield line(cell.heading) or cell.letter, prose(cell.value)


def _texts(cells: Iterable[Cell], sense: Sense) -> dict[str, str]:
    found: dict[str, str] = {}
    for cell in cells:
        found.setdefault(sense.columns[cell.heading].language, line(cell.value))
    return {language: text for language, text in found.items() if text}


def _best(titles: Mapping[str, str], sense: Sense) -> tuple[str, str]:
    """The title without a named language, else that in the language of the desk, else the first."""
    order = ("", sense.setting.language, *titles)
    language = next((each for each in order if each in titles), "")
    return titles.get(language, ""), language


@dataclass(frozen=True)
class Words:
    """The texts of a row, in which language they are, and what the column of their language says that is none."""

    language: str
    abstract: str
    texts: tuple[tuple[str, str, str], ...]
    untold: tuple[tuple[str, str], ...] = ()


def _in_languages(groups: Mapping[str, list[Cell]], sense: Sense, title: str, language: str) -> Words:
    """Where a column says the languages of title and text, as our own files do, it is believed."""
    abstract, texts = _abstract(groups, language), _other_texts(groups, sense, title, language)
    cell = next(iter(groups.get("written_in", [])), None)
    if cell is None:
        return Words(language, abstract, texts)
    said, unknown = tongues.codes(line(cell.value))
    untold = ((line(cell.heading), unknown),) if unknown else ()
    own = language or (said[0] if said else "")
    if abstract and len(said) > 1 and said[1] != own:
        return Words(own, "", (*texts, ("abstract", said[1], abstract)), untold)
    return Words(own, abstract, texts, untold)


def _other_texts(
    groups: Mapping[str, list[Cell]], sense: Sense, title: str, language: str
) -> tuple[tuple[str, str, str], ...]:
    found = [("title", *pair) for pair in _texts(groups.get("title", []), sense).items() if pair != (language, title)]
    texts = ((sense.columns[cell.heading].language, prose(cell.value)) for cell in groups.get("abstract", []))
    return (*found, *(("abstract", own, text) for own, text in texts if own not in {"", language}))


def _abstract(groups: Mapping[str, list[Cell]], language: str) -> str:
    cells = [cell for part in ("subtitle", "abstract", "more") for cell in groups.get(part, [])]
    own = [cell for cell in cells if headings_language(cell) in {"", language}]
    return "\n\n".join(dict.fromkeys(text for cell in own if (text := prose(cell.value))))


def headings_language(cell: Cell) -> str:
    column = headings.column(cell.heading)
    return column.language if column else ""


def _when(
    record: Record, groups: Mapping[str, list[Cell]], sense: Sense, outcome: Outcome, named: tuple[str, date | None]
) -> tuple[When, date | None]:
    title, day_above = named
    cell: Cell | None = None
    try:
        told: dict[str, list[times.Part]] = {"date": [], "start": [], "end": []}
        for part in DATED:
            for cell in groups.get(part, []):
                if str(cell.value).strip() in _NO_TIME:
                    day_above = None if part == "date" else day_above
                    continue
                read = times.read(cell.value, sense.frames[cell.heading], dated=part == "date")
                told["start" if part == "time" else part].append(read)
                _tell_beside(read, record, cell, outcome)
        if any(when.contradicts(parts) for parts in told.values()):
            outcome.contradictions.append(record.spot)
        cell = None
        found = [lengths.minutes(each.value) for each in groups.get("minutes", [])]
        date_ = when.merged(told["date"])
        moment = when.compose(
            when.Told(
                dated=date_,
                start=when.merged(told["start"]),
                end=when.merged(told["end"]),
                minutes=next((length for length in found if length), None),
                day_above=day_above if date_.day is None else None,
                answers=sense.setting.answers,
                name=title,
                evening=outcome.evening,
            ),
            sense.zone,
            sense.frame,
        )
    except Misread as misread:
        misread.spot = record.at(cell)
        raise
    return moment, date_.day


def _tell_beside(read: times.Part, record: Record, cell: Cell, outcome: Outcome) -> None:
    if read.beside.strip("*"):
        outcome.tell(record.at(cell), _("“%(words)s” beside the time is not kept.") % {"words": read.beside})


def _people(record: Record, groups: Mapping[str, list[Cell]], sense: Sense) -> tuple[PersonDraft, ...]:
    found: list[PersonDraft] = []
    for part in PEOPLE:
        for cell in groups.get(part, []):
            try:
                persons = people.read(cell.value, sense.manners[cell.heading])
            except Misread as misread:
                misread.spot = record.at(cell)
                raise
            found = people.together(found, persons)
    return tuple(found)


def _tell_hidden(record: Record, sense: Sense, outcome: Outcome) -> None:
    for cell in record.filled:
        if has_hidden(cell.value) and cell.heading in sense.columns:
            message = _("Characters that nobody can see were taken out of “%(heading)s”.")
            outcome.tell(record.at(cell), message % {"heading": line(cell.heading)})
