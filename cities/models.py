"""Where: the cities of the north, and the venues and rooms that sessions meet in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.content import Gated, Translated, memberships_of
from conference_portal.kit.emblem import Position, distance
from conference_portal.kit.languages import SortKey, columns, shown, text
from conference_portal.kit.models import Addressed
from conference_portal.search.models import Key, Searchable, Searched, in_all_languages, keys_of

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone


@dataclass(frozen=True)
class Distance:
    """Another city, seen from here."""

    name: str
    url: str
    kilometres: int


@dataclass(frozen=True)
class Outlook:
    """The north seen from a city: what an emblem is drawn from."""

    host: City
    partners: Sequence[City]
    ordinal: int


class CityQuerySet(Gated["City"]):
    """A city is always public; its profile is edited by those who edit an edition that it hosts."""

    editions: ClassVar[tuple[str, ...]] = ("hosted_editions",)

    def of_member(self, user: Someone, *, editing: bool = False) -> Q:
        mine = memberships_of(user, editing=editing).exclude(edition=None)
        return Q(pk__in=mine.values("edition__host"))

    def on_the_map(self) -> CityQuerySet:
        """With name, address and position only: what lists and emblems show."""
        return self.only("slug", "latitude", "longitude", *columns("name"))

    def in_order(self) -> CityQuerySet:
        """By name, as the reader's language sorts."""
        return self.order_by(SortKey(shown("name")))

    def with_editions(self, user: Someone) -> CityQuerySet:
        """With the editions that it hosted and those that it was a partner of, the oldest first. Two queries."""
        edition: Any = City.hosted_editions.rel.related_model
        editions = edition.objects.visible_to(user).order_by("year")
        return self.prefetch_related(Prefetch("hosted_editions", editions), Prefetch("partner_editions", editions))


