from __future__ import annotations

from django.urls import path

from speakers import views

app_name = "speakers"
urlpatterns = [path("<slug:slug>/", views.speaker, name="speaker")]
