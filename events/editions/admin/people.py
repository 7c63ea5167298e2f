"""Who works on what: memberships and accounts at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conference_portal.accounts.again import Confirmed, ask_again
from conference_portal.accounts.steps import reset
from conference_portal.kit.admin import PortalAdmin, PortalInline
from conference_portal.kit.lists import Theirs
from events.editions.forms import MembershipForm
from events.editions.models import Membership

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(Membership)
class MembershipAdmin(Confirmed, PortalAdmin):
    """The whole list is the keepers'; chiefs have the members and invitations of their edition."""

    form = MembershipForm
    group = "people"
    restorable = False
    named = "user"
    keepers_only = ("view", "add", "change", "delete")
    search_fields = ("user__username", "user__first_name", "user__last_name")
    list_display = ("user", "role", "edition", "event", "until")
    list_filter = (("edition", Theirs), "role")
    list_select_related = ("user", "edition__host", "event")
    explained = {"editions_membership_has_one_owner": _("Choose an edition or an event, one of the two.")}
    sections = ((None, ("user", ("edition", "event"), ("role", "until"))),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("user", "edition", "event") if obj else ()

    def choices(self, db_field: Any, request: HttpRequest) -> QuerySet[Any]:
        if db_field.name == "user":
            return get_user_model()._default_manager.filter(is_active=True)
        return super().choices(db_field, request)


class MembershipsOfUser(PortalInline):
    model = Membership
    sections = (("edition", "event"), ("role", "until"))

    def called(self, row: Membership) -> str:
        return f"{row.edition or row.event}, {row.get_role_display()}"


class AccountAdmin(Confirmed, UserAdmin[User]):
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
    asks_first = True
    actions = ("reset_second_step",)

    @admin.action(description=_("Reset the second step"), permissions=["change"])
    def reset_second_step(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Of one: whoever asks was spoken to, and that takes a while for each."""
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            self.message_user(request, _("Choose one account, whose owner you have spoken to."), messages.WARNING)
        elif reset(chosen[0], by=request.user.pk):
            told = gettext("%(name)s sets up a new second step at the next sign-in.")
            self.message_user(request, told % {"name": chosen[0].get_username()}, messages.SUCCESS)
        else:
            self.message_user(request, _("This account has no second step."), messages.WARNING)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002 (Django's)
        may = self.has_change_permission(request)
        return (ask_again(request) if may else None) or super().user_change_password(request, id, form_url)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return super().get_inlines(request, obj) if obj else ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


admin.site.unregister(Group)
admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
