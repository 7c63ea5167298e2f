"""What the desk's pages of sessions, materials and releases share: the event they belong to, and how times are told."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference_portal.kit.addresses import as_key
from conference_portal.kit.admin import PortalAdmin
from conference_portal.kit.clocks import is_twice
from conference_portal.kit.formats import clock, clock_range, day, day_range, month_day
from conference_portal.kit.pages import moment as now
from events.editions.models import Event

if TYPE_CHECKING:
    from django.http import HttpRequest

WORDS = {
    "new": gettext_lazy("New"),
    "moved": gettext_lazy("Moved"),
    "new_room": gettext_lazy("New room"),
    "cancelled": gettext_lazy("Cancelled"),
    "restored": gettext_lazy("On again"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "new_speaker": gettext_lazy("New speaker"),
    "title": gettext_lazy("New title"),
}


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


def told_of_clocks(moment: datetime | None, zone: str) -> str:
    """Which hour is meant, where clocks that are put back show its time twice; else nothing."""
    place = ZoneInfo(zone)
    if moment is None or not is_twice(moment, place):
        return ""
    words = {
        0: _("%(time)s comes twice that night, as the clocks are put back: the first one is meant."),
        1: _("%(time)s comes twice that night, as the clocks are put back: the second one is meant."),
    }
    return words[moment.astimezone(place).fold] % {"time": clock(moment, place)}


def stands(thing: Any, zone: str) -> str:
    """When it is: a day and clock times of the place, or whole days. `thing`: a session, or how it stands somewhere."""
    if thing.starts_on is not None:
        several = thing.ends_on not in {None, thing.starts_on}
        return day_range(thing.starts_on, thing.ends_on) if several else dated(thing.starts_on)
    if thing.starts_at is None:
        return "–"
    start = dated(thing.starts_at.astimezone(ZoneInfo(zone)).date())
    return f"{start}, {clock_range(thing.starts_at, thing.ends_at, zone)}"


def dated(when: date) -> str:
    """With its year, where that is not the present one."""
    return month_day(when) if is_this_year(when) else day(when)


def is_this_year(when: date) -> bool:
    return when.year == localdate(now()).year
