"""Who is who: the people of a file, among the speakers that the portal knows.

One name is one person, however its blanks and accents are typed. Spellings that only may be one (Søren, Sören, SÖREN)
are offered, and stay two people until an organiser says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from events.editions.models import Event
from events.programme.imports.drafts import Draft, PersonDraft
from events.programme.imports.plan.asking import Offer
from events.programme.imports.plan.names import loose, tidy
from events.programme.imports.plan.namesakes import doubtful, in_file
from events.programme.models import Appearance
from speakers.models import Speaker

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Ref = int | str  # the key of a row, or NEW and a name
SAME, OTHER_PERSON = "same", "other"
NEW = "new:"


class Persons:
    """`known`: whom names were taken for before; `by`: whose eyes look, None for a command."""

    def __init__(self, event: Event, *, by: User | None, known: Mapping[str, int], answers: Mapping[str, str]) -> None:
        self._by, self._known, self._answers = by, known, answers
        self.offers: list[Offer] = []
        self.refs: dict[str, Ref] = {}
        self.new: dict[Ref, str] = {}  # by reference, the name as the file writes it
        rows = Speaker.objects.all() if by is None else Speaker.objects.visible_to(by)
        self._names: dict[int, str] = dict(rows.values_list("pk", "name"))
        self._here = set(Appearance.objects.filter(session__event=event).values_list("speaker", flat=True))
        self._exact: dict[str, list[int]] = {}
        self._like: dict[str, list[tuple[str, Ref]]] = {}
        for key, name in sorted(self._names.items()):
            self._exact.setdefault(tidy(name), []).append(key)
            self._like.setdefault(loose(name), []).append((tidy(name), key))

    def __len__(self) -> int:
        return len(set(self.refs.values()))

    def meet(self, drafts: Sequence[Draft]) -> Persons:
        for draft in drafts:
            for person in draft.people:
                if tidy(person.name) not in self.refs:
                    self._meet(tidy(person.name))
        self._ask_of_namesakes(drafts)
        return self

    def standing(self, people: Iterable[PersonDraft]) -> list[list[Any]]:
        """[who, role, job title, organisation] in their order; a person stands once in a role."""
        found: dict[tuple[Ref, str], list[Any]] = {}
        for person in people:
            ref = self.refs[tidy(person.name)]
            found.setdefault((ref, person.role), [ref, person.role, person.job_title, person.organisation])
        return list(found.values())

    def doubled(self, people: Iterable[PersonDraft]) -> list[tuple[str, str]]:
        """What a second mention of a person in one role says otherwise: there is no field for it."""
        found, seen = [], dict[tuple[Ref, str], PersonDraft]()
        for person in people:
            first = seen.setdefault((self.refs[tidy(person.name)], person.role), person)
            said = (person.job_title, person.organisation)
            if first is not person and said != (first.job_title, first.organisation):
                found.append((person.name, ", ".join(filter(None, said))))
        return found

    def name(self, ref: Ref) -> str:
        if isinstance(ref, int):
            return self._names.get(ref, "")
        return self.new.get(ref, ref.removeprefix(NEW))

    def _meet(self, name: str) -> None:
        ref = self._certain(name)
        for other, theirs in self._candidates(name, ref):
            question = "person:" + "=".join(sorted((name, other)))
            answer = self._answers.get(question, "")
            if answer == SAME:
                ref = theirs
            elif answer != OTHER_PERSON:
                self._offer(question, name, theirs)
        if ref == f"{NEW}{name}":
            self.new[ref] = name
        self.refs[name] = ref
        self._like.setdefault(loose(name), []).append((name, ref))

    def _ask_of_namesakes(self, drafts: Sequence[Draft]) -> None:
        """Somebody from elsewhere in the portal is taken for the same person, and told; an answer parts them."""
        matched = {
            name: ref
            for name, ref in self.refs.items()
            if isinstance(ref, int) and ref not in self._here and self._known.get(name) != ref
            and tidy(self._names[ref]) == name
        }  # fmt: skip
        for name, (here, there) in doubtful(in_file(drafts), matched, self._by).items():
            question = f"namesake:{name}"
            if (answer := self._answers.get(question)) == OTHER_PERSON:
                self.refs[name] = ref = f"{NEW}{name}"
                self.new[ref] = name
            elif answer is None:
                message = _("“%(name)s” is in the portal already, with “%(there)s”. In the file: “%(here)s”.")
                told = message % {"name": name, "there": there, "here": here}
                self.offers.append(Offer(question, told, _options(), chosen=SAME))

    def _certain(self, name: str) -> Ref:
        if (key := self._known.get(name)) in self._names:
            return key
        rows = self._exact.get(name, [])
        here = [key for key in rows if key in self._here]
        if len(rows) == 1 or len(here) == 1:
            return (here or rows)[0]
        # Two people of one name, and none of them is at home here: nobody but an organiser can say.
        return f"{NEW}{name}"

    def _candidates(self, name: str, ref: Ref) -> list[tuple[str, Ref]]:
        """Who may be the same person: in this file or, for somebody new, among all whom the portal knows."""
        met, is_new = set(self.refs.values()), isinstance(ref, str)
        return [
            (other, theirs)
            for other, theirs in self._like.get(loose(name), [])
            if theirs != ref and (is_new or theirs in met)
        ][:1]

    def _offer(self, question: str, name: str, theirs: Ref) -> None:
        message = _("“%(name)s” and “%(other)s”: are they one person?")
        told = message % {"name": name, "other": self.name(theirs)}
        self.offers.append(Offer(question, told, _options(), chosen=OTHER_PERSON))


def _options() -> tuple[tuple[str, str], ...]:
    return ((OTHER_PERSON, _("two people")), (SAME, _("one person")))
