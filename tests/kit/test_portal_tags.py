"""What templates print: texts with their language, times that machines read, names, drawings, the page's head."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe

from conference_portal.kit.languages import Text

START = datetime(2024, 9, 26, 10, 50, tzinfo=UTC)
END = datetime(2024, 9, 26, 11, 50, tzinfo=UTC)
SWEDISH = Text("Trygg <hemma>", "sv")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def render(source, **values):
    return Template("{% load portal %}" + source).render(Context(values))


def stored(**columns):
    """Something with a title in some of the five columns."""
    titles = dict.fromkeys([f"title_{column}" for column in ("da", "sv", "en", "is", "other")], "")
    return SimpleNamespace(**titles | {"other_language": ""} | columns)


# text


def test_text_in_the_readers_language_is_plain_and_escaped():
    thing = stored(title_en="Safe & sound", title_sv="Trygg")

    assert render('{% text thing "title" %}', thing=thing) == "Safe &amp; sound"
    assert render('{% text thing "title" url="/a/" %}', thing=thing) == '<a href="/a/">Safe &amp; sound</a>'


def test_text_in_another_language_says_so_to_machines_and_to_readers():
    assert render('{% text thing "title" %}', thing=stored(title_sv="Trygg")) == (
        '<span lang="sv">Trygg</span> <small class="language-mark" data-fallback="sv" lang="en">Only in Swedish</small>'
    )


def test_text_with_a_link_keeps_the_mark_outside():
    assert render("{% text words url=url %}", words=SWEDISH, url="/a/?b=1&c") == (
        '<a href="/a/?b=1&amp;c" lang="sv">Trygg &lt;hemma&gt;</a> '
        '<small class="language-mark" data-fallback="sv" lang="en">Only in Swedish</small>'
    )


def test_text_from_the_fifth_pane_carries_its_own_language_and_direction():
    arabic = stored(title_other="سلام", other_language="ar")

    assert render('{% text thing "title" mark=False %}', thing=arabic) == '<span lang="ar" dir="rtl">سلام</span>'


def test_text_is_marked_once_beside_words_in_the_same_language():
    words = {"title": SWEDISH, "note": Text("Verkstad", "sv"), "danish": Text("Værksted", "da")}

    assert render("{% text note beside=title %}", **words) == '<span lang="sv">Verkstad</span>'
    assert "Only in Danish" in render("{% text danish beside=title %}", **words)


@pytest.mark.parametrize("nothing", [None, "", Text("", "en")])
def test_text_and_prose_of_nothing_are_nothing(nothing):
    assert render('{% text nothing url="/a/" %}{% prose nothing %}', nothing=nothing) == ""


def test_text_takes_plain_words_numbers_and_html_that_is_safe():
    assert render("{% text a %} {% text b %} {% text c %}", a="<", b=7, c=mark_safe("<b>x</b>")) == "&lt; 7 <b>x</b>"


# prose


def test_prose_is_markdown_in_a_block():
    assert render('{% prose thing "title" %}', thing=stored(title_en="One *two*")) == (
        '<div class="prose"><p>One <em>two</em></p></div>'
    )


def test_prose_in_another_language_stands_under_a_sentence():
    assert render('{% prose words css="lead" %}', words=Text("Hej", "sv")) == (
        '<div class="language-block"><p class="language-mark" data-fallback="sv" lang="en">'
        "This text is only in Swedish</p>"
        '<div class="lead" lang="sv"><p>Hej</p></div></div>'
    )


@pytest.mark.parametrize("option", ["mark=False", "beside=words"])
def test_prose_that_was_announced_stands_alone(option):
    found = render("{% prose words " + option + " %}", words=Text("Hej", "sv"))

    assert found == '<div class="prose" lang="sv"><p>Hej</p></div>'


# parts


def test_language_mark_says_each_language_once():
    found = render(
        "{% language_mark a b c d %}", a=SWEDISH, b=Text("Mera", "sv"), c=Text("Mere", "da"), d=Text("", "is")
    )

    assert found.count("Only in Swedish") == 1
    assert found.count("Only in Danish") == 1
    assert found.count("<small") == 2
    assert render("{% language_mark a %}", a="English") == ""


def test_a_list_in_another_language_is_marked_as_a_whole():
    source = (
        "{% language_note a %}<ol{% language_of a %}>"
        "<li>{% inside a a %}{% inside b a %}<i{% language_back a %}></i></ol>"
    )

    assert render(source, a=SWEDISH, b=Text("English", "en")) == (
        '<p class="language-mark" data-fallback="sv" lang="en">This text is only in Swedish</p>'
        '<ol lang="sv"><li>Trygg &lt;hemma&gt;<span lang="en">English</span><i lang="en"></i></ol>'
    )
    assert render(source, a=Text("One", "en"), b="Two") == "<ol><li>OneTwo<i></i></ol>"
    assert render("{% language_note a beside=a %}", a=SWEDISH) == ""


def test_person_is_left_alone_by_translators():
    assert render("{% person name %}", name="Åsa <Ek>") == '<span translate="no">Åsa &lt;Ek&gt;</span>'


# times and numbers


def test_when_gives_each_end_of_a_range_its_own_value():
    assert render("{% when a b %}", a=date(2024, 9, 25), b=date(2024, 9, 27)) == (
        '<time datetime="2024-09-25">25</time>–<time datetime="2024-09-27">27 September 2024</time>'
    )


@pytest.mark.parametrize("source", ["{% when a %}", "{% when a a %}", '{% when a "" %}', "{% day a %}"])
def test_when_of_one_day_is_that_day(source):
    assert render(source, a=date(2024, 9, 25)) == '<time datetime="2024-09-25">25 September 2024</time>'


def test_weekday_names_the_day():
    assert render("{% weekday a year=True %}", a=date(2024, 9, 25)) == (
        '<time datetime="2024-09-25">Wednesday 25 September 2024</time>'
    )


def test_clock_shows_the_time_of_the_place_with_its_offset():
    assert (
        render('{% clock a "Europe/Copenhagen" %}', a=START)
        == '<time datetime="2024-09-26T12:50:00+02:00">12:50</time>'
    )
    with translation.override("da"):
        found = render('{% clock a b "Atlantic/Reykjavik" %}', a=START, b=END)
        bare = render('{% clock a "Atlantic/Reykjavik" bare=True %}', a=START)

    assert found == (
        '<time datetime="2024-09-26T10:50:00+00:00">kl.\N{NO-BREAK SPACE}10.50</time>–'
        '<time datetime="2024-09-26T11:50:00+00:00">11.50</time>'
    )
    assert bare == '<time datetime="2024-09-26T10:50:00+00:00">10.50</time>'


def test_clock_without_an_end_is_its_start():
    assert render('{% clock a nothing "UTC" %}', a=START) == '<time datetime="2024-09-26T10:50:00+00:00">10:50</time>'


@pytest.mark.parametrize("source", ["{% when x %}", "{% day x %}", "{% weekday x %}", '{% clock x "UTC" %}'])
def test_times_that_nobody_knows_are_left_out(source):
    assert render(source, x=None) == ""
    assert render(source) == ""


def test_filters_write_numbers_as_the_reader_does():
    assert render("{{ a|number }} {{ a|kilometres }} {{ b|length }}", a=1960, b=1421) == (
        "1,960 1,960\N{NO-BREAK SPACE}km 23:41"
    )
    assert render("{{ a|number }}{{ a|kilometres }}", a=None) == ""


def test_length_still_counts_lists():
    assert render("{{ a|length }}", a=["x", "y"]) == "2"


# drawings


def edition(**columns):
    city = SimpleNamespace(latitude=64.1, longitude=-21.9)
    nowhere = SimpleNamespace(latitude=None, longitude=None)
    aarhus = SimpleNamespace(latitude=56.2, longitude=10.2)
    return SimpleNamespace(**{"host": city, "partners": [aarhus, nowhere], "ordinal": 14, "year": 2024} | columns)


def test_emblem_shows_the_partners_whose_place_is_known():
    found = render('{% emblem edition frame="wide" css="poster__art" %}', edition=edition())

    assert found.startswith('<svg class="emblem poster__art" viewBox="0 0 600 720"')
    assert found.count("<path") == 1
    assert render("{% emblem edition %}", edition=edition()).startswith('<svg class="emblem" viewBox="0 0 100 100"')


def test_emblem_takes_related_managers():
    manager = SimpleNamespace(all=lambda: [SimpleNamespace(latitude=56.2, longitude=10.2)])

    assert render("{% emblem edition %}", edition=edition(partners=manager)).count("<path") == 1


def test_emblem_of_a_host_nobody_can_place_is_left_out():
    assert render("{% emblem edition %}", edition=edition(host=SimpleNamespace(latitude=None, longitude=None))) == ""


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Maja Thorndal", "MT"),
        ("Birgitte von Holst", "BH"),
        ("Þóra", "Þ"),
        ("åsa ek berg", "ÅB"),
        ("Den", "D"),
        ("U (band)", "U"),
        ("Ida (1990) Holm", "IH"),
        ("(Ana)", "A"),
        ("“Bo” Ek", "BE"),
        ("–", ""),
    ],
)
def test_seal_holds_initials(name, initials):
    assert f">{initials}</text>" in render("{% seal name %}", name=name)


def test_seal_has_an_arc_for_each_edition_up_to_six():
    assert [render("{% seal 'A B' arcs=n %}", n=n).count("<path") for n in (None, 1, 3, 6, 20)] == [1, 1, 3, 6, 6]


def test_seal_wears_the_first_edition():
    found = render("{% seal 'A B' edition=2022 large=True %}")

    assert found.startswith('<svg class="seal seal--large" data-edition="2022" ')
    assert "data-edition" not in render("{% seal 'A B' edition=missing %}")


def test_arcs_count_sub_themes():
    assert [render("{% arcs n %}", n=n).count("<path") for n in (0, 1, 2, 5, 9)] == [1, 1, 2, 5, 5]
    assert '"sub-theme__arcs theme-arcs"' in render('{% arcs 2 css="theme-arcs" %}')


def test_states_differ_in_shape():
    states = ["open", "taken-up", "answered", "not"]
    shapes = {render("{% state_mark state %}", state=state) for state in states}

    assert len(shapes) == len(states)
    assert render('{% state_mark "taken_up" %}') == render('{% state_mark "taken-up" %}')


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("Stronger together", ""),
        ("Young people and community", ""),
        ("Unge i en mangfoldig digital verden", "long"),
        ("Ungdomskultur", "long"),
        ("Ung\u00addoms\u00adår", ""),
        ("Lokalt samarbejde og udvikling. " * 4, "very-long"),
    ],
)
def test_poster_size_makes_room_for_long_themes(words, size):
    assert render("{{ words|poster_size }}", words=Text(words, "da")) == size
