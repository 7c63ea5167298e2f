from __future__ import annotations

from typing import ClassVar

from modeltranslation.translator import TranslationOptions, register

from conference_portal.media.models import Image


@register(Image)
class ImageTranslation(TranslationOptions):
    fields: ClassVar = ("alt",)
