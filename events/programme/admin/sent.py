"""What an organiser answered on the page of a plan, as the browser sends it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.programme.imports.drafts import AS_RECOGNISED, LANGUAGE
from events.programme.imports.headings import CHOICES
from events.programme.imports.plan import FILE, MINE

if TYPE_CHECKING:
    from django.http import QueryDict

    from events.programme.models import Upload

LONGEST = 2000  # characters of a question or an answer
_MOST = 500
_CODE = re.compile(r"[a-z]{2,3}")
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # of which the database takes not all


@dataclass(frozen=True)
class Sent:
    headings: Mapping[str, str]
    answers: Mapping[str, str]
    decisions: Mapping[int, str]
    share_rooms: bool
    seen: str

    @classmethod
    def of(cls, sent: QueryDict) -> Sent:
        return cls(
            headings={heading: name for heading, name in _pairs(sent, "heading") if name in CHOICES},
            answers=dict(_answers(sent)) | _language(sent),
            decisions=dict(_decisions(sent)),
            share_rooms="share_rooms" in sent,
            seen=_plain(sent.get("seen", "")),
        )

    def keep(self, upload: Upload) -> None:
        """So that the next page, of whoever looks, shows them."""
        upload.headings = upload.headings | dict(self.headings)
        answers = upload.answers | dict(self.answers)
        upload.answers = {question: answer for question, answer in answers.items() if answer}
        upload.decisions = {str(number): decision for number, decision in self.decisions.items()}
        upload.save(update_fields=["headings", "answers", "decisions"])


def _pairs(sent: QueryDict, name: str) -> Iterator[tuple[str, str]]:
    """`heading-3` is the question, `heading-3-is` the answer."""
    for number in range(_MOST):
        question = sent.get(f"{name}-{number}")
        if question is None:
            return
        yield _plain(question), _plain(sent.get(f"{name}-{number}-is", ""))


def _answers(sent: QueryDict) -> Iterator[tuple[str, str]]:
    """What is typed wins over what is chosen."""
    for number, (question, chosen) in enumerate(_pairs(sent, "offer")):
        yield question, _plain(sent.get(f"offer-{number}-words", "")).strip() or chosen


def _language(sent: QueryDict) -> dict[str, str]:
    """In which language the whole file is."""
    chosen = sent.get("language", "")
    return {LANGUAGE: chosen} if chosen == AS_RECOGNISED or _CODE.fullmatch(chosen) else {}


def _decisions(sent: QueryDict) -> Iterator[tuple[int, str]]:
    for name in sent:
        number = name.removeprefix("conflict-")
        decision = sent.get(name, "")
        if number != name and number.isascii() and number.isdecimal() and decision in {MINE, FILE}:
            yield int(number[:9]), decision


def _plain(text: str) -> str:
    """Browsers send lines with two signs at their ends; nobody types those that cannot be seen."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n"))[:LONGEST]
