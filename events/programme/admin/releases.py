"""The page that releases a programme, and the releases that there were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference_portal.kit.addresses import as_key
from conference_portal.kit.languages import READING
from conference_portal.kit.lists import Theirs
from conference_portal.kit.returning import AGAIN, RETURNED
from events.editions.models import Event
from events.programme.admin.of_event import WORDS, OfEvent, stands
from events.programme.changes import StaleRelease, pending, release
from events.programme.conflicts import RoomClash, clashes
from events.programme.models import Placement, Release, Session

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(Release)
class ReleaseAdmin(OfEvent):
    """Releases are looked at and made, never changed: “add” is the page that releases."""

    named = "number"
    search_fields = ("event__title_da__unaccent", "event__title_en__unaccent", "event__slug")
    list_display = ("__str__", "number", "released_at", "released_by", "replaced_at")
    list_filter = (("event", Theirs),)
    list_select_related = ("event", "released_by")
    sections = ((None, (("event", "number"), ("released_at", "released_by", "replaced_at"), "programme")),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("programme",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("the programme as released"))
    def programme(self, obj: Release) -> str:
        placements = obj.placements.select_related("room", "session")
        rows = [{"what": each, "when": stands(each.starts_at, each.ends_at, obj.time_zone)} for each in placements]
        return render_to_string("admin/programme/release/placements.html", {"rows": rows})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request) or (request.method == "GET" and "event" not in request.GET):
            return super().add_view(request, form_url, extra_context)
        key = as_key(request.POST.get("event") or request.GET.get("event", ""))
        event = get_object_or_404(Event.objects.editable_by(request.user), pk=key)
        if request.method == "POST" and AGAIN not in request.POST:
            return self._release(request, event)
        if request.method == "POST":
            self.message_user(request, RETURNED)
        return self._plan(request, event)

    def _release(self, request: HttpRequest, event: Event) -> HttpResponse:
        seen = as_key(request.POST.get("seen", ""))
        note = {code: words for code in READING if (words := request.POST.get(f"note_{code}", "").strip())}
        try:
            made = release(event, by=request.user, seen=seen, note=note)  # type: ignore[arg-type]
        except StaleRelease:
            told = _("Somebody released this programme after you looked at it. This is how it stands now.")
            return self._plan(request, event, refused=told)
        except RoomClash:
            told = _("Nothing was released: sessions share a room at the same time.")
            return self._plan(request, event, refused=told)
        self.log_addition(request, made, [{"added": {}}])
        self.message_user(request, _("Release %(number)s is public.") % {"number": made.number}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:programme_release_change", args=[made.pk]))

    def _plan(self, request: HttpRequest, event: Event, *, refused: str = "") -> TemplateResponse:
        current = Release.objects.filter(event=event).current().first()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Release programme"),
            "opts": self.opts,
            "event": event,
            "current": current,
            "rows": changed(event, current),
            "refused": refused,
            "clashes": clashes(Session.objects.of(event).select_related("room")),
            "notes": [(code, request.POST.get(f"note_{code}", "")) for code in READING],
        }
        return TemplateResponse(request, "admin/programme/release/plan.html", context, status=409 if refused else 200)


def changed(event: Event, current: Release | None) -> list[dict[str, Any]]:
    """Each session that the release would show otherwise: what it is called, how it stands, how it stood."""
    words = pending(event)
    sessions = Session.objects.of(event).filter(pk__in=words).select_related("room")
    before = {each.session_id: each for each in Placement.objects.filter(release=current).select_related("room")}
    zone_then = current.time_zone if current else event.time_zone
    return [
        {
            "session": session,
            "words": [WORDS[word] for word in WORDS if word in words[session.pk]],
            "now": stands(session.starts_at, session.ends_at, event.time_zone),
            "then": stands(old.starts_at, old.ends_at, zone_then) if (old := before.get(session.pk)) else "",
            "room_then": old.room if old else None,
        }
        for session in sessions
    ]
