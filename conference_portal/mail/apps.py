from __future__ import annotations

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "conference_portal.mail"
    label = "mail"
