"""What a link opens that needs no account: of its key only a digest is stored."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from conference_portal.kit.keys import digest, new_key
from events.editions.models.belonging import BelongingQuerySet
from events.editions.models.edition import Edition
from events.editions.models.event import Event

Thing = TypeVar("Thing", bound="Keyed")


class KeyedQuerySet(BelongingQuerySet[Thing]):
    """Nobody reads these rows in public: whoever has the key asks by it."""

    shown_with: ClassVar[tuple[str, ...]] = ()  # what a page behind the link needs, too

    def public(self) -> Q:
        return Q(pk__in=())

    def of(self, thing: Edition | Event) -> Self:
        return self.filter(**owner(thing))

    def with_key(self, key: str) -> Thing | None:
        return self.select_related("edition__host", "event", *self.shown_with).filter(digest=digest(key)).first()

    def keyed(self, thing: Edition | Event, **columns: object) -> tuple[Thing, str]:
        """A new row of the edition or event, and the key of its link, which is nowhere else."""
        key = new_key()
        return self.create(**owner(thing), digest=digest(key), **columns), key


def owner(thing: Edition | Event) -> dict[str, Edition | Event]:
    return {"edition": thing} if isinstance(thing, Edition) else {"event": thing}


class Keyed(models.Model):
    """`edition` and `event` stand in the models, each with a related name of its own."""

    edition: Edition | None
    event: Event | None
    digest = models.CharField(max_length=64, unique=True, editable=False)
    withdrawn_at = models.DateTimeField("withdrawn at", null=True)

    class Meta:
        abstract = True

    @property
    def thing(self) -> Edition | Event:
        found = self.edition or self.event
        assert found is not None  # noqa: S101 (the database holds it)
        return found
