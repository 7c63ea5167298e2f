"""A run of the guard: which addresses content leads to, which of them are due; one server at a time, never in haste."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from conference_portal.links.asking import AGENT, Answer, ask
from conference_portal.links.collecting import places
from conference_portal.links.here import is_there, path_here
from conference_portal.links.models import Link
from events.editions.models import Edition

MOST = 100  # in a run
PAUSE = 2.0  # seconds between two questions to one server
BUSY_FOR = timedelta(hours=6)
Asker = Callable[[str], Answer]


@dataclass
class Run:
    """What a run found."""

    known: int = 0
    checked: int = 0
    waiting: int = 0
    broken: list[Link] = field(default_factory=list)  # since this run
    mended: list[Link] = field(default_factory=list)


def asker(*, inside: bool = False) -> Asker:
    agent = AGENT.format(address=settings.PORTAL_ADDRESS)
    return lambda address: ask(address, agent=agent, inside=inside)


def check(
    edition: Edition | None = None, *, most: int = MOST, pause: float = PAUSE, asking: Asker | None = None
) -> Run:
    """Looks at what is due among the links of an edition, or of all."""
    used = {place.address for place in places(edition.pk if edition else None)}
    _remember(used)
    due = list(Link.objects.due().filter(address__in=used))
    run = Run(known=len(used), waiting=max(len(due) - most, 0))
    asked_at: dict[str, float] = {}
    for link in _one_by_one(due[:most]):
        was = link.state
        if path_here(link.address):
            _look_here(link)
        else:
            _pause(asked_at, urlsplit(link.address).netloc.lower(), pause)
            _take(link, (asking or asker())(link.address))
        link.save()
        run.checked += 1
        if link.state != was and link.state == Link.State.BROKEN:
            run.broken.append(link)
        if link.state != was == Link.State.BROKEN:
            run.mended.append(link)
    return run


def _remember(used: set[str]) -> None:
    now = timezone.now()
    Link.objects.bulk_create([Link(address=each, used_at=now) for each in sorted(used)], ignore_conflicts=True)
    Link.objects.filter(address__in=used).update(used_at=now)


def _one_by_one(links: list[Link]) -> Iterator[Link]:
    """Servers by turns, so that nobody's pause is waited for longer than need be."""
    by_server: dict[str, list[Link]] = {}
    for link in links:
        by_server.setdefault(urlsplit(link.address).netloc.lower(), []).append(link)
    while by_server:
        for server in list(by_server):
            yield by_server[server].pop(0)
            if not by_server[server]:
                del by_server[server]


def _pause(asked_at: dict[str, float], server: str, pause: float) -> None:
    if server in asked_at:
        time.sleep(max(0.0, pause - (time.monotonic() - asked_at[server])))
    asked_at[server] = time.monotonic()


def _take(link: Link, answer: Answer) -> None:
    now = timezone.now()
    if answer.is_busy:
        link.waits(now, BUSY_FOR)
    elif answer.trouble:
        link.fails(now, status=answer.status, trouble=answer.trouble)
    else:
        link.works(now, status=answer.status, target=answer.target, is_sure=not answer.is_shut)


def _look_here(link: Link) -> None:
    """The portal knows its own pages: no second try says more."""
    now = timezone.now()
    if is_there(link.address):
        link.works(now, status=None)
        link.next_at = now + timedelta(hours=1)
        return
    link.tries = max(link.tries, 2)
    link.fails(now, status=None, trouble=Link.Trouble.HERE)
    link.next_at = now + timedelta(hours=1)
