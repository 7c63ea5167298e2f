"""Editions under their year, what runs through them beside."""

from __future__ import annotations

from django.urls import path

from events.editions import views

app_name = "editions"
urlpatterns = [
    path("editions/", views.editions, name="editions"),
    path("pages/<slug:slug>/", views.series_page, name="series_page"),
    path("invitations/<slug:key>/", views.invitation, name="invitation"),
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    # /<year>/
    path("<year:year>/", views.edition, name="edition"),
    path("<year:year>/theme/", views.theme, name="theme"),
    path("<year:year>/theme/<slug:slug>/", views.subtheme, name="subtheme"),
    path("<year:year>/pages/<slug:slug>/", views.page, name="page"),
]
