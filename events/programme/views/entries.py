"""A speaker's own entry: whoever holds the link proposes what is printed about them, and hands over slides.

The page is nobody else's: no index and no cache keeps it, and its address is told to no other site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from conference_portal.kit.addresses import as_key
from conference_portal.kit.languages import READING, column, language_name, reading_language
from conference_portal.kit.pages import never_kept
from events.programme.changes.proposed import as_it_stands
from events.programme.forms import EntryForm, SlidesForm
from events.programme.models import SpeakerEntry
from events.programme.models.entry import MOST_FILES

if TYPE_CHECKING:
    from django.http import HttpRequest

PHOTO = ("alt", "credit", "agreed", "scope", "minor", "guardian")
TEXTS = ("name", "job_title", "organisation", "biography", "links")
TOLD = {
    "sent": _("Thank you. It is with the organisers, who look at it before it is printed."),
    "slides": _("Thank you. The slides are with the organisers."),
    "removed": _("The slides are removed."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_kept
def entry(request: HttpRequest, key: str) -> HttpResponse:
    found = SpeakerEntry.objects.with_key(key)
    if found is None or not found.is_open:
        return _page(request, {"entry": found, "closed": True}, status=410)
    if request.method == "POST":
        for name, deed in DEEDS.items():
            if name in request.POST:
                return deed(request, found)
    return _shown(request, found)


@require_safe
@never_kept
def entry_photo(_request: HttpRequest, key: str) -> HttpResponse:
    """The photo that waits, for those who sent it."""
    found = SpeakerEntry.objects.with_key(key)
    file = found.files.filter(session=None).first() if found and found.is_open else None
    if file is None:
        raise Http404
    return _own(HttpResponse(bytes(file.content), content_type="image/webp"))


# What is sent


def _send(request: HttpRequest, found: SpeakerEntry) -> HttpResponse:
    language = _language(request.POST)
    form = EntryForm(request.POST, request.FILES, has_photo=_has_photo(found))
    if not form.is_valid():
        return _shown(request, found, form=form, language=language)
    given = form.cleaned_data
    with transaction.atomic():
        held = SpeakerEntry.objects.select_for_update().get(pk=found.pk)
        if given["photo"] or given.get("without"):
            held.files.filter(session=None).delete()
        if given["photo"]:
            held.files.create(content=given["photo"].picture.whole)
        data = {"language": language, **{name: given[name] for name in TEXTS}}
        if _has_photo(held):
            until = given["shown_until"].isoformat() if given["shown_until"] else ""
            data["photo"] = {name: given[name] for name in PHOTO} | {"until": until, "who": given["name"]}
        held.send(data)
    return _told(request, "sent")


def _add_slides(request: HttpRequest, found: SpeakerEntry) -> HttpResponse:
    form = SlidesForm(request.POST, request.FILES, sessions=found.sessions)
    if form.is_valid() and found.files.slides().count() >= MOST_FILES:
        form.add_error("file", gettext("There are six files already. Remove one first."))
    if not form.is_valid():
        return _shown(request, found, slides=form)
    with transaction.atomic():
        held = SpeakerEntry.objects.select_for_update().get(pk=found.pk)
        held.files.create(**_file(form.cleaned_data))
        held.send()
    return _told(request, "slides")


def _file(given: dict[str, Any]) -> dict[str, Any]:
    names = ("session", "title", "language", "at_once")
    return {name: given[name] for name in names} | {"content": given["file"].read()}


def _remove(request: HttpRequest, found: SpeakerEntry) -> HttpResponse:
    key = as_key(request.POST.get("_remove", ""))
    file = get_object_or_404(found.files.slides().light(), pk=key)
    with transaction.atomic():
        held = SpeakerEntry.objects.select_for_update().get(pk=found.pk)
        file.delete()
        held.send()
    return _told(request, "removed")


DEEDS = {"_send": _send, "_slides": _add_slides, "_remove": _remove}


def _told(request: HttpRequest, what: str) -> HttpResponse:
    """In the address: a message would need a cookie."""
    return HttpResponseRedirect(f"{request.path}?told={what}")


# What is shown


def _shown(
    request: HttpRequest,
    found: SpeakerEntry,
    *,
    form: EntryForm | None = None,
    slides: SlidesForm | None = None,
    language: str = "",
) -> HttpResponse:
    language = language or _language(request.GET) or str(found.data.get("language") or reading_language())
    files = list(found.files.light().select_related("session"))
    context = {
        "entry": found,
        "told": TOLD.get(request.GET.get("told", "")),
        "form": form or EntryForm(initial=_initial(found, language), has_photo=_has_photo(found)),
        "slides": slides or SlidesForm(sessions=found.sessions, initial={"at_once": True}),
        "writes_in": language,
        "writes_in_words": language_name(language),
        "tongues": [(code, language_name(code), code == language) for code in READING],
        "others": [
            (code, words)
            for code in READING
            if code != language and (words := getattr(found.speaker, column("biography", code)))
        ],
        "photo": next((file for file in files if file.session_id is None), None),
        "files": [file for file in files if file.session_id],
        "sessions": list(found.sessions),
    }
    wrong = bool((form and form.errors) or (slides and slides.errors))
    return _page(request, context, status=422 if wrong else 200)


def _initial(found: SpeakerEntry, language: str) -> dict[str, Any]:
    """What waits, if it was written in this language; else what stands."""
    sent = found.data if found.is_waiting and found.data.get("language") == language else {}
    photo = sent.get("photo") or {}
    told = {name: photo[name] for name in PHOTO if name in photo} | {"shown_until": photo.get("until") or None}
    return as_it_stands(found, language) | sent | (told if photo else {})


def _has_photo(found: SpeakerEntry) -> bool:
    return found.files.filter(session=None).exists()


def _language(sent: Any) -> str:
    asked = sent.get("write", "")
    return asked if asked in READING else ""


def _page(request: HttpRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    context |= {"title": gettext("Your entry"), "site_header": _("Heart and Pain of the Big City")}
    return _own(render(request, "programme/entry.html", context, status=status))


def _own(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
