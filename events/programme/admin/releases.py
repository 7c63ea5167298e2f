"""The page that releases a programme, and the releases that there were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from conference_portal.kit.addresses import as_key
from conference_portal.kit.formats import words_list
from conference_portal.kit.gates import once
from conference_portal.kit.languages import READING, language_name
from conference_portal.kit.lists import Theirs
from conference_portal.kit.returning import AGAIN, RETURNED
from events.editions.models import Event, Membership
from events.programme.admin.drawing import linked
from events.programme.admin.of_event import WORDS, OfEvent, stands
from events.programme.admin.readers import language_of, shown_to_readers
from events.programme.changes import Change, Seen, StaleRelease, coming, history, order_of, release
from events.programme.conflicts import RoomClash, of_event
from events.programme.models import Placement, Release
from events.programme.schedule import of_release

if TYPE_CHECKING:
    from django.http import HttpRequest

    from conference_portal.kit.content import Someone
    from conference_portal.kit.languages import Text
    from speakers.models import Speaker


LONGEST_REASON = 1000


@dataclass(frozen=True)
class Row:
    """A change as the dialog and the page of a release print it: what is new, and what it was in `…_then`."""

    words: str
    title: Text
    title_then: Text | None
    when: str
    when_then: str
    room: Text | None
    room_then: Text | None
    joined: str
    left: str


@admin.register(Release)
class ReleaseAdmin(OfEvent):
    """Releases are looked at and made, never changed: “add” is the page that releases."""

    named = "number"
    search_fields = ("event__title_da__unaccent", "event__title_en__unaccent", "event__slug")
    list_display = ("__str__", "number", "released_at", "released_by", "replaced_at")
    list_filter = (("event", Theirs),)
    list_select_related = ("event", "released_by")
    sections = (
        (None, (("event", "number"), ("released_at", "released_by", "replaced_at"), "despite", "changed", "programme")),
    )

    def get_urls(self) -> list[Any]:
        page = path("<int:key>/page/", self.admin_site.admin_view(self.page), name="programme_release_page")
        return [page, *super().get_urls()]

    def page(self, request: HttpRequest, key: int) -> HttpResponse:
        """As its readers saw it."""
        found = get_object_or_404(self.readable(request.user).select_related("event__edition"), pk=key)
        with override(language_of(request)):
            whole, title = of_release(found.event, found, request.user), str(found)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return shown_to_readers(request, whole, context | {"event": found.event, "release": found})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("changed", "programme")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("what it changed"))
    def changed(self, obj: Release) -> str:
        steps = (step for step in history(obj.event) if step.number == obj.number and not step.is_first)
        rows = [row(change) for step in steps for change in step.changes]
        return render_to_string("admin/programme/release/changes.html", {"rows": rows}) if rows else "–"

    @admin.display(description=gettext_lazy("the programme as released"))
    def programme(self, obj: Release) -> str:
        placements = obj.placements.select_related("room", "session").prefetch_related("speakers").order_by("position")
        order = order_of([each.session_id for each in placements])

        def people(each: Placement) -> list[Speaker]:
            """In the order of the session; who is no longer in it comes last."""
            return sorted(each.speakers.all(), key=lambda one: order.get((each.session_id, one.pk), len(order)))

        rows = [{"what": each, "when": stands(each, obj.time_zone), "people": people(each)} for each in placements]
        context = {"rows": rows, "address": reverse("admin:programme_release_page", args=[obj.pk])}
        if obj.replaced_at is None:
            context["programme"] = obj.event.programme_address
        return render_to_string("admin/programme/release/placements.html", context)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request) or (request.method == "GET" and "event" not in request.GET):
            return super().add_view(request, form_url, extra_context)
        key = as_key(request.POST.get("event") or request.GET.get("event", ""))
        event = get_object_or_404(Event.objects.editable_by(request.user).with_place(), pk=key)
        if request.method == "POST" and AGAIN not in request.POST:
            if not leads(request, event):
                raise PermissionDenied
            return self._release(request, event)
        if request.method == "POST":
            self.message_user(request, RETURNED)
        return self._plan(request, event)

    def _release(self, request: HttpRequest, event: Event) -> HttpResponse:
        sent = request.POST
        seen = Seen(as_key(sent.get("seen", "")), sent.get("plan", ""))
        despite = sent.get("despite", "").strip()[:LONGEST_REASON]
        if not despite and needs_a_reason(event, seen, request.user):
            told = _("Say in a word why it is to be released in spite of the clashes below.")
            return self._plan(request, event, refused=told)
        note = {code: words for code in READING if (words := sent.get(f"note_{code}", "").strip())}
        try:
            made = release(event, by=request.user, seen=seen, note=note, despite=despite)  # type: ignore[arg-type]
        except StaleRelease as stale:
            return self._plan(request, event, refused=outdated(stale))
        except RoomClash:
            told = _("Nothing was released: sessions share a room at the same time.")
            return self._plan(request, event, refused=told)
        self.log_addition(request, made, [{"added": {}}])
        self.message_user(request, _("Release %(number)s is public.") % {"number": made.number}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:programme_release_change", args=[made.pk]))

    def _plan(self, request: HttpRequest, event: Event, *, refused: str = "") -> TemplateResponse:
        current = Release.objects.filter(event=event).current().first()
        plan, clashes = coming(event, current), of_event(event, request.user)
        warnings = [clash for clash in clashes if not clash.fatal]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Release programme"),
            "opts": self.opts,
            "event": event,
            "current": current,
            "rows": [row(change) for change in plan.changes],
            "digest": plan.digest,
            "refused": refused,
            "leads": leads(request, event),
            "chiefs": words_list([each.name for each in Membership.objects.chiefs_of(event)]),
            "fatal": linked((clash for clash in clashes if clash.fatal), event),
            "warnings": linked(warnings, event),
            "despite": request.POST.get("despite", current.despite if current and warnings else ""),
            "notes": [(code, language_name(code), request.POST.get(f"note_{code}", "")) for code in READING],
        }
        return TemplateResponse(request, "admin/programme/release/plan.html", context, status=409 if refused else 200)


def leads(request: HttpRequest, event: Event) -> bool:
    """Whoever edits the event sees what a release would change; its chief makes it."""
    return once(request, ("leads", event.pk), Event.objects.led_by(request.user).filter(pk=event.pk).exists)


def needs_a_reason(event: Event, seen: Seen, user: Someone) -> bool:
    """Something clashes that may, and nothing worse is to be told first."""
    clashes = of_event(event, user)
    if not clashes or clashes[0].fatal:
        return False
    current = Release.objects.filter(event=event).current().first()
    is_fresh = seen.number == (current.number if current else None)
    return is_fresh and (not seen.digest or seen.digest == coming(event, current).digest)


def outdated(stale: StaleRelease) -> str:
    if stale.is_moved:
        return _("The programme was changed while you looked at it. This is how it stands now.")
    return _("Somebody released this programme after you looked at it. This is how it stands now.")


def row(change: Change) -> Row:
    then, now = change.before, change.after
    words = [str(WORDS[word]) for word in change.words]
    if change.left:
        words.append(_("Fewer speakers"))
    words[1:] = [word[:1].lower() + word[1:] for word in words[1:]]
    when, when_then = stands(now, now.zone), stands(then, then.zone) if then else ""
    return Row(
        words=words_list(words) if words else _("Order"),
        title=now.title,
        title_then=then.title if then and "title" in change.words else None,
        when=when,
        when_then=when_then if when_then != when else "",
        room=now.room,
        room_then=then.room if then and then.room != now.room else None,
        joined=words_list(change.joined) if change.joined and then else "",
        left=words_list(change.left) if change.left else "",
    )
