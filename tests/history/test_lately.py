"""What was changed in an edition lately, and by whom."""

from __future__ import annotations

import pytest
from django.urls import reverse

from conference_portal.history.models import Change
from events.programme.models import Session
from tests.desk import address, save, signed_in
from tests.factories import make_event, make_page
from tests.history.deeds import apart, begin
from tests.history.test_views import words


@pytest.fixture
def page(cast):
    made = make_page(edition=cast.reykjavik, title={"da": "Rejse", "en": "Travel"})
    begin()
    return made


def lately(client, owner, **query):
    url = reverse("history:lately", args=[owner._meta.app_label, owner._meta.model_name, owner.pk])
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def test_edition_tells_what_was_changed_lately_and_by_whom(cast, page):
    save(signed_in(cast.bjork), page, title_da="Rejsen dertil")
    apart()
    make_event(edition=cast.reykjavik, title={"en": "A day in the harbour"})
    apart()
    foreign = make_page(edition=cast.oslo, title="Kanariefugl")
    maja = signed_in(cast.maja)

    html = lately(maja, cast.reykjavik)

    assert "Pages changed: Travel" in words(html)
    assert "Events added: A day in the harbour" in words(html)
    assert "Kanariefugl" not in html
    assert foreign.pk
    assert f'href="{address("history", page)}"' in html


def test_lately_is_narrowed_by_person_and_by_kind(cast, page):
    save(signed_in(cast.bjork), page, title_da="Rejsen dertil")
    apart()
    make_event(edition=cast.reykjavik)
    apart()
    maja = signed_in(cast.maja)

    by_bjork = words(lately(maja, cast.reykjavik, who=cast.bjork.pk))
    events = words(lately(maja, cast.reykjavik, kind="editions_event"))

    assert "Pages changed" in by_bjork
    assert "Events added" not in by_bjork
    assert "Events added" in events
    assert "Pages changed" not in events
    for nonsense in ("x", "9" * 30, "-1"):
        assert lately(maja, cast.reykjavik, who=nonsense)


def test_thousands_of_rows_are_one_line(cast):
    event = make_event(edition=cast.reykjavik)
    begin()
    Session.objects.bulk_create(
        Session(event=event, slug=f"s-{number}", title_en=f"Talk {number}") for number in range(60)
    )

    text = words(lately(signed_in(cast.bjork), event))

    assert "Sessions added: Talk 0" in text
    assert "and 54 more" in text


def test_edition_leads_to_what_was_changed_lately(cast):
    html = signed_in(cast.bjork).get(address("change", cast.reykjavik)).content.decode()

    assert reverse("history:lately", args=["editions", "edition", cast.reykjavik.pk]) in html
    assert Change.objects.count() > 0
