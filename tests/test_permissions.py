"""Who may do what at the desk: every role × every kind of content × every page, against one table.

Rows are made in Reykjavík 2024. Björk edits it, Maja is its chief, Ragna reads its drafts; Astrid edits Oslo 2026;
Keeper keeps the series; nobody is signed in for “anonymous”.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse

from cities.models import City, Room, Venue
from conference_portal.media.models import Image
from events.editions.models import Edition, Event, Membership, Organisation, Page, Theme, Topic
from events.handover.models import Handover
from events.programme.models import Material, Release, Session, Upload
from events.questions.models import Guide
from events.youthlab.models import Output, Statement
from speakers.models import Speaker
from tests.cast import make_user
from tests.desk import address, signed_in
from tests.factories import (
    make_appearance,
    make_contact,
    make_credit,
    make_event,
    make_guide,
    make_handover,
    make_involvement,
    make_material,
    make_membership,
    make_organisation,
    make_output,
    make_page,
    make_release,
    make_room,
    make_session,
    make_speaker,
    make_statement,
    make_theme,
    make_topic,
    make_upload,
    make_venue,
)

ROLES = ("anonymous", "stranger", "reader", "editor", "chief", "other editor", "keeper")
LOGIN, OK, NO, GONE = 302, 200, 403, 404
CANARY = "Kanariefugl"


@dataclass(frozen=True)
class Rights:
    """What editors and chiefs may do with a row of their own edition; the rest follows from the role."""

    add: bool = True
    change: bool = True
    delete: bool = True
    chiefs_only: bool = False
    keepers_only: bool = False
    nobody_changes: bool = False
    editors_only: bool = False  # a reader of the edition may not even look


ALL = Rights()
RIGHTS: dict[type[models.Model], Rights] = {
    City: Rights(add=False, delete=False),
    Venue: ALL,
    Room: ALL,
    Speaker: ALL,
    Edition: Rights(add=False, delete=False),
    Event: ALL,
    Theme: ALL,
    Page: ALL,
    Topic: Rights(keepers_only=True),
    Organisation: ALL,
    Membership: Rights(chiefs_only=True),
    User: Rights(keepers_only=True),
    Session: ALL,
    Material: ALL,
    Release: Rights(change=False, delete=False, nobody_changes=True),
    Output: ALL,
    Statement: ALL,
    Guide: ALL,
    Image: ALL,
    Upload: Rights(editors_only=True),
    Handover: Rights(change=False, delete=False, nobody_changes=True, chiefs_only=True),
}


def test_table_names_every_kind_of_content_at_the_desk():
    assert all(admin.site.is_registered(model) for model in RIGHTS)
    assert {model for model in apps.get_models() if admin.site.is_registered(model)} == set(RIGHTS)


@pytest.fixture
def world(cast):
    """A row of each kind in Reykjavík 2024, and somebody for each role."""
    ragna = make_user("ragna")
    make_membership(user=ragna, edition=cast.reykjavik, role="reader")
    people = {
        "stranger": make_user("stranger"),
        "reader": ragna,
        "editor": cast.bjork,
        "chief": cast.maja,
        "other editor": cast.astrid,
        "keeper": cast.keeper,
    }
    return rows(cast), {"anonymous": Client(), **{role: signed_in(user) for role, user in people.items()}}


def rows(cast) -> dict[type[models.Model], Any]:
    event = make_event(edition=cast.reykjavik, title=CANARY, published_at=None)
    released = make_event(edition=cast.reykjavik)
    make_session(event=released)
    venue = make_venue(city=cast.reykjavik.host)  # places are public: everybody may choose them
    session = make_session(event=event, title=CANARY)
    speaker = make_speaker(name=CANARY)
    make_appearance(session=session, speaker=speaker)
    organisation = make_organisation(name=CANARY)
    make_involvement(edition=cast.reykjavik, organisation=organisation)
    return {
        City: cast.reykjavik.host,
        Venue: venue,
        Room: make_room(venue=venue),
        Speaker: speaker,
        Edition: cast.reykjavik,
        Event: event,
        Theme: make_theme(edition=cast.reykjavik, title=CANARY),
        Page: make_page(edition=cast.reykjavik, title=CANARY, published_at=None),
        Topic: make_topic(),
        Organisation: organisation,
        Membership: make_membership(user=make_user("new"), edition=cast.reykjavik, role="reader"),
        User: make_user("somebody"),
        Session: make_session(event=event, title=CANARY),
        Material: make_material(event=event, title=CANARY),
        Release: make_release(event=released),
        Output: make_output(event=event, title=CANARY, published_at=None),
        Statement: make_statement(event=event, text=CANARY),
        Guide: make_guide(event=event, title=CANARY),
        Image: Image.objects.create(file="images/x.webp", width=10, height=10, alt_da=CANARY, uploaded_by=cast.bjork),
        Upload: make_upload(event=event, name=f"{CANARY}.csv"),
        Handover: make_handover(edition=cast.reykjavik),
    }


def expected(role: str, model: type[models.Model], page: str) -> set[int]:  # noqa: C901, PLR0911 (a table, row by row)
    """The answers that are right; a stranger's may tell nothing, so 403 and 404 are one to them."""
    rights = RIGHTS[model]
    if role == "anonymous":
        return {LOGIN}
    if role == "keeper":
        never = rights.nobody_changes and page == "delete"
        return {NO} if never else {OK}
    if role == "stranger" or rights.keepers_only or (rights.chiefs_only and role != "chief"):
        return {NO, GONE}
    if page == "changelist":
        return {OK}
    if page == "add":
        return {OK} if rights.add and role != "reader" else {NO}
    if rights.editors_only and role == "reader":
        return {NO, GONE}
    if role == "other editor" or (model is Image and role != "editor"):
        # Names of organisations are everybody's to read, and to nobody else to change.
        return {OK} if model is Organisation and page in {"change", "history"} else {NO, GONE}
    if page == "delete":
        return {OK} if rights.delete and role != "reader" else {NO}
    return {OK}


