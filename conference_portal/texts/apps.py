from __future__ import annotations

from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "conference_portal.texts"
    label = "texts"

    def ready(self) -> None:
        """Forms of the desk carry the tick “still right”: what is ticked is written down with the form."""
        from conference_portal.kit.recording import AFTER_SAVING
        from conference_portal.texts.confirming import confirm_ticked

        if confirm_ticked not in AFTER_SAVING:
            AFTER_SAVING.append(confirm_ticked)
