"""PDF files at the door: what does something is refused however it is packed, and no file makes looking slow."""

from __future__ import annotations

import random
import time
import zlib
from contextlib import suppress
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name

from conference_portal.kit.documents import checked

SCRIPT: dict[str, Any] = {"S": Name.JavaScript, "JS": pikepdf.String("app.alert(1)")}


def pdf(*, in_lists: bool = False, streams: tuple[bytes, ...] = (), **root: pikepdf.Object) -> bytes:
    """A document of one page; `root` is put into its catalog, `streams` are its pictures."""
    made = pikepdf.new()
    made.add_blank_page()
    for name, value in root.items():
        made.Root[f"/{name}"] = made.make_indirect(value)
    made.Root.Pictures = Array([made.make_stream(data) for data in streams])
    out = BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if in_lists else pikepdf.ObjectStreamMode.disable
    made.save(out, object_stream_mode=mode, compress_streams=False)
    return out.getvalue()


def packed_list(data: bytes, about: bytes = b"/Filter/FlateDecode") -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Type/ObjStm" + about + b">>stream\n" + data + b"\nendstream endobj\n%%EOF"


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)  # noqa: S311 (nobody is to guess it)


HARMLESS = {
    "plain": pdf(),
    "packed": pdf(in_lists=True),
    "pictures that hold the letters": pdf(streams=(b"/JS /JavaScript /Launch", noise(3_000_000))),
    "links": pdf(A=Dictionary(S=Name.URI, URI=pikepdf.String("https://example.org"))),
}
ACTIVE = {
    "script": pdf(OpenAction=Dictionary(**SCRIPT)),
    "script deep inside": pdf(A=Array([Dictionary(B=Array([Dictionary(**SCRIPT)]))])),
    "packed script": pdf(in_lists=True, A=Dictionary(**SCRIPT)),
    "hidden script": pdf(A=Dictionary(**SCRIPT)).replace(b"/JavaScript", b"/J#61vaScript"),
    "launch": pdf(A=Dictionary(S=Name.Launch, F=pikepdf.String("cmd.exe"))),
    "file inside": pdf(A=Dictionary(Type=Name.EmbeddedFile)),
    "files by name": pdf(Names=Dictionary(EmbeddedFiles=Dictionary())),
    "goes somewhere": pdf(OpenAction=Dictionary(S=Name.URI, URI=pikepdf.String("https://example.org"))),
    "sends a form": pdf(A=Dictionary(S=Name.SubmitForm)),
    "bomb": packed_list(zlib.compress(b"\0" * 40_000_000)),
    "bomb in a bomb": packed_list(
        zlib.compress(zlib.compress(b"\0" * 90_000_000)), b"/Filter[/FlateDecode/FlateDecode]"
    ),
    "html": b"<script>alert(1)</script>",
    "gif": b"GIF89a%PDF-1.7 %%EOF",
    "cut": b"%PDF-1.7 cut short",
}
SLOW = {
    "openings": b"%PDF-1.7\n" + b"/OpenAction<<" * 80_000 + b"\n%%EOF",
    "lists": b"%PDF-1.7\n" + b"/ObjStm stream\n" * 80_000 + b"\n%%EOF",
    "streams": b"%PDF-1.7\n" + b"stream\n" * 150_000 + b"\n%%EOF",
    "brackets": b"%PDF-1.7\n1 0 obj" + b"[" * 500_000 + b"\n%%EOF",
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


def test_file_with_a_password_is_refused():
    made, out = pikepdf.new(), BytesIO()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))

    with pytest.raises(ValidationError):
        checked(upload(out.getvalue()))


@pytest.mark.parametrize("name", SLOW)
def test_no_file_of_a_megabyte_keeps_a_worker_busy(name):
    began = time.process_time()
    with suppress(ValidationError):
        checked(upload(SLOW[name]))

    assert time.process_time() - began < 5
