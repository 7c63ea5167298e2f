"""Outputs and statements of the young at the desk."""

from __future__ import annotations

import pytest

from tests.desk import address, save, signed_in
from tests.factories import make_event, make_output, make_session, make_statement


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


def test_film_is_published_with_captions_or_a_transcript_only(bjork, cast):
    film = make_output(event=make_event(edition=cast.reykjavik), kind="film", published_at=None)
    today = {"published_at_0": "01/09/2024", "published_at_1": "12:00"}

    refused = save(bjork, film, **today)
    taken = save(bjork, film, **today, captions=["da", "is"])

    film.refresh_from_db()
    assert list(refused.context["adminform"].form.errors) == ["captions"]
    assert taken.status_code == 302
    assert sorted(film.captions) == ["da", "is"]
    assert film.published_at is not None


def test_format_words_are_ticked(bjork, cast):
    output = make_output(event=make_event(edition=cast.reykjavik), kind="article", formats=["film"])

    save(bjork, output, formats=["interview", "music"])

    output.refresh_from_db()
    assert output.formats == ["interview", "music"]


def test_statement_is_taken_up_by_a_session_of_the_editors_own(bjork, cast):
    event = make_event(edition=cast.reykjavik)
    statement, ours, theirs = make_statement(event=event), make_session(event=event), make_session()
    row = {"uptakes-TOTAL_FORMS": 1, "uptakes-0-outcome": "taken_up", "uptakes-0-id": ""}

    refused = save(bjork, statement, **row, **{"uptakes-0-session": theirs.pk})
    taken = save(bjork, statement, **row, **{"uptakes-0-session": ours.pk})

    assert (refused.status_code, taken.status_code) == (200, 302)
    assert statement.uptakes.get().session == ours
    assert bjork.get(address("change", statement)).status_code == 200
