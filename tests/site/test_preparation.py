"""Static files are collected when something has changed, and only then."""

from __future__ import annotations

import os

import pytest

from conference_portal.site.preparation import collect_if_changed


@pytest.fixture
def source(settings, tmp_path):
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATIC_ROOT = tmp_path / "collected"
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.css").write_text("a", encoding="utf-8")
    return tmp_path / "source"


@pytest.mark.usefixtures("source")
def test_collect_does_nothing_when_nothing_has_changed(settings):
    assert collect_if_changed() is True
    assert (settings.STATIC_ROOT / "a.css").read_text(encoding="utf-8") == "a"
    assert collect_if_changed() is False


def test_collect_follows_new_and_changed_files(source, settings):
    collect_if_changed()

    (source / "a.css").write_text("other", encoding="utf-8")
    (source / "b.css").write_text("b", encoding="utf-8")
    # Django compares whole seconds.
    later = (source / "a.css").stat().st_mtime + 2
    os.utime(source / "a.css", (later, later))

    assert collect_if_changed() is True
    assert (settings.STATIC_ROOT / "a.css").read_text(encoding="utf-8") == "other"
    assert (settings.STATIC_ROOT / "b.css").exists()


@pytest.mark.usefixtures("source")
def test_collect_begins_again_after_an_interruption(settings):
    collect_if_changed()
    settings.STATIC_ROOT.with_name("collected.stamp").unlink()

    assert collect_if_changed() is True
