"""The command writes what the addresses give, and the working copy before a release."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from events.programme.models import Session
from tests.events.programme.exports.reading_back import READERS
from tests.factories import make_conference, make_edition, make_release, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    """An edition that nobody can see yet."""
    made = make_conference(edition=make_edition(year=2028, announced_at=None), slug="aarhus-2028", published_at=None)
    make_session(event=made, slug="opening", title={"da": "Åbning", "en": "Opening"})
    return made


def export(event, form, *more):
    out = io.BytesIO()
    call_command("export_programme", event, form, *more, stdout=SimpleNamespace(buffer=out, write=None))
    return out.getvalue()


@pytest.mark.usefixtures("draft")
def test_command_writes_the_working_copy_before_a_release():
    told = {form: reader(export("2028", form), "Europe/Copenhagen") for form, reader in READERS.items()}

    assert {form: [title for title, *_ in read.values()] for form, read in told.items()} == {
        form: ["Åbning"] for form in READERS
    }
    assert export("aarhus-2028", "pdf").startswith(b"%PDF-1.7")
    assert export("aarhus-2028", "xlsx").startswith(b"PK")


def test_command_writes_the_last_release(draft):
    make_release(event=draft)
    Session.objects.update(starts_at="2029-01-01T08:00Z", ends_at=None)

    [(title, start, _room)] = READERS["json"](export("2028", "json", "--language", "en"), "").values()

    assert (title, start.year) == ("Opening", 2024)


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(
    ("hosts", "https", "begins"),
    [
        (["*", ".example.org", "conference.example.org"], True, b"https://conference.example.org/da/2028/"),
        (["[::1]"], False, b"http://localhost/da/2028/"),
    ],
)
def test_command_writes_whole_addresses(settings, hosts, https, begins):
    settings.ALLOWED_HOSTS, settings.HTTPS = hosts, https

    assert export("2028", "xml").partition(b"<url>")[2].startswith(begins)


@pytest.mark.parametrize("event", ["nowhere", "2031"])
def test_command_says_that_there_is_no_such_event(event):
    with pytest.raises(CommandError, match=event) as refused:
        export(event, "ics")

    assert refused.value.returncode == 2
