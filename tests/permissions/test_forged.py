"""Forged forms of an editor and a chief of another edition: what went wrong elsewhere (the advisories are named).

The draft carries a canary in every text, so that a word that leaks is seen; its rows are compared before and after.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.urls import reverse

from conference_portal.history.models import Change
from events.editions.models import Invitation, Page
from events.programme.models import Appearance
from tests.desk import address, form_of
from tests.factories import make_page
from tests.permissions.silence import WHO, is_silent, registered
from tests.permissions.world import CANARY, World

pytestmark = pytest.mark.django_db

# Forms


def foreign(world: World, model: type[models.Model], name: str) -> int | None:
    """The key of a row of the draft that the field could be set to."""
    try:
        field = model._meta.get_field(name)
    except Exception:  # noqa: BLE001 (a name of the form's own)
        return model._base_manager.order_by("-pk").values_list("pk", flat=True).first() if name == "id" else None
    if name == "id":
        key: int | None = model._base_manager.order_by("pk").values_list("pk", flat=True).first()
        return key
    target = field.related_model._meta.label_lower if field.is_relation else ""
    return getattr(world.rows.get(target), "pk", None)


def forged(world: World, page: Any, sent: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """One form for each field that may be set to a row of the draft, in the row and in those that hang on it."""
    inlines = {relation_name(page.model, inline.model): inline.model for inline in page.inlines}
    for name, stands in sent.items():
        prefix, _, rest = name.partition("-")
        model, column = (inlines[prefix], rest.rpartition("-")[2]) if prefix in inlines else (page.model, name)
        key = foreign(world, model, column) if column else None
        if key is not None and str(key) != str(stands):
            yield name, sent | {name: [key] if isinstance(stands, list) else key}


def relation_name(model: type[models.Model], other: type[models.Model]) -> str:
    return next(str(each.get_accessor_name()) for each in model._meta.related_objects if each.related_model is other)


OWN = ["event", "session", "theme", "edition", "page", "output", "statement", "guide"]


@pytest.mark.parametrize("what", OWN)
def test_a_form_of_ones_own_takes_no_row_of_the_draft_into_any_field(draft, what):
    """Django CVE-2026-4292, -4277: the owner, a choice, a list, the key of a row that hangs on it."""
    row, client = draft.own[what], draft.clients["other editor"]
    sent = form_of(client, address("change", row))
    tried = 0

    for _name, given in forged(draft, admin.site.get_model_admin(type(row)), sent):
        with transaction.atomic():
            response = client.post(address("change", row), given)
            assert is_silent(response), _name
            assert response.status_code in {200, 302, 403}
            assert leads_to_draft(draft) == [], _name
            transaction.set_rollback(True)
        tried += 1

    assert tried or what == "edition"


def leads_to_draft(world: World) -> list[Any]:
    """Rows of one's own that show a row which only the draft shows."""
    found: list[Any] = []
    for name, made in world.own.items():
        row: Any = type(made)._base_manager.get(pk=made.pk)
        for field in row._meta.fields:
            target = world.rows.get(field.related_model._meta.label_lower) if field.is_relation else None
            if target is not None and target != world.cast.oslo.host and getattr(row, field.attname) == target.pk:
                found.append((name, field.name))
    speaker, session = world.rows["speakers.speaker"], world.rows["programme.session"]
    found += Appearance.objects.filter(speaker=speaker).exclude(session=session)
    return found


def test_a_new_row_is_made_in_no_foreign_hands(draft):
    keys = {"edition": draft.cast.oslo.pk, "event": draft.event.pk, "session": draft.rows["programme.session"].pk}
    keys |= {
        "venue": draft.rows["cities.venue"].pk,
        "city": draft.cast.oslo.host.pk,
        "id": draft.rows["editions.page"].pk,
    }
    texts = {"title_da": "Stolen", "name_da": "Stolen", "text_da": "Stolen", "slug": "stolen", "kind": "talk"}
    empty = {
        f"{each}-TOTAL_FORMS": 0 for each in ("appearances", "materials", "rooms", "subthemes", "credits", "uptakes")
    }
    empty |= {f"{each}-TOTAL_FORMS": 0 for each in ("involvements", "contacts", "keydates", "prompts")}
    empty |= {name.replace("TOTAL", "INITIAL"): 0 for name in empty}

    for model in registered():
        response = draft.clients["other editor"].post(address("add", model), keys | texts | empty)
        assert is_silent(response), model


def test_a_list_takes_no_action_on_rows_of_the_draft(draft):
    """Wagtail CVE-2026-44199: bulk actions name what they may not touch."""
    rows = {label: row for label, row in draft.rows.items() if "." in label and admin.site.is_registered(type(row))}

    for label, row in rows.items():
        sent = {
            "action": "delete_selected",
            "_selected_action": [row.pk],
            "post": "yes",
            "select_across": "1",
            "index": 0,
        }
        assert is_silent(draft.clients["other chief"].post(address("changelist", row), sent)), label
        assert type(row)._base_manager.filter(pk=row.pk).exists(), label
    sent = {"action": "release_programme", "_selected_action": [draft.event.pk]}
    assert is_silent(draft.clients["other chief"].post(address("changelist", draft.event), sent))


