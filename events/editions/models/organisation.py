"""Who stands behind an edition or event, whom to ask, and the dates to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models import City
from conference_portal.kit.content import Gated, Translated
from conference_portal.kit.formats import day
from conference_portal.kit.languages import STORED, column, text
from conference_portal.search.models import Searchable, Searched
from events.editions.models.belonging import Belonging, BelongingQuerySet
from speakers.models import Speaker

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone


class OrganisationQuerySet(Gated["Organisation"]):
    """Public: who stands behind something public, and their parent bodies.

    Editors see those behind their own, too, and those behind nothing yet; they change those behind nothing else."""

    def public(self) -> Q:
        rows = Involvement.objects.all()
        return _behind(rows.filter(rows.public()))

    def of_member(self, user: Someone, *, editing: bool = False) -> Q:
        rows = Involvement.objects.all()
        own = rows.filter(rows.of_member(user, editing=editing))
        if editing:
            return ~_behind(rows.exclude(pk__in=own.values("pk")))
        nowhere = Organisation.objects.filter(involvements=None, bodies=None)
        return _behind(own) | Q(pk__in=nowhere.values("pk"))


def _behind(involvements: models.QuerySet[Involvement]) -> Q:
    """The bodies that are named there, with the parent body beside its name."""
    parents = involvements.exclude(organisation__parent=None)
    return Q(pk__in=involvements.values("organisation")) | Q(pk__in=parents.values("organisation__parent"))


class Organisation(Translated, Searched):
    slug = models.SlugField(_("key"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("parent body"), null=True, blank=True, related_name="bodies"
    )
    url = models.URLField(_("website"), blank=True)
    city = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("city"), null=True, blank=True, related_name="organisations"
    )
    logo = models.ForeignKey(
        "media.Image", models.SET_NULL, verbose_name=_("logo"), null=True, blank=True, related_name="organisations"
    )

    objects = models.Manager.from_queryset(OrganisationQuerySet)()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return text(self, "name").value or self.slug

    def searched_with(self) -> list[Searchable]:
        """What it and its bodies stand behind."""
        behind = Involvement.objects.filter(Q(organisation=self) | Q(organisation__parent=self))
        return [
            owner for involvement in behind.select_related("edition", "event") for owner in involvement.searched_with()
        ]


class InvolvementQuerySet(BelongingQuerySet["Involvement"]):
    def with_organisation(self) -> InvolvementQuerySet:
        """With the body and its parent body, the organisers first."""
        roles = [When(role=role, then=Value(place)) for place, role in enumerate(Involvement.Role.values)]
        return self.select_related("organisation__parent").order_by(
            Case(*roles, default=Value(len(roles))), "position", "pk"
        )


class Involvement(Belonging):
    class Role(models.TextChoices):
        ORGANISER = "organiser", _("organiser")
        CO_ORGANISER = "co_organiser", _("co-organiser")
        INITIATOR = "initiator", _("initiator")
        FUNDER = "funder", _("funder")
        PARTNER = "partner", _("partner")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="involvements"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    wording = models.TextField(_("prescribed wording"), blank=True, help_text=_("A sentence that the funder asks for."))
    quote = models.TextField(_("quoted goal"), blank=True)
    source = models.CharField(_("source of the quotation"), max_length=250, blank=True)

    objects = models.Manager.from_queryset(InvolvementQuerySet)()

    search_fields = ("organisation_names", "wording", "quote", "source")

    class Meta(Belonging.Meta):
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        ordering: ClassVar = ["role", "position"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"

    @property
    def role_of_several(self) -> str:
        """The role as a heading says it over more than one body."""
        return str(OF_SEVERAL[Involvement.Role(self.role)])

    @property
    def organisation_names(self) -> list[str]:
        """The body and its parent, in all languages: found with what they stand behind."""
        bodies = [body for body in (self.organisation, self.organisation.parent) if body]
        names = [getattr(body, column("name", code)) or "" for body in bodies for code in STORED]
        return [*dict.fromkeys(names), self.organisation.abbreviation]


OF_SEVERAL = {
    Involvement.Role.ORGANISER: pgettext_lazy("of several", "organisers"),
    Involvement.Role.CO_ORGANISER: pgettext_lazy("of several", "co-organisers"),
    Involvement.Role.INITIATOR: pgettext_lazy("of several", "initiators"),
    Involvement.Role.FUNDER: pgettext_lazy("of several", "funders"),
    Involvement.Role.PARTNER: pgettext_lazy("of several", "partners"),
}


class ContactQuerySet(BelongingQuerySet["Contact"]):
    pass


class Contact(Belonging):
    speaker = models.ForeignKey(
        Speaker, models.SET_NULL, verbose_name=_("speaker"), null=True, blank=True, related_name="contacts"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    job_title = models.CharField(_("job title"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(_("what to ask about"), max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = models.Manager.from_queryset(ContactQuerySet)()

    search_fields = ("shown_name", "job_title", "note", "phone", "email")

    class Meta(Belonging.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def shown_name(self) -> str:
        return self.speaker.name if self.speaker else self.name

    @property
    def phone_digits(self) -> str:
        """As a `tel:` address wants it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


class KeyDateQuerySet(BelongingQuerySet["KeyDate"]):
    pass


class KeyDate(Belonging):
    on = models.DateField(_("date"))
    title = models.CharField(_("title"), max_length=150)

    objects = models.Manager.from_queryset(KeyDateQuerySet)()

    search_fields = ("title",)

    class Meta(Belonging.Meta):
        verbose_name = _("key date")
        verbose_name_plural = _("key dates")
        ordering: ClassVar = ["on"]

    def __str__(self) -> str:
        return f"{day(self.on)}: {text(self, 'title')}"
