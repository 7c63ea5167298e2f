from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference_portal.kit.addresses import as_key
from conference_portal.kit.admin import PortalAdmin, PortalInline
from conference_portal.kit.formats import clock_range, month_day
from conference_portal.kit.languages import READING
from conference_portal.kit.lists import Theirs
from conference_portal.kit.returning import AGAIN, RETURNED
from events.editions.models import Event
from events.programme.changes import StaleRelease, pending, release
from events.programme.conflicts import RoomClash, clashes
from events.programme.forms import MaterialForm, MaterialsOfSession, SessionForm
from events.programme.models import Appearance, Material, Placement, Release, Session

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

WORDS = {
    "new": gettext_lazy("New"),
    "moved": gettext_lazy("Moved"),
    "new_room": gettext_lazy("New room"),
    "cancelled": gettext_lazy("Cancelled"),
    "restored": gettext_lazy("On again"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "new_speaker": gettext_lazy("New speaker"),
}


class AppearanceInline(PortalInline):
    model = Appearance
    autocomplete_fields = ("speaker",)
    sections = (("speaker", "role", "position"),)

    def called(self, row: Appearance) -> str:
        return f"{row.speaker}, {row.get_role_display()}"


class MaterialInline(PortalInline):
    model = Material
    form = MaterialForm
    formset = MaterialsOfSession
    sections = (("kind", "language", "position"), ("url", "file"))


class OfEvent(PortalAdmin):
    """Things of an event: the event is chosen before the form opens, since the form's times are in its zone."""

    zone_from = "event__time_zone"

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)  # refuses
        if request.method == "GET" and "event" not in request.GET:
            return self.choose(request)
        return super().add_view(request, form_url, extra_context)

    def choose(self, request: HttpRequest) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Choose an event"),
            "opts": self.opts,
            "events": Event.objects.editable_by(request.user).with_place(),
            "carried": "&_popup=1" if "_popup" in request.GET else "",
        }
        return TemplateResponse(request, "admin/programme/choose_event.html", context)

    def zone(self, request: HttpRequest, object_id: str | None) -> str | None:
        if object_id:
            return super().zone(request, object_id)
        key = as_key(request.POST.get("event") or request.GET.get("event", ""))
        events = Event.objects.editable_by(request.user).filter(pk=key or 0)
        return events.values_list("time_zone", flat=True).first()


@admin.register(Session)
class SessionAdmin(OfEvent):
    form = SessionForm
    hint = gettext_lazy(
        "Texts, languages and topics of a released session are public once they are saved. "
        "Time, room, speakers and cancellation become public with the next release."
    )
    kept_by = "placements"
    instead = gettext_lazy(
        "A session that was released stays in the history of its programme. "
        "Enter when it was cancelled or withdrawn, and release the programme."
    )
    languages = ("spoken", "slides_in", "interpreted_into", "captioned_in")
    plain_texts = ("content_note",)
    more_search = ("appearances__speaker__name__unaccent",)
    list_display = ("name", "translations", "when", "room", "kind", "event", "state")
    list_filter = (("event", Theirs), "kind")
    list_select_related = ("event", "room")
    sections = (
        (None, (("event", "kind", "slug"),)),
        (
            gettext_lazy("When and where"),
            (("starts_at", "ends_at", "position"), ("room", "capacity", "for_everyone"), "repeats"),
        ),
        (gettext_lazy("Languages"), (("spoken", "slides_in", "interpreted_into", "captioned_in"),)),
        (gettext_lazy("What it is about"), (("subthemes", "topics"),)),
        (gettext_lazy("Cancelled or withdrawn"), (("cancelled_at", "withdrawn_at"),)),
    )
    inlines = (AppearanceInline, MaterialInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A session that was once released stays with its event, since its address must."""
        kept = ("event",) if obj and obj.placements.exists() else ()
        return (*super().get_readonly_fields(request, obj), *kept)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        form.instance.materials.exclude(event=form.instance.event_id).update(event=form.instance.event_id)

    def save_model(self, request: HttpRequest, obj: Session, form: Any, change: bool) -> None:  # noqa: FBT001
        super().save_model(request, obj, form, change)
        if not obj.is_within_its_event:
            told = _("This session lies outside the days of its event. Is the date right?")
            self.message_user(request, told, messages.WARNING)
        for pair in clashes(Session.objects.of(obj.event).select_related("room")):
            if obj in pair:
                other = next(each for each in pair if each != obj)
                told = _("“%(other)s” has the room at the same time: so the programme cannot be released.")
                self.message_user(request, told % {"other": other}, messages.WARNING)

    @admin.display(description=gettext_lazy("when"), ordering="starts_at")
    def when(self, obj: Session) -> str:
        return stands(obj.starts_at, obj.ends_at, obj.event.time_zone)

    @admin.display(description=gettext_lazy("state"))
    def state(self, obj: Session) -> str:
        return str(WORDS["withdrawn"] if obj.withdrawn_at else WORDS["cancelled"] if obj.cancelled_at else "")


@admin.register(Material)
class MaterialAdmin(OfEvent):
    form = MaterialForm
    list_display = ("name", "kind", "event", "session", "language", "translations")
    list_filter = (("event", Theirs), "kind")
    list_select_related = ("event", "session")
    sections = ((None, (("event", "session"), ("kind", "language", "position"), ("url", "file"))),)


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


def stands(starts_at: Any, ends_at: Any, zone: str) -> str:
    if starts_at is None:
        return "–"
    return f"{month_day(starts_at.astimezone(ZoneInfo(zone)).date())}, {clock_range(starts_at, ends_at, zone)}"
