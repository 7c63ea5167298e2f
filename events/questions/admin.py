from __future__ import annotations

from django.contrib import admin

from conference_portal.kit.admin import PortalAdmin, PortalInline
from conference_portal.kit.lists import Theirs
from events.questions.models import Guide, Prompt


class PromptInline(PortalInline):
    model = Prompt
    plain_texts = ("text",)
    sections = (("position", "minutes"),)


@admin.register(Guide)
class GuideAdmin(PortalAdmin):
    group = "programme"
    list_display = ("name", "translations", "event")
    list_filter = (("event", Theirs),)
    list_select_related = ("event",)
    sections = ((None, ("event",)),)
    inlines = (PromptInline,)
