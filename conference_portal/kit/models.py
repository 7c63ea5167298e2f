"""What a page was called before: an address that was once given out leads on for ever, and to nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.db.models.functions import Length
from django.urls import NoReverseMatch
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.addresses import page_path
from conference_portal.kit.languages import READING

LONGEST = 400
_MOST_STEPS = 5  # a session that was renamed, in an event that was renamed, …


class FormerAddressQuerySet(models.QuerySet["FormerAddress"]):
    def before(self, path: str) -> str:
        """Where this page, or what it is a part of, stands today; "" if it never stood here or is not public."""
        found = self.filter(path__in=_heads(path)).order_by(Length("path").desc()).first()
        thing = found.thing() if found else None
        if found is None or thing is None:
            return ""
        return thing.paths()[found.place] + path.removeprefix(found.path)

    def remember(self, thing: Addressed, before: list[str], after: list[str]) -> None:
        """A page left some of its addresses for others."""
        mine = {"model": thing._meta.label_lower, "object_id": thing.pk}
        self.filter(path__in=after).delete()
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            if old not in after:
                self.exclude(**mine).filter(path__startswith=old).follow(old, new)
                self.update_or_create(path=old, defaults=mine | {"place": place})

    def follow(self, old: str, new: str) -> None:
        """Former addresses below a page are found by way of its own: they move with it."""
        for row in self:
            row.path = new + row.path.removeprefix(old)
            if not FormerAddress.objects.filter(path=row.path).exists():
                row.save(update_fields=["path"])


class FormerAddress(models.Model):
    """A path without its language, and whose it was. `place`: which of the object's `addresses()`."""

    path = models.CharField(max_length=LONGEST, unique=True)
    model = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    place = models.PositiveSmallIntegerField(default=0)

    objects = models.Manager.from_queryset(FormerAddressQuerySet)()

    def __str__(self) -> str:
        return self.path

    def thing(self) -> Addressed | None:
        """The page that stood here, if everybody may read it."""
        rows: Any = apps.get_model(self.model)._default_manager
        thing: Addressed | None = rows.visible_to(AnonymousUser()).filter(pk=self.object_id).first()
        return thing

    def is_needed(self) -> bool:
        """Its page is still there, public or not."""
        rows = apps.get_model(self.model)._base_manager
        return bool(rows.filter(pk=self.object_id).exists())


class Addressed(models.Model):
    """Content with a page of its own: a former address of it leads to it, and to nothing else."""

    address_field: ClassVar[str] = "slug"

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            stored = None if self._state.adding else type(self)._base_manager.filter(pk=self.pk).first()
            before = stored.paths() if stored else []
            super().save(*args, **kwargs)
            if stored and before != (after := self.paths()):
                FormerAddress.objects.remember(self, before, after)

    def addresses(self) -> tuple[str, ...]:
        """Where its page and its parts stand; pages below them follow."""
        return (self.get_absolute_url(),)  # type: ignore[attr-defined]

    def paths(self) -> list[str]:
        with translation.override(READING[0]):
            return [page_path(address) for address in self.addresses()]

    def clean(self) -> None:
        """No page takes an address that was another's."""
        super().clean()
        try:
            paths = self.paths()
        except (ObjectDoesNotExist, NoReverseMatch):  # incomplete: told beside other fields
            return
        mine = models.Q(model=self._meta.label_lower, object_id=self.pk)
        if any(row.is_needed() for row in FormerAddress.objects.filter(path__in=paths).exclude(mine)):
            told = _("This address was another page’s, and links to it still lead there. Choose another.")
            raise ValidationError({self.address_field: told})


def current_path(path: str) -> str:
    """Where a page that was renamed or moved stands today; "" if nothing is known of it."""
    found = ""
    for _step in range(_MOST_STEPS):
        following = FormerAddress.objects.before(found or path) if len(path) <= LONGEST else ""
        if not following:
            break
        found = following
    return found


def _heads(path: str) -> Iterator[str]:
    """`/2024/programme/talk/` → itself, `/2024/programme/`, `/2024/`."""
    yield path
    end = path.rstrip("/").rfind("/")
    while end > 0:
        yield path[: end + 1]
        end = path.rfind("/", 0, end)
