"""Importing at the desk: a file is uploaded, looked at as a plan, and confirmed or thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from conference_portal.kit.addresses import as_key
from conference_portal.kit.decoding import Unreadable
from conference_portal.kit.lists import Theirs
from conference_portal.kit.pages import moment
from conference_portal.kit.returning import AGAIN
from events.editions.models import Event, Theme, Topic
from events.programme.admin.of_event import OfEvent
from events.programme.admin.preview import Preview
from events.programme.admin.sent import Sent
from events.programme.imports.applying import Choices, NotUnderstood, Overtaken, apply, to_share
from events.programme.imports.drafts import Facts, Fault, Reading, Spot
from events.programme.imports.plan import Plan, plan, setting_of
from events.programme.imports.reading import read
from events.programme.models import Upload
from events.programme.models.imported import DAYS_KEPT

if TYPE_CHECKING:
    from django.http import HttpRequest

LARGEST = 10_000_000
ACCEPTED = ".xlsx,.ods,.csv,.tsv,.txt,.xml,.json,.ics"


@dataclass(frozen=True)
class Looked:
    """A plan that is to be shown, and why it is shown again."""

    upload: Upload
    plan: Plan
    refused: str = ""
    share_rooms: bool = False


@admin.register(Upload)
class UploadAdmin(OfEvent):
    """“Add” uploads a file, “change” shows what it would do."""

    named = "name"
    keeps_what_was_typed = False
    list_display = ("name", "event", "uploaded_at", "uploaded_by")
    list_filter = (("event", Theirs),)
    list_select_related = ("event", "uploaded_by")
    ordering = ("-uploaded_at",)
    actions = None

    def readable(self, user: Any) -> Any:
        """A draft of a draft: only for those who may import it."""
        return self.editable(user)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("content")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        Upload.objects.overdue().delete()
        return super().changelist_view(request, extra_context)

    # The file

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request) or (request.method == "GET" and "event" not in request.GET):
            return super().add_view(request, form_url, extra_context)
        Upload.objects.overdue().delete()
        key = as_key(request.POST.get("event") or request.GET.get("event", ""))
        event = get_object_or_404(Event.objects.editable_by(request.user).with_place(), pk=key)
        if request.method != "POST":
            return self._ask(request, event)
        if told := self._wrong(request):
            return self._ask(request, event, told)
        file: Any = request.FILES["file"]
        content, name = file.read(), (file.name or "")[-250:]
        try:
            read(content, name, setting_of(event))
        except Unreadable as error:
            return self._ask(request, event, str(error))
        by: Any = request.user
        made = Upload.objects.create(event=event, name=name, content=content, uploaded_at=moment(), uploaded_by=by)
        return HttpResponseRedirect(reverse("admin:programme_upload_change", args=[made.pk]))

    def _wrong(self, request: HttpRequest) -> str:
        file: Any = request.FILES.get("file")
        if file is None:
            return _("Choose a file.")
        if not file.size:
            return _("This file is empty.")
        if file.size > LARGEST:
            return _("This file is larger than %(megabytes)s MB.") % {"megabytes": LARGEST // 1_000_000}
        return ""

    def _ask(self, request: HttpRequest, event: Event, told: str = "") -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a programme"),
            "opts": self.opts,
            "event": event,
            "told": told,
            "accepted": ACCEPTED,
            "days": DAYS_KEPT,
            "waiting": Upload.objects.editable_by(request.user).filter(event=event).defer("content"),
        }
        return TemplateResponse(request, "admin/programme/import/upload.html", context, status=422 if told else 200)

    # The plan

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        rows = Upload.objects.editable_by(request.user).select_related("event__edition__host", "event__city")
        upload = get_object_or_404(rows, pk=as_key(object_id))
        if request.method != "POST" or AGAIN in request.POST:
            return self._look(request, upload)
        if "_discard" in request.POST:
            return self._discard(request, upload)
        sent = Sent.of(request.POST)
        sent.keep(upload)
        if "_import" in request.POST or "_without" in request.POST:
            return self._import(request, upload, sent)
        return HttpResponseRedirect(f"{request.path}?share_rooms=1" if sent.share_rooms else request.path)

    def _look(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        made = plan(upload.event, self._read(upload), by=request.user, answers=upload.answers)  # type: ignore[arg-type]
        return self._show(request, Looked(upload, made, share_rooms="share_rooms" in request.GET))

    def _import(self, request: HttpRequest, upload: Upload, sent: Sent) -> HttpResponse:
        choices = Choices(
            without_bad_rows="_without" in request.POST,
            share_rooms=sent.share_rooms,
            decisions=sent.decisions,
            headings=upload.headings,
            answers=upload.answers,
            seen=sent.seen or "-",
        )
        try:
            made = apply(upload.event, self._read(upload), by=request.user, choices=choices)  # type: ignore[arg-type]
        except Overtaken as overtaken:
            told = _("Nothing is imported yet: this is what would happen now. Look it over, and import.")
            return self._show(request, Looked(upload, overtaken.plan, told, sent.share_rooms))
        except NotUnderstood as refused:
            told = _("Nothing was imported: some rows are not understood.")
            return self._show(request, Looked(upload, refused.plan, told, sent.share_rooms))
        self._log(request, upload, made)
        upload.delete()
        self.message_user(request, done(made), messages.SUCCESS)
        address = reverse("admin:programme_session_changelist")
        return HttpResponseRedirect(f"{address}?event__id__exact={upload.event_id}")

    def _read(self, upload: Upload) -> Reading:
        """A file that could be read once can be unreadable with the headings that were assigned since: they are
        forgotten, so that the next look shows it again."""
        setting = setting_of(upload.event, headings=upload.headings, answers=upload.answers)
        try:
            return read(bytes(upload.content), upload.name, setting)
        except Unreadable as error:
            upload.headings = {}
            upload.save(update_fields=["headings"])
            return Reading((), (Fault(Spot(), str(error)),), Facts(""))

    def _show(self, request: HttpRequest, looked: Looked) -> TemplateResponse:
        shared = to_share(looked.plan, by=request.user) if looked.share_rooms else None  # type: ignore[arg-type]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a programme"),
            "opts": self.opts,
            "event": looked.upload.event,
            "upload": looked.upload,
            "refused": looked.refused,
            "preview": Preview(looked.plan, looked.upload, shared=shared, added_at=self._added_at(request)),
        }
        status = 409 if looked.refused else 200
        return TemplateResponse(request, "admin/programme/import/preview.html", context, status=status)

    def _added_at(self, request: HttpRequest) -> dict[str, str]:
        """Where this reader adds what the portal does not know yet."""
        found = {}
        if self.admin_site.get_model_admin(Topic).has_add_permission(request):
            found["topics"] = reverse("admin:editions_topic_add")
        if self.admin_site.get_model_admin(Theme).has_add_permission(request):
            found["subthemes"] = reverse("admin:editions_theme_changelist")
        return found

    def _discard(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        upload.delete()
        self.message_user(request, _("The file is deleted. Nothing was imported."))
        return HttpResponseRedirect(reverse("admin:editions_event_change", args=[upload.event_id]))

    def _log(self, request: HttpRequest, upload: Upload, made: Plan) -> None:
        """Beside the event, in English as all of the history is stored."""
        with override(None):
            titles = [row.draft.title for row in made.of("changed", "conflict")][:20]
            changed = f" ({'; '.join(titles)})" if titles else ""
            counts = "{new} new, {changed} changed, {conflicts} in conflict".format(**made.counts)
            shared = f" Marked as shared: {', '.join(made.shared)}." if made.shared else ""
            self.log_change(request, upload.event, f"Imported {upload.name}: {counts}{changed}.{shared}")


def done(made: Plan) -> str:
    new, changed, shared = made.counts["new"], made.counts["changed"] + made.counts["conflicts"], len(made.shared)
    told = []
    if new:
        told.append(ngettext("%(count)s session is new.", "%(count)s sessions are new.", new) % {"count": new})
    if changed:
        words = ngettext("%(count)s session was changed.", "%(count)s sessions were changed.", changed)
        told.append(words % {"count": changed})
    if told:
        told.append(_("Readers see it with the next release."))
    if shared:
        words = ngettext("%(count)s room is marked as shared.", "%(count)s rooms are marked as shared.", shared)
        told.append(words % {"count": shared})
    return " ".join(told) or _("Nothing had to be changed.")
