from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from conference_portal.kit import documents
from conference_portal.kit.admin import PortalAdmin, PortalInline
from conference_portal.kit.forms import OwnedForm
from conference_portal.kit.inputs import Ticks
from conference_portal.kit.lists import Theirs
from events.youthlab.models import Credit, Output, Statement, Uptake

if TYPE_CHECKING:
    from django.http import HttpRequest


class CreditInline(PortalInline):
    model = Credit
    autocomplete_fields = ("speaker",)
    sections = (("speaker", "role", "position"),)

    def called(self, row: Credit) -> str:
        return f"{row.speaker}, {row.get_role_display()}"


class OutputForm(OwnedForm):
    def clean_file(self) -> Any:
        return documents.checked(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        """A film or a recording that nobody can read is kept from the public, not from the desk."""
        found = super().clean()
        audible = found.get("kind") in {Output.Kind.FILM, Output.Kind.MUSIC_VIDEO, Output.Kind.PODCAST}
        readable = found.get("captions") or any(
            value for name, value in found.items() if name.startswith("transcript_")
        )
        if audible and found.get("published_at") and not readable:
            self.add_error("captions", _("Before it is published: say which captions it has, or write the transcript."))
        return found


@admin.register(Output)
class OutputAdmin(PortalAdmin):
    form = OutputForm
    group = "youth"
    languages = ("captions",)
    zone_from = "event__time_zone"
    more_search = ("credits__speaker__name__unaccent",)
    list_display = ("name", "translations", "kind", "event", "published_at")
    list_filter = (("event", Theirs), "kind")
    list_select_related = ("event",)
    sections = (
        (None, (("event", "slug"), ("kind", "number", "position"), "formats")),
        (_("Where it is"), (("url", "file"), ("length", "language"), "captions")),
        (_("Belongs to"), ("city", "topics")),
        (_("Publication"), (("published_at", "consent_until"),)),
    )
    inlines = (CreditInline,)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "formats":
            label, choices = capfirst(db_field.verbose_name), Output.Format.choices
            return forms.MultipleChoiceField(choices=choices, label=label, required=False, widget=Ticks)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class UptakeInline(PortalInline):
    model = Uptake
    plain_texts = ("explanation",)
    sections = (("session", "outcome"),)


@admin.register(Statement)
class StatementAdmin(PortalAdmin):
    group = "youth"
    named = "text"
    plain_texts = ("text",)
    list_display = ("name", "translations", "event", "by_city")
    list_filter = (("event", Theirs), ("by_city", Theirs))
    list_select_related = ("event", "by_city")
    sections = ((None, (("event", "by_city", "position"),)),)
    inlines = (UptakeInline,)
