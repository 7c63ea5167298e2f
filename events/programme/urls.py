"""Events, programmes and sessions. An edition's conference stands under its year, every other event under its name."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from events.programme import views


class Form(StringConverter):
    """What a programme can be had as, beside the page."""

    regex = "ics|json|xml|csv|xlsx"


register_converter(Form, "form")

app_name = "programme"
urlpatterns = [
    path("events/", views.events, name="events"),
    path("events/<slug:slug>/", views.event, name="event"),
    path("events/<slug:slug>/invitation.pdf", views.invitation, name="invitation"),
    path("events/<slug:event>/programme/", views.programme, name="programme"),
    path("events/<slug:event>/programme.<form:form>", views.programme_file, name="programme_file"),
    path("events/<slug:event>/programme.pdf", views.booklet, name="booklet"),
    path("events/<slug:event>/programme/day-sheets.pdf", views.day_sheets, name="day_sheets"),
    path("events/<slug:event>/programme/door-signs.pdf", views.door_signs, name="door_signs"),
    path("events/<slug:event>/my-programme.ics", views.my_programme_file, name="my_programme_file"),
    path("events/<slug:event>/programme/changes.atom", views.changes_feed, name="changes_feed"),
    path("events/<slug:event>/programme/formats/", views.formats, name="formats"),
    path("events/<slug:event>/programme/changes/", views.changes, name="changes"),
    path("events/<slug:event>/my-programme/", views.my_programme, name="my_programme"),
    path("events/<slug:event>/my-programme/notes/", views.notes, name="notes"),
    path("events/<slug:event>/my-programme/qr.svg", views.qr, name="qr"),
    path("events/<slug:event>/now/", views.now, name="now"),
    path("events/<slug:event>/programme/<slug:slug>.ics", views.session_file, name="session_file"),
    path("events/<slug:event>/programme/<slug:slug>/", views.session, name="session"),
    path("entries/<slug:key>/", views.entry, name="entry"),
    path("entries/<slug:key>/photo.webp", views.entry_photo, name="entry_photo"),
    path("<year:year>/programme/", views.programme, name="programme"),
    path("<year:year>/programme.<form:form>", views.programme_file, name="programme_file"),
    path("<year:year>/programme.pdf", views.booklet, name="booklet"),
    path("<year:year>/programme/day-sheets.pdf", views.day_sheets, name="day_sheets"),
    path("<year:year>/programme/door-signs.pdf", views.door_signs, name="door_signs"),
    path("<year:year>/my-programme.ics", views.my_programme_file, name="my_programme_file"),
    path("<year:year>/programme/changes.atom", views.changes_feed, name="changes_feed"),
    path("<year:year>/programme/formats/", views.formats, name="formats"),
    path("<year:year>/programme/changes/", views.changes, name="changes"),
    path("<year:year>/my-programme/", views.my_programme, name="my_programme"),
    path("<year:year>/my-programme/notes/", views.notes, name="notes"),
    path("<year:year>/my-programme/qr.svg", views.qr, name="qr"),
    path("<year:year>/now/", views.now, name="now"),
    path("<year:year>/programme/<slug:slug>.ics", views.session_file, name="session_file"),
    path("<year:year>/programme/<slug:slug>/", views.session, name="session"),
    path("<year:year>/speakers/", views.speakers, name="speakers"),
]
