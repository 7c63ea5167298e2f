from __future__ import annotations

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "conference_portal.archive"
    label = "archive"
