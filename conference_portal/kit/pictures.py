"""Pictures that editors upload → WebP in our sizes: upright, in screen colours, without a word about camera or place.

What a file is, its content says, not its name. Its size is read from the header before anything is unpacked.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LARGEST_FILE = 15 * 1024 * 1024
LONGEST_SIDE = 12_000
MOST_PIXELS = 40_000_000  # of a JPEG, which is unpacked no larger than needed
MOST_PIXELS_WHOLE = 12_000_000  # of the others
ORIENTATION = 0x0112  # the one note of the camera that counts; EXIF 2.3, 4.6.4
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
WIDEST = 2400  # what is kept of the original
WIDTHS = (480, 1200)
QUALITY = 82
# A page or an archive inside a picture: nothing that a camera or a drawing program writes.
STOWAWAYS = (b"<script", b"<?php", b"<html", b"<!doctype", b"%pdf-")
ARCHIVE = b"PK\x05\x06"

UNREADABLE = _("This is not a picture that we can read (JPEG, PNG, WebP or GIF).")
TOO_HEAVY = _("This file is too large: at most 15 MB, please.")
TOO_MANY = _("This picture is too large: at most 12,000 pixels on a side and 12 million in all (JPEG: 40), please.")
MORE_INSIDE = _("This file holds something else beside the picture. Open it, save it anew and try again.")


@dataclass(frozen=True)
class Picture:
    """The same picture in several widths: the whole one first."""

    width: int
    height: int
    whole: bytes
    smaller: dict[int, bytes]


def read(upload: Any) -> Picture:
    """Raises ValidationError."""
    if upload.size > LARGEST_FILE:
        raise ValidationError(TOO_HEAVY)
    content = upload.read()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the camera’s notes
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _made(_opened(content))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise ValidationError(TOO_MANY) from error
        except ValidationError:
            raise
        except Exception as error:
            raise ValidationError(UNREADABLE) from error


def _opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content), formats=FORMATS)
    most = MOST_PIXELS if image.format == "JPEG" else MOST_PIXELS_WHOLE
    if image.width * image.height > most or max(image.size) > LONGEST_SIDE:
        raise ValidationError(TOO_MANY)
    lower = content.lower()
    if any(word in lower for word in STOWAWAYS) or ARCHIVE in content[-65_557:]:
        raise ValidationError(MORE_INSIDE)
    return image


def _made(image: Image.Image) -> Picture:
    if image.format == "JPEG":
        image.draft(None, (WIDEST, WIDEST))  # unpacks no more than is needed
    image.seek(0)
    image.load()
    turn = TURNS.get(_orientation(image))
    whole = _narrowed(_in_screen_colours(image), WIDEST)
    whole = whole.transpose(turn) if turn is not None else whole
    smaller = {width: _webp(_narrowed(whole, width)) for width in WIDTHS if width < whole.width}
    return Picture(whole.width, whole.height, _webp(whole), smaller)


def _orientation(image: Image.Image) -> int:
    """Broken notes say nothing, and are no reason to refuse the picture."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 (the parser fails with anything)
        return 1


def _in_screen_colours(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            return _converted(image, profile)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a broken profile says nothing; the plain conversion is close enough
    clear = image.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in image.info
    wanted = "RGBA" if clear else "RGB"
    return image if image.mode == wanted else image.convert(wanted)


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(BytesIO(profile))
    found = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    assert found is not None  # noqa: S101 (only a conversion in place gives nothing)
    return found


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    if max(image.width, image.height // 2) <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    if height > 2 * width:
        width, height = max(1, round(2 * width * width / height)), 2 * width
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _webp(image: Image.Image) -> bytes:
    out = BytesIO()
    # Of what the file said about itself nothing is handed over: Pillow writes only what it is given here.
    image.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
