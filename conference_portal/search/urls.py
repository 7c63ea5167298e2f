from __future__ import annotations

from django.urls import path

from conference_portal.search import views

app_name = "search"
urlpatterns = [path("", views.search, name="search")]
