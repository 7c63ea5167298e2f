"""What people type, asked of the portal's own archive; and every text that it shows, looked for by its own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from modeltranslation.translator import translator

from conference_portal.archive.loading import load
from conference_portal.kit.languages import READING, STORED, column
from conference_portal.kit.text import plain
from conference_portal.search.models import Entry, kinds
from conference_portal.search.query import Question, find
from conference_portal.search.query.ranking import Words, holding
from conference_portal.search.words import WORD
from tests.search.conftest import search

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("search-archive")]

GOLDEN = yaml.safe_load((Path(__file__).parents[1] / "data" / "search" / "golden.yaml").read_text(encoding="utf-8"))
RECALL = {"da": 0.95, "sv": 0.95, "en": 0.95, "is": 0.9}
LEAST_QUERIES = 40
FIRST = {
    "Aarhus": "/cities/aarhus/",
    "Kaupmannahöfn": "/cities/kobenhavn/",
    "goteborg": "/cities/goteborg/",
    "rekjavik": "/cities/reykjavik/",
    "2019": "/2019/",
    "Reykjavík 2024": "/2024/",
    "Mette Dybkær": "/speakers/mette-dybkaer/",
    "molin": "/speakers/peter-molin/",
    "Stærkere sammen": "/2024/",
    "Starkare tillsammans": "/2024/",
    "Stronger together": "/2024/",
    "Sterkari saman": "/2024/",
}


@dataclass
class Answers:
    """What the archive answered, by the language of the reader."""

    missed: dict[str, list[str]] = field(default_factory=dict)  # queries whose address is not among the first ten
    first: dict[str, dict[str, str]] = field(default_factory=dict)  # the first address of each
    foreign: dict[str, list[str]] = field(default_factory=dict)  # hits in another language that exist in the reader's
    lost: dict[str, list[object]] = field(default_factory=dict)  # texts that do not lead back, by their language
    unnamed: list[object] = field(default_factory=list)  # objects that are not found by their names


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):  # noqa: ARG001 (makes the database)
    """Asked in one go, and the archive is gone again."""
    found = Answers()
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        for language in READING:
            found.missed[language] = [
                asked for asked, address in golden(language) if not leads(asked, address, language)
            ]
            found.first[language] = {asked: search(asked, language=language, first=1)[0].path for asked in FIRST}
            found.foreign[language] = foreign("ungdom", language)
        found.lost = {language: lost_texts(language) for language in STORED}
        found.unnamed = unnamed()
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("language", READING)
def test_what_people_type_leads_to_what_they_mean(answers, language):
    missed = answers.missed[language]

    assert 1 - len(missed) / len(golden(language)) >= RECALL[language], missed


@pytest.mark.parametrize("language", READING)
def test_each_language_is_asked_often_enough(language):
    assert sum(map(len, GOLDEN[language].values())) >= LEAST_QUERIES


@pytest.mark.parametrize("language", READING)
def test_what_bears_a_name_a_year_or_a_theme_comes_first(answers, language):
    assert answers.first[language] == FIRST


@pytest.mark.parametrize("language", READING)
def test_a_hit_is_shown_in_the_readers_language_where_it_exists(answers, language):
    assert answers.foreign[language] == []


@pytest.mark.parametrize("language", STORED)
def test_every_text_that_is_shown_is_found_by_its_words(answers, language):
    assert answers.lost[language] == []


def test_every_public_object_is_found_by_its_name(answers):
    assert answers.unnamed == []


def golden(language):
    """(query, address) of a language's readers."""
    groups = [*GOLDEN["everywhere"].values(), *GOLDEN[language].values()]
    return [(str(asked), address) for group in groups for asked, address in group.items()]


def leads(asked, address, language):
    return address in [entry.path for entry in search(asked, language=language, first=10)]


def foreign(asked, language):
    spoken = set(Entry.objects.filter(language=language).values_list("kind", "object_id"))
    hits = search(asked, language=language)
    return [hit.path for hit in hits if hit.language != language and (hit.kind, hit.object_id) in spoken]


