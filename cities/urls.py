"""Cities, under /cities/."""

from __future__ import annotations

from django.urls import path

from cities import views

app_name = "cities"
urlpatterns = [
    path("", views.cities, name="cities"),
    path("<slug:slug>/", views.city, name="city"),
]
