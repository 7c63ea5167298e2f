"""What every page of the organisers' desk does: panes, gates in every corner, and two editors on one row."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.forms import modelform_factory
from django.test import Client

from conference_portal.kit.edits import SeenForm, digest
from conference_portal.kit.text import slug
from events.editions.models import Edition, Event, Page
from events.programme.models import Session
from tests.desk import address, form_of, save
from tests.factories import (
    LONG_AGO,
    make_appearance,
    make_event,
    make_material,
    make_page,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
    make_topic,
)

CANARY = "Kanariefuglens hemmelige dagsorden"


def signed_in(user, language="en"):
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def page(cast):
    return make_page(
        edition=cast.reykjavik, title={"da": "Rejse", "en": "Travel"}, body={"da": "Tag bussen.\nLinje 1."}
    )


# Panes


def test_change_form_shows_four_languages_together(bjork, page):
    html = bjork.get(address("change", page)).content.decode()

    assert [html.count(f'name="title_{code}"') for code in ("da", "sv", "en", "is", "other")] == [1, 1, 1, 1, 1]
    assert 'name="title"' not in html
    assert "[da]" not in html
    for code, name in (("da", "Dansk"), ("sv", "Svenska"), ("en", "English"), ("is", "Íslenska")):
        assert f'<span lang="{code}">{name}</span>' in html


def test_change_form_inputs_carry_their_language(bjork, page):
    html = bjork.get(address("change", page)).content.decode()

    for code in ("da", "sv", "en", "is"):
        field = html.split(f'name="title_{code}"')[1].split(">")[0]
        assert f'lang="{code}"' in field
    assert 'dir="auto"' in html.split('name="title_other"')[1].split(">")[0]


def test_change_form_counts_what_each_language_holds(bjork, page):
    html = " ".join(bjork.get(address("change", page)).content.decode().split())

    assert "2 of 2 fields" in html.split('id="pane-da"')[1].split("</h2>")[0]
    assert "1 of 2 fields" in html.split('id="pane-en"')[1].split("</h2>")[0]
    assert "0 of 2 fields" in html.split('id="pane-is"')[1].split("</h2>")[0]


@pytest.mark.usefixtures("page")
def test_list_says_which_languages_are_missing(bjork):
    html = bjork.get(address("changelist", Page)).content.decode()

    assert "1/4" in html
    assert "missing: Swedish, English, Icelandic" in html


@pytest.mark.parametrize(
    ("language", "word"), [("da", "Log ind"), ("sv", "Logga in"), ("en", "Log in"), ("fi", "Log in")]
)
@pytest.mark.django_db
def test_desk_speaks_the_readers_language_without_a_cookie(client, language, word):
    response = client.get("/admin/login/", headers={"accept-language": language})

    assert word in response.content.decode()
    assert set(response.cookies) <= {"csrftoken"}


# Saving


def test_save_writes_only_what_was_changed_and_logs_it(bjork, page):
    response = save(bjork, page, title_is="Ferðalag")

    assert response.status_code == 302
    page.refresh_from_db()
    assert (page.title_da, page.title_is, page.body_da) == ("Rejse", "Ferðalag", "Tag bussen.\nLinje 1.")
    assert "title (is)" in LogEntry.objects.get().get_change_message()


def test_save_without_a_change_writes_nothing(bjork, page):
    page_before = Page.objects.filter(pk=page.pk).values().get()

    save(bjork, page)

    assert Page.objects.filter(pk=page.pk).values().get() == page_before


def test_wrong_value_is_told_beside_its_field_and_what_was_typed_is_kept(bjork, page):
    response = save(bjork, page, slug="not an address", title_sv="Resan", published_at_0="31.31.2024")

    html = response.content.decode()
    assert response.status_code == 200
    assert 'id="id_slug_error"' in html
    assert 'id="id_published_at_error"' in html
    assert 'value="31.31.2024"' in html
    assert 'value="Resan"' in html
    assert "<title>Error:" in html
    assert 'href="#id_slug"' in html


def test_constraint_is_told_beside_a_field(bjork, cast, page):
    make_page(edition=cast.reykjavik, slug="taken", title="Taken")

    response = save(bjork, page, slug="taken")

    assert list(response.context["adminform"].form.errors) == ["slug"]
    assert "There is a page at this address already." in response.content.decode()


def test_new_row_needs_a_text_in_one_language_and_makes_its_address(bjork, cast):
    empty = form_of(bjork, address("add", Page)) | {"edition": cast.reykjavik.pk}

    refused = bjork.post(address("add", Page), empty)
    made = bjork.post(address("add", Page), empty | {"title_sv": "Så här hittar du"})

    assert list(refused.context["adminform"].form.errors) == ["title_en", "slug"]
    assert "Write this in one language at least." in refused.content.decode()
    assert made.status_code == 302
    assert Page.objects.get().slug == slug("Så här hittar du")


def test_text_in_a_fifth_language_must_say_which(bjork, page):
    refused = save(bjork, page, title_other="Matka")
    taken = save(bjork, page, title_other="Matka", other_language="fi")

    assert list(refused.context["adminform"].form.errors) == ["other_language"]
    assert taken.status_code == 302


# Gates


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


def test_posted_list_edits_are_ignored(bjork, cast, page):
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
        session=make_session(event=make_event(edition=cast.oslo, published_at=None)), speaker=_speaker("hidden")
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
    session = make_session(event=make_event(edition=cast.reykjavik), title="Åbning")
    speaker = make_speaker(name="Nína")
    make_appearance(session=session, speaker=speaker)
    make_appearance(
        session=make_session(event=make_event(edition=cast.oslo, published_at=None), title=CANARY), speaker=speaker
    )

    asked = bjork.get(address("delete", speaker))
    posted = bjork.post(address("delete", speaker), {"post": "yes"})

    html = asked.content.decode()
    assert "cannot be deleted" in html
    assert "Åbning" in html
    assert CANARY not in html
    assert "of another edition" in html
    assert posted.status_code == 200
    speaker.refresh_from_db()


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


# Two editors


def test_two_editors_in_different_languages_both_keep_their_words(cast, page):
    bjork, maja = signed_in(cast.bjork), signed_in(cast.maja)
    first, second = form_of(bjork, address("change", page)), form_of(maja, address("change", page))

    bjork.post(address("change", page), first | {"title_is": "Ferðalag"})
    response = maja.post(address("change", page), second | {"title_sv": "Resa"})

    page.refresh_from_db()
    assert response.status_code == 302
    assert (page.title_is, page.title_sv, page.title_da) == ("Ferðalag", "Resa", "Rejse")


def test_what_both_changed_is_shown_to_the_second_who_keeps_their_words(cast, page):
    bjork, maja = signed_in(cast.bjork), signed_in(cast.maja)
    first, second = form_of(bjork, address("change", page)), form_of(maja, address("change", page))
    bjork.post(address("change", page), first | {"title_da": "Rejsen dertil", "title_is": "Ferð"})

    response = maja.post(address("change", page), second | {"title_da": "Kom godt frem"})

    html = response.content.decode()
    page.refresh_from_db()
    assert page.title_da == "Rejsen dertil"
    assert list(response.context["adminform"].form.errors) == ["title_da"]
    assert "Rejsen dertil" in html
    assert 'value="Kom godt frem"' in html


def test_saving_once_more_is_a_decision_and_loses_nothing_else(cast, page):
    bjork, maja = signed_in(cast.bjork), signed_in(cast.maja)
    first, second = form_of(bjork, address("change", page)), form_of(maja, address("change", page))
    bjork.post(address("change", page), first | {"title_da": "Rejsen dertil", "title_is": "Ferð"})
    told = maja.post(address("change", page), second | {"title_da": "Kom godt frem"})

    again = second | {"title_da": "Kom godt frem", "seen": _token(told.content.decode())}
    response = maja.post(address("change", page), again)

    page.refresh_from_db()
    assert response.status_code == 302
    assert (page.title_da, page.title_is) == ("Kom godt frem", "Ferð")


def test_forged_token_never_overwrites_silently(cast, page):
    maja = signed_in(cast.maja)
    given = form_of(maja, address("change", page)) | {"title_da": "Noget andet", "seen": "forged"}

    response = maja.post(address("change", page), given)

    page.refresh_from_db()
    assert page.title_da == "Rejse"
    assert response.status_code == 200


def test_two_editors_on_rows_of_one_session_lose_nothing(cast):
    session = make_session(event=make_event(edition=cast.reykjavik))
    appearance = make_appearance(session=session, job_title="Adviser", organisation="Office")
    bjork, maja = signed_in(cast.bjork), signed_in(cast.maja)
    first, second = form_of(bjork, address("change", session)), form_of(maja, address("change", session))

    bjork.post(address("change", session), first | {"appearances-0-job_title_da": "Rådgiver"})
    maja.post(address("change", session), second | {"appearances-0-organisation_da": "Kontor"})
    clash = maja.post(address("change", session), second | {"appearances-0-job_title_da": "Chef"})

    appearance.refresh_from_db()
    assert (appearance.job_title_da, appearance.organisation_da) == ("Rådgiver", "Kontor")
    assert clash.status_code == 200


def test_two_hundred_interleavings_lose_nothing_silently(page):
    """Two editors open, and later save, forms with one field changed: every save is kept, or told to be refused."""
    seed = random.Random(20240926)  # noqa: S311 (the same choices every time)
    fields = ["title_da", "title_sv", "title_en", "title_is"]
    form_class: Any = modelform_factory(Page, form=SeenForm, fields=fields)
    opened: list[Any] = [None, None]
    truth = {name: getattr(page, name) or "" for name in fields}
    for step in range(200):
        who = seed.randrange(2)
        if opened[who] is None:
            shown = form_class(instance=Page.objects.get())
            opened[who] = {name: shown[name].value() or "" for name in fields} | {"seen": _token(shown.seen_input)}
            continue
        name, given = seed.choice(fields), opened[who]
        form = form_class(given | {name: f"words {step}"}, instance=Page.objects.get())
        assert form.is_valid() == (given[name] == truth[name])
        if form.is_valid():
            form.save()
            truth[name] = f"words {step}"
        opened[who] = None
        assert {field: getattr(Page.objects.get(), field) or "" for field in fields} == truth


def test_times_of_a_form_are_those_of_the_place(cast):
    event = make_event(edition=cast.reykjavik, time_zone="Atlantic/Reykjavik")
    session = make_session(event=event, starts_at=datetime(2024, 9, 26, 10, 50, 30, tzinfo=UTC), ends_at=None)
    bjork = signed_in(cast.bjork, "da")

    given = form_of(bjork, address("change", session))
    response = bjork.post(address("change", session), given | {"ends_at_0": "26.09.2024", "ends_at_1": "11.30"})

    session.refresh_from_db()
    assert (given["starts_at_0"], given["starts_at_1"]) == ("26.09.2024", "10.50")
    assert response.status_code == 302
    assert session.ends_at == datetime(2024, 9, 26, 11, 30, tzinfo=UTC)
    assert session.starts_at == datetime(2024, 9, 26, 10, 50, 30, tzinfo=UTC)


def test_words_never_become_code(cast):
    payload = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7|add:7 }}"
    event = make_event(edition=cast.reykjavik, title=payload)
    make_material(event=event, title=payload)
    bjork = signed_in(cast.bjork)
    save(bjork, event, tagline_da=payload)

    for url in ("/admin/", address("changelist", Event), *(address(what, event) for what in ("change", "delete"))):
        html = bjork.get(url).content.decode()
        assert "alert(1)" in html, url
        assert "<script>alert" not in html, url
        assert "<img src=x" not in html, url
        assert "{{ 7|add:7 }}" in html or "7|add" not in html, url


@pytest.mark.parametrize(("one", "other"), [("a\r\nb ", "a\nb"), (None, ""), ([], [])])
def test_digest_is_the_same_for_the_same_value(one, other):
    assert digest(one) == digest(other)


def _token(html):
    return html.split('name="seen" value="')[1].split('"')[0]


def _speaker(slug):
    from speakers.models import Speaker

    return Speaker.objects.get(slug=slug)
