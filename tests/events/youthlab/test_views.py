"""What the young people of a year did, made and asked for."""

from __future__ import annotations

import pytest

from tests.factories import make_edition, make_event, make_output, make_statement, make_subtheme, make_theme

pytestmark = pytest.mark.django_db


def test_youth_shows_what_they_did_made_and_asked_for(client):
    event = make_event(edition=make_edition(year=2022), kind="youth_conference", title="Youth City Future Lab")
    make_subtheme(theme=make_theme(event=event), keyword="Climate")
    make_output(event=event, title="Our song", kind="song", length=232)
    make_statement(event=event, text="Ask us first.")

    html = client.get("/en/2022/youth/").content.decode()

    assert "Youth City Future Lab" in html
    assert "Climate" in html
    assert "Our song" in html
    assert "3:52" in html
    assert "Ask us first." in html


def test_output_without_consent_any_more_is_gone(client):
    event = make_event(edition=make_edition(year=2022), kind="youth_conference")
    make_output(event=event, title="Faces", consent_until="2020-01-01")

    assert "Faces" not in client.get("/en/2022/youth/").content.decode()


def test_year_without_a_youth_conference_has_no_such_page(client):
    make_edition(year=2022)

    assert client.get("/en/2022/youth/").status_code == 404


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_youth_costs_the_same_however_much_they_made(client, django_assert_num_queries, item_count):
    event = make_event(edition=make_edition(year=2022), kind="youth_conference")
    theme = make_theme(event=event)
    for _ in range(item_count):
        make_subtheme(theme=theme)
        make_output(event=event)
        make_statement(event=event)

    with django_assert_num_queries(9):
        client.get("/en/2022/youth/")
