"""An edition as schema.org knows events: what search engines read beside the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conference_portal.kit.addresses import absolute_url
from conference_portal.kit.languages import text
from conference_portal.kit.structured import script
from conference_portal.kit.text import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from events.editions.models import Edition, Involvement

SCHEMA = "https://schema.org/"


def json_ld(edition: Edition, request: HttpRequest, involvements: Iterable[Involvement]) -> SafeString:
    headline = edition.headline
    moved = edition.postponed_from
    return script(
        {
            "@type": "Event",
            "name": f"{edition.name}: {headline}" if edition.theme_title else edition.name,
            "inLanguage": headline.language,
            "description": excerpt(edition.opening.value),
            "url": absolute_url(request, edition.get_absolute_url()),
            "startDate": edition.starts_on.isoformat() if edition.starts_on else str(edition.year),
            "endDate": edition.ends_on.isoformat() if edition.ends_on else "",
            "previousStartDate": str(moved or ""),
            "eventStatus": f"{SCHEMA}EventRescheduled" if moved else f"{SCHEMA}EventScheduled",
            "eventAttendanceMode": f"{SCHEMA}OfflineEventAttendanceMode",
            "location": {
                "@type": "Place",
                "name": edition.place,
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": edition.place,
                    "addressCountry": edition.host.country,
                },
            },
            "organizer": [_body(row) for row in involvements if row.role == row.Role.ORGANISER],
        }
    )


def _body(row: Involvement) -> dict[str, str]:
    return {"@type": "Organization", "name": text(row.organisation, "name").value, "url": row.organisation.url}
