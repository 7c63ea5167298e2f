"""Every address of the portal. Pages stand under their language; what machines read stands beside."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter

from conference_portal.kit.addresses import FourDigits

register_converter(FourDigits, "year")

urlpatterns = [
    path("admin/account/", include("conference_portal.accounts.urls")),
    path("admin/texts/", include("conference_portal.texts.urls")),
    path("admin/readiness/", include("conference_portal.readiness.urls")),
    path("admin/", include("conference_portal.history.urls")),
    path("admin/", admin.site.urls),
    path("media/", include("conference_portal.media.urls")),
    path("", include("conference_portal.site.machines")),
    *i18n_patterns(
        path("", include("conference_portal.site.urls")),
        path("", include("events.programme.urls")),
        path("", include("events.youthlab.urls")),
        path("", include("events.editions.urls")),
        path("cities/", include("cities.urls")),
        path("speakers/", include("speakers.urls")),
        path("search/", include("conference_portal.search.urls")),
    ),
]

handler400 = "conference_portal.site.errors.refused"
handler403 = "conference_portal.site.errors.forbidden"
handler404 = "conference_portal.site.errors.absent"
handler500 = "conference_portal.site.errors.failed"
