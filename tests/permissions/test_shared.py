"""What all share (people, bodies, houses and rooms) belongs to those who show it: a record that only a draft uses is
seen by nobody outside, and a record that others show too is changed by neither."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.desk import signed_in
from tests.factories import (
    make_appearance,
    make_contact,
    make_credit,
    make_event,
    make_involvement,
    make_membership,
    make_organisation,
    make_output,
    make_release,
    make_room,
    make_session,
    make_speaker,
    make_venue,
)

NOBODY = AnonymousUser()


def seen(thing, *users):
    return [type(thing).objects.visible_to(user).filter(pk=thing.pk).exists() for user in users]


def changed(thing, user):
    return type(thing).objects.editable_by(user).filter(pk=thing.pk).exists()


# People


def test_a_person_of_ones_own_programme_alone_is_ones_own_to_change(cast):
    speaker = make_speaker()
    make_appearance(session=make_session(event=make_event(edition=cast.reykjavik)), speaker=speaker)

    assert changed(speaker, cast.bjork)


@pytest.mark.parametrize("standing", ["session", "output", "contact", "contact of the edition", "released"])
def test_a_person_of_another_citys_pages_is_not_changed_by_being_put_on_ones_own_programme(cast, standing):
    speaker, foreign = make_speaker(), make_event(edition=cast.oslo)
    match standing:
        case "session":
            make_appearance(session=make_session(event=foreign), speaker=speaker)
        case "output":
            make_credit(output=make_output(event=foreign), speaker=speaker)
        case "contact":
            make_contact(event=foreign, speaker=speaker)
        case "contact of the edition":
            make_contact(edition=cast.oslo, speaker=speaker)
        case _:  # taken off the session since: readers see the release
            taken_off = make_appearance(session=make_session(event=foreign), speaker=speaker)
            make_release(event=foreign)
            taken_off.delete()
    make_appearance(session=make_session(event=make_event(edition=cast.reykjavik)), speaker=speaker)

    assert seen(speaker, cast.bjork) == [True]
    assert not changed(speaker, cast.bjork)
    assert changed(speaker, cast.keeper)


def test_a_person_who_is_nowhere_yet_is_anybodys_to_put_on_a_programme(cast):
    speaker = make_speaker()

    assert seen(speaker, cast.bjork, NOBODY) == [True, False]
    assert changed(speaker, cast.bjork)


# Bodies


def test_a_body_behind_a_draft_alone_is_seen_by_its_members_alone(cast):
    body = make_organisation(parent=make_organisation())
    make_involvement(edition=cast.oslo, organisation=body)

    for thing in (body, body.parent):
        assert seen(thing, cast.astrid, cast.bjork, NOBODY) == [True, False, False]


def test_a_body_behind_something_public_is_everybodys_to_choose(cast):
    body = make_organisation(parent=make_organisation())
    make_involvement(edition=cast.reykjavik, organisation=body)

    for thing in (body, body.parent):
        assert seen(thing, cast.astrid, cast.bjork, NOBODY) == [True, True, True]


def test_a_body_that_another_citys_page_names_is_not_changed_not_even_as_a_parent(cast):
    body = make_organisation(parent=make_organisation())
    make_involvement(edition=cast.reykjavik, organisation=body)

    for thing in (body, body.parent):
        assert not changed(thing, cast.astrid)
        assert changed(thing, cast.bjork)


def test_a_body_behind_an_edition_and_another_is_nobodys_but_the_keepers(cast):
    body = make_organisation()
    make_involvement(edition=cast.oslo, organisation=body)
    make_involvement(edition=cast.reykjavik, organisation=body)

    assert not changed(body, cast.astrid)
    assert not changed(body, cast.bjork)
    assert changed(body, cast.keeper)


# Houses and rooms


def test_a_room_that_only_a_draft_uses_is_seen_by_its_members_alone(cast):
    room = make_room(venue=make_venue(city=cast.oslo.host))
    make_session(event=make_event(edition=cast.oslo), room=room)

    for thing in (room, room.venue):
        assert seen(thing, cast.astrid, cast.bjork, NOBODY) == [True, False, False]


@pytest.mark.parametrize("city", ["none", "ours"])
def test_a_room_that_nobody_uses_yet_is_seen_by_those_whose_house_it_is(cast, city):
    room = make_room(venue=make_venue(city=cast.oslo.host if city == "ours" else None))

    for thing in (room, room.venue):
        assert seen(thing, cast.astrid, cast.bjork, NOBODY) == [True, city == "none", False]


def test_a_new_room_in_a_public_house_is_not_told_to_strangers(cast):
    venue = make_venue()
    make_event(edition=cast.reykjavik, room=make_room(venue=venue))
    new = make_room(venue=venue)
    assert seen(new, cast.astrid, cast.bjork) == [False, True]

    make_session(event=make_event(edition=cast.oslo), room=new)

    assert seen(venue, cast.astrid, cast.bjork, NOBODY) == [True, True, True]
    assert seen(new, cast.astrid, cast.bjork, NOBODY) == [True, False, False]


@pytest.mark.parametrize("use", ["event", "released"])
def test_a_room_where_something_public_is_is_everybodys_to_choose(cast, use):
    room = make_room()
    if use == "event":
        make_event(edition=cast.reykjavik, room=room)
    else:
        event = make_event(edition=cast.reykjavik)
        make_session(event=event, room=room)
        make_release(event=event)

    for thing in (room, room.venue):
        assert seen(thing, cast.astrid, NOBODY) == [True, True]
        assert not changed(thing, cast.astrid)


def test_a_house_of_an_announced_edition_is_public_and_of_a_draft_is_not(cast):
    for edition, is_public in ((cast.reykjavik, True), (cast.oslo, False)):
        venue = make_venue()
        edition.venue = venue
        edition.save()
        assert seen(venue, NOBODY, cast.keeper) == [is_public, True]
    assert seen(cast.oslo.venue, cast.astrid, cast.bjork) == [True, False]


@pytest.mark.parametrize(("app", "model", "name"), [("programme", "session", "room"), ("editions", "edition", "venue")])
def test_autocomplete_finds_no_room_and_no_house_of_a_foreign_draft(cast, app, model, name):
    room = make_room(venue=make_venue(name="Kanariefugl"), name="Kanariefugl")
    make_session(event=make_event(edition=cast.oslo), room=room)
    query = {"app_label": app, "model_name": model, "field_name": name, "term": "kanarie"}

    found = {
        user.username: len(signed_in(user).get("/admin/autocomplete/", query).json()["results"])
        for user in (cast.astrid, cast.bjork)
    }

    assert found == {"astrid": 1, "bjork": 0}


@pytest.mark.django_db
def test_editor_of_an_event_that_stands_alone_chooses_the_rooms_of_the_house_it_meets_in(django_user_model):
    event = make_event(room=make_room(venue=make_venue()), published_at=None)
    nanna = django_user_model.objects.create_user("nanna", is_staff=True)
    make_membership(user=nanna, event=event)
    beside = make_room(venue=event.room.venue)

    for thing in (event.room, beside, beside.venue):
        assert seen(thing, nanna) == [True]
