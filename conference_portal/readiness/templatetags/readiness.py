"""`{% load readiness %}`: how much is left to do, where the desk lists what somebody works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.core.cache import cache
from django.utils.translation import gettext, ngettext

from conference_portal.kit.pages import content_version, moment
from conference_portal.readiness import asking
from events.editions.models import Edition

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone

register = template.Library()
KEPT = 600  # seconds: links, and what others do, are no change of the content that the key would tell


@register.simple_tag
def left_of(edition: Edition, user: Someone) -> str:
    """“7 things before the opening”, asked anew when content has changed."""
    key = f"readiness:{edition.pk}:{user.pk}:{moment().date()}:{content_version()}"
    count = cache.get(key)
    if count is None:
        count = asking.pressing(asking.readiness(edition, user))
        cache.set(key, count, KEPT)
    if not count:
        return gettext("Before the opening")
    words = ngettext("%(number)s thing before the opening", "%(number)s things before the opening", count)
    return words % {"number": count}