@pytest.mark.parametrize("role", ROLES)
def test_page_opens_as_the_table_says(world, role):
    content, clients = world

    for page, (model, row) in product(["changelist", "add", "change", "history", "delete"], content.items()):
        url = address(page, row)
        response = clients[role].get(url)

        assert response.status_code in expected(role, model, page), (url, response.status_code)
        if role in {"anonymous", "stranger", "other editor"} and model is not Organisation:
            assert CANARY not in response.content.decode(), url


@pytest.mark.parametrize("role", ["anonymous", "stranger", "reader", "other editor"])
def test_nothing_is_changed_by_who_may_not(world, role):
    content, clients = world
    before = {model: stored(model) for model in content}

    for page, row in product(["change", "delete", "changelist"], content.values()):
        data = {"post": "yes", "_save": "1", "action": "delete_selected", "_selected_action": row.pk}
        texts = {f"{name}_da": "Stolen" for name in ("title", "name", "text", "alt")}
        response = clients[role].post(address(page, row), data | texts | ({"_popup": "1"} if page == "delete" else {}))
        assert response.status_code in {200, 302, 403, 404}

    assert {model: stored(model) for model in content} == before
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("role", ["stranger", "reader", "other editor"])
def test_nothing_is_released_by_who_may_not(world, role):
    content, clients = world
    url = reverse("admin:programme_release_add")

    for response in (
        clients[role].get(url, {"event": content[Event].pk}),
        clients[role].post(url, {"event": content[Event].pk, "seen": "1"}),
    ):
        assert response.status_code in {NO, GONE}
    assert Release.objects.count() == 1


@pytest.mark.parametrize("role", ROLES)
def test_autocomplete_tells_no_stranger_of_a_draft(world, role):
    _content, clients = world
    fields = [
        ("programme", "appearance", "speaker"),
        ("programme", "session", "event"),
        ("programme", "material", "session"),
    ]

    for app, model, field in fields:
        query = {"app_label": app, "model_name": model, "field_name": field, "term": CANARY}
        response = clients[role].get("/admin/autocomplete/", query)

        if role in {"anonymous", "stranger", "other editor"}:
            assert response.status_code != OK or response.json()["results"] == []
        if role == "editor":
            assert CANARY in response.content.decode(), field


def test_change_without_a_token_is_refused(world, cast):
    content, _clients = world
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.keeper)

    for page in ("change", "delete"):
        assert client.post(address(page, content[Page]), {"post": "yes"}).status_code == 403
    assert client.post(reverse("admin:programme_release_add"), {"event": content[Event].pk}).status_code == 403
    assert Page.objects.filter(pk=content[Page].pk).exists()


def stored(model):
    return list(model._default_manager.order_by("pk").values())


# People stand on several programmes


def test_a_person_of_ones_own_programme_alone_is_ones_own_to_change(cast):
    speaker = make_speaker()
    make_appearance(session=make_session(event=make_event(edition=cast.reykjavik)), speaker=speaker)

    assert Speaker.objects.editable_by(cast.bjork).contains(speaker)


@pytest.mark.parametrize("standing", ["session", "output", "contact"])
def test_a_person_of_another_citys_pages_is_not_changed_by_being_put_on_ones_own_programme(cast, standing):
    speaker, foreign = make_speaker(), make_event(edition=cast.oslo)
    match standing:
        case "session":
            make_appearance(session=make_session(event=foreign), speaker=speaker)
        case "output":
            make_credit(output=make_output(event=foreign), speaker=speaker)
        case _:
            make_contact(event=foreign, speaker=speaker)
    make_appearance(session=make_session(event=make_event(edition=cast.reykjavik)), speaker=speaker)

    assert Speaker.objects.visible_to(cast.bjork).contains(speaker)
    assert not Speaker.objects.editable_by(cast.bjork).contains(speaker)
    assert Speaker.objects.editable_by(cast.keeper).contains(speaker)


def test_a_person_who_is_nowhere_yet_is_anybodys_to_put_on_a_programme(cast):
    speaker = make_speaker()

    assert Speaker.objects.visible_to(cast.bjork).contains(speaker)
    assert Speaker.objects.editable_by(cast.bjork).contains(speaker)
