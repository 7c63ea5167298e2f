"""What an editor sees, chooses and changes at the desk, and how others' rows stay out of reach in every corner."""

from __future__ import annotations

import pytest
from django.utils import translation

from conference_portal.kit.lists import protecting
from events.editions.models import Edition, Event, Page
from events.programme.models import Session
from speakers.models import Speaker
from tests.desk import address, form_of, save, signed_in
from tests.factories import (
    LONG_AGO,
    make_appearance,
    make_event,
    make_page,
    make_room,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
    make_topic,
    make_venue,
)

CANARY = "Kanariefuglens hemmelige dagsorden"


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def page(cast):
    return make_page(
        edition=cast.reykjavik, title={"da": "Rejse", "en": "Travel"}, body={"da": "Tag bussen.\nLinje 1."}
    )


def test_editor_sees_only_their_editions(bjork, cast):
    make_page(edition=cast.oslo, slug="oslo-page", title=CANARY)
    mine = make_page(edition=cast.reykjavik, title="Ours")

    html = bjork.get(address("changelist", Page)).content.decode()

    assert str(mine) in html
    assert CANARY not in html


def test_lists_offer_only_what_the_editor_may_see(bjork, cast):
    make_event(edition=cast.oslo, title=CANARY, published_at=None)
    ours = make_event(edition=cast.reykjavik)
    make_subtheme(theme=make_theme(edition=cast.oslo), keyword=CANARY)
    session = make_session(event=ours)
    urls = [address("changelist", Session), address("change", session), f"{address('add', Session)}?event={ours.pk}"]

    for url in [*urls, address("add", Session), address("add", Event), address("changelist", Event)]:
        assert CANARY not in bjork.get(url).content.decode(), url


@pytest.mark.parametrize("field", ["edition", "pk"])
def test_row_cannot_be_moved_to_another_edition_by_a_forged_choice(bjork, cast, page, field):
    response = save(bjork, page, **({"edition": cast.oslo.pk} if field == "edition" else {"edition": ""}))

    page.refresh_from_db()
    assert page.edition == cast.reykjavik
    assert list(response.context["adminform"].form.errors) == ["edition"]


def test_row_cannot_be_made_in_another_edition(bjork, cast):
    given = form_of(bjork, address("add", Page)) | {"edition": cast.oslo.pk, "title_da": "Snydt", "slug": "snydt"}

    bjork.post(address("add", Page), given)

    assert not Page.objects.exists()


def test_forged_inline_row_of_another_edition_is_left_alone(bjork, cast):
    ours, theirs = (
        make_session(event=make_event(edition=cast.reykjavik)),
        make_session(event=make_event(edition=cast.oslo)),
    )
    make_appearance(session=ours)
    foreign = make_appearance(session=theirs, job_title="Untouched")
    given = form_of(bjork, address("change", ours))

    bjork.post(
        address("change", ours), given | {"appearances-0-id": foreign.pk, "appearances-0-job_title_da": "Stolen"}
    )
    bjork.post(
        address("change", ours), given | {"appearances-0-session": theirs.pk, "appearances-0-job_title_da": "Moved"}
    )

    foreign.refresh_from_db()
    assert foreign.job_title_da == "Untouched"
    assert foreign.session == theirs
    assert theirs.appearances.count() == 1


def test_forged_list_of_another_edition_is_refused(bjork, cast):
    session = make_session(event=make_event(edition=cast.reykjavik))
    foreign = make_subtheme(theme=make_theme(edition=cast.oslo))

    response = save(bjork, session, subthemes=[foreign.pk])

    assert list(response.context["adminform"].form.errors) == ["subthemes"]
    assert not session.subthemes.exists()


def test_what_stands_there_stays_a_choice(bjork, cast):
    topic = make_topic()
    session = make_session(event=make_event(edition=cast.reykjavik), topics=(topic,), repeats=make_session())

    response = save(bjork, session, title_sv="Ny titel")

    session.refresh_from_db()
    assert response.status_code == 302
    assert (session.title_sv, list(session.topics.all())) == ("Ny titel", [topic])
    assert session.repeats is not None


