from __future__ import annotations

from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "conference_portal.links"
    label = "links"
