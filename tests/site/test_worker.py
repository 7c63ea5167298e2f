"""The service worker as it is served, and the one that takes an earlier one away."""

from __future__ import annotations

import json
import re

import pytest

from conference_portal.site import worker

pytestmark = pytest.mark.django_db


def constant(source: str, name: str):
    found = re.search(rf"^const {name} = (.*);$", source, re.MULTILINE)
    assert found
    return json.loads(found[1])


def test_worker_brings_its_words_in_every_language(client):
    answer = client.get("/service-worker.js")
    source = answer.content.decode()

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] in {"no-cache", "public, max-age=0, must-revalidate"}
    words = constant(source, "WORDS")
    assert sorted(words) == ["da", "en", "is", "sv"]
    assert all("%(time)s" in said["copy"] for said in words.values())
    assert [name for name in constant(source, "FILES") if not name.startswith("/static/")] == []


def test_worker_is_taken_away_where_copies_are_off(client, settings):
    settings.OFFLINE_COPIES = False

    source = client.get("/service-worker.js").content.decode()

    assert "unregister()" in source
    assert source == (worker.SOURCE / "gone.js").read_text(encoding="utf-8")
