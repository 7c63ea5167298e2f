"""In which language the texts of a file are: its own words say so, an organiser has the last word."""

from __future__ import annotations

import pytest

from events.programme.imports.applying import Choices, apply
from events.programme.imports.drafts import PersonDraft
from events.programme.imports.plan import plan, setting_of
from events.programme.imports.reading import read
from events.programme.models import Appearance, Session
from tests.events.programme.imports.drafting import bring, draft, states
from tests.events.programme.imports.files import reading, setting
from tests.factories import make_event

ENGLISH = ("Doors open", "Keynote", "Lunch", "Night ravens")
DANISH = ("Dørene åbner", "Keynote", "Frokost", "Natteravne")
SWEDISH = ("Dörrarna öppnar", "Keynote", "Lunch", "Nattvandring")
ICELANDIC = ("Skráning", "Keynote", "Hádegismatur", "Ungmenni í borginni")
FINNISH = ("Ovet aukeavat", "Keynote", "Lounas", "Nuoret kaupungissa")


def languages(titles, headings, home="da"):
    rows = "".join(f"{title};{9 + number}\n" for number, title in enumerate(titles))
    found = reading(f"{headings}\n{rows}", setting(language=home, last=setting().first_day))
    return [each.language for each in found.drafts]


@pytest.mark.parametrize("headings", ["Title;Start", "Titel;Start", "Rubrik;Starttid"])
@pytest.mark.parametrize("home", ["da", "sv", "is", "en"])
@pytest.mark.parametrize(
    ("titles", "language"),
    [(ENGLISH, "en"), (DANISH, "da"), (SWEDISH, "sv"), (ICELANDIC, "is"), (FINNISH, "fi")],
    ids=["en", "da", "sv", "is", "fi"],
)
def test_a_file_in_one_language_is_in_that_one(titles, language, headings, home):
    assert languages(titles, headings, home) == [language] * 4


def test_a_row_in_another_language_goes_its_own_way_where_its_words_say_so():
    assert languages((*DANISH, "What is next for the city?", "Workshop"), "Titel;Start") == [*["da"] * 4, "en", "da"]


def test_a_word_that_two_languages_share_is_no_reason_to_leave_the_file():
    rows = ("Unge og politiet i byen", "Barn och ungdomar", "Snak om nat", "En fest på gaden til natten")

    assert languages(rows, "Titel;Start") == ["da", "sv", "da", "da"]


@pytest.mark.parametrize("home", ["da", "sv", "nb"])
def test_what_says_nothing_is_taken_as_the_language_of_the_place_and_marked(home):
    found = reading("Event;When\nQuux;2028-09-20\n", setting(language=home))

    assert [(each.language, each.language_by) for each in found.drafts] == [(home, "place")]


def test_an_organiser_says_it_for_all_rows():
    where = setting(language="da", answers={"language:": "en"})
    found = reading("Titel;Titel (sv);Dato\nNatteravne;;2028-09-20\n;Ungdomar;2028-09-20\n", where)

    assert [(each.language, each.language_by) for each in found.drafts] == [("en", "desk"), ("sv", "said")]


# What was imported before


@pytest.fixture
def event(db):  # noqa: ARG001 (opens the database)
    return make_event(title="Days")


def guessed(title, language, **more):
    return draft(title, language=language, language_by="guess", **more)


def test_a_corrected_title_goes_to_the_column_that_the_last_import_filled(event):
    bring(event, guessed("Night ravens", "da", key="nr:1", abstract="Walks"))
    corrected = guessed("Night ravens of the city", "en", key="nr:1", abstract="Walks")

    assert states(event, corrected) == ["changed"]
    bring(event, corrected)

    session = Session.objects.get()
    assert (session.title_da, session.title_en, session.abstract_da, session.abstract_en) == (
        "Night ravens of the city", None, "Walks", None,
    )  # fmt: skip
    assert states(event, corrected) == ["same"]


