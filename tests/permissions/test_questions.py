"""What an editor and a chief of another edition ask of lists, fields and forms: none answers with the draft."""

from __future__ import annotations

from itertools import product

import pytest
from django.apps import apps
from django.urls import reverse

from tests.desk import address
from tests.permissions.silence import PART, is_silent, registered

pytestmark = pytest.mark.django_db

# Questions to lists: Django's lookups reach over foreign keys (CVE-2010-4534 and its successors)


FAR = [
    ("editions.page", "edition__intro_da__startswith"),
    ("editions.event", "edition__purpose_en__contains"),
    ("editions.event", "memberships__user__username__startswith"),
    ("programme.session", "event__edition__memberships__user__password__startswith"),
    ("programme.session", "repeats__title_da__startswith"),
    ("programme.session", "room__name_da__startswith"),
    ("programme.session", "appearances__speaker__biography_da__startswith"),
    ("programme.material", "session__title_da__startswith"),
    ("speakers.speaker", "appearances__session__title_da__startswith"),
    ("speakers.speaker", "contacts__note_da__startswith"),
    ("cities.room", "sessions__title_da__startswith"),
    ("cities.venue", "rooms__sessions__title_da__startswith"),
    ("cities.city", "hosted_editions__intro_da__startswith"),
    ("editions.organisation", "involvements__quote_da__startswith"),
    ("programme.release", "released_by__password__startswith"),
    ("media.image", "uploaded_by__username__startswith"),
]


@pytest.mark.parametrize(("label", "lookup"), FAR, ids=lambda words: words)
def test_a_list_is_asked_nothing_about_rows_far_away(draft, label, lookup):
    response = draft.clients["other editor"].get(address("changelist", apps.get_model(label)), {lookup: PART})

    assert response.status_code == 400


def test_a_list_filtered_by_a_foreign_key_is_empty(draft):
    keys = {"event__id__exact": draft.event.pk, "edition__id__exact": draft.cast.oslo.pk, "id__gt": 0}

    for model, (name, key) in product(registered(), keys.items()):
        response = draft.clients["other chief"].get(address("changelist", model), {name: key})
        assert is_silent(response), (model, name)


@pytest.mark.parametrize("query", [{"q": PART}, {"o": "-1.2.3"}, {"o": "99"}, {"all": ""}, {"p": "0"}, {"_popup": "1"}])
def test_a_list_however_it_is_asked_tells_no_word_of_the_draft(draft, query):
    for model in registered():
        assert is_silent(draft.clients["other editor"].get(address("changelist", model), query)), model


@pytest.mark.parametrize("field", ["title_da", "slug", "edition", "password"])
def test_a_window_hands_back_no_column_but_the_key(draft, field):
    """`_to_field`: Django CVE-2014-0483."""
    for label in ("editions.page", "programme.session", "speakers.speaker"):
        url = address("changelist", apps.get_model(label))
        response = draft.clients["other editor"].get(url, {"_to_field": field, "_popup": "1"})
        assert response.status_code == 400, label


def test_no_field_of_any_form_finds_a_row_of_the_draft_by_typing(draft):
    """Wagtail CVE-2026-44198 and others: a chooser that asks for less than the page."""
    asked = 0
    for model in apps.get_models():
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            if not field.is_relation:
                continue
            query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
            query |= {"field_name": field.name, "term": PART}
            response = draft.clients["other chief"].get(reverse("admin:autocomplete"), query)
            assert response.status_code == 403 or response.json()["results"] == [], query
            asked += 1
    assert asked > 70


def test_a_new_form_proposes_no_row_of_the_draft(draft):
    proposed = {label.partition(".")[2]: row.pk for label, row in draft.rows.items() if "." in label}

    for model in registered():
        for event in (draft.event.pk, draft.own["event"].pk):
            response = draft.clients["other editor"].get(address("add", model), proposed | {"event": event})
            assert is_silent(response), model
