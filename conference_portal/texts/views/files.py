"""Texts that come back from a translator: a file, a look at what it would do, and one button that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_http_methods

from conference_portal.kit.decoding import Unreadable
from conference_portal.kit.returning import AGAIN
from conference_portal.texts.files import read
from conference_portal.texts.incoming import MOST_BYTES, Incoming
from conference_portal.texts.models import File
from conference_portal.texts.plan import CHANGED, CONFLICT, NEW, NOT_UNDERSTOOD, Overtaken, Plan, apply, plan
from conference_portal.texts.views.finding import edition_of, frame, may_edit
from conference_portal.texts.writing import log_import

if TYPE_CHECKING:
    from django.http import HttpRequest

    from events.editions.models import Edition

UNFIT, OVERTAKEN = 422, 409
ACCEPTED = ".xlf,.xliff,.xml,.xlsx,.ods,.csv"


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, year: int) -> HttpResponse:
    edition = _theirs(request, year)
    File.objects.overdue().delete()
    told = ""
    if request.method == "POST" and AGAIN not in request.POST:
        told = _wrong(request, edition)
        if not told:
            file: Any = request.FILES["file"]
            file.seek(0)
            by: Any = request.user
            kept = File.objects.create(
                edition=edition,
                name=(file.name or "")[-250:],
                content=file.read(),
                uploaded_at=timezone.now(),
                uploaded_by=by,
            )
            return HttpResponseRedirect(reverse("texts:coming_back", args=[year, kept.pk]))
    context = frame(request, edition) | {
        "title": _("Bring texts back"),
        "told": told,
        "accepted": ACCEPTED,
        "waiting": File.objects.filter(edition=edition).defer("content"),
    }
    return TemplateResponse(request, "admin/texts/upload.html", context, status=UNFIT if told else 200)


def _wrong(request: HttpRequest, edition: Edition) -> str:
    file: Any = request.FILES.get("file")
    if file is None:
        return _("Choose a file.")
    if file.size > MOST_BYTES:
        return _("This file is larger than %(megabytes)s MB.") % {"megabytes": MOST_BYTES // 1_000_000}
    try:
        incoming = read(file.read())
    except Unreadable as error:
        return str(error)
    if incoming.year != edition.year:
        return _("This file holds texts of %(year)s, another edition.") % {"year": incoming.year}
    return ""


@require_http_methods(["GET", "POST"])
def coming_back(request: HttpRequest, year: int, key: int) -> HttpResponse:
    """What the file would do; nothing is written before the button."""
    edition = _theirs(request, year)
    kept = get_object_or_404(File.objects.filter(edition=edition), pk=key)
    try:
        incoming = read(bytes(kept.content))
    except Unreadable as error:  # it could be read once
        raise Http404 from error
    if request.method != "POST" or AGAIN in request.POST:
        return _look(request, kept, plan(edition, incoming))
    if "_discard" in request.POST:
        kept.delete()
        messages.success(request, _("The file is deleted. Nothing was taken over."))
        return HttpResponseRedirect(reverse("texts:languages", args=[year]))
    return _take(request, kept, incoming)


def _take(request: HttpRequest, kept: File, incoming: Incoming) -> HttpResponse:
    take = {name.removeprefix("take-") for name, value in request.POST.items() if value == "file"}
    seen = request.POST.get("seen") or "-"
    try:
        made = apply(kept.edition, incoming, by=request.user, take=take, seen=seen)
    except Overtaken as overtaken:
        told = _("Somebody changed texts meanwhile. Nothing is taken over yet: this is what would happen now.")
        return _look(request, kept, overtaken.plan, told, take)
    count = len(made.writes(take))
    with override(None):
        log_import(request, kept.edition, f"Texts in {incoming.code} from {kept.name}: {count} written.")
    kept.delete()
    words = ngettext("%(count)s text is taken over.", "%(count)s texts are taken over.", count)
    messages.success(request, words % {"count": count})
    return HttpResponseRedirect(reverse("texts:texts", args=[kept.edition.year, incoming.code]))


def _look(
    request: HttpRequest, kept: File, made: Plan, refused: str = "", take: set[str] | None = None
) -> HttpResponse:
    context = frame(request, kept.edition) | {
        "title": _("Bring texts back"),
        "kept": kept,
        "plan": made,
        "code": made.code,
        "refused": refused,
        "take": take or set(),
        "conflicts": made.of(CONFLICT),
        "wrong": made.of(NOT_UNDERSTOOD),
        "written": [*made.of(NEW), *made.of(CHANGED)],
    }
    return TemplateResponse(request, "admin/texts/coming_back.html", context, status=OVERTAKEN if refused else 200)


def _theirs(request: HttpRequest, year: int) -> Edition:
    """Readers of drafts look at texts, and bring none."""
    edition = edition_of(request, year)
    if not may_edit(request, edition):
        raise PermissionDenied
    return edition
