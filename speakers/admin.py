from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.admin import PortalAdmin
from conference_portal.kit.languages import SortKey
from speakers.models import Speaker

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(Speaker)
class SpeakerAdmin(PortalAdmin):
    """One record for a person across all editions; the title they had then stands with each appearance."""

    group = "programme"
    named = "name"
    shared = True
    hint = _("One record for all years: it can be changed as long as nobody else’s programme shows the person.")
    kept_by = "placements"
    instead = _(
        "Who was on a released programme stays in its history. Take them off the sessions and release: then no page "
        "shows the person. To erase the name from the history too, change it in this record."
    )
    lines = ("links",)
    more_search = ("sort_name__unaccent",)
    list_display = ("name", "sort_name", "translations")
    sections = ((_("Person"), (("name", "sort_name"), "slug", "photo", "links")),)

    def get_ordering(self, request: HttpRequest) -> Any:
        return [SortKey("sort_name"), "name"]

    @admin.display(description=_("name"), ordering="name")
    def name(self, obj: Speaker) -> str:
        return obj.name
