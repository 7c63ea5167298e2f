from __future__ import annotations

import pytest

from conference_portal.accounts import codes


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    """As with passwords: what is slow on purpose is quick in tests."""
    monkeypatch.setattr(codes, "COST", 2)
