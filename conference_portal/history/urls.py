"""Addresses below the desk's own, asked before them: the history of an object takes the place of Django's."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

from conference_portal.history import views

app_name = "history"
_desk = admin.site.admin_view

urlpatterns = [
    path("deleted/", _desk(views.deleted), name="deleted"),
    path("deleted/<int:change>/", _desk(views.bring_back), name="bring_back"),
    path("<slug:app>/<slug:model>/<int:key>/history/", _desk(views.history), name="history"),
    path("<slug:app>/<slug:model>/<int:key>/history/<int:change>/", _desk(views.restore), name="restore"),
    path("<slug:app>/<slug:model>/<int:key>/lately/", _desk(views.lately), name="lately"),
    path("<slug:app>/<slug:model>/<int:key>/deleted/", _desk(views.deleted_in), name="deleted_in"),
]
