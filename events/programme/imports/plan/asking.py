"""What a file leaves open, as questions that can be answered by choosing. Readers name only the likely answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.programme.imports.drafts import Fault, Spot

ONE, PROPOSAL = "one", "proposal"
_IN_WORDS = ("day:", "time:", "end:")  # another answer than the likely one can be typed
_ORDERS = ("DD/MM", "MM/DD")
_NOWHERE = Spot()


@dataclass(frozen=True)
class Offer:
    """Something that only an organiser knows. Without an answer `chosen` holds; "" waits."""

    question: str
    message: str
    options: tuple[tuple[str, str], ...]
    chosen: str = ""
    spot: Spot = _NOWHERE
    in_words: bool = False

    @property
    def kind(self) -> str:
        return self.question.partition(":")[0]


def offers_of(faults: Iterable[Fault]) -> list[Offer]:
    """One for each question, however many rows ask it."""
    found: dict[str, Offer] = {}
    for fault in faults:
        if fault.question and fault.question not in found:
            found[fault.question] = _offer(fault)
    return list(found.values())


def _offer(fault: Fault) -> Offer:
    question, proposal = fault.question, fault.proposal
    in_words = question.startswith(_IN_WORDS)
    chosen = ONE if question.startswith("split:") else ""
    message = f"“{question.removeprefix('split:')}”" if chosen else fault.message
    return Offer(question, message, _options(question, proposal), chosen, fault.spot, in_words)


def _options(question: str, proposal: str) -> tuple[tuple[str, str], ...]:
    kind = question.partition(":")[0]
    if kind == "split":
        return ((ONE, _("one title")), (proposal, _("two: %(titles)s") % {"titles": proposal.replace("\n", " · ")}))
    if kind == "people":
        return (
            (proposal, _("several people: %(names)s") % {"names": proposal.replace("\n", " · ")}),
            (ONE, _("one person")),
        )
    if kind == "order":
        return tuple((order, order) for order in _ORDERS)
    words = {"keep": _("the date is right"), "public": _("it is public"), "+1": _("yes, on the next day")}
    return ((proposal, words.get(proposal, proposal)),) if proposal else ()
