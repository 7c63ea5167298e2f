"""Uploading, replacing and withdrawing pictures at the desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import F
from django.urls import reverse

from conference_portal.history.models import DAYS_RESTORABLE, Change
from conference_portal.media.models import Image
from tests.desk import address, form_of, save, signed_in
from tests.factories import make_speaker
from tests.media.pictures import SVG, banded, encoded, upload


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


def add(client, **fields):
    given = form_of(client, address("add", Image)) | {
        "file": upload(encoded(banded(), "JPEG"), name="../../evil.php.jpg")
    }
    return client.post(address("add", Image), given | {"alt_da": "To farver"} | fields)


def files():
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_upload_is_kept_under_a_name_of_ours(bjork, cast):
    response = add(bjork)

    image = Image.objects.get()
    assert response.status_code == 302
    assert (image.width, image.height, image.uploaded_by) == (800, 600, cast.bjork)
    assert image.widths == (480, 800)
    assert len(files()) == 2
    assert all(name.endswith(".webp") and "evil" not in name for name in files())


def test_upload_needs_words_or_to_be_decoration(bjork):
    refused = add(bjork, alt_da="")
    taken = add(bjork, alt_da="", decorative="on")

    assert list(refused.context["adminform"].form.errors) == ["decorative", "file"]
    assert taken.status_code == 302
    assert Image.objects.count() == 1
    assert len(files()) == 2


def test_text_named_png_is_refused_beside_the_field_and_nothing_is_kept(bjork):
    response = add(bjork, file=upload(SVG, name="logo.png", kind="image/png"), credit="Byens arkiv")

    html = response.content.decode()
    assert "This is not a picture that we can read" in html
    assert "Choose the file again" in html.split('id="id_file_error"')[1].split("</ul>")[0]
    assert 'value="Byens arkiv"' in html
    assert 'value="To farver"' in html
    assert not Image.objects.exists()
    assert files() == []


def test_replaced_picture_leaves_no_file(bjork, django_capture_on_commit_callbacks):
    add(bjork)
    image = Image.objects.get()
    before = image.file.name

    with django_capture_on_commit_callbacks(execute=True):
        save(bjork, image, file=upload(encoded(banded(size=(1300, 200)), "PNG")))

    image.refresh_from_db()
    assert image.file.name != before
    assert (image.width, image.height) == (1300, 200)
    assert len(files()) == 3


def test_changed_words_leave_the_picture_alone(bjork):
    add(bjork)
    image = Image.objects.get()

    response = save(bjork, image, alt_sv="Två färger")

    name = image.file.name
    image.refresh_from_db()
    assert response.status_code == 302
    assert (image.file.name, image.alt_sv, image.alt_da) == (name, "Två färger", "To farver")


def test_deleted_picture_is_seen_by_nobody_and_comes_back_within_thirty_days(bjork):
    add(bjork)
    image, before = Image.objects.get(), files()
    bjork.post(address("delete", image), {"post": "yes"})
    assert bjork.get(image.file.url).status_code == 404

    gone = Change.objects.get(table="media_image", action="delete")
    response = bjork.post(reverse("history:bring_back", args=[gone.pk]))

    assert response.status_code == 302
    assert Image.objects.get().file.name == image.file.name
    assert Image.objects.get().width == image.width
    assert files() == before
    shown = bjork.get(image.file.url)
    assert shown.status_code == 200
    shown.close()


def test_picture_that_was_deleted_long_ago_leaves_no_file(bjork):
    add(bjork)
    bjork.post(address("delete", Image.objects.get()), {"post": "yes"})
    Change.objects.update(at=F("at") - DAYS_RESTORABLE)

    Change.objects.all().forget()

    assert files() == []


def test_picture_that_somebody_shows_is_not_deleted(bjork):
    add(bjork)
    make_speaker(name="Nína", photo=Image.objects.get())

    html = bjork.get(address("delete", Image.objects.get())).content.decode()
    bjork.post(address("delete", Image.objects.get()), {"post": "yes"})

    assert "Others refer to it" in html
    assert "Nína" in html
    assert Image.objects.exists()


def test_disk_that_is_full_leaves_no_half_picture(bjork, monkeypatch):
    from django.core.files.storage import FileSystemStorage

    stored = FileSystemStorage.save

    def full(self, name, content, **kwargs):
        if "-480" not in name:
            raise OSError(28, "No space left on device")
        return stored(self, name, content, **kwargs)

    monkeypatch.setattr(FileSystemStorage, "save", full)
    response = add(bjork)

    assert response.status_code == 200
    assert "could not be stored" in response.content.decode()
    assert not Image.objects.exists()
    assert files() == []


def test_other_editors_neither_see_nor_change_it(bjork, cast):
    add(bjork, alt_da="Björks billede")
    image = Image.objects.get()
    astrid = signed_in(cast.astrid)

    assert "Björks billede" not in astrid.get(address("changelist", Image)).content.decode()
    assert astrid.get(address("change", image)).status_code == 404
    assert astrid.post(address("change", image), {"alt_da": "Astrids"}).status_code == 404


def test_consent_and_withdrawal_are_dates_of_the_form(bjork):
    add(bjork)

    save(bjork, Image.objects.get(), consent_until="01/06/2030")

    assert Image.objects.get().consent_until == date(2030, 6, 1)
