from __future__ import annotations

from typing import ClassVar

from modeltranslation.translator import TranslationOptions, register

from cities.models import City, Room, Venue


@register(City)
class CityTranslation(TranslationOptions):
    fields: ClassVar = ("name", "locative", "profile", "help_name")


@register(Venue)
class VenueTranslation(TranslationOptions):
    fields: ClassVar = ("name", "access")


@register(Room)
class RoomTranslation(TranslationOptions):
    fields: ClassVar = ("name", "access")
