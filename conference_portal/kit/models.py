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
    def current(self, path: str) -> str:
        """Where the page of this path, or of what it stands under, is today; "" if there was none or it is hidden."""
        found = self.filter(path__in=_heads(path)).order_by(Length("path").desc()).first()
        page = found.page() if found else None
        if found is None or page is None:
            return ""
        return page.paths()[found.number] + path.removeprefix(found.path)

    def of(self, page: Addressed) -> FormerAddressQuerySet:
        return self.filter(model=page._meta.label_lower, object_id=page.pk)

    def remember(self, page: Addressed, before: list[str], after: list[str], *, was_public: bool) -> None:
        """A page left some of its paths for others. What was somebody else's before stays theirs."""
        mine = {"model": page._meta.label_lower, "object_id": page.pk, "was_public": was_public}
        self.of(page).filter(path__in=after).delete()
        others = self.exclude(pk__in=self.of(page))
        for number, (old, new) in enumerate(zip(before, after, strict=True)):
            if old not in after and not any(row.is_taken() for row in others.filter(path=old)):
                others.filter(path__startswith=old).exclude(path=old).follow(old, new)
                self.update_or_create(path=old, defaults=mine | {"number": number})

    def follow(self, old: str, new: str) -> None:
        """Former addresses below a page are found by way of its own: they move with it."""
        for row in self:
            row.path = new + row.path.removeprefix(old)
            if not FormerAddress.objects.filter(path=row.path).exists():
                row.save(update_fields=["path"])


class FormerAddress(models.Model):
    """A path without its language, and whose it was; `number` tells which of the object's `addresses()`."""

    path = models.CharField(max_length=LONGEST, unique=True)
    model = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    number = models.PositiveSmallIntegerField(default=0)
    was_public = models.BooleanField(default=True)

    objects = models.Manager.from_queryset(FormerAddressQuerySet)()

    def __str__(self) -> str:
        return self.path

    def page(self) -> Addressed | None:
        """What was here, if everybody may read it."""
        rows: Any = apps.get_model(self.model)._default_manager
        page: Addressed | None = rows.visible_to(AnonymousUser()).filter(pk=self.object_id).first()
        return page

    def is_taken(self) -> bool:
        """Readers were here, and what they read still exists, public or not."""
        rows = apps.get_model(self.model)._base_manager
        return self.was_public and bool(rows.filter(pk=self.object_id).exists())


class Addressed(models.Model):
    """Content with a page of its own: a former address of it leads to it, and to nothing else."""

    address_field: ClassVar[str] = "slug"
    address_columns: ClassVar[set[str]] = {"slug", "year", "kind", "edition", "event", "theme"}

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        written = kwargs.get("update_fields")
        if self._state.adding or (written is not None and self.address_columns.isdisjoint(written)):
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            stored = type(self)._base_manager.select_for_update().filter(pk=self.pk).first()
            before, was_public = (stored.paths(), stored.is_public()) if stored else ([], False)
            super().save(*args, **kwargs)
            if stored and before != (after := self.paths()):
                FormerAddress.objects.remember(self, before, after, was_public=was_public)

    def addresses(self) -> tuple[str, ...]:
        """Where its page and its parts stand; pages below them follow."""
        return (self.get_absolute_url(),)  # type: ignore[attr-defined]

    def paths(self) -> list[str]:
        with translation.override(READING[0]):
            return [page_path(address) for address in self.addresses()]

    def is_public(self) -> bool:
        rows: Any = type(self)._default_manager
        return bool(rows.visible_to(AnonymousUser()).filter(pk=self.pk).exists())

    def clean(self) -> None:
        """No page takes an address that was another's."""
        super().clean()
        try:
            paths = self.paths()
        except (ObjectDoesNotExist, NoReverseMatch):  # incomplete: told beside other fields
            return
        others = FormerAddress.objects.filter(path__in=paths).exclude(pk__in=FormerAddress.objects.of(self))
        if any(row.is_taken() for row in others):
            told = _("This address was another page’s, and links to it still lead there. Choose another.")
            raise ValidationError({self.address_field: told})


def current_path(path: str) -> str:
    """Where a page that was renamed or moved stands today; "" if nothing is known of it."""
    found = ""
    for _step in range(_MOST_STEPS):
        following = FormerAddress.objects.current(found or path) if len(path) <= LONGEST else ""
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
