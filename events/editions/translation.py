from __future__ import annotations

from typing import ClassVar

from modeltranslation.translator import TranslationOptions, register

from events.editions.models import (
    Contact,
    Edition,
    Event,
    Involvement,
    KeyDate,
    Organisation,
    Page,
    SubTheme,
    Theme,
    Topic,
)


@register(Edition)
class EditionTranslation(TranslationOptions):
    fields: ClassVar = ("intro", "purpose", "target_group")


@register(Event)
class EventTranslation(TranslationOptions):
    fields: ClassVar = (
        "title",
        "tagline",
        "lead",
        "body",
        "when_note",
        "place_note",
        "target_group",
        "participants",
        "catering",
        "data_notice",
    )


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields: ClassVar = ("title", "description")


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields: ClassVar = ("title", "statement")


@register(SubTheme)
class SubThemeTranslation(TranslationOptions):
    fields: ClassVar = ("phrase", "keyword", "text")


@register(Page)
class PageTranslation(TranslationOptions):
    fields: ClassVar = ("title", "body")


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields: ClassVar = ("name",)


@register(Involvement)
class InvolvementTranslation(TranslationOptions):
    fields: ClassVar = ("wording", "quote", "source")


@register(Contact)
class ContactTranslation(TranslationOptions):
    fields: ClassVar = ("job_title", "note")


@register(KeyDate)
class KeyDateTranslation(TranslationOptions):
    fields: ClassVar = ("title",)
