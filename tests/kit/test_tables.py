"""Workbooks and separated text → rows with their lines; what could never be a table of people's is refused unopened."""

from __future__ import annotations

import io
import zipfile
from datetime import date, time

import openpyxl
import pytest

from conference_portal.kit.decoding import decode
from conference_portal.kit.packages import Refused, is_package
from conference_portal.kit.tables import MOST_ROWS, Span, letters, separated, workbook

ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="S">{}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
FULL = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'


def book(fill):
    made = openpyxl.Workbook()
    fill(made.active)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def package(*members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return content.getvalue()


def ods(rows):
    return package(
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", ODS.format(rows)),
        ("META-INF/manifest.xml", "<m/>"),
    )


@pytest.mark.parametrize(
    ("content", "encoding", "delimiter", "first"),
    [
        (b"a,b\n1,2\n", "UTF-8", ",", ("a", "b")),
        ("\ufeffå;b\n1;2\n".encode(), "UTF-8", ";", ("å", "b")),
        ("å\tb\n1\t2\n".encode("utf-16"), "UTF-16", "\t", ("å", "b")),
        ("a,b\n1,2\n".encode("utf-16-le"), "UTF-16", ",", ("a", "b")),
        ("a,b\n1,2\n".encode("utf-16-be"), "UTF-16", ",", ("a", "b")),
        ("å;b\n„x“;€\n".encode("cp1252"), "Windows-1252", ";", ("å", "b")),
        (b"sep=|\na|b,c\n", "UTF-8", "|", ("a", "b,c")),
        (b"a, b; c\n1,2\n", "UTF-8", ",", ("a", "b; c")),
        (b"only\none\n", "UTF-8", "\x1f", ("only",)),
    ],
)
def test_separated_text_is_read_in_its_encoding_and_at_its_marks(content, encoding, delimiter, first):
    table = separated(content)

    assert (table.encoding, table.delimiter, table.sheets[0].rows[0].cells) == (encoding, delimiter, first)


def test_a_record_has_the_line_on_which_it_begins():
    table = separated(b'sep=;\na;b\n"x\ny";2\n\n3;"say ""hi"""\n')

    assert [(row.line, row.cells) for row in table.sheets[0].rows if not row.is_empty] == [
        (2, ("a", "b")), (3, ("x\ny", "2")), (6, ("3", 'say "hi"')),
    ]  # fmt: skip


def test_form_feeds_and_line_separators_end_no_line():
    assert len(separated("a,b\nx\fy,z\u2028w\n".encode()).sheets[0].rows) == 2


def test_a_quotation_that_never_closes_is_named():
    assert separated(b'a,b\n1,"x\n2,y\n').unclosed == 2
    assert separated(b'a,b\n1,"x"\n2,y\n').unclosed == 0


@pytest.mark.parametrize(
    "content",
    [b"a,b\n" * (MOST_ROWS + 1), b"a,b\n1," + b"x" * 300_000, b"a,b\n" + b"," * 2_000, b'a,b\n"' + b"x" * 400_000],
)
def test_separated_text_beyond_measure_is_refused(content):
    with pytest.raises(Refused):
        separated(content)


def test_bytes_that_fit_no_letter_are_named_by_their_line():
    decoded = decode("å\nø\n".encode() + b"x\xe5y\n" + "æ\n".encode())

    assert (decoded.encoding, decoded.bad_lines) == ("UTF-8", (3,))
    assert decode(b"\xff\xfe\x00\xd8").bad_lines == (1,)
    assert not decode(bytes(range(20)) * 30).is_text
    assert decode(b"a").text == "a"


def test_a_workbook_keeps_lines_values_and_merged_cells():
    def fill(sheet):
        sheet["A2"] = date(2028, 9, 20)
        sheet["B2"] = time(9, 30)
        sheet["C2"] = "x"
        sheet.merge_cells("C2:D3")

    sheet = workbook(book(fill)).sheets[0]

    assert [row.line for row in sheet.rows] == [1, 2, 3][: len(sheet.rows)]
    assert sheet.rows[1].cells[:3] == (date(2028, 9, 20), time(9, 30), "x")
    assert sheet.spans == (Span((1, 2), (2, 3)),)
    assert workbook(book(lambda _sheet: None)).sheets[0].rows == ()


def test_an_open_document_is_read():
    rows = workbook(ods(f"<table:table-row>{FULL.format('')}</table:table-row>")).sheets[0].rows

    assert [(row.line, row.cells) for row in rows] == [(1, ("x",))]


def far(sheet):
    sheet["A1"] = sheet["XFD1048576"] = "x"


def many(sheet):
    for _number in range(MOST_ROWS + 5):
        sheet.append([1])


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
VALUE = "<row r='1'><c {}><v>1</v></c></row>"


def with_members(*changed):
    """A workbook as programs write it, and in it a member of our own."""
    replaced = dict(changed)
    with zipfile.ZipFile(io.BytesIO(book(lambda sheet: sheet.append(["x"])))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return package(*(members | replaced).items())


def names_for_one_sheet(count):
    spaces = (
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    sheets = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="rId1"/>' for number in range(1, count + 1))
    return f"<workbook {spaces}><sheets>{sheets}</sheets></workbook>"


def sheet(cells):
    return with_members(("xl/worksheets/sheet1.xml", SHEET.format(cells)))


def elsewhere():
    """A sheet under the name of a picture, behind something that is none."""
    return with_members(("xl/media/image1.png", "x" + SHEET.format(VALUE.format('r="XFD1048576"'))))


def shared_text():
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 1_000))
    text = f"<sst><si><t>{'x' * 30_000}</t></si></sst>"
    return with_members(("xl/worksheets/sheet1.xml", SHEET.format(cells)), ("xl/sharedStrings.xml", text))


def repeated(rows, columns, cell=FULL, times=1):
    columns = f' table:number-columns-repeated="{columns}"'
    return ods(f'<table:table-row table:number-rows-repeated="{rows}">{cell.format(columns)}</table:table-row>' * times)


def merged_over_one_another(sheet):
    for row in range(1, 6_001):
        sheet.append([row])
    for column in range(2, 100):
        sheet.merged_cells.add(f"{letters(column)}1:{letters(column)}1048576")


REFUSED = {
    "cells far apart": lambda: book(far),
    "more rows than a programme has": lambda: book(many),
    "merged cells over one another": lambda: book(merged_over_one_another),
    "more sheets than a programme has": lambda: with_members(("xl/workbook.xml", names_for_one_sheet(500))),
    "a binary workbook beside the other": lambda: with_members(("xl/Workbook.bin", b"x")),
    "a package that is no workbook": lambda: package(("word/document.xml", "<a/>")),
    "a cut file": lambda: book(lambda sheet: sheet.append([1]))[:900],
    "no package at all": lambda: b"PK\x03\x04" + b"x" * 300,
    "a workbook of nothing": lambda: package(("xl/workbook.xml", "<a/>")),
    "a bomb": lambda: package(("xl/workbook.xml", "<a/>"), ("xl/worksheets/sheet1.xml", b"0" * 30_000_000)),
    "too many members": lambda: package(*((f"xl/{number}", b"") for number in range(2_100))),
    "a locked workbook": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "an old workbook as wide as it can be": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x02\x0e\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x01\x00\x00"
    ),
    "an old workbook of nothing": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "a row repeated a million times": lambda: ods(
        f'<table:table-row table:number-rows-repeated="1000000">{FULL.format("")}</table:table-row>'
    ),
    "a reference with blanks around its sign": lambda: sheet(VALUE.format("r = 'XFD1048576'")),
    "a reference after a sign of the tag's end": lambda: sheet(VALUE.format('q="&gt;>" r="XFD1048576"')),
    "a reference in small letters": lambda: sheet(VALUE.format('r="xfd1048576"')),
    "a row far away": lambda: sheet('<row r="1048576"><c><v>1</v></c></row>'),
    "no reference": lambda: sheet('<row r="x"><c><v>1</v></c></row>'),
    "entities of its own": lambda: with_members(
        ("xl/worksheets/sheet1.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]>" + SHEET.format(""))
    ),
    "a sheet under another name": elsewhere,
    "a long text in many cells": shared_text,
    "some rows and cells repeated": lambda: repeated(9_000, 240),
    "many rows repeated": lambda: repeated(900, 9, times=13),
    "many cells repeated": lambda: repeated(90, 240, times=30),
    "a long text repeated": lambda: repeated(100, 100, FULL.replace(">x<", f">{'x' * 5_000}<")),
    "blanks repeated": lambda: repeated(1, 1, FULL.replace(">x<", '><text:s text:c="900000000"/><')),
    "less than nothing": lambda: repeated(-1, 1),
    "a cell repeated": lambda: ods(
        "<table:table-row>" + FULL.format(' table:number-columns-repeated="9000"') + "</table:table-row>"
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_workbook_is_refused(kind):
    content = REFUSED[kind]()

    assert is_package(content)
    with pytest.raises(Refused):
        workbook(content)


def test_empty_cells_far_away_are_no_matter():
    empty = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    blanks = f'<table:table-row table:number-rows-repeated="1048576">{blank}</table:table-row>'

    assert len(workbook(sheet(VALUE.format('r="A1"') + empty)).sheets[0].rows) == 1
    assert (
        len(workbook(ods(f"<table:table-row>{FULL.format('')}{blank}</table:table-row>{blanks}")).sheets[0].rows) == 1
    )


def test_a_directory_that_lies_about_sizes_is_found_out():
    honest = bytearray(package(("xl/workbook.xml", "<a/>"), ("xl/worksheets/sheet1.xml", b"<c r='A1'>" * 9_000)))
    place = honest.rfind(b"PK\x01\x02")
    honest[place + 24 : place + 28] = (100).to_bytes(4, "little")

    with pytest.raises(Refused):
        workbook(bytes(honest))


def test_columns_have_their_letters():
    assert [letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
