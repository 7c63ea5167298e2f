"""A draft by link: a colleague without an account sees one edition as readers will, and nothing else of anybody's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conference_portal.kit.languages import READING
from events.editions.models import Edition, Membership, PreviewLink
from tests.desk import signed_in
from tests.factories import (
    make_conference,
    make_event,
    make_material,
    make_membership,
    make_output,
    make_page,
    make_release,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
)

WORD = "Kanariefugl"


@pytest.fixture
def draft(cast):
    """Oslo 2026 with a page of every kind, and a link that Astrid made."""
    theme = make_theme(edition=cast.oslo, title=WORD, statement=WORD)
    make_subtheme(theme=theme, slug="trust", keyword=WORD)
    make_page(edition=cast.oslo, slug="travel", title=WORD, published_at=None)
    conference = make_conference(edition=cast.oslo, slug="oslo-2026", title=WORD, published_at=None)
    make_session(event=conference, slug="opening", title=WORD, speakers=(make_speaker(slug="kari", name=f"K {WORD}"),))
    youth = make_event(edition=cast.oslo, slug="youth", kind="youth_lab", title=WORD, published_at=None)
    make_output(event=youth, title=WORD, published_at=None)
    _link, key = PreviewLink.objects.make(cast.oslo, by=cast.astrid)
    return f"/preview/{key}"


PAGES = [
    "/2026/",
    "/2026/theme/",
    "/2026/theme/trust/",
    "/2026/pages/travel/",
    "/2026/programme/",
    "/2026/programme/opening/",
    "/2026/speakers/",
    "/2026/youth/",
    "/events/youth/",
    "/speakers/kari/",
]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_draft_is_shown_by_the_link_and_by_nothing_else(client, draft, page):
    response = client.get(f"{draft}/is{page}")

    html = response.content.decode()
    assert response.status_code == 200
    assert WORD in html
    assert 'class="banner"' in html
    assert client.get(f"/is{page}").status_code == 404


@pytest.mark.parametrize("language", READING)
def test_every_link_inside_keeps_the_preview(client, draft, language):
    html = client.get(f"{draft}/{language}/2026/").content.decode()

    hrefs = {part.partition('"')[0] for part in html.split('href="')[1:]}
    ours = {href for href in hrefs if href.startswith("/") and not href.startswith(("/static/", "//"))}
    assert f'<html lang="{language}"' in html
    assert {href for href in ours if not href.startswith(f"{draft}/")} == set()
    assert {f"{draft}/{each}/2026/" for each in READING} <= ours


def test_a_preview_is_kept_by_nobody(client, draft):
    response = client.get(f"{draft}/da/2026/programme/")

    html = response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"].startswith("noindex")
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "ETag" not in response
    assert not response.cookies
    assert 'name="robots" content="noindex, nofollow"' in html
    assert "data-keep" not in html
    assert response.wsgi_request.environ.get("portal.keep") is None


def test_pages_outside_are_as_they_were_after_a_preview(client, draft):
    client.get(f"{draft}/en/")

    html = client.get("/en/").content.decode()

    assert "/preview/" not in html
    assert WORD not in html
    assert client.get("/en/2024/").status_code == 200


def test_drafts_of_others_stay_closed(client, draft, cast):
    Edition.objects.filter(pk=cast.reykjavik.pk).update(announced_at=None)
    make_event(slug="alone", published_at=None)
    make_speaker(slug="nowhere")

    for page in ("/2024/", "/events/alone/", "/speakers/nowhere/"):
        assert client.get(f"{draft}/en{page}").status_code == 404


def test_a_released_programme_is_shown_as_it_is_being_worked_on(client, cast):
    conference = make_conference(edition=cast.reykjavik)
    session = make_session(event=conference, slug="talk", title="Before")
    make_release(event=conference)
    make_session(event=conference, slug="later", title="Added since")
    _link, key = PreviewLink.objects.make(cast.reykjavik, by=cast.maja)

    shown = client.get(f"/preview/{key}/en/2024/programme/").content.decode()
    public = client.get("/en/2024/programme/").content.decode()

    assert ("Added since" in shown, "Added since" in public) == (True, False)
    assert session.title_en in public


def test_a_link_of_an_event_that_stands_alone_shows_that_event(client, cast):
    event = make_event(slug="debate", published_at=None, title=WORD)
    make_membership(user=cast.astrid, event=event)
    _link, key = PreviewLink.objects.make(event, by=cast.astrid)

    assert WORD in client.get(f"/preview/{key}/sv/events/debate/").content.decode()
    assert client.get(f"/preview/{key}/sv/2026/").status_code == 404


@pytest.mark.parametrize("ended", ["withdrawn", "over", "maker left", "maker closed", "broken", "unknown"])
def test_a_link_that_ended_opens_nothing_and_says_no_more_than_any_other(client, draft, cast, ended):
    yesterday = timezone.localdate() - timedelta(days=1)
    match ended:
        case "withdrawn":
            PreviewLink.objects.update(withdrawn_at=timezone.now())
        case "over":
            PreviewLink.objects.update(until=yesterday)
        case "maker left":
            Membership.objects.filter(user=cast.astrid).update(until=yesterday)
        case "maker closed":
            type(cast.astrid).objects.filter(pk=cast.astrid.pk).update(is_active=False)
        case "broken":
            draft = draft[:-3]
        case _:
            draft = f"/preview/{'x' * 43}"

    response = client.get(f"{draft}/sv/2026/")

    assert response.status_code == 404
    assert WORD not in response.content.decode()
    assert '<html lang="sv"' in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("page", ["/admin/", "/admin/login/", "/healthz/ready", "/service-worker.js", "/preview/x/"])
def test_a_preview_leads_to_no_desk(client, draft, page):
    assert client.get(f"{draft}{page}").status_code == 404


def test_nothing_is_sent_within_a_preview_and_nobody_is_signed_in_there(draft, cast):
    astrid = signed_in(cast.keeper)

    assert astrid.post(f"{draft}/en/2026/", {"a": "b"}).status_code == 405
    assert astrid.get(f"{draft}/en/2026/").wsgi_request.user.is_superuser is False


def test_files_of_the_draft_open_by_the_link_alone(client, draft, cast):
    event = cast.oslo.events.get(slug="youth")
    material = make_material(event=event, url="")
    material.file.save("x.pdf", ContentFile(b"%PDF-1.7"))

    html = client.get(f"{draft}/da/events/youth/").content.decode()
    shown = client.get(f"{draft}{material.file.url}")

    assert f'href="{draft}{material.file.url}"' in html
    assert (shown.getvalue(), shown["Cache-Control"]) == (b"%PDF-1.7", "private, no-store")
    assert client.get(material.file.url).status_code == 404


def test_an_address_without_a_language_stays_within(client, draft):
    response = client.get(f"{draft}/2026/", headers={"accept-language": "is"})

    assert response["Location"] == f"{draft}/is/2026/"


def test_opening_is_noted_and_moves_no_content(client, draft):
    client.get(f"{draft}/en/2026/")
    opened = PreviewLink.objects.get().opened_at

    client.get(f"{draft}/en/2026/theme/")

    assert opened is not None
    assert PreviewLink.objects.get().opened_at == opened


@pytest.mark.usefixtures("draft")
def test_links_go_a_month_after_they_ended(cast):
    ended, _key = PreviewLink.objects.make(cast.oslo, by=cast.astrid, until=timezone.localdate() - timedelta(days=40))

    call_command("tidy")

    assert not PreviewLink.objects.filter(pk=ended.pk).exists()
    assert PreviewLink.objects.count() == 1


# At the desk


def address(cast, page="previews", *more):
    return reverse(f"admin:editions_edition_{page}", args=[cast.oslo.pk, *more])


def test_an_editor_makes_a_link_looks_at_it_and_withdraws_it(client, cast):
    astrid = signed_in(cast.astrid)
    until = timezone.localdate() + timedelta(days=20)

    made = astrid.post(address(cast), {"note": "Kari", "until": until.isoformat()})
    shown = astrid.get(made["Location"])
    html = shown.content.decode()
    whole = html.partition('value="http')[2].partition('"')[0]
    opened = client.get(f"/preview/{whole.partition('/preview/')[2]}")
    link = PreviewLink.objects.get()
    listed = astrid.get(address(cast)).content.decode()
    astrid.post(address(cast, "withdraw_preview", link.pk))

    assert (link.note, link.until, link.made_by, link.own_look) == ("Kari", until, cast.astrid, False)
    assert html.count("<iframe") == 2
    assert "frame-src 'self'" in shown["Content-Security-Policy"]
    assert opened.status_code == 200
    assert ("Kari" in listed, "Last opened" in listed) == (True, True)
    assert client.get(f"/preview/{whole.partition('/preview/')[2]}").status_code == 404
    told = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]
    assert told == [f"Made preview link {link.pk} until {until}", f"Withdrew preview link {link.pk}"]
    assert link.digest not in "".join(told)


def test_a_look_from_the_desk_lasts_a_day_and_is_in_no_list(cast):
    astrid = signed_in(cast.astrid)

    looked = astrid.post(address(cast), {"_look": ""})
    html = astrid.get(looked["Location"]).content.decode()

    assert PreviewLink.objects.get().until == timezone.localdate()
    assert 'id="address"' not in html
    assert "Links that work" not in astrid.get(address(cast)).content.decode()


@pytest.mark.parametrize("until", ["", "2020-01-01", "2999-01-01", "soon"])
def test_a_day_that_is_none_is_told_beside_the_field(cast, until):
    response = signed_in(cast.astrid).post(address(cast), {"note": "Kept words", "until": until})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["until"]
    assert "Kept words" in response.content.decode()
    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("who", ["bjork", "maja", "reader"])
def test_whoever_does_not_edit_the_edition_makes_and_finds_no_link(draft, cast, who):
    if who == "reader":
        Membership.objects.filter(user=cast.astrid).update(role="reader")
    client, link = signed_in(cast.astrid if who == "reader" else getattr(cast, who)), PreviewLink.objects.get()
    key = draft.rpartition("/")[2]

    for url in (address(cast), address(cast, "preview", key), address(cast, "withdraw_preview", link.pk)):
        assert client.get(url).status_code == 404
        assert client.post(url, {"until": "2026-12-01", "_look": ""}).status_code == 404
    own = reverse("admin:editions_edition_withdraw_preview", args=[cast.reykjavik.pk, link.pk])
    assert signed_in(cast.maja).post(own).status_code == 404
    assert PreviewLink.objects.get().withdrawn_at is None


def test_an_event_of_an_edition_is_shown_with_the_edition(cast):
    event = make_event(edition=cast.oslo)

    assert signed_in(cast.astrid).get(reverse("admin:editions_event_previews", args=[event.pk])).status_code == 404


def test_links_are_made_with_the_token_of_the_form(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.astrid)

    assert client.post(address(cast), {"_look": ""}).status_code == 403
