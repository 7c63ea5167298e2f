"""The tools of the portal; an installed app because its migrations hold what every table stands on."""

from __future__ import annotations

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "conference_portal.kit"
    label = "kit"
