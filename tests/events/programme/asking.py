"""What a speaker sends by the link of their own entry, and what an editor answers."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Drawing

from events.programme.models import SpeakerEntry
from tests.desk import signed_in

SENT = {"write": "sv", "name": "Nils Holm-Berg", "job_title": "Fältassistent", "organisation": "Göteborgs Stad"}
SENT |= {"biography": "Nils möter unga där de är.", "links": "https://example.org/nils", "scope": "year", "_send": ""}
AGREED = {"alt": "Nils på en bro", "credit": "Kari", "agreed": "on", "shown_until": "2099-01-01"}


def pdf() -> SimpleUploadedFile:
    made = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(made)
    return SimpleUploadedFile("x.pdf", made.getvalue())


def picture() -> SimpleUploadedFile:
    made = BytesIO()
    Drawing.new("RGB", (60, 40), "teal").save(made, "JPEG", exif=b"Exif\0\0SECRETCAMERA")
    return SimpleUploadedFile("me.jpg", made.getvalue())


def review(made: SpeakerEntry) -> str:
    return reverse("admin:programme_speakerentry_change", args=[made.pk])


def decide(user: Any, made: SpeakerEntry, **sent: Any) -> Any:
    made.refresh_from_db()
    return signed_in(user).post(review(made), {"seen": made.sent_at.isoformat()} | sent, follow=True)
