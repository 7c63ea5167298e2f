from __future__ import annotations

import pytest

from events.editions.models import Event
from events.programme.changes import release
from events.programme.models import Release, Session

pytestmark = pytest.mark.django_db
EVENT, WALK = "events/vinterby-2031.yaml", "events/walk.yaml"


def test_programme_is_released_once(loaded):
    assert list(Release.objects.filter(released_by=None).values_list("event__slug", "number")) == [
        ("walk", 1),
        ("vinterby-2031", 1),
    ]
    assert Event.objects.get(slug="walk").published_at is not None
    loaded.edit(WALK, "kind: theme_day", "kind: seminar")

    assert loaded.load().released == []


def test_programme_is_released_again_when_its_file_moved_it(loaded):
    loaded.edit(EVENT, "ends_at: 2031-09-24T11:00:00+02:00", "ends_at: 2031-09-24T11:30:00+02:00")
    loaded.edit(WALK, "title: {da: Andet stop}", "title: {da: Sidste stop}")

    assert loaded.load().released == ["vinterby-2031"]


def test_programme_is_released_again_when_a_person_left(loaded):
    loaded.edit(EVENT, "      - speaker: per-moe\n", "")

    assert loaded.load().released == ["vinterby-2031"]


def test_programme_that_an_organiser_is_moving_is_never_released_for_them(loaded):
    Session.objects.filter(slug="market").update(room=None)
    loaded.edit(EVENT, "title: {da: Åbning, en: Opening}", "title: {da: Velkomst, en: Welcome}")
    loaded.edit(EVENT, "for_everyone: true", "for_everyone: false")

    assert loaded.load().released == []


def test_programme_that_is_not_to_be_released_is_not(archive):
    archive.edit(WALK, "released: true", "released: false")

    assert archive.load().released == ["vinterby-2031"]


def test_loading_counts_on_from_an_organisers_release(loaded):
    release(Event.objects.get(slug="vinterby-2031"), by=None, seen=1)
    loaded.edit(EVENT, "ends_at: 2031-09-24T11:00:00+02:00", "ends_at: 2031-09-24T11:30:00+02:00")

    loaded.load()

    assert Release.objects.current().get(event__slug="vinterby-2031").number == 3
