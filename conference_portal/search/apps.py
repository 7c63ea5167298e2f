from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "conference_portal.search"
    label = "search"
