"""A person, and every appearance with the title that they had then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from conference_portal.kit.queries import prepared
from conference_portal.media.models import Image
from speakers.models import Speaker

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from conference_portal.kit.content import Someone


@require_safe
def speaker(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(Speaker.objects.visible_to(request.user), slug=slug)
    appearances = _appearances(request.user, speaker=person.pk)
    credits_ = person.credits.visible_to(request.user).with_output().order_by("-output__event__starts_on")
    years = {found.session.event.year for found in appearances} | {found.output.event.year for found in credits_}
    photo = Image.objects.visible_to(request.user).filter(pk=person.photo_id).first() if person.photo_id else None
    context = {"speaker": person, "photo": photo, "appearances": appearances, "credits": credits_, "years": len(years)}
    return render(request, "speakers/speaker.html", context)


@prepared
def _appearances(user: Someone, speaker: int) -> QuerySet[Any]:
    appearances: Any = Speaker.appearances.rel.related_model
    found: Any = appearances.objects.visible_to(user).filter(speaker=speaker).with_session()
    ordered: QuerySet[Any] = found.order_by("-session__event__starts_on", "session__position")
    return ordered
