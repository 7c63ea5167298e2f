"""A translator's day at the desk, by the front door."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry

from conference_portal.history.models import Change
from conference_portal.texts.models import Confirmed, File
from tests.cast import make_user
from tests.desk import address, form_of, save, signed_in
from tests.factories import make_event, make_key_date, make_membership
from tests.texts.test_units import state, write

HOME = "/admin/texts/2026/"


def place(page, code, field="title"):
    return f"{HOME}{code}/editions_page/{page.pk}/{field}/"


@pytest.fixture
def reader(cast):
    ragna = make_user("ragna")
    make_membership(user=ragna, edition=cast.oslo, role="reader")
    return signed_in(ragna)


def test_the_edition_leads_to_its_texts(astrid, cast, page):  # noqa: ARG001
    form = astrid.get(address("change", cast.oslo)).content.decode()
    desk = astrid.get("/admin/").content.decode()
    overview = astrid.get(HOME).content.decode()
    shown = astrid.get(f"{HOME}is/").content.decode()

    assert f'href="{HOME}"' in form
    assert f'href="{HOME}"' in desk
    assert f'href="{HOME}is/"' in overview
    assert "Texts in Icelandic" in shown
    assert f'href="{HOME}is/next/"' in shown


def test_one_text_after_the_other_is_translated(astrid, cast, page):
    first = astrid.get(f"{HOME}is/next/", follow=True)
    body = first.content.decode()

    answer = astrid.post(place(page, "is"), form_of(astrid, place(page, "is")) | {"title_is": "Leiðin", "_next": ""})
    page.refresh_from_db()
    after = astrid.get(answer.url)

    assert first.redirect_chain == [(place(page, "is"), 302)]
    assert 'lang="is" spellcheck="true"' in body
    assert "Find vej" in body
    assert page.title_is == "Leiðin"
    assert after.url == place(page, "is", "body")
    assert Change.objects.filter(
        table="editions_page", row=page.pk, after__title_is="Leiðin", who=cast.astrid.pk
    ).exists()
    assert LogEntry.objects.get(user=cast.astrid).change_message == '[{"changed": {"fields": ["title (is)"]}}]'


def test_skip_leads_round_and_the_end_is_told(astrid, page):
    skipped = astrid.get(f"{HOME}is/next/?after=editions_page/{page.pk}/title")
    round_ = astrid.get(f"{HOME}is/next/?after=editions_page/{page.pk}/body")
    done = astrid.get(f"{HOME}sv/next/", follow=True)

    assert (skipped.url, round_.url) == (place(page, "is", "body"), place(page, "is"))
    assert "Nothing is missing or out of date in this language." in done.content.decode()


def test_what_was_lost_on_the_way_is_hinted_at(astrid, page):
    sent = form_of(astrid, place(page, "is", "body")) | {"body_is": "Sjá hingað.", "_save": ""}

    shown = astrid.post(place(page, "is", "body"), sent, follow=True).content.decode()

    assert "https://example.org/vej" in shown
    assert "The source has 1 heading, the translation 0." in shown


def test_still_right_is_written_down_without_a_change(astrid, cast, page):
    write(page, title_da="Sådan finder du vej")
    shown = astrid.get(place(page, "sv")).content.decode()
    tick = {"still-right": shown.partition('name="still-right" value="')[2].partition('"')[0], "_save": ""}

    astrid.post(place(page, "sv"), form_of(astrid, place(page, "sv")) | tick)

    assert "has changed since:" in shown
    assert state(page, "sv") == "done"
    assert list(Confirmed.objects.values_list("column", "who")) == [("title_sv", cast.astrid.pk)]


@pytest.mark.parametrize("column", ["title_is", "title_da"])
def test_what_somebody_else_wrote_meanwhile_is_shown_before_anything_is_overwritten(astrid, page, column):
    sent = form_of(astrid, place(page, "is")) | {"title_is": "Leiðin", "_save": ""}
    write(page, **{column: "Meanwhile"})

    refused = astrid.post(place(page, "is"), sent)
    page.refresh_from_db()
    before = page.title_is
    again = form_of_answer(refused)
    saved = astrid.post(place(page, "is"), again | {"_save": ""})
    page.refresh_from_db()

    assert (refused.status_code, before in {None, "", "Meanwhile"}) == (409, True)
    assert "Leiðin" in refused.content.decode()
    assert (saved.status_code, page.title_is) == (302, "Leiðin")


def form_of_answer(response):
    from tests.desk import _Form

    parser = _Form()
    parser.feed(response.content.decode())
    return parser.values


def test_a_form_tells_beside_a_translation_that_its_source_has_changed(astrid, cast, page):
    write(page, title_da="Sådan finder du vej")
    shown = astrid.get(address("change", page)).content.decode()
    tick = shown.partition('name="still-right" value="')[2].partition('"')[0]
    save(astrid, page, **{"still-right": tick})

    assert shown.count("has changed since:") == 1
    assert "characters;" in shown
    assert state(page, "sv") == "done"
    assert Confirmed.objects.get().who == cast.astrid.pk


def test_a_tick_of_another_row_confirms_nothing(astrid, page):
    other = make_key_date(edition=page.edition, title={"da": "Åbner", "sv": "Öppnar"})
    write(other, title_da="Lukker")
    from conference_portal.texts.confirming import tick

    save(astrid, page, **{"still-right": tick(other, "title_sv", "Lukker")})

    assert Confirmed.objects.count() == 0


def test_the_form_of_an_event_that_stands_alone_opens(cast):
    event = make_event(title={"da": "Debat", "sv": "Debatt"})
    keeper = signed_in(cast.keeper)

    assert "6 characters; 5 in Danish" in keeper.get(address("change", event)).content.decode()


def test_rows_below_a_form_tell_it_too(astrid, cast):
    row = make_key_date(edition=cast.oslo, title={"da": "Åbner", "sv": "Öppnar"})
    from tests.history.deeds import apart

    apart()
    write(row, title_da="Lukker")
    shown = astrid.get(address("change", cast.oslo)).content.decode()
    tick = shown.partition('name="still-right" value="')[2].partition('"')[0]
    save(astrid, cast.oslo, **{"still-right": tick})

    assert Confirmed.objects.get().row == row.pk


def test_readers_of_drafts_look_and_write_nothing(reader, page):
    shown = reader.get(place(page, "is"))
    answers = [
        reader.post(place(page, "is"), {"title_is": "Leiðin"}),
        reader.get(f"{HOME}file/"),
        reader.post(f"{HOME}file/", {}),
    ]
    page.refresh_from_db()

    assert (shown.status_code, "<textarea" in shown.content.decode()) == (200, False)
    assert [each.status_code for each in answers] == [403, 403, 403]
    assert page.title_is in {None, ""}


@pytest.mark.parametrize(
    "path", ["", "is/", "is/next/", "is/texts.xliff", "is/texts.xlsx", "file/", "is/editions_page/{}/title/"]
)
def test_another_city_finds_no_texts(cast, page, path):
    address_ = HOME + path.format(page.pk)
    bjork = signed_in(cast.bjork)

    assert bjork.get(address_).status_code == 404
    if path in {"file/", "is/editions_page/{}/title/"}:
        assert bjork.post(address_, {"title_is": "x"}).status_code == 404
    assert File.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["xx/", "nb/texts.xliff", "is/texts.pdf", "is/auth_user/1/password/", "is/editions_page/1/slug/"]
)
def test_what_is_no_text_is_not_found(astrid, page, path):  # noqa: ARG001
    assert astrid.get(HOME + path).status_code == 404
