"""Speakers' own entries at the desk: a link is made, what came back is compared, and accepted in whole or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference_portal.kit.admin import PortalAdmin
from conference_portal.kit.formats import day
from conference_portal.kit.lists import Theirs
from conference_portal.kit.pages import moment
from conference_portal.kit.text import slug
from events.programme import emails
from events.programme.changes.proposed import accept, proposals
from events.programme.forms import AskForm
from events.programme.models import Appearance, SpeakerEntry

if TYPE_CHECKING:
    from django.http import HttpRequest

SENT = "smtp.EmailBackend"  # other backends keep the mails here: then the link is shown to be copied


@admin.register(SpeakerEntry)
class SpeakerEntryAdmin(PortalAdmin):
    """“Add” makes a link, “change” shows what came back."""

    named = "speaker"
    keeps_what_was_typed = False
    restorable = False
    search_fields = ("speaker__name__unaccent",)
    list_display = ("speaker", "edition", "event", "state", "sent_at", "until")
    list_filter = ("state", ("edition", Theirs))
    list_select_related = ("speaker", "edition__host", "event")
    ordering = ("-sent_at", "-pk")
    actions = None

    def readable(self, user: Any) -> Any:
        """A proposal is for those who may accept it."""
        return self.editable(user)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.file)
        return [path("<int:key>/files/<int:file>/", view, name="programme_speakerentry_file"), *super().get_urls()]

    # The link

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)  # refuses
        theirs = Appearance.objects.editable_by(request.user)
        initial = {"speaker": request.GET.get("speaker", "")}
        form = AskForm(request.POST if request.method == "POST" else None, appearances=theirs, initial=initial)
        if request.method == "POST" and form.is_valid():
            return self._ask(request, theirs, form.cleaned_data)
        context = self._around(request, _("Ask a speaker for their own entry")) | {"form": form}
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/programme/entry/ask.html", context, status=status)

    def _ask(self, request: HttpRequest, theirs: Any, given: dict[str, Any]) -> HttpResponse:
        """For the latest of the editor's programmes that they are on."""
        rows = theirs.filter(speaker=given["speaker"]).select_related("session__event__edition")
        event = rows.order_by("-session__event__starts_on", "-session__event").first().session.event
        with transaction.atomic():
            made, key = SpeakerEntry.objects.make(made_by=request.user, thing=event.edition or event, **given)
            self.log_addition(request, made, f"Made the link until {made.until}")
            if made.email:
                emails.ask(made, key)
        if made.email:
            told = _("A mail with the link is on its way; the link works until %(day)s.")
            self.message_user(request, told % {"day": day(made.until)}, messages.SUCCESS)
        if not made.email or not settings.EMAIL_BACKEND.endswith(SENT):
            told = _("Hand the link over yourself; it is not shown again: %(link)s")
            self.message_user(request, told % {"link": emails.link(made, key)}, messages.WARNING)
        return self._back(made)

    # What came back

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        with transaction.atomic():
            found = self.get_object(request, object_id)
            if found is None or not self.has_change_permission(request, found):
                raise Http404
            if request.method == "POST":
                return self._decide(request, found)
        user: Any = request.user
        given = proposals(found, user) if found.is_waiting else []
        context = self._around(request, str(found)) | {
            "entry": found,
            "proposals": given,
            "seen": _stamp(found),
            "for_keepers": [each for each in given if not each.may],
        }
        return TemplateResponse(request, "admin/programme/entry/entry.html", context)

    def _decide(self, request: HttpRequest, found: SpeakerEntry) -> HttpResponse:
        sent, answer = request.POST, request.POST.get("answer", "").strip()[:2000]
        if "_withdraw" in sent:
            return self._withdraw(request, found)
        if not found.is_waiting or sent.get("seen") != _stamp(found):
            told = _("The speaker has changed it since you looked, or somebody else decided. Look again.")
            self.message_user(request, told, messages.WARNING)
        elif "_decline" in sent:
            found.decide(SpeakerEntry.State.DECLINED, by=request.user, answer=answer)
            found.files.all().delete()
            self.log_change(request, found, "Declined")
            self.message_user(request, _("Declined. The speaker reads your word when they open the link."))
        elif "_accept" in sent:
            self._accept(request, found, sent.getlist("take"), answer)
        return self._back(found)

    def _accept(self, request: HttpRequest, found: SpeakerEntry, keys: list[str], answer: str) -> None:
        user: Any = request.user
        try:
            taken = accept(found, keys, by=user, answer=answer)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return
        notes = [note for each in taken if each.key == "photo" for note in each.notes]
        self.log_change(request, found, "Accepted: " + ", ".join([*(each.key for each in taken), *notes]))
        told = ngettext("%(number)s part is taken over.", "%(number)s parts are taken over.", len(taken))
        self.message_user(request, told % {"number": len(taken)}, messages.SUCCESS)

    def _withdraw(self, request: HttpRequest, found: SpeakerEntry) -> HttpResponse:
        found.withdrawn_at = moment()
        found.save(update_fields=["withdrawn_at"])
        self.log_change(request, found, "Withdrew the link")
        self.message_user(request, _("The link is withdrawn: from now on it opens nothing."), messages.SUCCESS)
        return self._back(found)

    def file(self, request: HttpRequest, key: int, file: int) -> HttpResponse:
        """A photo or slides, to be looked at before they are accepted."""
        found = get_object_or_404(self.editable(request.user), pk=key)
        held = get_object_or_404(found.files.all(), pk=file)
        kind = "application/pdf" if held.session_id else "image/webp"
        response = HttpResponse(bytes(held.content), content_type=kind)
        response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
        if held.session_id:
            response["Content-Disposition"] = f'attachment; filename="{slug(held.title)[:80] or "slides"}.pdf"'
        return response

    def _around(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title}

    def _back(self, found: SpeakerEntry) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:programme_speakerentry_change", args=[found.pk]))


def _stamp(found: SpeakerEntry) -> str:
    return found.sent_at.isoformat() if found.sent_at else ""
