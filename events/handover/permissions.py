"""What goes along, and what never does and why. A test holds that every table of an edition is one of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Func, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from events.editions.models import Edition


@dataclass(frozen=True)
class Never:
    """`tables`: a model, and its ways to the edition. Without tables it is a column or two of what is copied."""

    key: str
    what: StrPromise
    why: StrPromise
    tables: tuple[tuple[str, tuple[str, ...]], ...] = ()


COPIED = {
    "events": _("Events"),
    "sessions": _("Sessions, without people"),
    "guides": _("Discussion guides"),
    "key_dates": _("Key dates"),
    "pages": _("Pages"),
    "involvements": _("Organisations behind it"),
    "partners": _("Partner cities"),
    "subthemes": _("Sub-themes"),
    "purpose": _("Purpose and target group"),
}
OWN = ("edition", "event__edition")
NEVER = (
    Never(
        "people",
        _("Speakers, moderators and everybody else on the programme"),
        _("They said yes to that year, with the title they had then. Ask them anew; the portal knows their names."),
        (
            ("programme.appearance", ("session__event__edition",)),
            ("programme.speakerentry", OWN),
            ("programme.entryfile", ("entry__edition", "entry__event__edition")),
        ),
    ),
    Never(
        "contacts",
        _("Contacts"),
        _("Names, telephone numbers and addresses belong to people who answer for that year."),
        (("editions.contact", OWN),),
    ),
    Never(
        "memberships",
        _("Who may edit"),
        _("Nobody gets into the new year with a key to the old one. The new chief invites."),
        (("editions.membership", OWN), ("editions.invitation", OWN), ("editions.previewlink", OWN)),
    ),
    Never(
        "releases",
        _("Released programmes"),
        _("A release is what the readers of that year saw. The new year begins with a release of its own."),
        (
            ("programme.release", ("event__edition",)),
            ("programme.placement", ("release__event__edition",)),
        ),
    ),
    Never(
        "materials",
        _("Slides, recordings, documents and links"),
        _("They belong to those who gave them, and to that year. They stay where they are."),
        (("programme.material", ("event__edition",)),),
    ),
    Never(
        "outputs",
        _("What young people made"),
        _("They agreed to be seen with that year, and for as long as they said."),
        (
            ("youthlab.output", ("event__edition",)),
            ("youthlab.credit", ("output__event__edition",)),
        ),
    ),
    Never(
        "statements",
        _("What young people asked for, and what came of it"),
        _("It is a promise of that year. The new year links to it, and has young people of its own."),
        (
            ("youthlab.statement", ("event__edition",)),
            ("youthlab.uptake", ("statement__event__edition",)),
        ),
    ),
    Never(
        "imports",
        _("Imported files and what was answered about them"),
        _("They name people, and fit one programme only."),
        (
            ("programme.upload", ("event__edition",)),
            ("programme.importedsession", ("event__edition",)),
            ("programme.importmemory", ("event__edition",)),
        ),
    ),
    Never(
        "face",
        _("Theme, lead, colours and pictures"),
        _("They are the face of that year. Pictures show people who agreed to that year alone."),
    ),
    Never(
        "moments",
        _("What was announced, published, cancelled or archived"),
        _("The new year is a draft: nobody sees it before somebody announces it."),
    ),
    Never(
        "links",
        _("Links to join, and the words for when and where"),
        _("A link opens a meeting that is over; a date in words would be wrong."),
    ),
)


def tables() -> Iterator[str]:
    """The labels of all models that never go along."""
    return (label for each in NEVER for label, _ways in each.tables)


def counts(edition: Edition) -> dict[str, int]:
    """How many rows of each stay behind, by key: one query."""
    asked = {
        f"{never.key}__{number}__{place}": _number_of(label, way)
        for never in NEVER
        for number, (label, ways) in enumerate(never.tables)
        for place, way in enumerate(ways)
    }
    found = type(edition)._base_manager.filter(pk=edition.pk).annotate(**asked).values(*asked).get()
    totals: dict[str, int] = {}
    for name, amount in found.items():
        key = name.partition("__")[0]
        totals[key] = totals.get(key, 0) + amount
    return totals


def _number_of(label: str, way: str) -> Coalesce:
    rows: Any = apps.get_model(label)._base_manager.filter(**{way: OuterRef("pk")}).order_by()
    number = rows.annotate(how_many=Func("pk", function="count")).values("how_many")  # a Count would group
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)