def test_a_fifth_language_is_remembered_too(event):
    bring(event, guessed("Åpning", "nb", key="nr:1"))

    assert states(event, guessed("Åpning", "da", key="nr:1")) == ["same"]
    bring(event, guessed("Åpningen", "no", key="nr:1"))
    session = Session.objects.get()
    assert (session.title_other, session.other_language, session.title_da) == ("Åpningen", "nb", None)


def test_what_an_organiser_says_moves_the_texts(event):
    bring(event, guessed("Doors open", "da", key="nr:1"))
    said = draft("Doors open", language="en", language_by="desk", key="nr:1")

    assert states(event, said) == ["changed"]
    bring(event, said)

    session = Session.objects.get()
    assert (session.title_da, session.title_en) == ("", "Doors open")
    assert states(event, said) == ["same"]


def who(at="Natholdet", job="leder"):
    return (PersonDraft("Nina Holm", job_title=job, organisation=at),)


def test_what_an_organiser_says_moves_job_titles_and_organisations_too(event):
    bring(event, guessed("Doors open", "da", key="nr:1", people=who()))
    said = draft("Doors open", language="sv", language_by="desk", key="nr:1", people=who())

    assert states(event, said) == ["changed"]
    bring(event, said)

    one = Appearance.objects.get()
    assert (one.job_title_da, one.organisation_da) == ("", "")
    assert (one.job_title_sv, one.organisation_sv) == ("leder", "Natholdet")
    assert states(event, said) == ["same"]


def test_a_job_title_that_was_edited_here_stays_where_the_language_is_said_later(event):
    bring(event, guessed("Doors open", "nb", key="nr:1", people=who()))
    Appearance.objects.update(job_title_other="sjef")
    bring(event, draft("Doors open", language="da", language_by="desk", key="nr:1", people=who()))

    one = Appearance.objects.get()
    assert (one.job_title_other, one.job_title_da, one.organisation_da) == ("sjef", "leder", "Natholdet")


def test_a_text_that_was_edited_here_is_a_conflict_before_it_is_emptied(event):
    bring(event, guessed("Doors open", "da", key="nr:1"))
    Session.objects.update(title_da="Dørene åbner")

    said = draft("Doors open", language="en", language_by="desk", key="nr:1")

    assert states(event, said) == ["conflict"]


@pytest.mark.parametrize(
    ("title", "proposal"),
    [
        ("Natteravne / Night ravens", "da: Natteravne\nen: Night ravens"),
        ("Reykjavíks nátt / Natten i Reykjavík", "is: Reykjavíks nátt\nda: Natten i Reykjavík"),
        ("Lyt! / Xyz", "da: Lyt!\nen: Xyz"),
    ],
)
def test_the_halves_of_a_title_are_proposed_in_the_languages_they_look_like(title, proposal):
    found = reading(f"Titel;Start\nDørene åbner;9\n{title};10\n", setting(language="da", last=setting().first_day))

    assert [fault.proposal for fault in found.faults if fault.question.startswith("split:")] == [proposal]


def test_a_title_that_the_file_gives_in_a_language_of_its_own_is_a_second_one(event):
    bring(event, draft("Natteravne", language="da", key="nr:1"))
    bring(event, draft("Night ravens", language="en", key="nr:1"))

    session = Session.objects.get()
    assert (session.title_da, session.title_en) == ("Natteravne", "Night ravens")


def test_what_was_said_of_a_file_is_remembered_for_the_next(event):
    content = b"Titel;Dato\nNatteravne;2024-09-26\n"
    said = {"language:": "sv"}
    made = read(content, "a.csv", setting_of(event, answers=said))
    apply(event, made, by=None, choices=Choices(answers=said))

    again = read(content, "a.csv", setting_of(event))

    assert [each.language for each in again.drafts] == ["sv"]
    assert plan(event, again).language_said == "sv"
