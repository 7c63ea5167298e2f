"""Roles × addresses × methods: tests/data/permissions.csv says what each is answered, and this asks them all.

`WRITE_PERMISSIONS=1 pytest tests/permissions/test_table.py` writes the file anew; what changed in it is then read, line
by line, before it is committed. The rules below hold whatever is written there.
"""

from __future__ import annotations

import csv
import os
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import transaction
from django.template.backends.django import Template

from tests.permissions.world import CANARY, INSIDE, OUTSIDE, ROLES, UNNAMED, Page, World, fingerprint, pages

pytestmark = pytest.mark.django_db

FILE = Path(__file__).parents[1] / "data" / "permissions.csv"
NOT_ASKED = "-"
OK, LOGIN = "200", "302"
# What anybody at the desk may open: it shows nothing of a draft, or only their own.
EVERYBODYS = {
    "admin:index", "admin:login", "admin:logout", "admin:password_change", "admin:password_change_done",
    "admin:autocomplete", "admin:jsi18n", "admin:app_list app_label",
}  # fmt: skip
ENTERED_BY_EDITORS = tuple(
    f"{model}_{page}"
    for model in ("guide", "image", "material", "organisation", "output", "page", "room", "session", "speaker",
                  "speakerentry", "statement", "theme", "upload", "venue")
    for page in ("add", "change", "changelist", "delete", "history")
)  # fmt: skip
# A person or a body that is new belongs to nobody yet: everybody may enter one, and it is no part of the draft.
NEW_FOR_ALL = {"editions_organisation_add", "speakers_speaker_add"}


def methods(page: Page) -> tuple[str, ...]:
    return ("GET", "POST") if page.is_desk and page.name not in {"login", "logout", "password_change"} else ("GET",)


