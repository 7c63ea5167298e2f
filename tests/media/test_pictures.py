"""Uploaded pictures: odd ones are made right, hostile ones are refused before they cost anything."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from io import BytesIO

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from PIL import Image, ImageOps

from conference_portal.kit.pictures import read
from tests.media.pictures import SHARED, banded, encoded, hostile, moving, on_its_side, upload


def opened(content):
    return Image.open(BytesIO(content))


def near(pixel, expected, by=40):
    return all(abs(one - other) <= by for one, other in zip(pixel, expected, strict=False))


def test_picture_on_its_side_stands_up_and_tells_no_place():
    picture = read(upload(on_its_side()))

    whole = opened(picture.whole)
    assert (picture.width, picture.height, whole.size, whole.format) == (600, 800, (600, 800), "WEBP")
    assert list(picture.smaller) == [480]
    assert opened(picture.smaller[480]).size == (480, 640)
    for content in (picture.whole, *picture.smaller.values()):
        assert b"Exif" not in content
        assert b"Example" not in content
        assert not opened(content).getexif()


def test_wide_picture_is_kept_in_three_widths():
    picture = read(upload(encoded(banded(size=(4000, 1000)), "JPEG")))

    assert (picture.width, picture.height) == (2400, 600)
    assert [opened(content).width for content in picture.smaller.values()] == [480, 1200]


def test_transparent_picture_stays_transparent():
    logo = Image.new("RGBA", (500, 500), (0, 0, 0, 0))
    logo.paste((200, 30, 30, 255), (0, 0, 500, 80))

    shown = opened(read(upload(encoded(logo, "PNG"))).whole)

    assert shown.mode == "RGBA"
    assert shown.getpixel((5, 495))[3] == 0
    assert near(shown.getpixel((250, 40)), (200, 30, 30))


@pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "RGBA", "RGB"])
def test_every_kind_of_png_is_taken(mode):
    assert read(upload(encoded(banded(mode, size=(60, 40)), "PNG"))).width == 60


def test_picture_for_print_gets_screen_colours():
    shown = opened(read(upload(encoded(banded("CMYK"), "JPEG"))).whole)

    assert shown.mode == "RGB"
    assert near(shown.getpixel((400, 40)), (200, 30, 30))
    assert near(shown.getpixel((400, 400)), (30, 60, 160))


def test_moving_picture_becomes_a_still_of_its_first_frame():
    shown = opened(read(upload(moving())).whole)

    assert getattr(shown, "n_frames", 1) == 1
    assert near(shown.convert("RGB").getpixel((100, 20)), (200, 30, 30))


@pytest.mark.parametrize("name", hostile())
def test_hostile_file_is_refused_at_once(name):
    began = time.process_time()

    with pytest.raises(ValidationError) as refused:
        read(upload(hostile()[name], name="holiday.png", kind="image/png"))

    assert time.process_time() - began < 1
    assert refused.value.messages[0].endswith(".")


# In a process of its own: the highest mark of this one may have been left by any test.
PEAK = """
import resource
from contextlib import suppress
from django import setup
setup()
from django.core.exceptions import ValidationError
from conference_portal.kit.pictures import read
from tests.media.pictures import hostile, upload
files = hostile().values()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for content in files:
    with suppress(ValidationError):
        read(upload(content))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_no_hostile_file_takes_a_hundred_megabytes():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    run = subprocess.run(
        [sys.executable, "-c", PEAK], env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )

    assert int(run.stdout) < 100 * 1024


@pytest.mark.parametrize("turn", range(1, 9))
def test_picture_stands_as_the_camera_was_held(turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    content = encoded(banded(size=(80, 60)), "JPEG", exif=exif)
    expected = ImageOps.exif_transpose(Image.open(BytesIO(content))).convert("RGB")

    shown = opened(read(upload(content)).whole).convert("RGB")

    assert shown.size == expected.size
    corners = [(4, 4), (expected.width - 5, expected.height - 5), (expected.width - 5, 4)]
    assert all(near(shown.getpixel(corner), expected.getpixel(corner)) for corner in corners)


def test_broken_notes_of_a_camera_are_passed_over():
    content = bytearray(on_its_side())
    start = content.index(b"Exif")
    for place in range(start + 14, start + 40):
        content[place] ^= 0xFF

    assert read(upload(bytes(content))).width


@pytest.mark.skipif(not SHARED.is_dir(), reason="The shared cases are not here.")
@pytest.mark.parametrize(
    ("name", "size", "points"),
    [
        (
            "b42_rotated_with_place.jpg",
            (600, 800),
            {(300, 60): (200, 30, 30), (300, 400): (30, 60, 160), (10, 400): (235, 227, 208)},
        ),
        (
            "b43_transparent_logo.png",
            (500, 500),
            {(250, 40): (200, 30, 30), (250, 250): (30, 60, 160), (5, 495): (0, 0, 0, 0)},
        ),
        (
            "b46_cmyk.jpg",
            (640, 480),
            {(320, 40): (200, 30, 30), (320, 240): (30, 60, 160), (320, 470): (236, 226, 208)},
        ),
        ("b46_animated.gif", (200, 200), {}),
    ],
)
def test_shared_case_comes_out_as_expected(name, size, points):
    picture = read(upload((SHARED / name).read_bytes()))

    shown = opened(picture.whole)
    assert shown.size == size
    for point, colour in points.items():
        pixel = shown.getpixel(point)
        assert near(pixel, colour) if len(colour) == 3 else pixel[3] == 0, (point, pixel)
    assert b"Exif" not in picture.whole


@pytest.mark.skipif(not SHARED.is_dir(), reason="The shared cases are not here.")
def test_shared_text_named_png_is_refused():
    with translation.override("en"), pytest.raises(ValidationError, match="not a picture that we can read"):
        read(upload((SHARED / "b46_text_named_png.png").read_bytes(), name="b46_text_named_png.png"))
