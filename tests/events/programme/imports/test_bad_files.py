"""Whatever the bytes are: a reading or a sentence, never a traceback, and soon."""

from __future__ import annotations

import json
import os
import random
import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conference_portal.kit.decoding import Unreadable
from events.programme.imports.cleaning import prose
from events.programme.imports.drafts import Reading, Setting
from events.programme.imports.reading import MOST_BYTES, read
from tests.events.programme.imports.files import DATA, package, setting, workbook

WHERE = (setting(), Setting("Europe/Oslo"), Setting("Europe/Oslo", 2028, date(2028, 9, 20), None, "da"))
SEEDS = sorted(path.read_bytes() for path in DATA.iterdir() if path.is_file()) if DATA.is_dir() else []
SEEDS.append(workbook(["Titel", "Dato", "Start"], ["A", date(2028, 9, 20), "9.30"]))
SEEDS.append('Titel,Dato,Start,Slut,Varighed,Talere\nA,20.09.2028,09:00,10:00,45,"Anna Ås, rektor"\n'.encode())
STRANGE = (
    "0", "-1", "9" * 30, "1e999", "\0", "24:00", "31.02.", "99:99", "Dag 999999999", "0001-01-01", "nan", "²", "½",
    "[[", '"', "\\", "PT99999999999999H", "1970-01-01T00:00:00+99:99", "9999-12-31T23:59:59Z", "20280920T240000Z", "/",
    " / ",
)  # fmt: skip
KEYS = ("title", "date", "start", "end", "mins", "people", "room", "days", "x")
TEXT = st.text(st.characters(codec="utf-8", max_codepoint=0x2FF), max_size=10)
quickly = settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)


def outcome(content, where):
    try:
        return read(content, "programme", where)
    except Unreadable as refused:
        return str(refused)


@quickly
@given(seed=st.sampled_from(SEEDS), chance=st.randoms(use_true_random=False), where=st.sampled_from(WHERE))
def test_a_damaged_file_is_read_or_refused(seed, chance: random.Random, where):
    content = bytearray(seed)
    for _time in range(chance.choice((1, 2, 8))):
        place = chance.randrange(len(content) + 1)
        content[place : place + chance.choice((0, 1, 40))] = chance.choice(STRANGE).encode()

    assert isinstance(outcome(bytes(content), where), Reading | str)


@quickly
@given(
    data=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.sampled_from(STRANGE),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
        max_leaves=12,
    ),
    where=st.sampled_from(WHERE),
)  # fmt: skip
def test_any_json_is_read_or_refused(data, where):
    assert isinstance(outcome(json.dumps([data, {"title": "A", "start": data}]).encode(), where), Reading | str)


@quickly
@given(cells=st.lists(TEXT | st.sampled_from(STRANGE), min_size=5, max_size=5), where=st.sampled_from(WHERE))
def test_any_cell_is_read_or_told(cells, where):
    row = ";".join('"{}"'.format(cell.replace('"', '""')) for cell in cells)
    content = f"Titel;Dato;Start;Slut;Talere\n{row}\nB;2028-09-20;9;10;Bo Ek\n"

    assert isinstance(outcome(content.encode("utf-8", "replace"), where), Reading | str)


TOO_MUCH = {
    "nothing": b"",
    "zeros": b"\0" * 1000,
    "noise": os.urandom(20_000),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "more bytes than a programme has": b"a" * (MOST_BYTES + 1),
    "a package of anything": package(**{"word__document.xml": b"<a/>"}),
    "100 000 rows": b"Titel,Dato\n" + b"A,2028-09-20\n" * 100_000,
    "100 000 records": b"[" + b'{"title": "A"},' * 100_000 + b"{}]",
    "a bomb": package(**{"xl__workbook.xml": b"<a/>", "xl__worksheets__sheet1.xml": b"0" * 20_000_000}),
}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_what_is_no_programme_is_refused_soon(kind):
    begun = time.process_time()
    with pytest.raises(Unreadable):
        read(TOO_MUCH[kind], "programme.xlsx", setting())

    assert time.process_time() - begun < 2


LONG = {
    "zeros": "0" * 60_000,
    "brackets": "(" * 60_000,
    "brackets and blanks": "( " * 30_000,
    "blanks": f"a{' ' * 60_000}b",
    "slashes": "/ " * 30_000,
    "commas": f"({'Anna Ås, ' * 6_000}",
    "tags": f"<p>{'<a ' * 20_000}",
    "comments": f"<p>{'<!--' * 15_000}",
}


@pytest.mark.parametrize("kind", LONG)
def test_a_long_cell_is_read_soon(kind):
    heads = "Titel;Dato;Start;Varighed;Talere;Emne;Sprog;Type;Beskrivelse"
    row = ";".join(["A", "2028-09-20", "9", *[LONG[kind]] * 6])
    begun = time.process_time()

    assert isinstance(read(f"{heads}\n{row}\n{row}\n".encode(), "programme", setting()), Reading)
    assert time.process_time() - begun < 1


def test_a_script_of_one_long_word_is_refused_soon():
    begun = time.process_time()
    with pytest.raises(Unreadable):
        read(b"x = [];" + b"a" * 300_000, "programme", setting())

    assert time.process_time() - begun < 1


@pytest.mark.usefixtures("in_english")
def test_deeply_nested_records_are_refused():
    nested = b'[{"title": "A", "start": "2028-09-20 09:00", "tags": ' + b"[" * 900 + b"]" * 900 + b"}]"

    assert outcome(nested, setting()) == "This JSON file is nested too deeply."


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    "content", [b"<schedule/>", b'<schedule><day a="x"/></schedule>', b'{"schedule": {"days": []}}']
)
def test_a_schedule_of_nothing_is_an_error(content):
    (fault,) = read(content, "programme", setting()).faults

    assert (fault.kind, fault.message) == ("error", "There is no session in this file.")


def test_tags_are_marks_and_other_signs_stay():
    assert prose("<p>A <b>b</b> <!-- c --> 1 < 2 <3") == "A **b**  1 < 2 <3"


def test_the_name_decides_nothing():
    content = workbook(["Titel", "Dato"], ["A", "20.09.2028"])

    assert read(content, "programme.csv", setting()) == read(content, "programme.xlsx", setting())
