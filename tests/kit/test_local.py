"""A machine without configuration: a key that stays, and never anything where a server is configured."""

from __future__ import annotations

import os

import pytest

from conference_portal.kit.local import keep_key, prepare


@pytest.fixture
def configured(monkeypatch, tmp_path):
    for name in ("SECRET_KEY", "SECRET_KEY_FILE", "DATABASE_URL_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://portal@db.example.org/portal")
    monkeypatch.setenv("VAR_DIR", str(tmp_path))


def test_key_is_made_once_and_is_nobody_elses(tmp_path):
    path = tmp_path / "var" / "secret-key"

    keep_key(path)
    first = path.read_text(encoding="utf-8")
    keep_key(path)

    assert path.read_text(encoding="utf-8") == first
    assert len(first.strip()) > 50
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("configured")
def test_prepare_makes_no_key_for_a_server(tmp_path):
    prepare()

    assert "SECRET_KEY_FILE" not in os.environ
    assert list(tmp_path.iterdir()) == []
    assert os.environ["DATABASE_URL"] == "postgresql://portal@db.example.org/portal"


@pytest.mark.usefixtures("configured")
def test_prepare_uses_the_key_of_make_run(tmp_path):
    keep_key(tmp_path / "secret-key")

    prepare()

    assert os.environ.pop("SECRET_KEY_FILE") == str(tmp_path / "secret-key")


@pytest.mark.usefixtures("configured")
def test_prepare_leaves_a_given_key_alone(monkeypatch, tmp_path):
    keep_key(tmp_path / "secret-key")
    monkeypatch.setenv("SECRET_KEY", "given")

    prepare()

    assert "SECRET_KEY_FILE" not in os.environ
