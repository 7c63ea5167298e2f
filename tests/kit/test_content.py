"""The two gates that every piece of content has."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from cities.models import City
from events.editions.models import Edition, Event, Topic
from tests.factories import make_city, make_event, make_membership, make_topic

pytestmark = pytest.mark.django_db


def test_what_is_always_public_is_so_for_those_signed_in_too(cast):
    city, topic = make_city(), make_topic()

    for user in (AnonymousUser(), cast.bjork, cast.keeper):
        assert City.objects.visible_to(user).filter(pk=city.pk).exists()
        assert Topic.objects.visible_to(user).filter(pk=topic.pk).exists()


def test_draft_is_seen_by_its_members_alone(cast):
    seen = {
        user.username: Edition.objects.visible_to(user).filter(pk=cast.oslo.pk).exists()
        for user in (cast.astrid, cast.bjork, cast.maja, cast.keeper)
    }

    assert seen == {"astrid": True, "bjork": False, "maja": False, "keeper": True}
    assert not Edition.objects.visible_to(AnonymousUser()).filter(pk=cast.oslo.pk).exists()


def test_membership_that_has_ended_gives_no_right(cast):
    cast.bjork.memberships.update(until="2020-01-01")

    assert not Edition.objects.editable_by(cast.bjork).exists()


def test_archived_edition_is_read_only_for_its_editors(cast):
    assert cast.reykjavik in Edition.objects.editable_by(cast.bjork)

    Edition.objects.filter(pk=cast.reykjavik.pk).update(archived_at="2025-01-01T00:00Z")

    assert cast.reykjavik not in Edition.objects.editable_by(cast.bjork)
    assert cast.reykjavik in Edition.objects.editable_by(cast.keeper)


def test_event_of_an_archived_edition_is_read_only_for_its_own_editors(cast):
    event = make_event(edition=cast.reykjavik)
    make_membership(user=cast.astrid, event=event)
    assert event in Event.objects.editable_by(cast.astrid)

    Edition.objects.filter(pk=cast.reykjavik.pk).update(archived_at="2025-01-01T00:00Z")

    assert event not in Event.objects.editable_by(cast.astrid)
    assert event in Event.objects.visible_to(cast.astrid)
