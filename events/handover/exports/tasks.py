"""What the next host has to do, and when: counted from the first day, ticked off from what stands in the portal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from conference_portal.kit.formats import day
from conference_portal.kit.languages import STORED, column, text
from events.editions.models import Event, Page
from events.programme.models import Release

if TYPE_CHECKING:
    from events.handover.models import Handover


@dataclass(frozen=True)
class Task:
    """`on`: the day that it should be done by, in words; `is_done`: None where only people know."""

    what: str
    on: str
    url: str = ""
    is_done: bool | None = None


class Checklist:
    def __init__(self, handover: Handover, origin: str) -> None:
        self.handover, self.origin = handover, origin
        self.old, self.new = handover.edition, handover.successor
        self.begun = timezone.localdate(handover.handed_over_at)
        self.conference = self.new.events.filter(kind=Event.Kind.CONFERENCE).first()

    def beginning(self) -> Iterator[Task]:
        members = self._at("editions_edition_members", self.new.pk)
        yield self._soon(
            _("Invite those who work with you, and say what each of them may do."), members, self._has_many()
        )
        events = self._list("editions_event")
        yield self._soon(_("Look over all dates: the conference, what comes before it, and every deadline."), events)
        yield self._before(
            360,
            _("Write your own theme and lead, and its sub-themes. One language is enough to begin."),
            *self._theme(),
        )
        colours = _("Choose your two colours. You see how they look by day, at night and on paper.")
        yield self._before(360, colours, self._year(), self._has_colours())
        told = _("Announce the year: from then on everybody sees its page.")
        yield self._before(330, told, self._year(), bool(self.new.announced_at))

    def middle(self) -> Iterator[Task]:
        told = _("Ask the partner cities and the organisations behind the series whether they are with you.")
        yield self._before(300, told, self._year())
        for page, is_old in self._pages():
            named = {"page": text(page, "title").value or page.slug, "before": self.old.name}
            told = _("Rewrite the page “%(page)s”, and publish it.")
            if page.published_at and is_old:
                told = _("The page “%(page)s” is published with the words of %(before)s. Is that right?")
            yield self._before(270, told % named, self._at("editions_page_change", page.pk), bool(page.published_at))
        published = [bool(moment) for moment in self.new.events.values_list("published_at", flat=True)]
        told = _("Rewrite what the events say, and publish them one by one.")
        yield self._before(240, told, self._list("editions_event"), bool(published) and all(published))
        if self.conference:
            told = _("Put your own sessions in the place of the copied ones, by hand or from a file.")
            yield self._before(180, told, self._at("programme_board_board", self.conference.pk))
        yield self._before(120, _("Ask everybody on the programme which name, title and picture may be shown."))

    def ending(self) -> Iterator[Task]:
        if self.conference:
            released = Release._base_manager.filter(event=self.conference).exists()
            address = f"{self._at('programme_release_add')}?event={self.conference.pk}"
            yield self._before(90, _("Release the programme for the first time."), address, released)
        told = _("Go through what is missing in one of the languages, and how each room is reached.")
        yield self._before(30, told, self._list("programme_session", "event__edition__id__exact"))
        yield self._before(7, _("Print the booklet, the day sheets and the signs for the doors."))
        told = _("Put up slides and recordings, and say what came of what young people asked for.")
        yield self._before(-30, told)
        told = _("Archive the year, and hand it over. You know how now.")
        yield self._before(-90, told, f"{self._at('handover_handover_add')}?edition={self.new.pk}", self._is_over())

    def _soon(self, what: str, url: str = "", is_done: bool | None = None) -> Task:  # noqa: FBT001
        return Task(what, day(self.begun + timedelta(days=14)), url, is_done)

    def _before(self, days: int, what: str, url: str = "", is_done: bool | None = None) -> Task:  # noqa: FBT001
        """A day that was over when the year was handed on is two weeks after that."""
        first = self.new.starts_on if days > 0 else self.new.ends_on or self.new.starts_on
        if first is None:
            return Task(what, "", url, is_done)
        return Task(what, day(max(first - timedelta(days=days), self._soonest)), url, is_done)

    @property
    def _soonest(self) -> date:
        return self.begun + timedelta(days=14)

    def _theme(self) -> tuple[str, bool]:
        theme: Any = getattr(self.new, "theme", None)
        if theme is None:
            return f"{self._at('editions_theme_add')}?edition={self.new.pk}", False
        return self._at("editions_theme_change", theme.pk), bool(text(theme, "title"))

    def _pages(self) -> list[tuple[Page, bool]]:
        """With whether each still says only what it said before."""
        before = {each.slug: each for each in Page._base_manager.filter(edition=self.old)}
        own = Page._base_manager.filter(edition=self.new).order_by("position", "slug")
        return [(page, _says_the_same(page, before.get(page.slug))) for page in own]

    def _has_many(self) -> bool:
        return self.new.memberships.count() > 1

    def _has_colours(self) -> bool:
        usual = type(self.new)()
        return (self.new.ground, self.new.signal) != (usual.ground, usual.signal)

    def _is_over(self) -> bool:
        return bool(self.new.archived_at)

    def _year(self) -> str:
        return self._at("editions_edition_change", self.new.pk)

    def _list(self, name: str, way: str = "edition__id__exact") -> str:
        return f"{self._at(f'{name}_changelist')}?{way}={self.new.pk}"

    def _at(self, name: str, *keys: int) -> str:
        return f"{self.origin}{reverse(f'admin:{name}', args=keys)}"


def tasks(handover: Handover, *, origin: str) -> Iterator[Task]:
    """In the order in which they are due."""
    checklist = Checklist(handover, origin)
    yield from checklist.beginning()
    yield from checklist.middle()
    yield from checklist.ending()


def _says_the_same(page: Page, before: Page | None) -> bool:
    """In no language a paragraph that was not there before: some may have been left out, as they named people."""
    bodies = (column("body", code) for code in STORED)
    return all(_parts(page, name) <= _parts(before, name) for name in bodies) if before else False


def _parts(page: Page | None, name: str) -> set[str]:
    return {part.strip() for part in (getattr(page, name, "") or "").split("\n\n") if part.strip()}
