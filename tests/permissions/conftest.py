from __future__ import annotations

import pytest
from django.db import transaction

from tests.permissions.silence import draft_of
from tests.permissions.world import built


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """In one worker: what is looked at is made once."""
    for item in items:
        if item.path.parent.name == "permissions":
            item.add_marker(pytest.mark.xdist_group("permissions"))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):  # noqa: ARG001 (makes the database)
    from django.test import override_settings

    media = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=media), django_db_blocker.unblock(), built() as made:
        yield made


@pytest.fixture
def draft(world):
    """The draft must be as it was; whatever else was done is taken back."""
    before = draft_of(world)
    with transaction.atomic():
        yield world
        after = draft_of(world)
        transaction.set_rollback(True)
    assert {name: (rows, after[name]) for name, rows in before.items() if rows != after[name]} == {}
