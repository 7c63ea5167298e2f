from __future__ import annotations

import pytest

from tests.desk import signed_in
from tests.factories import make_page
from tests.history.deeds import apart


@pytest.fixture
def page(cast):
    """Of Oslo 2026: Danish first, Swedish done, English and Icelandic still to be written."""
    body = "Se [vejen](https://example.org/vej) herhen.\n\n## Til fods\n\n- fem minutter"
    made = make_page(
        edition=cast.oslo,
        slug="vej",
        title={"da": "Find vej", "sv": "Hitta hit"},
        body={"da": body, "sv": body.replace("Se", "Följ").replace("herhen", "hit")},
    )
    apart()
    return made


@pytest.fixture
def astrid(cast):
    return signed_in(cast.astrid)