def table() -> dict[tuple[str, str], dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {(row.pop("page"), row.pop("method")): row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def answers(world):
    """Every page as every role finds it. What outsiders and readers send is kept, to see that nothing changed."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    leaks: list[tuple[str, str, str]] = []
    before = fingerprint()
    for page in pages():
        url = page.url(world)
        for method in methods(page):
            row = found[str(page), method] = {}
            for role in ROLES:
                row[role], has_canary = asked(world, page, role, method, url)
                if has_canary:
                    leaks.append((str(page), method, role))
    return {"found": found, "leaks": leaks, "changed": changed(before, fingerprint())}


def changed(before, after):
    return [name for name, digest in after.items() if before[name] != digest]


def asked(world: World, page: Page, role: str, method: str, url: str) -> tuple[str, bool]:
    """What insiders see is looked at elsewhere: their pages are not drawn, and what they do is taken back. (The page of
    an invitation names its address: whoever has the link has the mail.)"""
    if role in INSIDE and is_spared(page, role, method):
        return NOT_ASKED, False
    client = world.clients[role]
    if role in OUTSIDE and page.name not in NEW_FOR_ALL:
        response = client.get(url) if method == "GET" else client.post(url, sent(world, page))
        words = response.getvalue() if response.streaming else response.content
        return str(response.status_code), page.name not in {"invitation", "entry"} and CANARY.encode() in words
    with transaction.atomic(), patch.object(Template, "render", lambda *_words: ""), menu(page):
        response = client.get(url) if method == "GET" else client.post(url, sent(world, page))
        transaction.set_rollback(role != "reader")
    return str(response.status_code), False


def menu(page: Page):
    """Every page of the desk lists what there is: here only the page that is about it."""
    spared: Any = patch.object(admin.AdminSite, "get_app_list", lambda *_words, **_more: [])
    return nullcontext() if page.name == "app_list" else spared


def is_spared(page: Page, role: str, method: str) -> bool:
    """What is slow to make, and what another role has answered already: readers of the draft see one page, all who edit
    it one form of what they enter, and keepers may send all."""
    if page.is_printed or not page.is_desk:
        return page.is_printed or role != "reader"
    is_as_for_editors = role in {"chief", "keeper"} and page.name.endswith(ENTERED_BY_EDITORS)
    return is_as_for_editors or (role == "keeper" and method == "POST")


def sent(world: World, page: Page) -> dict[str, object]:
    """A form that would delete, rename, release, archive, end and invite, wherever it is taken."""
    model = ".".join(page.name.split("_")[:2])
    key = getattr(world.rows.get(model), "pk", world.event.pk)
    texts = {f"{name}_da": "Stolen" for name in ("title", "name", "text", "alt", "keyword")}
    return texts | {
        "post": "yes", "_save": "1", "action": "delete_selected", "_selected_action": key, "seen": "",
        "event": world.event.pk, "edition": world.cast.oslo.pk, "email": "x@example.org", "role": "chief",
        "until": "", "language": "da",
    }  # fmt: skip


def test_every_address_of_every_role_is_answered_as_the_table_says(answers):
    found = answers["found"]
    if os.environ.get("WRITE_PERMISSIONS"):
        write(found)

    stands = table()

    assert sorted(set(found) - set(stands)) == [], "Addresses that the table does not name."
    assert sorted(set(stands) - set(found)) == [], "The table names addresses that are gone."
    assert {key: (row, stands[key]) for key, row in found.items() if row != stands[key]} == {}


def test_nobody_from_outside_sees_a_word_of_the_draft(answers):
    assert answers["leaks"] == []


def test_nobody_who_may_not_changes_a_row(answers):
    assert answers["changed"] == []


def write(found):
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["page", "method", *ROLES])
        writer.writerows([[*key, *row.values()] for key, row in found.items()])


# Rules that the table itself must keep


@pytest.fixture(scope="module")
def desk():
    return {
        key: row for key, row in table().items() if key[0].startswith(("admin:", "history:", "texts:", "readiness:"))
    }


def of_objects(desk):
    return {key: row for key, row in desk.items() if len(key[0].split()) > 1 and key[0] not in EVERYBODYS}


def test_strangers_are_asked_to_sign_in_everywhere_at_the_desk(desk):
    open_to_all = {"admin:login", "admin:jsi18n"}
    # A form that was sent by somebody whose sign-in has ended is answered by the sign-in itself, which holds it.
    held = {key for key, row in desk.items() if row["anonymous"] == OK and key[1] == "POST"}

    assert {key for key, row in desk.items() if row["anonymous"] != LOGIN and key[0] not in open_to_all} <= held
    assert {key[0].split()[0].rpartition("_")[2] for key in held} <= {"add", "change"}


def test_no_object_of_the_draft_opens_to_anybody_outside(desk):
    shared = ("admin:cities_city_", "admin:editions_topic_")  # public, and no part of the draft
    opened = {
        (key, role)
        for key, row in of_objects(desk).items()
        for role in OUTSIDE
        if row[role] in {OK, "409", "422"} and not key[0].startswith(shared)
        if (role, key[1]) != ("anonymous", "POST")  # that page asks who it is: see above
    }

    assert opened == set()


def test_readers_of_drafts_look_and_send_nothing(desk):
    sent = {key[0]: row["reader"] for key, row in of_objects(desk).items() if key[1] == "POST"}
    taken = {page for page, status in sent.items() if status not in {"403", "404", "405", NOT_ASKED}}

    assert taken == {"admin:programme_release_page key"}  # shows the same, however it is asked


@pytest.mark.parametrize("page", ["members", "member", "invitation", "archive"])
def test_roles_and_archive_are_the_chiefs(desk, page):
    rows = {key: row for key, row in desk.items() if key[0].split()[0] == f"admin:editions_edition_{page}"}

    assert len(rows) == 2
    assert {row[role] for row in rows.values() for role in ROLES if role not in {"chief", "keeper"}} <= {"404", LOGIN}
    assert all(row["chief"] not in {"403", "404"} for row in rows.values())


def test_release_is_the_chiefs_and_the_editor_sees_what_it_would_be(desk):
    seen, made = (desk["admin:programme_release_add", method] for method in ("GET", "POST"))

    assert (seen["reader"], seen["editor"], seen["chief"]) == ("403", OK, OK)
    assert made["editor"] == "403"
    assert made["chief"] not in {"403", "404"}


def test_accounts_and_memberships_are_the_keepers(desk):
    rows = [row for key, row in desk.items() if key[0].startswith(("admin:auth_user_", "admin:editions_membership_"))]

    assert {row[role] for row in rows for role in ROLES if role not in {"keeper", "anonymous"}} <= {
        "403",
        "404",
        "405",
        NOT_ASKED,
    }


def test_every_model_at_the_desk_has_a_row_in_the_draft(world):
    models = (model for model in apps.get_models() if admin.site.is_registered(model))
    missing = {model._meta.label_lower for model in models} - set(world.rows)

    assert missing == set()


def test_addresses_without_a_name_lead_on_and_tell_nothing(world):
    """Django sends `/admin/app/model/7/` to the form, which asks."""
    for label, row in world.rows.items():
        if "." in label and label != "editions.subtheme":
            response = world.clients["other chief"].get(f"/{UNNAMED}" % f"{label.replace('.', '/')}/{row.pk}/")
            assert response.status_code in {301, 302}, label
            assert CANARY.lower() not in response["Location"].lower()
