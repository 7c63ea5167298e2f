from __future__ import annotations

from django.apps import AppConfig


class YouthlabConfig(AppConfig):
    name = "events.youthlab"
    label = "youthlab"
