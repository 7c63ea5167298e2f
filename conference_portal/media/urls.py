from __future__ import annotations

from django.urls import path

from conference_portal.media import views

app_name = "media"
urlpatterns = [path("<path:name>", views.media, name="media")]
