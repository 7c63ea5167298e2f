"""The new year's first chief: by invitation, as everybody who comes to work on an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.editions import emails
from events.editions.models import Edition, Invitation, Membership

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from events.handover.models import Handover


def invite(handover: Handover, email: str, *, by: User) -> str:
    """Gives the link, which is nowhere else. Whoever hands over and does not go on has no hand in the new year: then
    the invitation is the series', so that it stands when their time is over."""
    edition = handover.successor
    leads = Edition.objects.led_by(by).filter(pk=edition.pk).exists()
    made, key = Invitation.objects.invite(
        edition,
        email=email,
        role=Membership.Role.CHIEF,
        language=handover.language,
        invited_by=by if leads else None,
    )
    emails.invite(made, key)
    return emails.link(made, key)
