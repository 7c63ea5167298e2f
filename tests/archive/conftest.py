from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from conference_portal.archive.loading import load

SOUND = Path(__file__).parents[1] / "data" / "archive" / "sound"


class Archive:
    """A small sound archive in a folder of its own, to be changed by a test and loaded."""

    def __init__(self, folder):
        self.folder = folder

    def edit(self, file, old, new):
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} must stand once in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, file, text):
        (self.folder / file).write_text(text, encoding="utf-8")

    def load(self):
        return load(self.folder)

    def refusal(self, *options):
        """What the command says on stderr, with paths as the archive names them; it must end with 1."""
        told = StringIO()
        with pytest.raises(SystemExit) as stopped:
            call_command("load_archive", str(self.folder), *options, stderr=told)
        assert stopped.value.code == 1
        return told.getvalue().replace(f"{self.folder}/", "").splitlines()


@pytest.fixture
def archive(tmp_path):
    return Archive(Path(shutil.copytree(SOUND, tmp_path / "archive")))


@pytest.fixture
def loaded(archive):
    archive.load()
    return archive
