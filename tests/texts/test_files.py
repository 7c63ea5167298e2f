"""Texts go out to translators, and come back: what is newer here is never overwritten unasked."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import tostring

import pytest
from defusedxml.ElementTree import fromstring
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils.translation import override
from openpyxl import load_workbook

from conference_portal.history.models import Change
from conference_portal.kit.decoding import Unreadable
from conference_portal.texts.files import read, written
from conference_portal.texts.models import File
from conference_portal.texts.plan import apply, plan
from conference_portal.texts.units import units
from tests.texts.test_units import state, write
from tests.texts.test_views import HOME, form_of_answer

FORMS = ("xliff", "xlsx")
X = "{urn:oasis:names:tc:xliff:document:1.2}"


def out(edition, form, code="is"):
    return written(units(edition, code), edition.year, form)


def translated(content, form, words):
    """As a translator outside fills it in: by source the translation."""
    if form == "xliff":
        root = fromstring(content)
        for unit in root.iter(f"{X}trans-unit"):
            if text := words.get(unit.find(f"{X}source").text):
                unit.find(f"{X}target").text = text
        return tostring(root, encoding="utf-8")
    book = load_workbook(io.BytesIO(content))
    for row in book.active.iter_rows(min_row=2):
        if text := words.get(row[4].value):
            row[5].value = text
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.fixture(params=FORMS)
def form(request):
    return request.param


def test_texts_go_out_and_come_back(page, form):
    content = translated(out(page.edition, form), form, {"Find vej": "Leiðin"})

    made = apply(page.edition, read(content), by=None)
    page.refresh_from_db()

    assert made.counts == {"new": 1, "changed": 0, "same": 1, "conflict": 0, "not_understood": 0}
    assert page.title_is == "Leiðin"
    assert Change.objects.filter(table="editions_page", after__title_is="Leiðin", how="import").exists()
    assert plan(page.edition, read(content)).counts["same"] == 2


def test_an_untouched_file_changes_nothing(page, form):
    write(page, title_is="=Leiðin", body_is="-1")

    assert plan(page.edition, read(out(page.edition, form))).counts["same"] == 2


@pytest.mark.parametrize(("column", "words"), [("title_is", "Ný leið"), ("title_da", "Ny vej")])
def test_newer_work_here_stays_unless_the_file_is_to_win(page, form, column, words):
    content = translated(out(page.edition, form), form, {"Find vej": "Leiðin"})
    write(page, **{column: words})
    before = page.title_is or ""

    kept = apply(page.edition, read(content), by=None)
    page.refresh_from_db()
    after = page.title_is or ""
    apply(page.edition, read(content), by=None, take={f"editions_page:{page.pk}:title"})
    page.refresh_from_db()

    assert (kept.counts["conflict"], after) == (1, before)
    assert page.title_is == "Leiðin"


def test_a_line_that_is_not_understood_is_named_and_the_others_count(page):
    words = {"Find vej": "Leiðin " * 40}
    content = translated(out(page.edition, "xlsx"), "xlsx", words)
    book = load_workbook(io.BytesIO(content))
    book.active.append(["2026:is:editions_page:999999:title:" + ":".join(["0" * 18] * 2), "", "", "", "", "Horfið"])
    book.active.append(["what?", "", "", "", "", "Hvað"])
    made = io.BytesIO()
    book.save(made)

    with override("en"):
        found = plan(page.edition, read(made.getvalue())).of("not_understood")

    assert [each.entry.line for each in found] == [2, 4, 5]
    assert [each.reason.partition(" ")[0] for each in found] == ["Ensure", "This", "“what?”"]


def test_a_text_that_begins_like_a_formula_stays_a_text(page):
    write(page, title_da="=HYPERLINK(1)")

    cell = load_workbook(io.BytesIO(out(page.edition, "xlsx"))).active["E2"]

    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_xliff_says_languages_states_and_what_changed(page):
    write(page, title_da="Vejen")
    with override("en"):
        root = fromstring(out(page.edition, "xliff", "sv"))
    part = root.find(f"{X}file")
    first = next(root.iter(f"{X}trans-unit"))

    assert (part.get("source-language"), part.get("target-language")) == ("da", "sv")
    assert [each.find(f"{X}target").get("state") for each in root.iter(f"{X}trans-unit")] == [
        "needs-adaptation",
        "translated",
    ]
    assert first.get("maxwidth") == "150"
    assert [each.text for each in first.findall(f"{X}note")][1] == "The translation was made from: Find vej"
    assert [each.tag.removeprefix(X) for each in first] == ["source", "target", "note", "note"]


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><xliff>&a;</xliff>'


def deep():
    return b"<xliff>" + b"<g>" * 5000 + b"</g>" * 5000 + b"</xliff>"


def packed():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<x/>")
        package.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\0\1\2\3" * 50, b"<html></html>", b"<xliff", BOMB, deep(), b"<xliff version='2.1'/>", b"<xliff/>",
        b"key;is\nnothing;x", b"PK\x03\x04broken", packed(), "kein Schlüssel".encode("utf-16"),
    ],
    ids=range(12),
)  # fmt: skip
def test_what_is_no_file_of_ours_is_refused_in_words(content):
    with pytest.raises(Unreadable, match=r"\w+ \w+.*\."):
        read(content)


def test_files_of_two_languages_are_brought_one_by_one(page):
    mixed = out(page.edition, "xliff").replace(b":is:", b":sv:", 1)

    with override("en"), pytest.raises(Unreadable, match="several editions or languages"):
        read(mixed)


# At the desk


def sent(content, name="texts.xlf"):
    return {"file": SimpleUploadedFile(name, content)}


def test_a_file_is_looked_at_and_then_taken_over(astrid, page, form):
    content = translated(astrid.get(f"{HOME}is/texts.{form}?open=1").content, form, {"Find vej": "Leiðin"})
    answer = astrid.post(f"{HOME}file/", sent(content))
    shown = astrid.get(answer.url)
    untouched = state(page, "is")

    taken = astrid.post(answer.url, form_of_answer(shown) | {"_take": ""}, follow=True)

    assert "Leiðin" in shown.content.decode()
    assert (untouched, state(page, "is")) == ("missing", "done")
    assert "1 text is taken over." in taken.content.decode()
    assert File.objects.count() == 0


def test_what_changes_between_look_and_button_is_shown_again(astrid, page):
    content = translated(astrid.get(f"{HOME}is/texts.xliff").content, "xliff", {"Find vej": "Leiðin"})
    url = astrid.post(f"{HOME}file/", sent(content)).url
    look = form_of_answer(astrid.get(url))
    write(page, title_is="Ný leið")

    answer = astrid.post(url, look | {"_take": ""})
    page.refresh_from_db()

    assert (answer.status_code, page.title_is) == (409, "Ný leið")
    assert "keep what stands here" in answer.content.decode()


def test_a_file_of_another_edition_or_none_is_refused_beside_the_field(astrid, page):
    other = out(page.edition, "xliff").replace(b'"2026:', b'"2024:')
    files: list[Any] = [{}, sent(b"x"), sent(other)]

    answers = [astrid.post(f"{HOME}file/", data) for data in files]

    assert [each.status_code for each in answers] == [422, 422, 422]
    assert "another edition" in answers[2].content.decode()
    assert File.objects.count() == 0


def test_a_file_can_be_thrown_away(astrid, page):
    url = astrid.post(f"{HOME}file/", sent(out(page.edition, "xliff"))).url

    astrid.post(url, {"_discard": ""})

    assert (File.objects.count(), astrid.get(url).status_code) == (0, 404)


# Commands


def test_commands_send_out_and_take_back(page, tmp_path, capsysbinary, form):
    call_command("export_texts", "2026", "--to", "is", "--format", form)
    file = Path(tmp_path / "texts")
    file.write_bytes(translated(capsysbinary.readouterr().out, form, {"Find vej": "Leiðin"}))
    said = io.StringIO()

    call_command("import_texts", file, "--json", stdout=said)
    before = state(page, "is")
    call_command("import_texts", file, "--apply", stdout=io.StringIO())

    told = json.loads(said.getvalue())
    assert (told["edition"], told["language"], told["new"], told["errors"]) == (2026, "is", 1, [])
    assert (before, state(page, "is")) == ("missing", "done")


def test_commands_say_what_is_wrong(cast, tmp_path):  # noqa: ARG001
    broken = tmp_path / "texts"
    broken.write_bytes(b"<xliff")
    said = io.StringIO()

    with pytest.raises(CommandError, match="broken") as refused:
        call_command("import_texts", broken, "--json", stdout=said)
    with pytest.raises(CommandError, match="no edition"):
        call_command("export_texts", "1999", "--to", "is")

    assert (refused.value.returncode, json.loads(said.getvalue())["new"]) == (2, 0)
