"""Two editors on one row: what each changed is kept, and what both changed is told to the second."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.forms import modelform_factory

from conference_portal.kit.edits import SeenForm, digest
from events.editions.models import Page
from tests.desk import address, form_of, signed_in
from tests.factories import make_appearance, make_event, make_page, make_session


@pytest.fixture
def page(cast):
    return make_page(
        edition=cast.reykjavik, title={"da": "Rejse", "en": "Travel"}, body={"da": "Tag bussen.\nLinje 1."}
    )


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


@pytest.mark.parametrize(("one", "other"), [("a\r\nb ", "a\nb"), (None, ""), ([], [])])
def test_digest_is_the_same_for_the_same_value(one, other):
    assert digest(one) == digest(other)


def _token(html):
    return html.split('name="seen" value="')[1].split('"')[0]
