"""Uploaded files as they are served: to whom, as what, and for how long."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from conference_portal.kit.pictures import read
from conference_portal.media.models import Image
from tests.factories import LONG_AGO, make_event, make_material
from tests.media.pictures import banded, encoded, upload

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def got(client, url):
    """The response, read to its end: a file that stays open is a fault."""
    response = client.get(url)
    if response.streaming:
        response.body = b"".join(response.streaming_content)
    return response


@pytest.fixture
def image(db):  # noqa: ARG001 (opens the database)
    image = Image(alt_da="To farver")
    image.take(read(upload(encoded(banded(size=(1400, 300)), "JPEG"))))
    image.save()
    return image


def test_picture_is_served_in_each_width_and_may_be_kept(client, image):
    for width in (480, 1200, 1400):
        response = got(client, image.address(width))

        assert response.status_code == 200
        assert response["Content-Type"] == "image/webp"
        assert response.body[8:12] == b"WEBP"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert "immutable" in response["Cache-Control"]
        assert response["Content-Disposition"] == 'inline; filename="to-farver.webp"'
        assert not response.cookies


def test_srcset_names_every_width(image):
    assert [each.split()[1] for each in image.srcset.split(", ")] == ["480w", "1200w", "1400w"]


@pytest.mark.parametrize(
    "change", [{"withdrawn_at": LONG_AGO}, {"consent_until": date(2001, 1, 1)}], ids=["withdrawn", "expired"]
)
def test_picture_that_may_not_be_shown_is_gone_for_everybody_else(client, cast, image, change):
    Image.objects.update(**change, uploaded_by=cast.bjork)
    bjork = Client()
    bjork.force_login(cast.bjork)

    hidden, own = got(client, image.address(480)), got(bjork, image.address(480))

    assert hidden.status_code == 404
    assert own.status_code == 200
    assert own["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "name",
    [
        "images/unknown.webp",
        "images/../../manage.py",
        "../manage.py",
        "/etc/passwd",
        "images/%2e%2e/%2e%2e/manage.py",
        "images/x.html",
        "images/x.svg",
        "images",
        "",
    ],
)
@pytest.mark.usefixtures("image")
def test_nothing_else_is_served(client, name):
    assert got(client, f"/media/{name}").status_code == 404


def test_file_without_its_row_is_not_served(client, image):
    url = image.address(480)
    Image.objects.all().delete()

    assert got(client, url).status_code == 404


def test_media_is_for_reading(client, image):
    assert client.post(image.address(480)).status_code == 405


@pytest.mark.django_db
def test_document_is_handed_over_and_follows_its_event(client):
    event = make_event()
    material = make_material(event=event, title="Invitation", url="")
    material.file.save("0123.pdf", ContentFile(PDF))
    material.file.close()

    response = got(client, material.file.url)
    event.published_at = datetime(2999, 1, 1, tzinfo=UTC)
    event.save()

    assert response["Content-Disposition"] == 'attachment; filename="invitation.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert got(client, material.file.url).status_code == 404
