"""One throwaway PostgreSQL for the whole run, whoever runs it; DATABASE_URL, if set, is used instead."""

from __future__ import annotations

import gc
import os
from contextlib import nullcontext
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from conference_portal.kit.catalogues import compile_catalogues
from conference_portal.kit.env import database
from conference_portal.kit.postgres import THROWAWAY, Cluster, default_home


def pytest_configure(config: pytest.Config) -> None:
    """Before any connection: settings are read by now, so the address goes into them and into what workers inherit."""
    if hasattr(config, "workerinput"):
        return
    for folder in django_settings.LOCALE_PATHS:
        compile_catalogues(Path(folder))
    if os.environ.get("DATABASE_URL"):
        return
    # A name of its own: two runs in one checkout share the server and must not share the database.
    cluster = Cluster(default_home("postgres-test"), options=THROWAWAY, name=f"run_{os.getpid()}")
    os.environ["DATABASE_URL"] = cluster.start()
    config.add_cleanup(lambda: cluster.leave("immediate"))
    django_settings.DATABASES["default"].update(database(os.environ["DATABASE_URL"]))


def pytest_collection_finish() -> None:
    """What is there by now stays to the end: the collector of rubbish need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


_rooms = count(1)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path_factory):
    """A folder of its own, made when a file comes: most tests save none."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / f"media-{next(_rooms)}"


@pytest.fixture(autouse=True)
def _index_when_asked(request, monkeypatch):
    """Rows that tests make are indexed when something is searched; tests of the index itself index at once."""
    from conference_portal.search.query import Question
    from tests import factories

    factories.to_index.clear()
    monkeypatch.setattr(factories, "_numbers", count(1))  # dates and names are made from them
    if "search" in request.path.parts:
        monkeypatch.setattr(factories, "patch", _nothing)
    of = Question.of

    def indexed(typed: str) -> Question:
        factories.index()
        return of(typed)

    monkeypatch.setattr(Question, "of", staticmethod(indexed))


class _nothing:  # noqa: N801 (stands for a function)
    """In the place of `unittest.mock.patch`: changes nothing."""

    object = staticmethod(lambda *_words: nullcontext())


@pytest.fixture
def cast(db):  # noqa: ARG001  opens the database
    """People with names, and the two editions that they belong to: tests/cast.py."""
    from tests.cast import make_cast

    return make_cast()
