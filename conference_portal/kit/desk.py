"""Django's admin with our site in it."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "conference_portal.kit.returning.DeskSite"
