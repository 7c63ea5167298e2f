"""One page below the desk's own addresses: an edition by its year."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

from conference_portal.readiness import views

app_name = "readiness"

urlpatterns = [path("<year:year>/", admin.site.admin_view(views.readiness), name="readiness")]
