"""Editions, events and what hangs on them at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.addresses import as_key
from conference_portal.kit.admin import PortalAdmin, PortalInline
from conference_portal.kit.lists import Theirs
from events.editions.admin.archiving import ArchivePages
from events.editions.admin.members import MembersPages
from events.editions.admin.previews import PreviewPages
from events.editions.forms import EventForm, derived, warning, zone_of
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

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


class InvolvementInline(PortalInline):
    model = Involvement
    autocomplete_fields = ("organisation",)
    plain_texts = ("wording", "quote")
    sections = (("organisation", "role", "position"),)


class ContactInline(PortalInline):
    model = Contact
    autocomplete_fields = ("speaker",)
    sections = (("name", "speaker", "position"), ("phone", "email"))


class KeyDateInline(PortalInline):
    model = KeyDate
    sections = ("on",)


@admin.register(Edition)
class EditionAdmin(ArchivePages, PreviewPages, MembersPages):
    group = "edition"
    named = "year"
    search_fields = (
        "year",
        "host__name_da",
        "host__name_sv",
        "host__name_en",
        "host__name_is",
        "theme__title_da__unaccent",
    )
    keepers_only = ("add", "delete")
    keepers_fields = ("year", "host", "archived_at")
    list_display = ("__str__", "year", "starts_on", "ends_on", "announced_at", "archived_at", "translations")
    list_select_related = ("host",)
    readonly_fields = ("colours",)
    sections = (
        (None, (("year", "host", "venue"), ("starts_on", "ends_on", "postponed_from"))),
        (_("Colours"), (("ground", "signal"), "colours")),
        (_("Partner cities of this year"), ("partners", "partners_known")),
        (_("Publication"), (("announced_at", "archived_at"),)),
    )
    inlines = (InvolvementInline, ContactInline, KeyDateInline)

    @admin.display(description=_("as the portal shows them"))
    def colours(self, obj: Edition) -> str:
        return render_to_string("admin/editions/edition/colours.html", derived(obj))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        super().save_model(request, obj, form, change)
        if {"ground", "signal"} & set(form.changed_data) and (told := warning(obj)):
            self.message_user(request, told, messages.WARNING)


@admin.register(Event)
class EventAdmin(PreviewPages, MembersPages):
    form = EventForm
    group = "programme"
    zone_from = "time_zone"
    plain_texts = ("lead", "target_group", "data_notice")
    more_search = ("slug",)
    actions = ("release_programme",)
    list_display = ("name", "translations", "kind", "edition", "starts_on", "published_at")
    list_filter = (("edition", Theirs), "kind")
    list_select_related = ("edition__host",)
    change_form_template = "admin/editions/event/change_form.html"
    explained = {
        "editions_one_conference_per_edition": _("This edition has a conference already."),
        "editions_event_end_time_needs_start": _("Say when it begins, too."),
    }
    sections = (
        (None, (("edition", "part_of"), ("kind", "slug"))),
        (_("When"), (("starts_on", "ends_on"), ("from_time", "to_time", "time_zone"), "cancelled_at")),
        (_("Where"), ("attendance", ("city", "room"), ("join_url", "join_released_at"))),
        (_("Places and deadlines"), (("capacity", "registration_closes_at", "questions_close_at"),)),
        (_("Publication"), ("published_at",)),
    )
    inlines = (InvolvementInline, ContactInline, KeyDateInline)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Whose times they are is not known before its place is."""
        return super().add_view(request, form_url, {"zone": ""} | (extra_context or {}))

    def zone(self, request: HttpRequest, object_id: str | None) -> str | None:
        sent = request.POST
        if object_id or request.method != "POST":
            return super().zone(request, object_id)
        if sent.get("time_zone") in available_timezones():
            return sent["time_zone"]
        return zone_of({name: self._sent(request, name) for name in ("city", "room", "edition")})

    def _sent(self, request: HttpRequest, name: str) -> Any:
        key = as_key(request.POST.get(name, ""))
        rows = self.choices(self.opts.get_field(name), request)
        return rows.filter(pk=key).first() if key else None

    @admin.action(description=_("Release programme"), permissions=["change"])
    def release_programme(self, request: HttpRequest, queryset: QuerySet[Event]) -> HttpResponse | None:
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            self.message_user(request, _("Choose one event: each programme is released by itself."), messages.WARNING)
            return None
        return HttpResponseRedirect(f"{reverse('admin:programme_release_add')}?event={chosen[0].pk}")


class SubThemeInline(PortalInline):
    model = SubTheme
    named = "keyword"
    sections = (("slug", "position"), "topics")


@admin.register(Theme)
class ThemeAdmin(PortalAdmin):
    group = "edition"
    list_display = ("name", "translations", "edition", "event")
    list_filter = (("edition", Theirs),)
    list_select_related = ("edition__host", "event")
    explained = {"editions_theme_has_one_owner": _("Choose an edition or an event, one of the two.")}
    sections = ((None, (("edition", "event"),)),)
    inlines = (SubThemeInline,)


@admin.register(Page)
class PageAdmin(PortalAdmin):
    group = "edition"
    list_display = ("name", "translations", "edition", "published_at", "position")
    list_filter = (("edition", Theirs),)
    list_select_related = ("edition__host",)
    sections = ((None, (("edition", "slug", "position"), "published_at")),)


@admin.register(Topic)
class TopicAdmin(PortalAdmin):
    group = "places"
    shared = True
    keepers_only = ("view", "add", "change", "delete")
    list_display = ("name", "translations", "slug")
    sections = ((None, ("slug",)),)


@admin.register(Organisation)
class OrganisationAdmin(PortalAdmin):
    group = "places"
    named = "name"
    shared = True
    more_search = ("abbreviation",)
    list_display = ("name", "translations", "abbreviation", "city", "parent")
    list_select_related = ("city", "parent")
    sections = ((None, (("abbreviation", "slug"), ("parent", "city"), "url", "logo")),)
