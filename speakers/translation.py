from __future__ import annotations

from typing import ClassVar

from modeltranslation.translator import TranslationOptions, register

from speakers.models import Speaker


@register(Speaker)
class SpeakerTranslation(TranslationOptions):
    fields: ClassVar = ("biography",)
