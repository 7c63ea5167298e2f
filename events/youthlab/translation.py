from __future__ import annotations

from typing import ClassVar

from modeltranslation.translator import TranslationOptions, register

from events.youthlab.models import Credit, Output, Statement, Uptake


@register(Output)
class OutputTranslation(TranslationOptions):
    fields: ClassVar = ("kicker", "title", "text", "series", "transcript")


@register(Credit)
class CreditTranslation(TranslationOptions):
    fields: ClassVar = ("job_title", "organisation")


@register(Statement)
class StatementTranslation(TranslationOptions):
    fields: ClassVar = ("text",)


@register(Uptake)
class UptakeTranslation(TranslationOptions):
    fields: ClassVar = ("explanation",)
