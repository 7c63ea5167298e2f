from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "conference_portal.site"
    label = "site"
