"""The steps of a handover. All that was said so far stands in the address: going back loses nothing, and nothing is
written before the last button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from events.editions.models import Edition
from events.handover.changes import Choices, Plan, Source
from events.handover.changes.checking import Fault, start_faults
from events.handover.changes.copying import Wanted
from events.handover.forms import ADDRESS, ChoicesForm, StartForm

WHEN, WHAT, LOOK = "1", "2", "3"
START = ("year", "host", "starts_on")
CARRIED = ("edition", "step", "was")
CHOSEN = "chosen"  # the second form was sent: ticks that were taken out leave no other trace


@dataclass(frozen=True)
class Step:
    number: int
    name: str
    url: str  # empty: not yet, or here
    is_current: bool


class Wizard:
    def __init__(self, request: HttpRequest, edition: Edition) -> None:
        self.sent = request.GET
        self.edition = edition
        self.source = Source(edition)

    @cached_property
    def step(self) -> str:
        """As far as what was said goes."""
        asked = self.sent.get("step", WHEN)
        if asked not in {WHAT, LOOK} or self.start.errors:
            return WHEN
        return LOOK if asked == LOOK and self.has_choices and not self.choices.errors else WHAT

    @property
    def is_refused(self) -> bool:
        """What was sent is not right: the step is shown again."""
        return self.step != self.sent.get("step", WHEN)

    @cached_property
    def start(self) -> StartForm:
        was_said = any(name in self.sent for name in START)
        form = StartForm(self.sent if was_said else None, source=self.source)
        if was_said and form.is_valid():
            for fault in start_faults(self._plan(form.cleaned_data, None).copy):
                form.add_error(fault.field, fault.message)
        return form

    @property
    def has_choices(self) -> bool:
        return CHOSEN in self.sent

    @cached_property
    def choices(self) -> ChoicesForm:
        """Needs a start without errors."""
        proposal = self._plan(self.start.cleaned_data, None)
        form = ChoicesForm(self._chosen(proposal) if self.has_choices else None, proposal=proposal)
        if self.has_choices and form.is_valid():
            for fault in self._plan(self.start.cleaned_data, form).faults:
                _tell(form, fault)
        return form

    @cached_property
    def plan(self) -> Plan:
        """Needs choices without errors."""
        return self._plan(self.start.cleaned_data, self.choices)

    @property
    def steps(self) -> list[Step]:
        names = (_("Where and when"), _("What goes along"), _("Look and hand over"), _("The letter"))
        here = int(self.step)
        return [
            Step(number, name, self.address(str(number)) if number < here else "", number == here)
            for number, name in enumerate(names, start=1)
        ]

    def address(self, step: str) -> str:
        """Another step, with all that was said."""
        query = self.sent.copy()
        query["step"], query["edition"] = step, str(self.edition.pk)
        return f"?{query.urlencode()}"

    @property
    def year(self) -> str:
        return self.sent.get("year", "")

    @property
    def back(self) -> str:
        return self.address(str(int(self.step) - 1))

    @property
    def carried_start(self) -> list[tuple[str, str]]:
        """What the first form takes along of the choices, when somebody came back to it."""
        return self._carried(lambda name: name not in START)

    @property
    def carried_choices(self) -> list[tuple[str, str]]:
        return self._carried(lambda name: name in START)

    def _carried(self, is_kept: Callable[[str], bool]) -> list[tuple[str, str]]:
        kept = [name for name in self.sent if name not in CARRIED and is_kept(name)]
        return [(name, value) for name in kept for value in self.sent.getlist(name)]

    def _chosen(self, proposal: Plan) -> Any:
        """Where the year was changed since, so are the proposed addresses."""
        data = self.sent.copy()
        if self.sent.get("was", "") in {"", self.sent.get("year")}:
            return data
        for event in self.source.events:
            data[f"{ADDRESS}{event.pk}"] = proposal.copy.address_of(event)
        return data

    def _plan(self, said: dict[str, Any], form: ChoicesForm | None) -> Plan:
        wanted = Wanted(said["year"], said["host"], said["starts_on"])
        return Plan(self.source, wanted, form.choices if form else Choices())


def _tell(form: ChoicesForm, fault: Fault) -> None:
    """Beside the field; what is about a step before is told above."""
    form.add_error(fault.field if fault.field in form.fields else None, fault.message)
