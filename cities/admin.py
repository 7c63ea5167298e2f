from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cities.models import City, Room, Venue
from conference_portal.kit.admin import PortalAdmin, PortalInline
from conference_portal.kit.lists import Theirs

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(City)
class CityAdmin(PortalAdmin):
    """Editors write the profile of the city that hosts their edition; the list itself is kept by the keepers."""

    group = "places"
    named = "name"
    shared = True
    lines = ("aliases",)
    plain_texts = ()
    keepers_only = ("add", "delete")
    keepers_fields = ("slug", "country", "time_zone", "latitude", "longitude")
    list_display = ("name", "translations", "country", "slug")
    list_filter = ("country",)
    sections = (
        (None, ("aliases", "photo", "help_phone")),
        (_("Place"), (("slug", "country", "time_zone"), ("latitude", "longitude"))),
    )


class RoomInline(PortalInline):
    model = Room
    named = "name"
    sections = (("slug", "position", "capacity"), ("shared", "step_free", "hearing_loop"))
    plain_texts = ("access",)


@admin.register(Venue)
class VenueAdmin(PortalAdmin):
    group = "places"
    named = "name"
    shared = True
    owned_by = ("city",)
    plain_texts = ("access",)
    more_search = ("address",)
    list_display = ("name", "translations", "city", "address")
    list_filter = (("city", Theirs),)
    list_select_related = ("city",)
    sections = ((None, (("city", "slug"), "address", "map_url")),)
    inlines = (RoomInline,)


@admin.register(Room)
class RoomAdmin(PortalAdmin):
    """For choosing in programmes; rooms are also edited with their venue."""

    group = "places"
    named = "name"
    shared = True
    owned_by = ("venue",)
    plain_texts = ("access",)
    list_display = ("name", "translations", "venue", "capacity", "shared")
    list_filter = (("venue", Theirs), "shared")
    list_select_related = ("venue",)
    sections = ((None, (("venue", "slug", "position"), "capacity", ("shared", "step_free", "hearing_loop"))),)

    def as_choice(self, row: Room) -> str:
        """Rooms of many houses stand in one list."""
        return f"{row.venue}: {row}"

    def get_ordering(self, request: HttpRequest) -> Any:
        return ["venue", "position"]
