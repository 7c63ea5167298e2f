"""The mail that tells the editors of an edition which links have died: one a week at most, and only of news."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from conference_portal.links.collecting import places
from conference_portal.links.dead import Dead, dead
from conference_portal.links.models import WEEK, Told
from conference_portal.mail.emails import write
from conference_portal.mail.models import Letter
from events.editions.emails import plain
from events.editions.models import Edition, Invitation, Membership, Role

LONGEST_LIST = 20
AT_HOME = {"SE": "sv", "IS": "is", "DK": "da", "NO": "da"}


def tell(edition: Edition) -> list[Letter]:
    """To everybody who may mend it. Nothing where nothing died since the last one, or the last one is fresh."""
    found = dead(places(edition.pk))
    now = timezone.now()
    with transaction.atomic():
        told, is_first = Told.objects.select_for_update().get_or_create(edition=edition, defaults={"at": now})
        is_news = any(is_first or each.link.broken_at is None or each.link.broken_at > told.at for each in found)
        if not found or not is_news or (not is_first and told.at > now - WEEK):
            if is_first:
                told.delete()
            return []
        told.at = now
        told.save()
        return [_letter(edition, membership.user, found) for membership in _editors(edition)]


def _editors(edition: Edition) -> list[Membership]:
    rows = Membership.objects.of(edition).today().filter(role__in=(Role.EDITOR, Role.CHIEF)).exclude(user__email="")
    return list(rows.select_related("user").order_by("pk"))


def _letter(edition: Edition, user: Any, found: list[Dead]) -> Letter:
    language = language_of(edition, user.email)
    with override(language):
        name = plain(str(edition))
        shown = found[:LONGEST_LIST]
        context = {
            "language": language,
            "name": name,
            "links": [_told(each) for each in shown],
            "more": len(found) - len(shown),
            "page": f"{settings.PORTAL_ADDRESS}{reverse('readiness:readiness', args=[edition.year])}",
        }
        words = ngettext("%(number)s dead link in %(name)s", "%(number)s dead links in %(name)s", len(found))
        subject = words % {"number": len(found), "name": name}
        return write("dead_links", context, to=user.email, language=language, subject=subject)


def _told(each: Dead) -> dict[str, str]:
    kind, name = each.place.row._meta.verbose_name, plain(str(each.place.row))
    return {
        "where": _("%(kind)s “%(name)s”") % {"kind": kind, "name": name},
        "address": each.link.address,
        "why": each.why,
        "url": f"{settings.PORTAL_ADDRESS}{each.url}" if each.url else "",
    }


def language_of(edition: Edition, email: str) -> str:
    """The one that they were invited in, else that of the host city."""
    invited = Invitation.objects.filter(email__iexact=email).order_by("-pk").values_list("language", flat=True).first()
    return invited or AT_HOME.get(edition.host.country, "en")
