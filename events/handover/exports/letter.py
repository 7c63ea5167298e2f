"""The letter to the next host, in their language: one structure, of which page and printed sheet are writers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from conference_portal.kit.formats import day, day_range, weekday_day
from conference_portal.kit.languages import text
from events.editions.models import Membership
from events.handover.exports.tasks import Task, tasks
from events.handover.permissions import COPIED, NEVER
from events.programme.exports import printing

if TYPE_CHECKING:
    from events.editions.models import Edition
    from events.handover.models import Handover


@dataclass(frozen=True)
class Line:
    """`url` is whole: the letter is printed and passed on."""

    what: str
    more: str = ""
    url: str = ""

    @property
    def shown(self) -> str:
        return self.url.removeprefix("mailto:")


@dataclass(frozen=True)
class Part:
    key: str
    heading: str
    words: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Letter:
    language: str
    title: str
    greeting: str
    words: tuple[str, ...]
    parts: tuple[Part, ...]
    tasks_heading: str
    tasks_words: str
    tasks: tuple[Task, ...]
    when: str
    where: str
    done: str  # the word


def letter(handover: Handover, *, language: str, origin: str) -> Letter:
    """`origin`: scheme and host, as in https://portal.example.org."""
    with override(language):
        new, before = handover.successor, handover.edition.name
        return Letter(
            language=language,
            title=_("%(before)s hands over to %(after)s") % {"before": before, "after": new.name},
            greeting=_greeting(new),
            words=(
                _(
                    "The conference of %(year)s is yours. In the portal it stands as a draft: nobody but you sees it, "
                    "and everything in it can be changed. Here is what is there already, what is to be done and when, "
                    "and whom you can ask."
                )
                % {"year": new.year},
                _("You need not do it alone, and you need not do it all at once."),
            ),
            tasks_heading=_("What to do, and when"),
            tasks_words=_(
                "The list follows you: open this letter in the portal again, and what is done is ticked off."
            ),
            tasks=tuple(tasks(handover, origin=origin)),
            parts=tuple(part for part in _parts(handover, origin) if part.lines),
            when=day_range(new.starts_on, new.ends_on) if new.starts_on else "",
            where=new.place,
            done=_("done"),
        )


def pdf(written: Letter) -> bytes:
    with override(written.language):
        words: dict[str, Any] = {"series": _("Heart and Pain of the Big City")} | asdict(written)
    return printing.pdf("letter.typ", _plain(words), package=__package__)


def _greeting(new: Edition) -> str:
    if there := text(new.host, "locative").value:
        return _("To you %(in_city)s,") % {"in_city": there}
    return _("To the next host, %(city)s,") % {"city": new.place}


def _parts(handover: Handover, origin: str) -> list[Part]:
    old = handover.edition
    examples = _(
        "Titles and texts from %(before)s are examples. Keep what helps, and delete the rest. Nothing is public before "
        "you announce the year and publish each event and page."
    )
    apart = _("They lie as far from the first day as in %(before)s. Move those that fall badly.")
    stays = _("What belongs to people, and what belongs to that year, stays where it is. You can always read it there.")
    return [
        Part("there", _("What is there already"), examples % {"before": old.name}, _copied(handover)),
        Part("dates", _("Your dates"), apart % {"before": old.name}, _dates(handover.successor)),
        Part("people", _("Whom to ask"), "", _people(old)),
        Part("never", _("What was never copied, and why"), stays, _never()),
        Part("links", _("Where it is"), "", _links(handover, origin)),
    ]


def _copied(handover: Handover) -> tuple[Line, ...]:
    counts = handover.copied
    return tuple(Line(str(what), str(counts[key])) for key, what in COPIED.items() if counts.get(key))


def _dates(new: Edition) -> tuple[Line, ...]:
    closes = _("Registration closes")
    found = [(each.on, text(each, "title").value) for each in new.keydates.all()]
    for event in new.events.all():
        found += [(each.on, text(each, "title").value) for each in event.keydates.all()]
        if event.starts_on:
            found.append((event.starts_on, text(event, "title").value))
        if event.registration_closes_on:
            found.append((event.registration_closes_on, f"{closes}: {text(event, 'title')}"))
    if new.starts_on and not any(on == new.starts_on for on, _what in found):
        found.append((new.starts_on, _("The conference")))
    return tuple(Line(weekday_day(on, year=True), what) for on, what in sorted(found))


def _people(old: Edition) -> tuple[Line, ...]:
    chiefs = old.memberships.filter(role=Membership.Role.CHIEF).select_related("user").order_by("pk")
    found = []
    for each in chiefs:
        told = _("chief of %(before)s") % {"before": old.name}
        if each.until:
            told = _("%(role)s until %(day)s") % {"role": told, "day": day(each.until)}
        reached = f"mailto:{each.user.email}" if each.user.email else ""
        found.append(Line(each.user.get_full_name() or each.user.get_username(), told, reached))
    keepers = _("accounts, cities, topics, and years that are archived")
    return (*found, Line(_("The keepers of the series"), keepers, f"mailto:{settings.CONTACT_EMAIL}"))


def _never() -> tuple[Line, ...]:
    return tuple(Line(str(each.what), str(each.why)) for each in NEVER)


def _links(handover: Handover, origin: str) -> tuple[Line, ...]:
    old, new = handover.edition, handover.successor
    found = [
        (_("Your year at the desk"), reverse("admin:editions_edition_change", args=[new.pk])),
        (_("Your year, as readers will see it"), new.get_absolute_url()),
        (_("%(before)s, to look things up") % {"before": old.name}, old.get_absolute_url()),
        (_("This letter"), handover.letter_address),
    ]
    return tuple(Line(what, url=f"{origin}{address}") for what, address in found)


def _plain(words: Any) -> Any:
    """Tuples and days as a document's data have them."""
    if isinstance(words, dict):
        return {name: _plain(value) for name, value in words.items()}
    if isinstance(words, list | tuple):
        return [_plain(each) for each in words]
    return words if isinstance(words, str | bool | int) or words is None else str(words)
