"""The mail that asks speakers for their own entry, in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from conference_portal.kit.formats import day
from conference_portal.mail.emails import write
from conference_portal.mail.models import Letter
from events.editions.emails import plain

if TYPE_CHECKING:
    from events.programme.models import SpeakerEntry


def link(entry: SpeakerEntry, key: str) -> str:
    with override(entry.language):
        return f"{settings.PORTAL_ADDRESS}{reverse('programme:entry', args=[key])}"


def ask(entry: SpeakerEntry, key: str) -> Letter:
    with override(entry.language):
        name = plain(str(entry.thing))
        context = {
            "language": entry.language,
            "name": name,
            "speaker": plain(entry.speaker.name),
            "last_day": day(entry.until),
            "link": link(entry, key),
        }
        subject = _("How you are presented at %(name)s") % {"name": name}
        return write("entry", context, to=entry.email, language=entry.language, subject=subject)
