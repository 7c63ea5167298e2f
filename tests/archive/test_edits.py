"""What an editor did to loaded records, and what the files say afterwards."""

from __future__ import annotations

import pytest

from cities.models import City
from conference_portal.archive.models import Loaded
from events.editions.models import Contact, Edition, Event, Involvement, Page, SubTheme, Topic
from events.programme.models import Appearance, Session
from events.questions.models import Prompt
from events.youthlab.models import Statement
from speakers.models import Speaker
from tests.factories import make_city, make_statement, make_topic

pytestmark = pytest.mark.django_db
EVENT, WALK, YEAR = "events/vinterby-2031.yaml", "events/walk.yaml", "editions/2031.yaml"


def test_edit_of_an_editor_stays(loaded):
    City.objects.filter(slug="vinterby").update(name_sv="Vinterstad", latitude=1)
    Edition.objects.get().partners.add(make_city())
    loaded.edit("cities.yaml", "da: Vinterby,", "da: Ny Vinterby,")
    loaded.edit(YEAR, "partners: [vinterby, sommerstad]", "partners: [sommerstad]")

    loaded.load()

    city = City.objects.get(slug="vinterby")
    assert (city.name_da, city.name_sv, city.latitude) == ("Ny Vinterby", "Vinterstad", 1)
    assert Edition.objects.get().partners.count() == 2


def test_record_that_an_editor_renamed_is_still_the_same(loaded):
    Topic.objects.filter(slug="play").update(slug="games")
    loaded.edit("topics.yaml", "Why play matters.", "Why games matter.")

    loaded.load()

    assert Topic.objects.get(slug="games").description_en == "Why games matter."
    assert Topic.objects.count() == 2


def test_record_that_an_editor_deleted_stays_deleted(loaded):
    Page.objects.get(slug="travel").delete()
    SubTheme.objects.get(slug="patience").delete()
    loaded.edit(YEAR, "{da: Rejsen, en: Travel}", "{da: Rejsen, en: The journey}")
    loaded.edit(WALK, "    subthemes: [patience]\n", "")

    loaded.load()

    assert not Page.objects.filter(slug="travel").exists()


def test_part_of_what_an_editor_deleted_is_not_made(archive):
    archive.edit(WALK, "released: true", "released: false")
    archive.load()
    Session.objects.get(slug="second-stop").delete()
    archive.edit(WALK, "title: {da: Andet stop}", "title: {da: Andet stop}\n    appearances: [{speaker: per-moe}]")

    assert not archive.load()


def test_record_that_an_editor_made_anew_is_the_same_again(loaded):
    Topic.objects.get(slug="trust").sessions.clear()
    SubTheme.objects.get(slug="courage").topics.clear()
    Topic.objects.get(slug="trust").delete()
    make_topic(slug="trust", title={"sv": "Tillit"})
    loaded.edit("topics.yaml", "en: Trust", "en: Confidence")

    loaded.load()

    assert Topic.objects.get(slug="trust").title_en == "Confidence"


def test_new_record_at_an_address_that_an_editor_gave_away_is_refused(loaded):
    Page.objects.filter(slug="travel").update(slug="stay")
    loaded.edit(YEAR, "pages:\n", "pages:\n  - slug: stay\n    title: Stay\n")

    assert loaded.refusal() == ["editions/2031.yaml:39: There is a page at this address already."]


def test_statement_that_an_editor_added_is_nobody_elses(loaded):
    make_statement(event=Event.objects.get(slug="walk"), position=2)
    loaded.edit(WALK, "da: Spørg os først.", "da: Spørg os først af alle.")

    assert loaded.load().changed == {"statement": 1}
    assert Statement.objects.count() == 3


def test_reference_to_what_an_editor_deleted_is_refused(loaded):
    SubTheme.objects.get(slug="patience").delete()
    loaded.edit(WALK, "title: {da: Andet stop}", "title: {da: Sidste stop}")

    assert loaded.refusal() == ["events/walk.yaml:12: subthemes: there is no subtheme “patience” here."]


def test_record_that_was_made_in_the_admin_is_taken_over(archive):
    topic = make_topic(slug="play", title={"sv": "Lek"}, description={"en": "Play."})

    outcome = archive.load()

    topic.refresh_from_db()
    assert outcome.changed == {"topic": 1}
    assert (topic.title_da, topic.title_sv, topic.description_en) == ("Leg", "Lek", "Why play matters.")


def test_record_that_was_made_in_the_admin_can_be_referred_to(archive):
    make_topic(slug="music")
    archive.edit(YEAR, "topics: [trust]", "topics: [music]")

    archive.load()

    assert SubTheme.objects.get(slug="courage").topics.get().slug == "music"


def test_record_that_left_its_file_stays(loaded):
    loaded.write("pages.yaml", "- slug: other\n  title: Other\n")
    loaded.edit(
        YEAR,
        "pages:\n  - slug: travel\n    title: {da: Rejsen, en: Travel}\n    published_at: 2024-01-01T00:00:00+01:00\n",
        "",
    )

    loaded.load()

    assert set(Page.objects.values_list("slug", flat=True)) == {"about", "other", "travel"}


def test_line_that_left_its_record_goes(loaded):
    loaded.edit(YEAR, "  - email: post@example.org\n    note: {da: Praktiske spørgsmål}\n", "")
    loaded.edit(EVENT, "      - speaker: per-moe\n", "")

    outcome = loaded.load()

    assert (outcome.removed, Contact.objects.count(), Appearance.objects.count()) == (2, 1, 1)
    assert loaded.load().removed == 0


def test_line_that_left_its_record_stays_if_an_editor_changed_it(loaded):
    Involvement.objects.filter(role="funder").update(source_da="Vedtægten")
    City.objects.filter(slug="sommerstad").update(country="SE")
    loaded.edit(
        YEAR,
        "  - organisation: vinterby-kommune\n    role: funder\n    wording: {da: Støttet af Vinterby Kommune.}\n",
        "",
    )
    loaded.load()

    assert Involvement.objects.filter(role="funder").count() == 1


def test_line_that_left_its_record_stays_if_its_person_was_deleted(loaded):
    Speaker.objects.create(slug="eva", name="Eva")
    loaded.edit(
        YEAR, "  - email: post@example.org", "  - speaker: eva\n    email: eva@example.org\n  - email: post@example.org"
    )
    loaded.load()
    Speaker.objects.get(slug="eva").delete()
    loaded.edit(YEAR, "  - speaker: eva\n    email: eva@example.org\n", "")

    assert loaded.load().removed == 0
    assert Contact.objects.filter(email="eva@example.org").exists()


def test_line_that_an_editor_deleted_first_is_forgotten(loaded):
    Prompt.objects.get(position=2).delete()
    loaded.edit(WALK, "    - text: {da: Hvad mangler?}\n", "")

    assert loaded.load().removed == 0
    assert not Loaded.objects.filter(key__endswith="prompt:2").exists()
