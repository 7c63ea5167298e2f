"""A person, and every appearance with the title that they had then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from conference_portal.media.models import Image
from speakers.models import Speaker

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def speaker(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(Speaker.objects.visible_to(request.user), slug=slug)
    appearances = (
        person.appearances.visible_to(request.user)
        .with_session()
        .order_by("-session__event__starts_on", "session__position")
    )
    credits_ = person.credits.visible_to(request.user).with_output().order_by("-output__event__starts_on")
    years = {found.session.event.year for found in appearances} | {found.output.event.year for found in credits_}
    photo = Image.objects.visible_to(request.user).filter(pk=person.photo_id).first() if person.photo_id else None
    context = {"speaker": person, "photo": photo, "appearances": appearances, "credits": credits_, "years": len(years)}
    return render(request, "speakers/speaker.html", context)
