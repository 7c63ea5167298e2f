"""Picture files for tests: harmless, odd and hostile ones, made on the spot."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

# Cases that many projects share; they lie beside a checkout, or are not there.
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "cases"


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def upload(content: bytes, name: str = "picture.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


def banded(mode: str = "RGB", size: tuple[int, int] = (800, 600)) -> Image.Image:
    """Red above, blue below, so that turning and colours can be seen."""
    image = Image.new("RGB", size, (30, 60, 160))
    ImageDraw.Draw(image).rectangle((0, 0, size[0], size[1] // 4), fill=(200, 30, 30))
    return image.convert(mode)


def on_its_side() -> bytes:
    """Stored lying down, with a place and a maker."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Example Camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 54.0, 50.0), 3: "E", 4: (10.0, 44.0, 9.0)})
    return encoded(banded(), "JPEG", exif=exif)


def moving(frames: int = 3) -> bytes:
    pictures = [banded(size=(200, 200)).rotate(90 * number) for number in range(frames)]
    return encoded(pictures[0], "GIF", save_all=True, append_images=pictures[1:], duration=200, loop=0)


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG whose header claims a size; few bytes whatever it claims."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(rows or b"\0" * ((width // 8 + 1) * min(height, 10_000)), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(*each) for each in ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def hostile() -> dict[str, bytes]:
    """What must be refused, by name."""
    picture = encoded(banded(size=(60, 60)), "PNG")
    gif = encoded(banded(size=(60, 60)), "GIF")
    jpeg = encoded(banded(size=(60, 60)), "JPEG")
    return {
        "empty header": b"\x89PNG\r\n\x1a\n",
        "svg": SVG,
        "svg named png": b"\n" + SVG,
        "html": b"<!doctype html><script>alert(1)</script>",
        "text": b"not a picture at all",
        "pdf": b"%PDF-1.7\n%%EOF",
        "zip": b"PK\x03\x04" + b"\0" * 60,
        "gif with script after it": gif + b"<script>alert(1)</script>",
        "gif with script in a comment": encoded(banded(size=(60, 60)), "GIF", comment=b"<script>alert(1)</script>"),
        "png with php after it": picture + b"<?php system($_GET[0]); ?>",
        "jpeg with page after it": jpeg + b"<HTML><body onload=alert(1)>",
        "jpeg with archive after it": jpeg + b"PK\x03\x04payloadPK\x05\x06" + b"\0" * 18,
        "png cut short": picture[: len(picture) // 2],
        "jpeg cut short": jpeg[:200],
        "169 million pixels": png(13_000, 13_000),
        "very wide": png(2_000_000, 30),
        "one line of forty million": png(39_999_999, 1, b"\0" * 5_000_000),
        "impossible": png(2**31 - 1, 2**31 - 1, b"\0"),
        "no pixels": png(0, 0, b"\0"),
        "bmp": encoded(banded(size=(60, 60)), "BMP"),
        "tiff": encoded(banded(size=(60, 60)), "TIFF"),
        "ico": encoded(banded(size=(60, 60)), "ICO"),
        "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        "gif header alone": b"GIF89a",
        "webp header alone": b"RIFF\x24\0\0\0WEBPVP8 ",
        "too many bytes": jpeg + b"\0" * (15 * 1024 * 1024),
    }
