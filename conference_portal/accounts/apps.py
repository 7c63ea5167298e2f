from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AccountsConfig(AppConfig):
    name = "conference_portal.accounts"
    label = "accounts"


class DeskConfig(AdminConfig):
    default = False
    default_site = "conference_portal.accounts.desk.DeskSite"
