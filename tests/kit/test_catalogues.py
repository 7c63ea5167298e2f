"""Catalogues: compiled when their source is newer, and told line by line when they are not complete."""

from __future__ import annotations

import gettext
import os

import pytest

from conference_portal.kit.catalogues import compile_catalogues, problems

HEADER = """msgid ""
msgstr ""
"Language: da\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
COMPLETE = """msgid "Host city"
msgstr "Værtsby"

#, python-format
msgid "%(count)d city"
msgid_plural "%(count)d cities"
msgstr[0] "%(count)d by"
msgstr[1] "%(count)d byer"
"""


@pytest.fixture
def catalogue(tmp_path):
    path = tmp_path / "da" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)

    def write(text):
        path.write_text(HEADER + text, encoding="utf-8")
        return path

    return write


def test_compile_makes_what_gettext_reads(catalogue, tmp_path):
    catalogue(COMPLETE)

    assert compile_catalogues(tmp_path) == 1

    words = gettext.translation("django", tmp_path, ["da"])
    assert words.gettext("Host city") == "Værtsby"
    assert words.ngettext("%(count)d city", "%(count)d cities", 2) == "%(count)d byer"


def test_compile_does_nothing_twice_and_follows_its_source(catalogue, tmp_path):
    path = catalogue(COMPLETE)
    compile_catalogues(tmp_path)
    compiled = path.with_suffix(".mo")
    os.utime(path, ns=(compiled.stat().st_mtime_ns - 1,) * 2)

    assert compile_catalogues(tmp_path) == 0

    os.utime(path, ns=(compiled.stat().st_mtime_ns + 1,) * 2)
    assert compile_catalogues(tmp_path) == 1


def test_problems_of_a_complete_catalogue_are_none(catalogue, tmp_path):
    catalogue(COMPLETE)

    assert list(problems(tmp_path)) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('msgid "Theme"\nmsgstr ""\n', "not translated: 'Theme'"),
        ('#, fuzzy\nmsgid "Theme"\nmsgstr "Tema?"\n', "fuzzy: 'Theme'"),
        ('msgid "a city"\nmsgid_plural "cities"\nmsgstr[0] "by"\nmsgstr[1] ""\n', "not translated: 'a city'"),
        ('#, python-format\nmsgid "In %(city)s"\nmsgstr "I %(by)s"\n', "unknown named placeholder"),
    ],
)
def test_problems_name_place_and_reason(catalogue, tmp_path, text, reason):
    catalogue(text)

    (found,) = problems(tmp_path)
    assert found.startswith(("da/LC_MESSAGES/django.po:7: ", "da/LC_MESSAGES/django.po:8: "))
    assert reason in found
