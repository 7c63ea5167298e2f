"""The mail that invites somebody to work on an edition, in their language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from conference_portal.kit.formats import day
from conference_portal.mail.emails import write
from conference_portal.mail.models import Letter
from events.editions.models import Role

if TYPE_CHECKING:
    from events.editions.models import Invitation

LONGEST_NAME = 80
# In a mail from us no name may become a link: what is no part of a name goes, and dots inside words, too.
_NOT_OF_NAMES = re.compile(r"[^\w\s.,’'&()–-]+|(?<=\w)\.(?=\w)")


def link(invitation: Invitation, key: str) -> str:
    with override(invitation.language):
        return f"{settings.PORTAL_ADDRESS}{reverse('editions:invitation', args=[key])}"


def invite(invitation: Invitation, key: str) -> Letter:
    with override(invitation.language):
        name = plain(str(invitation.thing))
        by = invitation.invited_by
        context = {
            "language": invitation.language,
            "name": name,
            "by": plain(by.get_full_name() or by.get_username()) if by else "",
            "role": invitation.get_role_display(),
            "may": Role(invitation.role).may,
            "until": day(invitation.until) if invitation.until else "",
            "last_day": day(timezone.localdate(invitation.expires_at)),
            "link": link(invitation, key),
        }
        subject = _("You are invited to work on %(name)s") % {"name": name}
        language = invitation.language
        return write("invitation", context, to=invitation.email, language=language, subject=subject)


def plain(name: str) -> str:
    return " ".join(_NOT_OF_NAMES.sub(" ", name).split())[:LONGEST_NAME]
