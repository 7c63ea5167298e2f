"""A programme at the desk as its readers see it: the coming release, or one that was. In any of their languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.template.response import TemplateResponse
from django.utils.translation import override

from conference_portal.kit.languages import READING, language_name, reading_language
from conference_portal.kit.pages import moment
from events.programme import schedule
from events.programme.changes import Change, coming
from events.programme.exports import page
from events.programme.models import Release

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from conference_portal.kit.content import Someone
    from events.editions.models import Event
    from events.programme.schedule import Item, Schedule


def of_coming(event: Event, user: Someone) -> Schedule:
    """The working copy, with the marks that the next release would set. Ten queries."""
    current = Release.objects.filter(event=event).current().first()
    whole = schedule.of_working_copy(event, user)
    changes = {change.session: change for change in coming(event, current).changes} if current else {}
    items = tuple(_marked(item, changes[item.key]) if item.key in changes else item for item in whole.items)
    return replace(whole, items=items)


def _marked(item: Item, change: Change) -> Item:
    then = change.before
    if then is None:
        return replace(item, is_new=True)
    return replace(
        item,
        before=schedule.Before(then.starts_at, then.ends_at, then.starts_on, then.ends_on or then.starts_on, then.room),
    )


def language_of(request: HttpRequest) -> str:
    """The one that is asked for: an organiser reads one language at the desk, and looks at four."""
    asked = request.GET.get("language", "")
    return asked if asked in READING else reading_language()


def shown_to_readers(request: HttpRequest, whole: Schedule, context: dict[str, Any]) -> HttpResponse:
    """`whole`: read in `language_of(request)`. Never indexed; the desk keeps nothing."""
    language = language_of(request)
    links = [(code, language_name(code, within=code), f"?language={code}", code == language) for code in READING]
    with override(language):
        beside = {"schedule": whole, "days": page.days(whole, moment()), "shown_in": language, "links": links}
        response = TemplateResponse(request, "admin/programme/readers.html", context | beside)
        response["X-Robots-Tag"] = "noindex"
        return response.render()
