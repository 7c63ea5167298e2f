"""Who works on an edition, or on an event that stands alone: its chief sees the members and invites others.

These pages stand beside the form of the edition; whoever is not its chief finds none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from conference_portal.accounts.again import fresh_to_send
from conference_portal.kit.admin import PortalAdmin
from conference_portal.kit.formats import day
from conference_portal.kit.recording import sign
from events.editions import emails
from events.editions.forms import NO_CHIEF, InviteForm, MemberForm
from events.editions.models import Invitation, Membership, Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from events.editions.models import Edition, Event

SENT = "smtp.EmailBackend"  # other backends keep the mails here: then the link is shown to be copied


class MembersPages(PortalAdmin):
    def get_urls(self) -> list[Any]:
        pages = (
            ("members/", self.members),
            ("members/<int:membership>/", self.member),
            ("invitations/<int:invitation>/", self.invitation),
        )
        name = self.opts.model_name
        own = [
            path(
                f"<int:key>/{rest}",
                self.admin_site.admin_view(fresh_to_send(view)),
                name=f"editions_{name}_{view.__name__}",
            )
            for rest, view in pages
        ]
        return [*own, *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        shown = context.get("original")
        context["leads"] = bool(shown and self._led_by(request).filter(pk=shown.pk).exists())
        return super().render_change_form(request, context, *args, **kwargs)

    def members(self, request: HttpRequest, key: int) -> HttpResponse:
        thing = self._led(request, key)
        form = InviteForm(request.POST if request.method == "POST" else None, thing=thing)
        if request.method == "POST" and form.is_valid():
            self._invite(request, thing, form.cleaned_data)
            return self._back(thing)
        found = Membership.objects.of(thing).select_related("user").order_by("user__first_name", "user__username")
        rows = sorted(found, key=lambda row: -Role.values.index(row.role))
        context = self._frame(request, thing, _("Members and invitations")) | {
            "members": [row for row in rows if not row.has_ended and row.user.is_active],
            "former": [row for row in rows if row.has_ended or not row.user.is_active],
            "invitations": Invitation.objects.of(thing).waiting().select_related("invited_by"),
            "form": form,
            "roles": [(role.label, role.may) for role in Role],
            "warning": without_chief(thing),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/editions/members/members.html", context, status=status)

    def member(self, request: HttpRequest, key: int, membership: int) -> HttpResponse:
        """Role and time of one of them; and the end, at once."""
        thing = self._led(request, key)
        with transaction.atomic():
            sign(request.user, "admin")
            rows = Membership.objects.of(thing).select_related("user").select_for_update(of=("self",))
            list(rows.filter(role=Role.CHIEF))  # two chiefs who end each other at one time: the second is told
            found = get_object_or_404(rows, pk=membership)
            is_keeper = bool(request.user.is_superuser)
            sent = request.POST if request.method == "POST" and "_end" not in request.POST else None
            form = MemberForm(sent, membership=found, by_keeper=is_keeper)
            refused = ""
            if "_end" in request.POST:
                if not found.is_the_last_chief or is_keeper:
                    return self._end(request, thing, found)
                refused = str(NO_CHIEF)
            elif sent is not None and form.is_valid():
                return self._change(request, thing, found, form.cleaned_data)
        context = self._frame(request, thing, found.name) | {"member": found, "form": form, "refused": refused}
        status = 422 if refused or form.errors else 200
        return TemplateResponse(request, "admin/editions/members/member.html", context, status=status)

    def invitation(self, request: HttpRequest, key: int, invitation: int) -> HttpResponse:
        """Taken back, or sent once more with a new link. Nothing to look at."""
        thing = self._led(request, key)
        found = get_object_or_404(Invitation.objects.of(thing).waiting(), pk=invitation)
        if request.method != "POST":
            return self._back(thing)
        if "_renew" in request.POST:
            names = ("email", "role", "until", "language")
            self._invite(request, thing, {name: getattr(found, name) for name in names})
            return self._back(thing)
        Invitation.objects.filter(pk=found.pk).waiting().withdraw()
        self.log_change(request, thing, f"Withdrew the invitation of {veiled(found.email)}")
        self.message_user(request, _("The invitation is taken back: its link no longer works."))
        return self._back(thing)

    # What they do

    def _invite(self, request: HttpRequest, thing: Edition | Event, given: dict[str, Any]) -> None:
        with transaction.atomic():
            made, key = Invitation.objects.invite(thing, invited_by=request.user, **given)
            emails.invite(made, key)
            self.log_change(request, thing, f"Invited {veiled(made.email)}: {made.role}")
        told = _("%(email)s is invited; the link in the mail works until %(day)s.")
        self.message_user(request, told % {"email": made.email, "day": day(made.expires_at.date())}, messages.SUCCESS)
        if not settings.EMAIL_BACKEND.endswith(SENT):
            told = _("No mail leaves this machine. Hand the link over yourself; it is not shown again: %(link)s")
            self.message_user(request, told % {"link": emails.link(made, key)}, messages.WARNING)

    def _change(
        self, request: HttpRequest, thing: Edition | Event, found: Membership, given: dict[str, Any]
    ) -> HttpResponse:
        found.role, found.until = given["role"], given["until"]
        found.save(update_fields=["role", "until"])
        until = f" until {found.until}" if found.until else ""
        self.log_change(request, thing, f"Set the role of {found.user.get_username()}: {found.role}{until}")
        told = _("%(name)s: %(role)s.") % {"name": found.name, "role": found.get_role_display()}
        self.message_user(request, told, messages.SUCCESS)
        return self._back(thing)

    def _end(self, request: HttpRequest, thing: Edition | Event, found: Membership) -> HttpResponse:
        found.end()
        self.log_change(request, thing, f"Ended the membership of {found.user.get_username()}")
        self.message_user(request, _("%(name)s is no longer let in here.") % {"name": found.name})
        return self._back(thing)

    # What they share

    def _led_by(self, request: HttpRequest) -> Any:
        rows: Any = self.model._default_manager.all()
        return rows.led_by(request.user)

    def _led(self, request: HttpRequest, key: int) -> Any:
        """An event of an edition is in the hands of the edition's members."""
        thing = get_object_or_404(self._led_by(request), pk=key)
        if getattr(thing, "edition_id", None):
            raise Http404
        return thing

    def _back(self, thing: Edition | Event) -> HttpResponse:
        return HttpResponseRedirect(reverse(f"admin:editions_{self.opts.model_name}_members", args=[thing.pk]))

    def _frame(self, request: HttpRequest, thing: Edition | Event, title: str) -> dict[str, Any]:
        name = f"admin:editions_{self.opts.model_name}"
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "thing": thing,
            "names": {each: f"{name}_{each}" for each in ("change", "members", "member", "invitation")},
        }


def veiled(email: str) -> str:
    """The history outlives the invitation: it does not keep the address."""
    return f"{email[:1]}…@{email.rpartition('@')[2]}"


def without_chief(thing: Edition | Event) -> str:
    ends = [membership.until for membership in Membership.objects.chiefs_of(thing)]
    if not ends:
        return _("Nobody is chief here: nobody releases programmes, archives, or lets others in.")
    if None in ends:
        return ""
    told = _("After %(day)s nobody is chief here. Invite or choose the next one in time.")
    return told % {"day": day(max(end for end in ends if end))}
