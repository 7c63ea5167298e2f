"""The catalogues as they are shipped: complete, of one mind about placeholders, and ahead of Django's own."""

from __future__ import annotations

import ast
import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django
import pytest
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext, override
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JSONCatalog

from conference_portal.kit import catalogues
from conference_portal.kit.catalogues import BORROWED, OWN, SOURCES, problems, read, uncollected
from conference_portal.kit.languages import READING

CHECKOUT = Path(__file__).resolve().parents[1]
DJANGO = Path(django.__file__).parent
PARTS = {
    "core": "conf",
    "admin": "contrib/admin",
    "auth": "contrib/auth",
    "contenttypes": "contrib/contenttypes",
    "postgres": "contrib/postgres",
}
TRANSLATED = ("da", "sv", "is")
# Also those that gettext does not look at because nothing says which format they are in.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd](?!\w)|\{\w*\}|</?[a-z]+")
NEW_YEAR = datetime(2024, 1, 1, tzinfo=UTC)
COUNTS = (0, 1, 2, 5, 11, 21, 101, 111)
SINGULAR = {"da": {1}, "sv": {1}, "en": {1}, "is": {1, 21, 101}}

with_gettext = pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext")


def catalogue(folder, language, domain="django"):
    return read(folder / language / "LC_MESSAGES" / f"{domain}.po")


def keys(messages):
    return {(each.context, each.id) for each in messages if each.id}


def forms(words):
    return (words,) if isinstance(words, str) else tuple(words)


@pytest.mark.parametrize("folder", [OWN, BORROWED], ids=lambda folder: folder.name)
def test_catalogues_are_complete_and_certain(folder):
    assert list(problems(folder)) == []


def test_catalogues_hold_the_same_strings_in_all_languages():
    first, *others = (keys(catalogue(OWN, language)) for language in READING)

    assert first
    assert all(each == first for each in others)


def test_english_is_its_own_original():
    assert [each.id for each in catalogue(OWN, "en") if forms(each.id) != forms(each.string)] == [""]


@with_gettext
def test_every_string_of_the_sources_is_collected_and_no_other():
    assert list(uncollected(OWN)) == []


@pytest.mark.parametrize("source", SOURCES)
def test_functions_that_translate_keep_their_names(source):
    """Under another name than their own or `_`, xgettext does not see them, and the words stay English."""
    for path in (catalogues.CHECKOUT / source).rglob("*.py"):
        renamed = re.findall(r"^.*\b\w*gettext\w* as (?!_\b)\w+.*$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert renamed == [], path


@with_gettext
def test_collecting_what_is_collected_changes_no_byte(tmp_path, monkeypatch):
    mine = tmp_path / "locale"
    shutil.copytree(OWN, mine)
    monkeypatch.setattr(catalogues, "OWN", mine)

    catalogues.collect()

    for path in OWN.rglob("*.po"):
        assert (mine / path.relative_to(OWN)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "path", sorted([*OWN.rglob("*.po"), *BORROWED.rglob("*.po")]), ids=lambda path: "-".join(path.parts[-4:])
)
def test_translations_keep_the_placeholders_of_the_original(path):
    kept = [each for each in read(path) if each.id]

    assert kept
    for message in kept:
        wanted = set(PLACEHOLDER.findall(forms(message.id)[-1]))
        for words in forms(message.string):
            assert set(PLACEHOLDER.findall(words)) == wanted, (message.id, words)


@pytest.mark.parametrize("language", READING)
def test_translations_ask_for_calm(language):
    """Nobody is shouted at; quotation marks are those of the language."""
    for message in catalogue(OWN, language):
        for words in forms(message.string) if message.id else ():
            assert not re.search(r'[!"]', re.sub("<code.*?</code>|<[^>]+>", "", words)), words


@pytest.mark.parametrize("language", READING)
def test_plurals_follow_the_language(language):
    one, many = ("%(minutes)s minute", "%(minutes)s minutes")
    with override(language):
        singular, plural = ngettext(one, many, 1), ngettext(one, many, 2)
        found = {number for number in COUNTS if ngettext(one, many, number) == singular}

    assert singular != plural
    assert found == SINGULAR[language]


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("part", PARTS)
def test_django_speaks_the_language_throughout(language, part):
    for domain in ("django", "djangojs"):
        originals = DJANGO / PARTS[part] / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        if originals.exists():
            own = [str(originals.parents[2])] if domain == "djangojs" else None
            # Its public face falls back to Danish.
            found: Any = DjangoTranslation(language, domain=domain, localedirs=own)
            known = found._catalog  # noqa: SLF001
            assert [each.id for each in read(originals) if each.id and not _is_known(each, known)] == []


def _is_known(message, known):
    context = f"{message.context}\4" if message.context else ""
    first, *more = forms(message.id)
    return all((f"{context}{first}", number) in known for number in (0, 1)) if more else f"{context}{first}" in known


@pytest.mark.parametrize(
    ("language", "original", "words"),
    [
        ("is", "Skip to main content", "Beint í efni"),
        ("is", "Set password", "Setja lykilorð"),
        ("is", "Add %s", "Bæta við: %s"),  # with a colon, since the name of a thing cannot be inflected here
        ("is", "Thanks for spending some quality time with the web site today.", "Takk fyrir daginn."),
        ("da", "Toggle theme (current theme: auto)", "Skift farver (nu: automatisk)"),  # a theme is something else here
        ("sv", "Today", "I dag"),
    ],
)
def test_words_of_django_are_put_our_way(language, original, words):
    with override(language):
        assert gettext(original) == words


def test_own_words_go_before_djangos():
    with override("da"):
        assert gettext("Search") == "Søg"


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1\xa0dagur"), (2, "2\xa0dagar"), (21, "3\xa0vikur"), (366, "1\xa0ár"), (640, "1\xa0ár, 9\xa0mánuðir")],
)
def test_spans_of_time_are_icelandic(days, words):
    with override("is"):
        assert timesince(NEW_YEAR, NEW_YEAR + timedelta(days)) == words


def test_errors_below_are_counted():
    with override("is"):
        assert (
            ngettext("Please correct the error below.", "Please correct the errors below.", 1)
            == "Lagfærðu villuna hér að neðan."
        )
        assert (
            ngettext("Please correct the error below.", "Please correct the errors below.", 2)
            == "Lagfærðu villurnar hér að neðan."
        )


def test_scripts_of_the_admin_speak_icelandic(rf):
    with override("is"):
        answer: Any = JSONCatalog.as_view(packages=["django.contrib.admin"])(rf.get("/"))

    assert json.loads(answer.content)["catalog"]["Choose all %s"] == "Velja allt: %s"


def written_in_python() -> list[Path]:
    folders = ("conference_portal", "cities", "speakers", "events")
    return [path for folder in folders for path in (CHECKOUT / folder).rglob("*.py")]


def test_no_words_hide_from_the_collector():
    """It does not look into f-strings: what is asked for there is never translated."""
    hidden = [
        f"{path}:{call.lineno}"
        for path in written_in_python()
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id in {"_", "gettext", "ngettext", "pgettext", "gettext_lazy"}
    ]

    assert hidden == []
