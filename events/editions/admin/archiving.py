"""The end of a year: its chief archives the edition, now or from a day on, and can open it again."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from conference_portal.kit.admin import PortalAdmin
from conference_portal.kit.formats import day
from conference_portal.kit.pages import moment
from conference_portal.kit.recording import sign
from events.editions.forms import ArchiveForm
from events.editions.models import Edition

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class ArchivePages(PortalAdmin):
    def get_urls(self) -> list[Any]:
        page = path("<int:key>/archive/", self.admin_site.admin_view(self.archive), name="editions_edition_archive")
        return [page, *super().get_urls()]

    def archive(self, request: HttpRequest, key: int) -> HttpResponse:
        edition = get_object_or_404(Edition.objects.led_by(request.user), pk=key)
        form = ArchiveForm(request.POST if request.method == "POST" else None)
        if "_reopen" in request.POST:
            return self._set(request, edition, None, _("The edition is open: its editors can change it again."))
        if request.method == "POST" and form.is_valid():
            start = form.cleaned_data["start"]
            at = timezone.make_aware(datetime.combine(start, time.min)) if start else moment()
            told = _("From %(day)s on the edition is archived: it stays as it is.") % {"day": day(at.date())}
            return self._set(request, edition, at, told)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Archive"),
            "edition": edition,
            "is_over": edition.archived_at is not None and edition.archived_at <= moment(),
            "form": form,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/editions/edition/archive.html", context, status=status)

    def _set(self, request: HttpRequest, edition: Edition, at: datetime | None, told: str) -> HttpResponse:
        with transaction.atomic():
            sign(request.user, "admin")
            edition.archived_at = at
            edition.save(update_fields=["archived_at"])
            self.log_change(request, edition, [{"changed": {"fields": ["archived at"]}}])
        self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:editions_edition_change", args=[edition.pk]))
