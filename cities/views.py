"""What readers see of the cities: the register, and one city across the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.db.models.functions import Coalesce, ExtractYear
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cities.models import City, Outlook
from conference_portal.kit.languages import READING, text
from conference_portal.kit.text import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from conference_portal.kit.content import Someone

ENDONYMS = {"da": "Dansk", "sv": "Svenska", "en": "English", "is": "Íslenska"}  # each in itself, so never translated
OWNER = ("event__edition__host",)
LATEST = (Coalesce("event__edition__year", ExtractYear("event__starts_on")).desc(nulls_last=True), "position", "pk")


@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """Three queries."""
    found = list(City.objects.visible_to(request.user).in_order().with_editions(request.user))
    latest = latest_list(found)
    items = [
        {
            "title": str(city),
            "url": city.get_absolute_url(),
            "when": ", ".join(map(str, city.years_hosted)),
            "note": city.partnership(latest),
        }
        for city in found
    ]
    return render(request, "cities/cities.html", {"items": items})


@require_safe
def city(request: HttpRequest, slug: str) -> HttpResponse:
    """All that it hosted and said, and the north seen from there. Eight queries."""
    everyone = list(City.objects.visible_to(request.user).in_order().with_editions(request.user))
    found = next((one for one in everyone if one.slug == slug), None)
    if found is None:
        raise Http404
    hosted = list(found.hosted_editions.visible_to(request.user).for_wall().newest_first())
    editions = {year for one in everyone for year in one.years_hosted}
    context = {
        "city": found,
        "name": str(found),
        "names": names(found),
        "locative": locative.value if not (locative := text(found, "locative")).is_fallback else "",
        "partnership": found.partnership(latest_list(everyone)),
        "hosted": hosted,
        "face": hosted[0] if hosted else None,
        "outlook": Outlook(found, everyone, ordinal=len(editions)),
        "distances": found.distances_to(everyone),
        "description": excerpt(text(found, "profile").value),
        **said(found, request.user),
    }
    return render(request, "cities/city.html", context)


def said(found: City, user: Someone) -> dict[str, Any]:
    """What happened there, what its young people ask for, and what it made, the latest first. Three queries."""
    statements = found.statements.visible_to(user).select_related(*OWNER).order_by(*LATEST)
    events = found.events.visible_to(user).with_programme_of_its_own().for_listing()
    return {
        "events": events.order_by(F("starts_on").desc(nulls_last=True), "slug"),
        "statements": [{"text": text(row, "text"), "event": row.event} for row in statements],
        "outputs": found.outputs.visible_to(user).select_related(*OWNER).order_by(*LATEST),
    }


def latest_list(found: Iterable[City]) -> int:
    """The year of the newest list of partner cities that the archive knows."""
    return max((year for city in found for year in city.years_partner), default=0)


def names(found: City) -> list[dict[str, Any]]:
    """What each language calls it; where nobody has written that, the language is left out."""
    called = [(language, getattr(found, f"name_{language}")) for language in READING]
    return [{"code": language, "language": ENDONYMS[language], "name": name} for language, name in called if name]
