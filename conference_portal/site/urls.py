"""Pages that look at everything: the front page and the statements."""

from __future__ import annotations

from django.urls import path

from conference_portal.site import views

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
