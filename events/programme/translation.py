from __future__ import annotations

from typing import ClassVar

from modeltranslation.translator import TranslationOptions, register

from events.programme.models import Appearance, Material, Placement, Release, Session


@register(Session)
class SessionTranslation(TranslationOptions):
    fields: ClassVar = ("title", "abstract", "place_note", "content_note", "cancelled_because")


@register(Appearance)
class AppearanceTranslation(TranslationOptions):
    fields: ClassVar = ("job_title", "organisation")


@register(Release)
class ReleaseTranslation(TranslationOptions):
    fields: ClassVar = ("note",)


@register(Placement)
class PlacementTranslation(TranslationOptions):
    fields: ClassVar = ("title",)


@register(Material)
class MaterialTranslation(TranslationOptions):
    fields: ClassVar = ("title",)
