"""What every piece of content has: two gates on its QuerySet, and the language of its fifth pane.

Memberships are reached from the user by related name, so that rooms below `events` can ask without importing it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.pages import moment

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    Someone = AbstractBaseUser | AnonymousUser

EDITING, LEADING = ("editor", "chief"), ("chief",)
Thing = TypeVar("Thing", bound=models.Model)


class Gated(models.QuerySet[Thing]):
    """A QuerySet that nobody reads or writes past its gates.

    `editions` and `events` name every way from a row to its edition and to its event.
    """

    editions: ClassVar[tuple[str, ...]] = ()
    events: ClassVar[tuple[str, ...]] = ()

    def public(self) -> Q:
        """What anybody may read at this request's moment."""
        return Q()

    def visible_to(self, user: Someone) -> Self:
        """Rows that this person may read: what is public, and drafts of editions and events that they belong to."""
        public = self.public()
        if not public or getattr(user, "is_superuser", False):  # an empty Q lets everything pass; OR-ed it would vanish
            return self
        return self.filter(public | self.of_member(user) if user.is_authenticated else public)

    def editable_by(self, user: Someone) -> Self:
        """Rows that this person may change. An archived edition is read-only for its editors."""
        if not (user.is_authenticated and getattr(user, "is_staff", False) and user.is_active):
            return self.none()
        if getattr(user, "is_superuser", False):
            return self
        return self.filter(self.of_member(user, editing=True))

    def led_by(self, user: Someone) -> Self:
        """Rows of editions and events that this person is chief of, archived ones too: roles, releases, the archive."""
        if not (user.is_authenticated and getattr(user, "is_staff", False) and user.is_active):
            return self.none()
        if getattr(user, "is_superuser", False):
            return self
        return self.filter(self._of(memberships_of(user).filter(role__in=LEADING)))

    def of_member(self, user: Someone, *, editing: bool = False) -> Q:
        """Rows whose edition or event the user belongs to today; `editing`: with a right to change it."""
        return self._of(memberships_of(user, editing=editing))

    def _of(self, mine: models.QuerySet[Any]) -> Q:
        found = Q(pk__in=())
        for way in self.editions:
            found |= Q(**{f"{way}__in": mine.exclude(edition=None).values("edition")})
        for way in self.events:
            found |= Q(**{f"{way}__in": mine.exclude(event=None).values("event")})
        return found


def memberships_of(user: Someone, *, editing: bool = False) -> models.QuerySet[Any]:
    """The user's memberships of today; `editing`: those with a right to change what is not archived."""
    mine: models.QuerySet[Any] = user.memberships.filter(  # type: ignore[union-attr]
        Q(until=None) | Q(until__gte=timezone.localdate(moment()))
    )
    if not editing:
        return mine
    return mine.filter(_open("edition"), _open("event__edition"), role__in=EDITING)


def _open(edition: str) -> Q:
    """Not archived, or not yet: an edition may be archived at a set moment."""
    return Q(**{f"{edition}__archived_at": None}) | Q(**{f"{edition}__archived_at__gt": moment()})


def published(column: str) -> Q:
    """The moment in this column has come."""
    return Q(**{f"{column}__lte": moment()})


class Translated(models.Model):
    """Content whose texts stand in four languages and, where they come in none of these, in a fifth pane."""

    other_language = models.CharField(
        _("language of the fifth pane"),
        max_length=12,
        blank=True,
        help_text=_("The language code of texts under “Other”, for example nb for Norwegian or fi for Finnish."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """A text in the fifth pane must say which language it is in."""
        super().clean()
        filled = [
            field for field in self._meta.get_fields() if field.name.endswith("_other") and getattr(self, field.name)
        ]
        if filled and not self.other_language:
            raise ValidationError({"other_language": _("Say which language the texts under “Other” are in.")})
