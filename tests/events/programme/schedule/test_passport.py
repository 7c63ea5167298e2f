"""The languages of a session: what is known line by line, what is not in one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from events.programme.schedule import passport

KINDS = ("spoken", "slides_in", "interpreted_into", "captioned_in")


def lines(**known):
    item: Any = SimpleNamespace(**{kind: known.get(kind, ()) for kind in KINDS})
    return [(line.term, str(line.value)) for line in passport(item)]


@pytest.mark.parametrize(
    ("known", "last"),
    [
        ({"spoken": ("da",)}, ("Slides, interpretation and captions", "Not stated")),
        ({"spoken": ("da",), "slides_in": ("en",), "captioned_in": ("da",)}, ("Interpretation", "Not stated")),
        ({}, ("Language, slides, interpretation and captions", "Not stated")),
    ],
)
def test_what_nobody_stated_is_said_once(known, last):
    with override("en"):
        told = lines(**known)

    assert len(told) == len(known) + 1
    assert told[-1] == last


def test_languages_begin_as_a_value_does():
    with override("da"):
        assert next(value for _term, value in lines(spoken=("da", "en"))) == "Dansk og engelsk"


def test_passport_that_is_whole_says_no_more():
    with override("en"):
        assert lines(**dict.fromkeys(KINDS, ("da", "sv")))[0] == ("Spoken in", "Danish and Swedish")
        assert len(lines(**dict.fromkeys(KINDS, ("da",)))) == 4
