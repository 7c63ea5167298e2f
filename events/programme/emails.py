"""The mail that asks speakers for their own entry, in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from conference_portal.kit.formats import day
from conference_portal.mail.models import Letter
from events.editions.emails import plain

if TYPE_CHECKING:
    from events.programme.models import SpeakerEntry


def link(entry: SpeakerEntry, key: str) -> str:
    with override(entry.language):
        return f"{settings.PORTAL_ADDRESS}{reverse('programme:entry', args=[key])}"


def ask(entry: SpeakerEntry, key: str) -> Letter:
    """Into the outbox: it leaves with the transaction."""
    with override(entry.language):
        name = plain(str(entry.thing))
        context = {
            "language": entry.language,
            "name": name,
            "speaker": plain(entry.speaker.name),
            "last_day": day(entry.until),
            "link": link(entry, key),
        }
        return Letter.objects.create(
            to=entry.email,
            language=entry.language,
            subject=_("How you are presented at %(name)s") % {"name": name},
            text=render_to_string("emails/entry.txt", context),
            html=render_to_string("emails/entry.html", context),
        )
