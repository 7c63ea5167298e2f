"""Messages are compared in English; examples of hypothesis are kept with the other caches."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(__file__).parents[4] / "var" / "cache" / "hypothesis")


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield
