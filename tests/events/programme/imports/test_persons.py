"""Who is who: the people of a file among the speakers of the portal."""

from __future__ import annotations

import pytest

from events.programme.imports.applying import Choices
from events.programme.imports.drafts import PersonDraft
from events.programme.imports.plan import plan
from events.programme.models import Appearance, Session
from tests.events.programme.imports.drafting import bring, draft, reading
from tests.factories import make_appearance, make_event, make_session, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(title="Days")


def test_people_are_found_by_name_and_kept_in_order_with_what_they_were(event):
    anna = make_speaker(name="Anna Ås")
    people = (PersonDraft("Bo  Ek", "moderator", "teacher", "School 5"), PersonDraft("Anna A\u030as"))

    bring(event, draft(people=people))

    rows = Appearance.objects.filter(session=Session.objects.of(event).get()).values_list(
        "speaker__name", "role", "position", "job_title_en", "organisation_en"
    )
    assert list(rows) == [("Bo Ek", "moderator", 0, "teacher", "School 5"), ("Anna Ås", "speaker", 1, "", "")]
    assert anna.appearances.count() == 1


def test_spellings_that_may_be_one_person_are_offered_and_stay_two(event):
    rows = (draft("A", people=("Søren Ærø",)), draft("B", at=1, people=("Sören Ærø",)))

    found = bring(event, *rows)

    assert [offer.question for offer in found.offers] == ["person:Sören Ærø=Søren Ærø"]
    assert found.counts["speakers"] == 2


def test_an_answer_merges_them_and_is_remembered(event):
    rows = (draft("A", people=("Søren Ærø",)), draft("B", at=1, people=("Sören Ærø",)))
    bring(event, *rows)

    merged = bring(event, *rows, choices=Choices(answers={"person:Sören Ærø=Søren Ærø": "same"}))

    assert (merged.counts["speakers"], merged.counts["changed"]) == (1, 1)
    again = plan(event, reading(*rows))
    assert (again.counts["same"], again.offers) == (2, [])
    assert set(Appearance.objects.values_list("speaker__name", flat=True)) == {"Søren Ærø"}


def test_a_namesake_from_elsewhere_is_told_and_can_be_parted(event):
    there = make_speaker(name="Anna Ås")
    make_appearance(session=make_session(), speaker=there, organisation="Youth Office")
    rows = (draft(people=(PersonDraft("Anna Ås", organisation="Harbour School"),)),)

    told = plan(event, reading(*rows))
    parted = bring(event, *rows, choices=Choices(answers={"namesake:Anna Ås": "other"}))

    assert [(offer.question, offer.chosen) for offer in told.offers] == [("namesake:Anna Ås", "same")]
    assert parted.offers == []
    assert Appearance.objects.exclude(speaker=there).get().speaker.name == "Anna Ås"
    assert plan(event, reading(*rows)).counts["same"] == 1


def test_somebody_from_elsewhere_with_the_same_organisation_is_no_question(event):
    make_appearance(session=make_session(), speaker=make_speaker(name="Anna Ås"), organisation="Youth Office")

    assert plan(event, reading(draft(people=(PersonDraft("Anna Ås", organisation="youth office"),)))).offers == []


def test_a_second_job_of_one_person_in_one_role_is_shown_and_not_lost(event):
    people = (PersonDraft("Anna Ås", job_title="teacher"), PersonDraft("Anna Ås", job_title="chair"))

    found = bring(event, draft(people=people))

    assert found.rows[0].rest == (("Anna Ås", "chair"),)
    assert Appearance.objects.get().job_title_en == "teacher"


def test_who_leaves_a_session_in_the_file_leaves_it_and_who_stays_keeps_translations(event):
    bring(event, draft(key="nr:1", people=(PersonDraft("Anna Ås", job_title="teacher"), "Bo Ek")))
    Appearance.objects.filter(speaker__name="Anna Ås").update(job_title_da="lærer")

    bring(event, draft(key="nr:1", people=("Cai", PersonDraft("Anna Ås", job_title="head teacher"))))

    rows = Appearance.objects.order_by("position").values_list("speaker__name", "job_title_en", "job_title_da")
    assert [(name, job, da or "") for name, job, da in rows] == [("Cai", "", ""), ("Anna Ås", "head teacher", "lærer")]
