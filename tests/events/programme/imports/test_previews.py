"""What the page of a plan tells of dates, shared rooms, languages and what has no field."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from cities.models import Room
from events.programme.models import ImportMemory, Session
from tests.desk import signed_in
from tests.events.programme.test_uploads import FILE, confirm, page_of, upload
from tests.factories import make_event

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def event(cast):
    return make_event(edition=cast.reykjavik, title="Days")


def test_dates_are_told_with_their_year(bjork, event):
    url, preview, _page = page_of(bjork, upload(bjork, event))
    assert preview.lists[0][2][0].when == "26 September 2024, 09:00–10:00"
    confirm(bjork, url, preview)

    moved = FILE.replace("1;26.09.2024", "1;27.09.2024")
    _url, preview, _page = page_of(bjork, upload(bjork, event, moved))

    (time,) = preview.lists[0][2][0].told
    assert (time.before, time.after) == ("26 September 2024, 09:00–10:00", "27 September 2024, 09:00–10:00")


def test_an_import_that_only_shares_rooms_says_so(bjork, event):
    url, preview, _page = page_of(bjork, upload(bjork, event))
    confirm(bjork, url, preview)

    url = upload(bjork, event)["location"]
    preview = bjork.get(f"{url}?share_rooms=1").context["preview"]
    assert preview.outcome[-1] == ("rooms to be marked as shared", 1, "overlaps")
    response = bjork.post(url, {"seen": preview.digest, "_import": "1", "share_rooms": "on"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == ["1 room is marked as shared."]
    assert Room.objects.get().shared


@pytest.mark.parametrize(("words", "told"), [((), "Would be marked"), (("--apply",), "Marked")])
def test_the_command_says_which_rooms_are_shared(event, tmp_path, words, told):
    file, said = tmp_path / "plan.csv", StringIO()
    file.write_text(FILE)
    call_command("import_programme", event.slug, str(file), "--apply", stdout=StringIO())

    call_command("import_programme", event.slug, str(file), "--share-rooms", *words, stdout=said)

    assert said.getvalue().splitlines()[-1] == f"{told} as shared: Salen"
    assert Room.objects.get().shared == bool(words)


def test_the_language_of_the_texts_is_shown_and_can_be_said(bjork, event):
    content = FILE.replace("Natteravne / Night ravens", "What is next for the city?")
    url, preview, page = page_of(bjork, upload(bjork, event, content))
    assert [line.tongue for line in preview.lists[0][2]] == ["Danish", "English"]
    assert preview.languages[0] == ("rows", "each row as it was recognised: Danish (1), English (1)", True)
    assert b"What is next for the city?" in page.content

    bjork.post(url, {"seen": preview.digest, "_look": "1", "language": "sv"})
    preview = bjork.get(url).context["preview"]
    assert [value for value, _words, is_chosen in preview.languages if is_chosen] == ["sv"]
    confirm(bjork, url, preview, language="sv")

    assert set(Session.objects.values_list("title_sv", flat=True)) == {"Åbning", "What is next for the city?"}
    assert ImportMemory.objects.get().answers == {"language:": "sv"}


def test_a_language_that_nobody_can_tell_is_asked_for(bjork, event):
    _url, preview, page = page_of(bjork, upload(bjork, event, "Event;When\nQuux;2024-09-26\n"))

    assert preview.plan.is_language_unsure
    assert b"Nothing in the texts says which language" in page.content
