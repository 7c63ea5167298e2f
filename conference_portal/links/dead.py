"""Dead links of an edition or of rows that are at hand, each with the places that lead there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import admin
from django.urls import reverse

from conference_portal.kit.gates import admin_of
from conference_portal.links.collecting import Place
from conference_portal.links.models import Link


@dataclass(frozen=True)
class Dead:
    """A place whose link is broken."""

    place: Place
    link: Link

    @property
    def url(self) -> str:
        """Of the form that it is mended in, at its very field where the form has it; "" where there is none."""
        row = self.place.row
        if row._meta.model_name == "subtheme":
            return reverse("admin:editions_theme_change", args=[row.theme_id])  # type: ignore[attr-defined]
        if admin_of(admin.site, type(row)) is None:
            return ""
        page = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        return f"{page}#id_{self.place.field}"

    @property
    def why(self) -> str:
        words = str(Link.Trouble(self.link.trouble).label)
        return f"{words} ({self.link.status})" if self.link.status else words


def dead(found: Iterable[Place]) -> list[Dead]:
    """One query."""
    by_address: dict[str, list[Place]] = {}
    for place in found:
        by_address.setdefault(place.address, []).append(place)
    if not by_address:
        return []
    links = Link.objects.broken().filter(address__in=by_address).order_by("broken_at", "pk")
    return [Dead(place, link) for link in links for place in by_address[link.address]]