def test_a_list_saves_no_rows(draft):
    for label in ("editions.page", "programme.session", "speakers.speaker"):
        row = draft.rows[label]
        sent = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": row.pk, "_save": "1"}
        sent |= {"form-0-title_da": "Stolen", "form-0-name": "Stolen"}
        assert is_silent(draft.clients["other chief"].post(address("changelist", row), sent)), label


# Pages of our own


@pytest.mark.parametrize("who", WHO)
def test_nothing_is_imported_into_the_draft(draft, who):
    client = draft.clients[who]
    file = SimpleUploadedFile("p.csv", b"Title\nStolen\n")
    upload = address("change", draft.rows["programme.upload"])

    answers = [
        client.post(address("add", type(draft.rows["programme.upload"])), {"event": draft.event.pk, "file": file})
    ]
    answers += [client.post(upload, {deed: ""}) for deed in ("_import", "_without", "_discard", "_look")]

    assert {response.status_code for response in answers} <= {403, 404}


def test_a_file_names_no_person_and_no_room_that_only_the_draft_knows(draft):
    """One of the same name is a new one: the page does not say that there is another."""
    client, row = draft.clients["other editor"], draft.rows["speakers.speaker"]
    file = SimpleUploadedFile("p.csv", f"Title,Speaker,Room\nOurs,{CANARY.lower()},Big\n".encode())
    url = address("add", type(draft.rows["programme.upload"]))

    looked = client.post(url, {"event": draft.own["event"].pk, "file": file}, follow=True)

    assert looked.status_code == 200
    assert row.name not in looked.content.decode()


def test_the_board_moves_no_session_of_the_draft_and_none_into_its_rooms(draft):
    client, ours, theirs = draft.clients["other editor"], draft.own["session"], draft.rows["programme.session"]
    room = draft.rows["cities.room"].pk
    sent = {"room": room, "day": "2024-09-26", "starts": "10:00", "ends": "11:00", "seen": ""}

    for event, key in ((draft.event, theirs), (draft.own["event"], theirs), (draft.event, ours)):
        assert client.post(reverse("admin:programme_board_move", args=[event.pk, key.pk]), sent).status_code == 404
    moved = client.post(reverse("admin:programme_board_move", args=[ours.event_id, ours.pk]), sent)

    ours.refresh_from_db()
    assert is_silent(moved)
    assert ours.room_id != room
    assert (
        client.get(reverse("admin:programme_board_board", args=[ours.event_id]), {"session": theirs.pk}).status_code
        == 404
    )


@pytest.mark.parametrize("who", WHO)
def test_what_was_deleted_from_the_draft_is_listed_and_brought_back_by_its_own_alone(draft, who):
    """Also where the change is asked for under an object of one's own."""
    page = make_page(edition=draft.cast.oslo, title=CANARY, slug="gone")
    key = page.pk
    page.delete()
    change = Change.objects.filter(table="editions_page", row=key, action="delete").get()
    ours, client = draft.own["page"], draft.clients[who]
    of_ours = ["editions", "page", ours.pk, change.pk]

    answers = [client.get(reverse("history:deleted")), client.get(reverse("history:deleted_in", args=of_ours[:3]))]
    for url in (reverse("history:bring_back", args=[change.pk]), reverse("history:restore", args=of_ours)):
        answers += [client.get(url), client.post(url), client.post(f"{url}?column=title_da")]

    assert all(is_silent(response) for response in answers)
    assert not Page.objects.filter(pk=key).exists()


def test_no_chief_lets_anybody_into_the_draft(draft):
    chief, ours, theirs = draft.clients["other chief"], draft.cast.reykjavik, draft.cast.oslo
    membership, invitation = draft.members["reader"], draft.invitation
    forms = [
        (reverse("admin:editions_edition_members", args=[theirs.pk]), {"email": "x@example.org", "role": "chief"}),
        (reverse("admin:editions_edition_member", args=[ours.pk, membership.pk]), {"role": "chief"}),
        (reverse("admin:editions_edition_member", args=[ours.pk, membership.pk]), {"_end": ""}),
        (reverse("admin:editions_edition_invitation", args=[ours.pk, invitation.pk]), {"_renew": ""}),
        (reverse("admin:editions_edition_archive", args=[theirs.pk]), {"start": ""}),
    ]
    own = reverse("admin:editions_edition_members", args=[ours.pk])

    assert {chief.post(url, data | {"language": "da", "until": ""}).status_code for url, data in forms} == {404}
    chief.post(
        own,
        {"email": "x@example.org", "role": "chief", "language": "da", "edition": theirs.pk, "event": draft.event.pk},
    )
    assert not Invitation.objects.filter(edition=theirs, email="x@example.org").exists()
    chief.post(own, {"email": "y@example.org", "role": "superuser", "language": "da"})
    assert not Invitation.objects.filter(email="y@example.org").exists()


def test_a_chief_becomes_no_keeper(draft):
    """Neither by the own account nor by another's."""
    user, chief = draft.cast.maja, draft.clients["other chief"]

    for url in (address("change", user), reverse("admin:auth_user_password_change", args=[user.pk])):
        assert chief.post(url, {"is_superuser": "on", "username": "maja"}).status_code == 403
    chief.post(reverse("admin:password_change"), {"is_superuser": "on"})
    user.refresh_from_db()
    assert not user.is_superuser