def test_posted_list_edits_are_ignored(bjork, page):
    given = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-id": page.pk,
        "form-0-title_da": "X",
        "_save": "1",
    }

    bjork.post(address("changelist", Page), given)

    page.refresh_from_db()
    assert page.title_da == "Rejse"


def test_action_on_rows_of_another_edition_deletes_nothing(bjork, cast):
    foreign = make_page(edition=cast.oslo, title=CANARY)
    given = {"action": "delete_selected", "_selected_action": foreign.pk, "post": "yes"}

    response = bjork.post(address("changelist", Page), given, follow=True)

    assert CANARY not in response.content.decode()
    assert Page.objects.filter(pk=foreign.pk).exists()


def test_archived_edition_is_for_reading(bjork, cast, page):
    Edition.objects.filter(pk=cast.reykjavik.pk).update(archived_at=LONG_AGO)

    shown = bjork.get(address("change", page))
    posted = bjork.post(address("change", page), {"title_da": "Nyt"})

    assert (shown.status_code, posted.status_code) == (200, 403)
    assert 'name="_save"' not in shown.content.decode()
    assert "Rejse" in shown.content.decode()
    assert bjork.get(address("delete", page)).status_code == 403
    assert signed_in(cast.keeper).get(address("delete", page)).status_code == 200


def test_autocomplete_offers_what_may_be_chosen(bjork, cast):
    make_speaker(slug="hidden", name=CANARY)
    make_appearance(
        session=make_session(event=make_event(edition=cast.oslo, published_at=None)),
        speaker=Speaker.objects.get(slug="hidden"),
    )
    make_speaker(name="Kanarie Fri")
    query = {"app_label": "programme", "model_name": "appearance", "field_name": "speaker", "term": "kanarie"}

    found = bjork.get("/admin/autocomplete/", query).json()["results"]

    assert [each["text"] for each in found] == ["Kanarie Fri"]


def test_address_of_a_strangers_draft_is_not_given_away(bjork, cast):
    from django.contrib.contenttypes.models import ContentType

    draft = make_page(edition=cast.oslo, slug="secret-plan", title=CANARY)
    kind = ContentType.objects.get_for_model(Page)

    response = bjork.get(f"/admin/r/{kind.pk}/{draft.pk}/")

    assert response.status_code == 404


def test_deleting_what_others_refer_to_is_refused_with_the_list(bjork, cast):
    page = make_event(edition=cast.reykjavik, title="Byens hjerte")
    make_session(event=page, title="Åbning")

    asked = bjork.get(address("delete", page))
    posted = bjork.post(address("delete", page), {"post": "yes"})

    html = asked.content.decode()
    assert "cannot be deleted" in html
    assert "Åbning" in html
    assert posted.status_code == 200
    page.refresh_from_db()


def test_what_stands_in_the_way_is_counted_but_not_named_to_editors_of_other_editions(cast):
    room = make_room(venue=make_venue(city=cast.reykjavik.host))
    make_event(edition=cast.oslo, published_at=None, title=CANARY, room=room)

    with translation.override("en"):
        assert protecting([room], cast.bjork) == ["Event of another edition"]
        assert protecting([room], cast.keeper) == [f"Event: {CANARY}"]


def test_search_finds_the_name_in_any_language_and_without_accents(bjork, cast):
    make_event(edition=cast.reykjavik, title={"da": "Byens hjerte", "is": "Hjarta borgarinnar í Þrándheimi"})
    make_event(edition=cast.reykjavik, title="Noget andet")

    html = bjork.get(address("changelist", Event), {"q": "hjárta"}).content.decode()

    assert "Byens hjerte" in html or "Hjarta" in html
    assert "Noget andet" not in html


def test_list_costs_the_same_however_long_it_is(cast, django_assert_max_num_queries):
    keeper = signed_in(cast.keeper)
    event = make_event(edition=cast.reykjavik)

    def queries():
        with django_assert_max_num_queries(60) as seen:
            keeper.get(address("changelist", Session))
        return len(seen)

    make_session(event=event)
    few = queries()
    for _number in range(20):
        make_session(event=event)
    assert queries() == few
