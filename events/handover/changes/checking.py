"""What stands in the way of a handover, each said beside the field that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from conference_portal.kit.gates import NO_ADDRESS
from conference_portal.kit.inputs import EARLIEST, LATEST
from conference_portal.kit.models import FormerAddress
from events.editions.models import Edition, Event
from events.handover.changes.copying import Copy


@dataclass(frozen=True)
class Fault:
    """`field`: year, host, starts_on, or `address-` and the key of an event."""

    field: str
    message: str


def faults(copy: Copy) -> Iterator[Fault]:
    yield from start_faults(copy)
    yield from _addresses(copy)


def start_faults(copy: Copy) -> Iterator[Fault]:
    if told := _year(copy):
        yield Fault("year", told)
    if copy.wanted.starts_on.year != copy.wanted.year:
        yield Fault("starts_on", _("The first day must lie in %(year)s.") % {"year": copy.wanted.year})


def _year(copy: Copy) -> str:
    year, before = copy.wanted.year, copy.source.edition.year
    if not EARLIEST <= year <= LATEST:
        return _("The year must lie between 1990 and 2100.")
    if year <= before:
        return _("The new year must come after %(year)s.") % {"year": before}
    if Edition._base_manager.filter(year=year).exists():
        return _("There is an edition of %(year)s already.") % {"year": year}
    if any(row.is_taken() for row in FormerAddress.objects.filter(path__startswith=f"/{year}/")):
        return _("This address was another page’s, and links to it still lead there. Choose another.")
    return ""


def _addresses(copy: Copy) -> Iterator[Fault]:
    wanted = Counter(copy.addresses.values())
    taken = {*Event._base_manager.filter(slug__in=wanted).values_list("slug", flat=True), *_of_others(wanted)}
    check = Event._meta.get_field("slug").run_validators
    for key, slug in copy.addresses.items():
        try:
            check(slug)
        except ValidationError:
            yield Fault(f"address-{key}", str(NO_ADDRESS))
            continue
        if not slug:
            yield Fault(f"address-{key}", str(NO_ADDRESS))
        elif slug in taken or wanted[slug] > 1:
            yield Fault(f"address-{key}", _("“%(slug)s” is taken. Choose another address.") % {"slug": slug})


def _of_others(slugs: Iterable[str]) -> set[str]:
    """Those that were the address of another event, and still lead to it."""
    paths = {f"/events/{slug}/": slug for slug in slugs}
    rows = FormerAddress.objects.filter(path__startswith="/events/")
    former = [row for row in rows if any(row.path.startswith(path) for path in paths)]
    heads = {"/".join(row.path.split("/")[:3]) + "/" for row in former if row.is_taken()}
    return {paths[head] for head in heads & paths.keys()}
