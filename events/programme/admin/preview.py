"""A plan as its page prints it: counts, what is asked, and rows by what would become of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from conference_portal.kit.formats import zone_name
from conference_portal.kit.languages import READING, language_name
from events.programme.admin.told import Told, dated, told
from events.programme.imports.drafts import AS_RECOGNISED
from events.programme.imports.grouping import Group, grouped, where
from events.programme.imports.headings import CHOICES
from events.programme.imports.plan import FILE, MINE, Plan, Row
from events.programme.imports.telling import event_days

if TYPE_CHECKING:
    from events.programme.imports.plan.asking import Offer
    from events.programme.models import Upload

AT_FIRST = 12  # errors that are seen without opening the others
_MORE = ("no", "fi", "de")  # of the neighbours: texts in them stand in the fifth column
AT_ONCE = 100  # questions on one page: the others come with the next look
_KINDS: Mapping[str, Any] = {
    "split": gettext_lazy("Titles that may be in two languages"),
    "person": gettext_lazy("Names that may be one person"),
    "namesake": gettext_lazy("One name, another organisation"),
    "people": gettext_lazy("One person or several"),
    "order": gettext_lazy("Day or month first"),
    "internal": gettext_lazy("Marked as not public"),
}


@dataclass(frozen=True)
class Line:
    """A row of the file in a list."""

    number: int
    where: str
    title: str
    language: str
    tongue: str  # the language in words, where the file has several
    when: str
    room: str
    people: int
    told: tuple[Told, ...]
    keeps_mine: bool = True
    is_deleted_here: bool = False


@dataclass(frozen=True)
class Questions:
    heading: str
    offers: list[tuple[int, str, Offer]]  # number on the page, where it stands


class Preview:
    def __init__(
        self,
        plan: Plan,
        upload: Upload,
        *,
        shared: Sequence[str] | None = None,
        added_at: Mapping[str, str] | None = None,
    ) -> None:
        """`shared`: rooms that would be marked so; None if that is not wanted. `added_at`: where this reader adds
        topics and sub-themes, if they may."""
        self.added_at = added_at or {}
        self.plan, self.upload, self.shared = plan, upload, shared
        self.share_rooms = shared is not None
        self.digest = plan.digest

    @cached_property
    def counts(self) -> list[tuple[str, int]]:
        counts = self.plan.counts
        names = {
            "sessions": _("sessions"),
            "rooms": _("rooms"),
            "speakers": _("speakers"),
            "days": _("days"),
        }
        return [(words, counts[name]) for name, words in names.items()]

    @cached_property
    def outcome(self) -> list[tuple[str, int, str]]:
        """What, how many, and the part of the page that lists them."""
        plan = self.plan
        found = [
            (pgettext("sessions", "not understood"), len(plan.errors), "errors"),
            (pgettext("sessions", "in conflict"), plan.counts["conflicts"], "conflicts"),
            (pgettext("sessions", "new"), plan.counts["new"], "new"),
            (pgettext("sessions", "changed"), plan.counts["changed"], "changed"),
            (pgettext("sessions", "the same"), plan.counts["same"], "same"),
            (pgettext("sessions", "no longer in the file"), len(plan.gone), "gone"),
            (_("rooms to be marked as shared"), len(self.shared or ()), "overlaps"),
        ]
        return [each for each in found if each[1] or each[2] in {"new", "changed", "same"}]

    @cached_property
    def facts(self) -> list[tuple[str, str]]:
        facts = self.plan.facts
        zone = zone_name(facts.zone or self.plan.event.time_zone)
        found = [
            (_("file"), self.upload.name),
            (_("kind of file"), {"workbook": _("workbook")}.get(facts.format, facts.format)),
            (_("letters"), facts.encoding),
            (_("between columns"), {"\t": _("tabs")}.get(facts.delimiter, facts.delimiter)),
            (_("clock times of"), zone),
            (_("title in the file"), facts.title),
        ]
        return [(name, words) for name, words in found if words]

    @cached_property
    def errors(self) -> list[Group]:
        return grouped(self.plan.errors)

    @property
    def first_errors(self) -> list[Group]:
        return self.errors[:AT_FIRST]

    @property
    def more_errors(self) -> list[Group]:
        return self.errors[AT_FIRST:]

    @cached_property
    def bad_rows(self) -> int:
        return len(self.plan.errors)

    @cached_property
    def notes(self) -> list[Group]:
        """Without those that are asked below."""
        return grouped(fault for fault in self.plan.notes if not fault.question)

    @cached_property
    def event_days(self) -> str:
        return event_days(self.plan.event)

    @cached_property
    def questions(self) -> list[Questions]:
        groups: dict[str, list[tuple[int, str, Offer]]] = {}
        shown = [offer for offer in self.plan.offers if offer.options or offer.in_words][:AT_ONCE]
        for number, offer in enumerate(shown):
            heading = str(_KINDS.get(offer.kind) or _("Dates and times"))
            groups.setdefault(heading, []).append((number, where(offer.spot) if offer.spot.line else "", offer))
        return [Questions(heading, offers) for heading, offers in groups.items()]

    @cached_property
    def more_questions(self) -> int:
        return max(0, len(self.plan.offers) - AT_ONCE)

    @cached_property
    def unknown_headings(self) -> list[tuple[int, str, str]]:
        """Number on the page, heading, and what it was taken for."""
        return [(number, heading, _("not assigned")) for number, heading in enumerate(self.plan.facts.unknown)]

    @cached_property
    def known_headings(self) -> list[tuple[int, str, str]]:
        facts = self.plan.facts
        known = [(heading, name) for heading, name in facts.headings.items() if heading not in facts.unknown]
        return [
            (number, heading, f"{CHOICES.get(name.partition(':')[0], name)}")
            for number, (heading, name) in enumerate(known, start=len(facts.unknown))
        ]

    @property
    def fields(self) -> list[tuple[str, str]]:
        return [(name, str(words)) for name, words in CHOICES.items()]

    @cached_property
    def languages(self) -> list[tuple[str, str, bool]]:
        """What can be said of the whole file: value, words, and whether it holds. The first leaves it to the rows."""
        found = self.plan.languages
        each = ", ".join(f"{language_name(code)} ({rows})" for code, rows in found.most_common())
        by_rows = _("each row as it was recognised: %(languages)s") % {"languages": each}
        codes = dict.fromkeys((*READING, *_MORE, *found))
        chosen = self.plan.language_said or AS_RECOGNISED
        is_open = chosen == AS_RECOGNISED
        return [
            (AS_RECOGNISED, by_rows if is_open else _("each row as it is recognised"), is_open),
            *((code, _("all in %(language)s") % {"language": language_name(code)}, code == chosen) for code in codes),
        ]

    @cached_property
    def conflicts(self) -> list[Line]:
        return self._lines(self.plan.of("conflict"))

    @cached_property
    def lists(self) -> list[tuple[str, str, list[Line], bool]]:
        """Key, heading, rows, and whether they are open from the start."""
        found = [
            ("changed", pgettext("sessions", "Changed"), self._lines(self.plan.of("changed")), True),
            ("new", pgettext("sessions", "New"), self._lines(self.plan.of("new")), True),
            ("same", pgettext("sessions", "The same as before"), self._lines(self.plan.of("same")), False),
        ]
        return [each for each in found if each[2]]

    @cached_property
    def rest(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """By heading: where, title of the row, text."""
        found: dict[str, list[tuple[str, str, str]]] = {}
        for row in self.plan.rows:
            kept = self.plan.organisers(row)
            for heading, words in (pair for pair in row.rest if pair not in kept):
                found.setdefault(heading, []).append((where(row.draft.spot), row.draft.title, words))
        return list(found.items())

    @cached_property
    def organisers(self) -> list[tuple[str, int]]:
        """Headings of texts that the desk keeps beside the sessions, and how many there are."""
        return list(Counter(heading for row in self.plan.rows for heading, _words in self.plan.organisers(row)).items())

    @cached_property
    def unknown_subjects(self) -> list[tuple[str, list[tuple[str, int]], str]]:
        """What the portal does not know: a heading, names with the rows that have them, where they are added."""
        names = {
            "subthemes": _("Sub-themes that the portal does not know"),
            "topics": _("Topics that the portal does not know"),
        }
        found = self.plan.unknown
        return [
            (words, found[name].most_common(), self.added_at.get(name, ""))
            for name, words in names.items()
            if found.get(name)
        ]

    @property
    def lacks_headings(self) -> bool:
        return not self.plan.rows and bool(self.plan.facts.unknown)

    @cached_property
    def overlaps(self) -> list[tuple[str, int]]:
        places = self.plan.places
        return [(places.name(int(ref) if ref.isdecimal() else ref), pairs) for ref, pairs in self.plan.overlaps.items()]

    def _lines(self, rows: Iterable[Row]) -> list[Line]:
        zone, several = self.plan.event.time_zone, len(self.plan.languages) > 1
        return [
            Line(
                row.number,
                where(row.draft.spot),
                row.draft.title,
                row.draft.language,
                language_name(row.draft.language) if several else "",
                dated(row.draft, zone),
                row.draft.room,
                len(row.draft.people),
                tuple(told(delta, self.plan) for delta in row.deltas),
                self.upload.decisions.get(str(row.number), MINE) != FILE,
                row.is_deleted_here,
            )
            for row in rows
        ]
