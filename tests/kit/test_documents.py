"""PDF files at the door: what does something is refused however it is packed, and no file makes looking slow."""

from __future__ import annotations

import time
import zlib
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from conference_portal.kit.documents import checked

SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"
END = b"\n%%EOF"


def pdf(*parts: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"\n".join(parts) + END


def packed(found: bytes, *, about: bytes = b"/Filter/FlateDecode", line: bytes = b"\n") -> bytes:
    data = zlib.compress(found)
    return b"1 0 obj<</Type/ObjStm" + about + b">>stream" + line + data + b"\nendstream endobj"


HARMLESS = {
    "plain": pdf(b"1 0 obj<</Type/Catalog>>endobj"),
    "packed": pdf(packed(b"<</Type/Catalog>>"), packed(b"<</Type/Page>>")),
    "a picture in it": pdf(b"1 0 obj<</Filter/DCTDecode>>stream\n/JS not a name here".replace(b"/JS", b"JS")),
}
ACTIVE = {
    "script": pdf(b"1 0 obj" + SCRIPT + b"endobj"),
    "hidden script": pdf(b"1 0 obj<</S/J#61vaScript>>endobj"),
    "launch": pdf(b"1 0 obj<</S/Launch/F(cmd.exe)>>endobj"),
    "file inside": pdf(b"1 0 obj<</Type/EmbeddedFile>>endobj"),
    "goes somewhere": pdf(b"1 0 obj<</OpenAction <</S/URI/URI(https://example.org)>>>>endobj"),
    "packed script": pdf(packed(SCRIPT)),
    "script in the second": pdf(packed(b"<</Type/Page>>"), packed(SCRIPT)),
    "script after much space": pdf(packed(SCRIPT, about=b"/Filter/FlateDecode" + b" " * 5000)),
    "script after an old Macintosh's line": pdf(packed(SCRIPT, line=b"\r")),
    "hidden list": pdf(packed(SCRIPT).replace(b"/ObjStm", b"/O#62jStm")),
    "packed twice": pdf(packed(SCRIPT, about=b"/Filter[/ASCIIHexDecode/FlateDecode]")),
    "locked": pdf(b"1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\nnot packed\nendstream"),
    "bomb": pdf(packed(b"\0" * 40_000_000)),
    "html": b"<script>alert(1)</script>",
    "gif": b"GIF89a%PDF-1.7 %%EOF",
    "cut": b"%PDF-1.7 cut short",
}
SLOW = {
    "openings": pdf(b"/OpenAction<<" * 80_000),
    "lists": pdf(b"/ObjStm stream\n" * 80_000),
    "streams": pdf(b"stream\n" * 150_000),
    "escapes": pdf(b"#4a" * 300_000),
}


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("../../programme.php.pdf", content)


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_file_is_taken_whole_under_a_name_of_ours(name):
    found = checked(upload(HARMLESS[name]))

    assert found.read() == HARMLESS[name]
    assert len(found.name) == len("0" * 32 + ".pdf")


@pytest.mark.parametrize("name", ACTIVE)
def test_file_that_does_something_is_refused(name):
    with pytest.raises(ValidationError) as refused:
        checked(upload(ACTIVE[name]))

    assert refused.value.messages[0].endswith(".")


@pytest.mark.parametrize("name", SLOW)
def test_no_file_of_a_megabyte_keeps_a_worker_busy(name):
    began = time.process_time()
    with suppress(ValidationError):
        checked(upload(SLOW[name]))

    assert time.process_time() - began < 3  # it was half a minute; what is right takes a fifth of a second