def lost_texts(language):
    """Of what is shown in this language: what three telling words of a paragraph do not lead back to."""
    return [(key, words) for key, words in sorted(shown_texts(language)) if not is_held(key, words)]


def is_held(key, words):
    """Asked of the object's entries alone: the whole search for two thousand texts takes its time."""
    return Entry.objects.of([key]).filter(holding(Words(Question.of(words).words))).exists()


def unnamed():
    asked = {(kind, thing.pk): telling(str(thing)) for kind, thing in public()}
    return [(key, words) for key, words in asked.items() if key not in find(Question.of(words), AnonymousUser()).keys]


def shown_texts(language):
    """{(key, words)}: what pages show of each public object in this language, gathered past the search's own code."""
    found = set()
    for kind, thing in public():
        texts = [text for part in SHOWN[kind](thing) for text in texts_of(part, language)]
        paragraphs = [telling(paragraph) for text in texts for paragraph in text.split("\n\n")]
        found |= {((kind, thing.pk), words) for words in paragraphs if words}
    return found


def public():
    """(kind, object) of all that anybody may read."""
    for kind, model in kinds().items():
        rows: Any = model._default_manager
        for thing in rows.visible_to(AnonymousUser()):
            yield kind, thing


def texts_of(part, language):
    """All texts of a row in this language, and what it has in none: names of people, addresses."""
    if isinstance(part, Named):
        name = getattr(part.thing, column("name", language), None) or getattr(part.thing, "name", "")
        return [name] if name else []
    model = type(part)
    translated = (
        translator.get_options_for_model(model).all_fields if model in translator.get_registered_models() else ()
    )
    texts = [getattr(part, column(name, language)) for name in translated if name not in UNSHOWN]
    if language == STORED[0]:  # once is enough
        own = {column.name for column in model._meta.fields} - {*translated}
        texts += [getattr(part, name) for name in PLAIN if name in own]
    return [text for text in texts if text]


def telling(paragraph):
    """The three longest words."""
    words = dict.fromkeys(WORD.findall(plain(paragraph)))
    return " ".join(sorted(words, key=lambda word: (-len(word), word))[:3])


def behind(owner):
    bodies = [involvement.organisation for involvement in owner.involvements.all()]
    parents = [body.parent for body in bodies if body.parent]
    return [*owner.involvements.all(), *bodies, *parents, *owner.contacts.all(), *owner.keydates.all()]


def of_edition(edition):
    theme = getattr(edition, "theme", None)
    return [part for part in (edition, theme, Named(edition.host), edition.venue, *behind(edition)) if part]


def of_event(event):
    guide, theme = getattr(event, "guide", None), getattr(event, "theme", None)
    room = (event.room, event.room.venue) if event.room else ()
    asked = (guide, *guide.prompts.all()) if guide else ()
    themes = (theme, *theme.subthemes.all()) if theme else ()
    parts = (event, event.city and Named(event.city), *room, *asked, *themes, *event.materials.all(), *behind(event))
    return [part for part in parts if part]


def with_people(thing, those_in_it):
    return [thing, *those_in_it, *(Named(each.speaker) for each in those_in_it)]


class Named:
    """Something of which only the name is shown here."""

    def __init__(self, thing):
        self.thing = thing


PLAIN = ("name", "email", "phone", "address", "abbreviation")
UNSHOWN = ("access", "cancelled_because")  # of a venue and its rooms, of a session that is on
SHOWN = {
    "city": lambda city: [city],
    "speaker": lambda speaker: [speaker],
    "edition": of_edition,
    "event": of_event,
    "page": lambda page: [page],
    "topic": lambda topic: [topic],
    "subtheme": lambda subtheme: [subtheme],
    "session": lambda session: [*with_people(session, session.appearances.all()), *session.materials.all()],
    "output": lambda output: with_people(output, output.credits.all()),
    "statement": lambda statement: [statement, *statement.uptakes.all()],
}
