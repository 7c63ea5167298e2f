from __future__ import annotations

from typing import ClassVar

from modeltranslation.translator import TranslationOptions, register

from events.questions.models import Guide, Prompt


@register(Guide)
class GuideTranslation(TranslationOptions):
    fields: ClassVar = ("title", "method")


@register(Prompt)
class PromptTranslation(TranslationOptions):
    fields: ClassVar = ("text",)
