"""Events, programmes and sessions. An edition's conference stands under its year, every other event under its name."""

from __future__ import annotations

from django.urls import path

from events.programme import views

app_name = "programme"
urlpatterns = [
    path("events/", views.events, name="events"),
    path("events/<slug:slug>/", views.event, name="event"),
    path("events/<slug:slug>/invitation.pdf", views.invitation, name="invitation"),
    path("events/<slug:event>/programme/", views.programme, name="programme"),
    path("events/<slug:event>/programme/<slug:slug>/", views.session, name="session"),
    path("<year:year>/programme/", views.programme, name="programme"),
    path("<year:year>/programme/<slug:slug>/", views.session, name="session"),
    path("<year:year>/speakers/", views.speakers, name="speakers"),
]
