"""All pages that may be indexed, each with its versions in the other languages. Copies are made from it, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cities.models import City
from conference_portal.kit.addresses import absolute_url, page_path
from conference_portal.kit.languages import READING
from events.editions.models import Edition, Event, Page, SubTheme, Topic
from events.programme.models import Release, Session
from speakers.models import Speaker

if TYPE_CHECKING:
    from django.http import HttpRequest

FIXED = (
    "site:home",
    "editions:editions",
    "editions:topics",
    "programme:events",
    "cities:cities",
    "site:accessibility",
    "site:privacy",
)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Nine queries, however much there is."""
    rows = [row(request, page_path(path)) for path in dict.fromkeys(pages())]
    return render(request, "site/sitemap.xml", {"rows": rows}, content_type="application/xml; charset=utf-8")


def row(request: HttpRequest, path: str) -> dict[str, str]:
    """Where a page is in each language, and at the address that leads to the reader's own."""
    addresses = {language: absolute_url(request, f"/{language}{path}") for language in READING}
    return addresses | {"x-default": absolute_url(request, path)}


def pages() -> Iterator[str]:
    """Every page's path, in the language that is active."""
    anybody = AnonymousUser()
    yield from map(reverse, FIXED)
    yield from of_editions(anybody)
    owned = ("event__edition",)
    things = (
        SubTheme.objects.visible_to(anybody).filter(theme__edition__isnull=False).select_related("theme__edition"),
        Page.objects.visible_to(anybody).select_related("edition"),
        Topic.objects.visible_to(anybody),
        City.objects.visible_to(anybody),
        Event.objects.visible_to(anybody),
        Session.objects.visible_to(anybody).select_related(*owned),
        Speaker.objects.visible_to(anybody),
    )
    for found in things:
        for thing in found:
            yield thing.get_absolute_url()
    for release in Release.objects.visible_to(anybody).current().select_related(*owned):
        yield programme(release.event)


def of_editions(anybody: AnonymousUser) -> Iterator[str]:
    for edition in Edition.objects.visible_to(anybody).with_pages(anybody):
        yield edition.get_absolute_url()
        yield from (way.url for way in edition.ways())


def programme(event: Event) -> str:
    if event.edition is not None and event.kind == Event.Kind.CONFERENCE:
        return reverse("programme:programme", kwargs={"year": event.edition.year})
    return reverse("programme:programme", kwargs={"event": event.slug})
