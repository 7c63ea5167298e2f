"""Materials at the desk: files that are looked at before they are kept, and the session that they belong to."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events.programme.models import Material
from tests.desk import address, form_of, save, signed_in
from tests.factories import make_event, make_material, make_release, make_session


def made() -> bytes:
    out, document = BytesIO(), pikepdf.new()
    document.add_blank_page()
    document.save(out)
    return out.getvalue()


PDF = made()


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def event(cast):
    return make_event(edition=cast.reykjavik, title="Day one")


def test_document_is_kept_under_a_name_of_ours(bjork, event):
    material = make_material(event=event)

    response = save(bjork, material, url="", file=SimpleUploadedFile("../../invitation.php.pdf", PDF))

    material.refresh_from_db()
    assert response.status_code == 302
    assert re.fullmatch(r"materials/[0-9a-f]{32}\.pdf", material.file.name or "")


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", PDF[:20]], ids=["html", "cut"])
def test_document_that_is_none_is_refused_beside_its_field(bjork, event, content):
    material = make_material(event=event)

    response = save(bjork, material, url="", file=SimpleUploadedFile("invitation.pdf", content))

    assert list(response.context["adminform"].form.errors) == ["file"]
    assert not Material.objects.get().file


def test_material_of_a_session_belongs_to_its_event(bjork, event):
    session = make_session(event=event)
    given = form_of(bjork, address("change", session)) | {
        "materials-TOTAL_FORMS": 1,
        "materials-0-kind": "link",
        "materials-0-title_da": "Slides",
        "materials-0-url": "https://example.org/slides",
        "materials-0-position": 0,
    }

    bjork.post(address("change", session), given)

    assert Material.objects.get().event == event


def test_material_of_another_events_session_is_refused(bjork, cast, event):
    material = make_material(event=event)
    other = make_session(event=make_event(edition=cast.reykjavik))

    response = save(bjork, material, session=other.pk)

    assert list(response.context["adminform"].form.errors) == ["session"]


@pytest.mark.django_db
def test_material_of_a_session_is_public_once_the_session_is(client):
    event = make_event(slug="debate")
    session = make_session(event=event, slug="talk")
    make_material(event=event, session=session, kind="link", title="Canary", url="https://x.example/")

    before = [client.get(path).content.decode() for path in ("/en/events/debate/", "/en/search/?q=canary")]
    make_release(event=event)
    after = client.get("/en/events/debate/programme/talk/").content.decode()

    assert ["Canary</a>" in html or "https://x.example/" in html for html in before] == [False, False]
    assert "https://x.example/" in after
