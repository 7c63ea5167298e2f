from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.addresses import as_key
from conference_portal.kit.admin import PortalAdmin, PortalInline
from conference_portal.kit.content import memberships_of
from conference_portal.kit.gates import edits, once
from conference_portal.kit.lists import Theirs
from events.editions.forms import EventForm, MembershipForm, derived, warning, zone_of
from events.editions.models import (
    Contact,
    Edition,
    Event,
    Involvement,
    KeyDate,
    Membership,
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
class EditionAdmin(PortalAdmin):
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
class EventAdmin(PortalAdmin):
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


@admin.register(Membership)
class MembershipAdmin(PortalAdmin):
    """Chiefs say who works on their edition; accounts are made by the keepers of the series."""

    form = MembershipForm
    group = "people"
    named = "user"
    search_fields = ("user__username", "user__first_name", "user__last_name")
    list_display = ("user", "role", "edition", "event", "until")
    list_filter = (("edition", Theirs), "role")
    list_select_related = ("user", "edition__host", "event")
    explained = {"editions_membership_has_one_owner": _("Choose an edition or an event, one of the two.")}
    sections = ((None, ("user", ("edition", "event"), ("role", "until"))),)

    def readable(self, user: Any) -> QuerySet[Membership]:
        return Membership.objects.all() if user.is_superuser else Membership.objects.filter(of_chief(user))

    def editable(self, user: Any) -> QuerySet[Membership]:
        return self.readable(user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_chief(request) and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._is_chief(request) and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_chief(request) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_chief(request) and super().has_delete_permission(request, obj)

    def _is_chief(self, request: HttpRequest) -> bool:
        user: Any = request.user
        chief = memberships_of(user, editing=True).filter(role=Membership.Role.CHIEF) if edits(request) else None
        return user.is_superuser or (chief is not None and once(request, "chief", chief.exists))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("user", "edition", "event") if obj else ()

    def choices(self, db_field: Any, request: HttpRequest) -> QuerySet[Any]:
        if db_field.name == "user":
            return get_user_model()._default_manager.filter(is_active=True)
        rows = super().choices(db_field, request)
        if request.user.is_superuser:
            return rows
        mine = memberships_of(request.user, editing=True).filter(role=Membership.Role.CHIEF)
        return rows.filter(pk__in=mine.exclude(**{db_field.name: None}).values(db_field.name))


def of_chief(user: Any) -> Q:
    """Memberships of the editions and events that the user is chief of today."""
    mine = memberships_of(user, editing=True).filter(role=Membership.Role.CHIEF)
    editions, events = mine.exclude(edition=None).values("edition"), mine.exclude(event=None).values("event")
    return Q(edition__in=editions) | Q(event__in=events)


class MembershipsOfUser(PortalInline):
    model = Membership
    sections = (("edition", "event"), ("role", "until"))

    def called(self, row: Membership) -> str:
        return f"{row.edition or row.event}, {row.get_role_display()}"


class AccountAdmin(UserAdmin[User]):
    """Accounts: rights come from memberships, so there are no groups and no single permissions to give."""

    group = "people"
    list_display = ("username", "first_name", "last_name", "is_staff", "is_superuser", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": (("first_name", "last_name"), "email")}),
        (_("What the account may do"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    filter_horizontal = ()
    inlines = (MembershipsOfUser,)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return super().get_inlines(request, obj) if obj else ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


admin.site.unregister(Group)
admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
