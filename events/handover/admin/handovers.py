"""“Add” hands an edition over, step by step; “change” is the letter that came of it."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from conference_portal.accounts.again import ask_again
from conference_portal.kit.addresses import as_key
from conference_portal.kit.admin import PortalAdmin
from conference_portal.kit.gates import once
from conference_portal.kit.languages import READING, language_name
from conference_portal.kit.returning import AGAIN, RETURNED
from events.editions.models import Edition
from events.handover.admin.wizard import LOOK, Wizard
from events.handover.changes import Done, Refused, Transfer, apply
from events.handover.changes.inviting import invite
from events.handover.exports.letter import Letter, letter, pdf
from events.handover.forms import TransferForm
from events.handover.models import Handover

if TYPE_CHECKING:
    from django.http import HttpRequest

PAGES = {"1": "start", "2": "choices", "3": "look"}


@admin.register(Handover)
class HandoverAdmin(PortalAdmin):
    group = "edition"
    named = "handed_over_at"
    search_fields = ("edition__year", "successor__year")
    list_display = ("__str__", "handed_over_at", "handed_over_by")
    list_select_related = ("edition__host", "successor__host", "handed_over_by")
    ordering = ("-handed_over_at",)
    actions = None

    # Gates

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing for somebody who neither gives nor got."""
        if not super().has_view_permission(request, obj):
            return False
        return self.has_add_permission(request) or once(request, "handed over", self.readable(request.user).exists)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return once(request, "may hand over", Edition.objects.led_by(request.user).exists)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # The steps

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)  # refuses
        led = Edition.objects.led_by(request.user).select_related("host")
        if "edition" not in request.GET:
            return self._page(request, "choose", {"editions": led, "title": _("Hand over")})
        edition = get_object_or_404(led, pk=as_key(request.GET["edition"]))
        wizard = Wizard(request, edition)
        if request.method == "POST" and AGAIN not in request.POST:
            return self._hand_over(request, wizard)
        if request.method == "POST":
            self.message_user(request, RETURNED)
        return self._show(request, wizard)

    def _show(
        self, request: HttpRequest, wizard: Wizard, form: TransferForm | None = None, *, refused: str = ""
    ) -> HttpResponse:
        context: dict[str, Any] = {"wizard": wizard, "edition": wizard.edition, "title": _("Hand over")}
        context |= {"before": self._before(wizard.edition), "refused": refused, "is_keeper": request.user.is_superuser}
        if wizard.step == LOOK:
            context["form"] = form or TransferForm(**self._about(request, wizard))
        is_wrong = wizard.is_refused or bool(form and form.errors)
        status = 409 if refused else 422 if is_wrong else 200
        return self._page(request, PAGES[wizard.step], context, status=status)

    def _hand_over(self, request: HttpRequest, wizard: Wizard) -> HttpResponse:
        if done := self._done_before(request, wizard):
            self.message_user(request, _("This was handed over already: here is the letter."))
            return HttpResponseRedirect(done.letter_address)
        if wizard.step != LOOK:
            return self._show(request, wizard)
        if asked := ask_again(request):  # it gives roles
            return cast("HttpResponse", asked)
        form = TransferForm(request.POST, **self._about(request, wizard))
        if not form.is_valid():
            return self._show(request, wizard, form)
        try:
            done = self._write(request, wizard, form.cleaned_data)
        except Refused as refused:
            wizard.plan = refused.plan
            told = _("Nothing was written: the old year was changed while you looked at it. This is how it stands now.")
            return self._show(request, wizard, form, refused=told)
        return HttpResponseRedirect(done.letter_address)

    def _write(self, request: HttpRequest, wizard: Wizard, said: dict[str, Any]) -> Handover:
        user: Any = request.user
        archived = said.get("archived_on")
        transfer = Transfer(
            language=said["language"],
            stays=said["stays"],
            until=said["until"],
            archived_at=timezone.make_aware(datetime.combine(archived, time.min)) if archived else None,
        )
        with transaction.atomic():
            done = apply(wizard.plan, by=user, transfer=transfer, digest=request.POST.get("seen", "-"))
            link = invite(done.handover, said["email"], by=user) if said["email"] else ""
            self._log(request, done, transfer)
        told = _("%(edition)s is there, as a draft. Here is the letter for those who go on with it.")
        self.message_user(request, told % {"edition": done.handover.successor}, messages.SUCCESS)
        if link:
            self._tell(request, said["email"], link)
        return done.handover

    def _tell(self, request: HttpRequest, email: str, link: str) -> None:
        self.message_user(request, _("An invitation is on its way to %(email)s.") % {"email": email})
        if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
            told = _("No mail leaves this machine. Hand the link over yourself; it is not shown again: %(link)s")
            self.message_user(request, told % {"link": link}, messages.WARNING)

    def _log(self, request: HttpRequest, done: Done, transfer: Transfer) -> None:
        """Beside both editions, in English as all of the history is stored."""
        old, new = done.handover.edition, done.handover.successor
        with override(None):
            kept = [f"chiefs until {transfer.until}" if transfer.until else ""]
            kept += [f"archived from {transfer.archived_at:%Y-%m-%d}" if transfer.archived_at else ""]
            more = "".join(f", {each}" for each in kept if each)
            self.log_addition(request, new, f"Made from {old.year}.")
            self.log_change(request, old, f"Handed over to {new.host.slug} {new.year}{more}.")

    def _about(self, request: HttpRequest, wizard: Wizard) -> dict[str, Any]:
        return {"plan": wizard.plan, "is_keeper": request.user.is_superuser}

    def _done_before(self, request: HttpRequest, wizard: Wizard) -> Handover | None:
        """The button was pressed twice, or somebody came back to the page. A year is handed over once; only a keeper,
        who can also delete what went wrong, does it again."""
        if not request.user.is_superuser:
            return self._before(wizard.edition)
        year = as_key(wizard.sent.get("year", ""))
        return Handover.objects.filter(edition=wizard.edition, successor__year=year).first() if year else None

    @staticmethod
    def _before(edition: Edition) -> Handover | None:
        return edition.handovers.select_related("successor__host", "edition__host").first()

    # The letter

    def get_urls(self) -> list[Any]:
        page = path("<int:key>/letter.pdf", self.admin_site.admin_view(self.printed), name="handover_handover_letter")
        return [page, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        handover = self._found(request, as_key(object_id))
        written = self._letter(request, handover)
        languages = [(code, language_name(code), code == written.language) for code in READING]
        context = {"handover": handover, "letter": written, "languages": languages, "title": written.title}
        return self._page(request, "letter", context)

    def printed(self, request: HttpRequest, key: int) -> HttpResponse:
        handover = self._found(request, key)
        response = HttpResponse(pdf(self._letter(request, handover)), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="handover-{handover.successor.year}.pdf"'
        return response

    def _found(self, request: HttpRequest, key: int | None) -> Handover:
        if not self.has_view_permission(request):
            raise Http404
        rows = self.readable(request.user).select_related("edition__host", "successor__host", "handed_over_by")
        found: Handover = get_object_or_404(rows, pk=key)
        return found

    def _letter(self, request: HttpRequest, handover: Handover) -> Letter:
        asked = request.GET.get("language", "")
        language = asked if asked in READING else handover.language
        return letter(handover, language=language, origin=f"{request.scheme}://{request.get_host()}")

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/handover/{name}.html", whole, status=status)
