"""Addresses below the desk's own, asked before them: an edition by its year, its languages, its texts."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

from conference_portal.texts.views import files, texts

app_name = "texts"
_desk = admin.site.admin_view

urlpatterns = [
    path("<year:year>/", _desk(texts.languages), name="languages"),
    path("<year:year>/file/", _desk(files.upload), name="upload"),
    path("<year:year>/file/<int:key>/", _desk(files.coming_back), name="coming_back"),
    path("<year:year>/<slug:code>/", _desk(texts.texts), name="texts"),
    path("<year:year>/<slug:code>/next/", _desk(texts.next_text), name="next_text"),
    path("<year:year>/<slug:code>/texts.<slug:form>", _desk(texts.texts_file), name="texts_file"),
    path("<year:year>/<slug:code>/<slug:table>/<int:row>/<slug:field>/", _desk(texts.text), name="text"),
]
