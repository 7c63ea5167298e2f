from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register


class SiteConfig(AppConfig):
    name = "conference_portal.site"
    label = "site"

    def ready(self) -> None:
        from conference_portal.site.accessibility import reviewed_within_a_year

        register(reviewed_within_a_year, deploy=True)