class City(Translated, Searchable, Addressed):
    slug = models.SlugField(_("web address"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    locative = models.CharField(
        _("name with “in”"), max_length=120, blank=True, help_text=_("As in “in Aarhus”: Icelandic bends the name.")
    )
    aliases = ArrayField(models.CharField(max_length=100), verbose_name=_("other spellings"), default=list, blank=True)
    country = models.CharField(_("country code"), max_length=2)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Copenhagen")
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    profile = models.TextField(_("profile"), blank=True)
    help_name = models.CharField(
        _("help line"),
        max_length=150,
        blank=True,
        help_text=_("Whom to call for somebody to talk to, and when; shown beside sessions with a content note."),
    )
    help_phone = models.CharField(_("help line, phone"), max_length=30, blank=True)
    photo = models.ForeignKey(
        "media.Image", models.SET_NULL, verbose_name=_("photo"), null=True, blank=True, related_name="cities"
    )

    objects = models.Manager.from_queryset(CityQuerySet)()

    search_kind = "city"
    search_title = "name"
    search_fields = ("profile", "help_name")

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return text(self, "name").value or self.slug

    def get_absolute_url(self) -> str:
        return reverse("cities:city", args=[self.slug])

    def search_names(self) -> list[str]:
        """All its names, so that a guest's spelling finds it."""
        return list(dict.fromkeys([*in_all_languages(self, "name", "locative"), *self.aliases]))

    def search_followers(self) -> set[Key]:
        """What it hosts, takes part in and says repeats its names."""
        mine = (self.hosted_editions, self.partner_editions, self.events, self.outputs, self.statements)
        return {key for things in mine for key in keys_of(things.all())}

    @property
    def position(self) -> Position | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Position(self.latitude, self.longitude)

    @property
    def years_hosted(self) -> list[int]:
        """After `with_editions()`; oldest first."""
        return [edition.year for edition in self.hosted_editions.all()]

    @property
    def years_partner(self) -> list[int]:
        """After `with_editions()`; oldest first."""
        return [edition.year for edition in self.partner_editions.all()]

    def partnership(self, latest: int) -> str:
        """Partner now, or until when; `latest` is the year of the newest list. Hosts need not be partners."""
        years = self.years_partner
        if not years:
            return gettext("On none of the partner lists that the archive knows")
        return (
            gettext("Partner city") if latest in years else gettext("Partner city until %(year)s") % {"year": years[-1]}
        )

    def distances_to(self, others: Iterable[City]) -> list[Distance]:
        """The others on the map, the nearest first, to five kilometres: a city is wider than that."""
        here = self.position
        known = [(city, city.position) for city in others if city.pk != self.pk]
        found = [
            Distance(str(city), city.get_absolute_url(), round(distance(here, there) / 5) * 5)
            for city, there in known
            if here and there
        ]
        return sorted(found, key=lambda row: row.kilometres)


class VenueQuerySet(Gated["Venue"]):
    """Public: where something public is. Changed by those who edit an edition of the city; seen by whoever meets there,
    and by every organiser while it is nobody's."""

    def public(self) -> Q:
        editions: Any = Venue.editions.rel.related_model._default_manager.all()
        rooms = Room.objects.filter(Room.objects.public())
        return Q(pk__in=editions.filter(editions.public()).exclude(venue=None).values("venue")) | _of_rooms(rooms)

    def of_member(self, user: Someone, *, editing: bool = False) -> Q:
        mine = memberships_of(user, editing=editing).exclude(edition=None)
        found = Q(city__in=mine.values("edition__host"))
        if editing:
            return found
        nobodys = Venue.objects.filter(city=None, editions=None).exclude(_of_rooms(Room.objects.exclude(UNUSED)))
        met_in = Q(pk__in=mine.exclude(edition__venue=None).values("edition__venue")) | _of_rooms(_met_in(user))
        return found | met_in | Q(pk__in=nobodys.values("pk"))


class Venue(Translated, Searched):
    city = models.ForeignKey(
        City,
        models.PROTECT,
        verbose_name=_("city"),
        null=True,
        blank=True,
        related_name="venues",
        help_text=_("Leave empty for a town that is not one of the cities of the series."),
    )
    slug = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    address = models.CharField(_("address"), max_length=250, blank=True)
    map_url = models.URLField(_("map link"), blank=True)
    access = models.TextField(_("access"), blank=True, help_text=_("Entrance, lift, parking, toilets."))

    objects = models.Manager.from_queryset(VenueQuerySet)()

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return text(self, "name").value or self.slug

    def searched_with(self) -> list[Searchable]:
        """The events in its rooms and the editions in it."""
        return [*self.editions.all(), *(thing for room in self.rooms.all() for thing in room.searched_with())]


class RoomQuerySet(Gated["Room"]):
    """Public: where a public event, or a session that was released, is. A room that only a draft uses is seen by those
    who see the draft, and by those whose venue it is."""

    def public(self) -> Q:
        found = Q(pk__in=())
        for use in (Room.events, Room.placements):
            rows: Any = use.rel.related_model._default_manager.exclude(room=None)
            found |= Q(pk__in=rows.filter(rows.public()).values("room"))
        return found

    def of_member(self, user: Someone, *, editing: bool = False) -> Q:
        if editing:
            return Q(venue__in=Venue.objects.editable_by(user))
        own = memberships_of(user).exclude(edition=None).values("edition__host")
        used = Q(pk__in=_met_in(user).values("pk"))
        free = Room.objects.filter(UNUSED, venue__in=Venue.objects.filter(Venue.objects.of_member(user)))
        return Q(venue__city__in=own) | used | Q(pk__in=free.values("pk"))


UNUSED = Q(events=None, sessions=None, placements=None)


def _of_rooms(rooms: models.QuerySet[Room]) -> Q:
    return Q(pk__in=rooms.values("venue"))


def _met_in(user: Someone) -> models.QuerySet[Room]:
    """Rooms that the user's own events and sessions use, or used."""
    found = Q(pk__in=())
    for use in (Room.events, Room.sessions, Room.placements):
        rows: Any = use.rel.related_model._default_manager.exclude(room=None)
        found |= Q(pk__in=rows.filter(rows.of_member(user)).values("room"))
    return Room.objects.filter(found)


class Room(Translated, Searched):
    venue = models.ForeignKey(Venue, models.PROTECT, verbose_name=_("venue"), related_name="rooms")
    slug = models.SlugField(_("key"))
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    access = models.TextField(_("access"), blank=True)
    hearing_loop = models.BooleanField(_("hearing loop"), null=True, blank=True)
    step_free = models.BooleanField(_("step-free access"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)
    shared = models.BooleanField(
        _("shared"), default=False, help_text=_("A foyer or square that holds several sessions at once.")
    )

    objects = models.Manager.from_queryset(RoomQuerySet)()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering: ClassVar = ["venue", "position", "slug"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["venue", "slug"], name="cities_room_once_per_venue")]

    def __str__(self) -> str:
        return text(self, "name").value or self.slug

    def searched_with(self) -> list[Searchable]:
        return [*self.events.all(), *self.sessions.all()]
