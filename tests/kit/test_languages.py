"""What is shown, in which language, and what the reader is told about it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import translation

from cities.models import City
from conference_portal.kit.languages import (
    READING,
    SortKey,
    Text,
    chain,
    language_name,
    negotiate,
    only_in,
    reading_language,
    shown,
    text,
)


@dataclass
class Thing:
    title_da: str | None = None
    title_sv: str | None = None
    title_en: str | None = None
    title_is: str | None = None
    title_other: str | None = None
    other_language: str = ""
    title: str = "never read"


@pytest.mark.parametrize("language", READING)
def test_text_is_the_readers_own_where_it_exists(language):
    thing = Thing(title_da="da", title_sv="sv", title_en="en", title_is="is", title_other="nb", other_language="nb")

    with translation.override(language):
        found = text(thing, "title")

        assert found == Text(language, language)
        assert not found.is_fallback


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("da", ["da", "en", "sv", "is", "other"]),
        ("sv", ["sv", "da", "en", "is", "other"]),
        ("en", ["en", "da", "sv", "is", "other"]),
        ("is", ["is", "en", "da", "sv", "other"]),
    ],
)
def test_text_falls_back_along_the_readers_chain(language, order):
    thing = Thing(title_da="a", title_sv="a", title_en="a", title_is="a", title_other="a", other_language="fi")
    met = []

    for column in order:
        met.append(text(thing, "title", language=language).language)
        setattr(thing, f"title_{column}", "" if column in {"da", "is"} else None)

    assert chain(language) == tuple(order)
    assert met == [*order[:-1], "fi"]


def test_text_of_nothing_is_empty_and_no_fallback():
    with translation.override("is"):
        found = text(Thing(title_da="", title_sv=None), "title")

        assert found == Text("", "is")
        assert not found
        assert not found.is_fallback
        assert str(found) == ""


def test_text_in_the_fifth_pane_without_its_language_is_undetermined():
    assert text(Thing(title_other="Hei"), "title", language="da") == Text("Hei", "und")


@pytest.mark.parametrize(
    ("active", "reading"), [("sv", "sv"), ("is", "is"), ("en-gb", "en"), ("de", "da"), ("nb", "da"), (None, "da")]
)
def test_reading_language_is_one_of_the_four(active, reading):
    with translation.override(active):
        assert reading_language() == reading


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("sv", ["svensk", "svenska", "Swedish", "sænska"]),
        ("nb", ["norsk", "norska", "Norwegian", "norska"]),
        ("nn", ["norsk", "norska", "Norwegian", "norska"]),
        ("en-GB", ["engelsk", "engelska", "English", "enska"]),
        ("xx-nonsense", ["xx-nonsense"] * 4),
    ],
)
def test_language_name_is_that_of_running_text(code, names):
    assert [language_name(code, within=language) for language in READING] == names


def test_only_in_names_the_language():
    with translation.override("en"):
        assert only_in("sv") == "Only in Swedish"
        assert only_in("nb") == only_in("no") == "Only in Norwegian"
        assert only_in("da", block=True) == "This text is only in Danish"
        assert only_in("uk") == "Only in this language: Ukrainian"
        assert only_in("uk", block=True) == "This text is only in this language: Ukrainian"
        assert only_in("und") == "Only in another language"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("da-DK,da;q=0.9,en;q=0.5", "da"),
        ("nb-NO,no;q=0.9,en;q=0.5", "da"),
        ("kl-GL,kl;q=0.9", "da"),
        ("fi-FI,fi;q=0.9,sv;q=0.8,en;q=0.7", "sv"),
        ("fi", "en"),
        ("sv-FI,fi;q=0.8", "sv"),
        ("zh-Hans-CN,zh;q=0.9", "en"),
        ("de,da;q=0.5", "da"),
        ("en;q=0.2,is;q=0.8", "is"),
        ("da;q=0,en", "en"),
        ("DA-dk,EN;q=0.1", "da"),
        ("is ; q=0.9 , en ; q=0.4", "is"),
        (None, "da"),
        ("", "da"),
        ("*", "da"),
        (";;;q=,,=", "da"),
        ("x" * 5000, "da"),
    ],
)
def test_negotiate_finds_what_the_reader_reads_best(header, language):
    assert negotiate(header) == language


@pytest.mark.django_db
def test_shown_finds_and_orders_by_what_the_reader_sees():
    for slug, names in {
        "aarhus": {"name_da": "Aarhus", "name_sv": "Århus", "name_is": ""},
        "turku": {"name_sv": "Åbo", "name_other": "Turku"},
        "tampere": {"name_other": "Tampere", "other_language": "fi"},
        "oslo": {"name_da": "Oslo"},
    }.items():
        City.objects.create(slug=slug, **names)

    def seen(language):
        with translation.override(language):
            cities = City.objects.order_by(SortKey(shown("name")))
            found = list(cities.annotate(seen=shown("name")).values_list("seen", flat=True))
            assert found == [text(city, "name").value for city in cities]
            return found

    assert seen("da") == ["Oslo", "Tampere", "Åbo", "Aarhus"]
    assert seen("sv") == ["Oslo", "Tampere", "Åbo", "Århus"]
    assert seen("is") == ["Aarhus", "Oslo", "Tampere", "Åbo"]
    assert (
        City.objects.filter(pk__in=City.objects.alias(seen=shown("name", language="is")).filter(seen="Åbo")).count()
        == 1
    )


def test_shown_follows_a_path():
    columns = [str(expression) for expression in shown("host__name", language="is").get_source_expressions()]

    assert [f"host__name_{code}" in column for code, column in zip(chain("is"), columns, strict=False)] == [True] * 5
