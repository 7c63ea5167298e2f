"""A conference of everything one, for whoever asks for it at the front door."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.events.programme.exports.shapes import NINE, at
from tests.factories import (
    make_conference,
    make_edition,
    make_release,
    make_room,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
    make_topic,
)


@pytest.fixture
def conference():
    """Of everything one, released once."""
    edition = make_edition(year=2028)
    made = make_conference(
        edition=edition, slug="aarhus-2028", title="Hjerte 2028", starts_on=date(2028, 9, 20), ends_on=date(2028, 9, 22)
    )
    hall, small = make_room(name="Hall 1", slug="hall"), make_room(name="Sal, 2", slug="small")
    theme = make_subtheme(theme=make_theme(edition=edition), slug="trust")
    person = make_speaker(name="Anna Ås")
    make_session(
        event=made,
        slug="opening",
        title={"da": "Åbning; & mere", "sv": "Öppning"},
        room=hall,
        speakers=(person,),
        **at(0),
    )
    make_session(event=made, slug="night", title="=Night <b>", room=small, subthemes=(theme,), **at(870, 60))
    make_session(event=made, slug="last", title="No end", room=hall, topics=(make_topic(),), **at(1500, None))
    make_session(event=made, slug="walk", title="Gåtur", place_note="", room=None, kind="social", **at(60, 5))
    make_session(event=made, slug="off", title="Off", room=small, cancelled_at=NINE, cancelled_because="Ill", **at(60))
    days: dict[str, Any] = {
        "starts_at": None,
        "ends_at": None,
        "starts_on": date(2028, 9, 20),
        "ends_on": date(2028, 9, 22),
    }
    make_session(event=made, slug="market", title="Market", **days)
    make_session(event=made, slug="some-time", title="Some time", room=hall, starts_at=None)
    make_release(event=made)
    return made
