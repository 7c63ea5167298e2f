"""The history of an object at the desk: what it tells, to whom, and in which language."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from events.programme.models import Session
from tests.desk import address, form_of, save, signed_in
from tests.factories import (
    make_appearance,
    make_event,
    make_page,
    make_session,
    make_speaker,
    make_subtheme,
    make_theme,
    make_topic,
)
from tests.history.deeds import apart, begin, change_of


def words(html):
    return re.sub(r"\s+", " ", strip_tags(re.sub(r'<span class="visually-hidden".*?</span>', "", html)))


def told(client, row):
    response = client.get(address("history", row))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def page(cast):
    made = make_page(edition=cast.reykjavik, title={"da": "Rejse", "en": "Travel"}, body={"da": "Tag bussen."})
    begin()
    return made


def test_history_says_who_changed_what_from_what_to_what(cast, page):
    bjork = signed_in(cast.bjork)
    save(bjork, page, title_da="Rejsen dertil", position="4")

    html = told(bjork, page)

    assert "Title (Danish) Rejse → Rejsen dertil" in words(html)
    assert "Position 0 → 4" in words(html)
    assert "· bjork" in words(html)
    assert '<dd lang="da" dir="auto"><del>' in html


def test_history_is_told_in_the_readers_language(cast, page):
    save(signed_in(cast.bjork), page, title_da="Rejsen dertil")

    html = told(signed_in(cast.bjork, "da"), page)

    assert "Titel (dansk) Rejse → Rejsen dertil" in words(html)


def test_a_saved_form_that_changed_nothing_is_no_step(cast, page):
    bjork = signed_in(cast.bjork)
    save(bjork, page)

    assert 'class="step"' not in told(bjork, page)


def test_long_text_is_told_word_by_word(cast, page):
    page.body_da = "Tag bussen til havnen, og gå derfra til fods langs vandet til rådhuset, hvor vi mødes."
    page.save()
    begin()
    bjork = signed_in(cast.bjork)
    save(bjork, page, body_da=page.body_da.replace("bussen", "toget"))

    html = told(bjork, page)

    assert re.search(
        r"Tag <del><span[^>]*>removed: </span>bussen</del><ins><span[^>]*>added: </span>toget</ins> til", html
    )
    assert html.count("<del>") == 1


def test_what_is_written_is_never_markup(cast, page):
    bjork = signed_in(cast.bjork)
    save(bjork, page, title_da="<script>alert(1)</script>", body_da="<b>" + "ord " * 40)
    apart()
    save(bjork, page, body_da="<b>" + "ord " * 39 + "<i>andet</i> ")

    html = told(bjork, page)

    assert "<script>alert" not in html
    assert "<b>ord" not in html
    assert "<i>andet" not in html


def test_history_of_a_session_holds_its_speakers_and_topics(cast):
    event = make_event(edition=cast.reykjavik)
    session, topic = make_session(event=event), make_topic(title={"en": "Homelessness"})
    appearance = make_appearance(session=session, speaker=make_speaker(name="Nils Holm"))
    begin()
    bjork = signed_in(cast.bjork)
    given = form_of(bjork, address("change", session))
    bjork.post(address("change", session), given | {"topics": [topic.pk], "appearances-0-job_title_da": "Rådgiver"})
    apart()
    given = form_of(bjork, address("change", session))
    bjork.post(address("change", session), given | {"appearances-0-DELETE": "on"})

    text = words(told(bjork, session))

    assert "Appearance Nils Holm, speaker deleted" in text
    assert "Job title then (Danish) Adviser → Rådgiver" in text
    assert "Topics Homelessness" in text
    assert not Session.objects.get(pk=session.pk).appearances.exists()
    assert appearance.pk


def test_references_are_told_by_name_and_moments_on_the_clock_of_the_place(cast):
    event = make_event(edition=cast.reykjavik, time_zone="Atlantic/Reykjavik")
    session = make_session(event=event)
    other = make_session(event=event, title={"en": "The first time"})
    begin()
    Session.objects.filter(pk=session.pk).update(repeats=other, starts_at="2024-09-26T09:30:00Z")

    text = words(told(signed_in(cast.bjork), session))

    assert "Repeats The first time" in text
    assert "26 September 2024, 09:30" in text
    assert "by a command" in text


def test_name_of_another_editions_draft_is_not_told(cast):
    hidden = make_session(event=make_event(edition=cast.oslo, published_at=None), title="Kanariefugl")
    session = make_session(event=make_event(edition=cast.reykjavik))
    begin()
    Session.objects.filter(pk=session.pk).update(repeats=hidden)

    html = told(signed_in(cast.bjork), session)

    assert "Kanariefugl" not in html
    assert "Session of another edition" in html


@pytest.mark.parametrize("who", ["astrid", "nobody"])
def test_strangers_are_not_told(cast, page, who):
    save(signed_in(cast.bjork), page, title_da="Kanariefugl")
    client = signed_in(cast.astrid) if who == "astrid" else Client()
    urls = [
        address("history", page),
        reverse("history:restore", args=["editions", "page", page.pk, change_of(page).pk]),
        reverse("history:lately", args=["editions", "edition", cast.reykjavik.pk]),
        reverse("history:deleted_in", args=["editions", "edition", cast.reykjavik.pk]),
    ]

    for url in urls:
        response = client.get(url)
        assert response.status_code in ({302} if who == "nobody" else {403, 404})
        assert "Kanariefugl" not in response.content.decode()


@pytest.mark.parametrize("kind", ["nothing/page", "editions/nothing", "search/entry", "auth/user"])
def test_history_of_what_is_not_at_the_desk_is_absent(cast, kind):
    app, model = kind.split("/")

    for what in ("history", "lately", "deleted_in"):
        url = reverse(f"history:{what}", args=[app, model, 999_999])
        response = signed_in(cast.bjork).get(url)
        assert response.status_code in {403, 404} or response.headers["Location"] == "/admin/"


def test_account_has_djangos_own_history(cast):
    assert signed_in(cast.keeper).get(address("history", cast.bjork)).status_code == 200


def test_what_the_desk_noted_before_is_told_once(cast, page):
    kind = ContentType.objects.get_for_model(page)
    note = {"user": cast.bjork, "content_type": kind, "object_id": str(page.pk), "object_repr": "x"}
    LogEntry.objects.create(
        **note,
        action_flag=CHANGE,
        change_message='[{"changed": {"fields": ["title (da)"]}}]',
        action_time=timezone.now() - timedelta(days=900),
    )
    LogEntry.objects.create(**note, action_flag=CHANGE, change_message="Imported plan.xlsx: 3 new.")
    bjork = signed_in(cast.bjork)
    save(bjork, page, title_da="Rejsen dertil")

    text = words(told(bjork, page))

    assert text.count("Changed title (Danish)") == 1
    assert "Imported plan.xlsx: 3 new." in text
    assert text.count("Rejsen dertil") == 1  # the heading is in English: the step, and no note of the same


@pytest.mark.parametrize("count", [2, 12])
def test_queries_of_a_history_do_not_grow(cast, count):
    session = make_session(event=make_event(edition=cast.reykjavik))
    begin()
    for number in range(count):
        make_appearance(session=session, speaker=make_speaker(), job_title={"da": f"Titel {number}"})
        session.topics.add(make_topic())
        session.capacity = number + 1
        session.save()
        apart()
    client = signed_in(cast.bjork)
    client.get(address("history", session))

    with CaptureQueriesContext(connection) as queries:
        told(client, session)

    assert len(queries) <= 40


def test_history_is_turned_over_page_by_page(cast, page):
    for number in range(23):
        page.position = number + 1
        page.save()
        apart()
    bjork = signed_in(cast.bjork)

    first = told(bjork, page)
    second = bjork.get(address("history", page), {"page": "2"}).content.decode()

    assert first.count('class="step"') == 20
    assert second.count('class="step"') == 3
    assert "Page 1 of 2" in words(first)


def test_history_of_subthemes_stands_with_their_theme(cast):
    subtheme = make_subtheme(theme=make_theme(edition=cast.reykjavik), keyword={"da": "Ord"})
    topic = make_topic(title={"en": "Youth"})
    begin()
    subtheme.topics.add(topic)
    bjork = signed_in(cast.bjork)

    assert "Sub-theme Ord Topics Youth" in words(told(bjork, subtheme.theme))
