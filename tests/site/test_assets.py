"""One stylesheet, one script, three fonts: small, the same every time, and left alone when nothing has changed."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from conference_portal.site import assets

SOURCE = Path(__file__).parents[2] / "static"
KB = 1000


@pytest.fixture
def source(tmp_path):
    """A small portal's static files."""
    for name, text in {
        "css/base.css": '@layer a, b;\n/* why */\n@font-face { src: url("../fonts/x.woff2"); }\n',
        "css/components/three.css": 'q { quotes: "; {" ","; }',
        "css/layout.css": "@layer b {\n  .a :focus, .b > .c { margin: 0 1px; }\n}\n",
        "css/components/two.css": ".two { content: '/* no */'; }",
        "css/components/one.css": ".one:hover { width: calc(1px + 2px); }",
        "css/print.css": "@media print { .one { top: 0 } }",
        "css/alone.css": ".alone { top: 0 }",
        "js/b.js": "const a = 2;\n",
        "js/a.js": "// why\nconst a = 1;\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def one_font(monkeypatch):
    """The smallest font alone, so that the test is quick."""
    monkeypatch.setattr(assets, "FONTS", assets.FONTS[1:2])


def test_styles_are_joined_in_the_order_of_their_layers_and_lightened(source):
    assert assets.joined_styles(source) == (
        '@layer a,b;@font-face{src:url("fonts/x.woff2");}'
        "@layer b{.a :focus,.b > .c{margin:0 1px;}}"
        ".one:hover{width:calc(1px + 2px);}"
        'q{quotes:"; {" ",";}'
        ".two{content:'/* no */';}"
        "@media print{.one{top:0}}"
    )


def test_scripts_share_no_names_and_lose_their_comments(source):
    assert assets.joined_scripts(source) == '"use strict";\n{\nconst a = 1;\n}\n{\nconst a = 2;\n}\n'


def test_build_writes_once_and_again_only_what_has_changed(source, tmp_path, one_font):  # noqa: ARG001
    target = tmp_path / "built"

    assert assets.build(source, target) == ["portal.css", "portal.js", "fonts/atkinson-hyperlegible-400.woff2"]
    assert assets.build(source, target) == []
    (source / "js/a.js").write_text("const a = 3;\n")
    assert assets.build(source, target) == ["portal.js"]
    (target / "fonts/atkinson-hyperlegible-400.woff2").unlink()
    assert assets.build(source, target) == ["fonts/atkinson-hyperlegible-400.woff2"]


def test_a_font_is_cut_to_the_same_bytes_every_time(tmp_path):
    font = assets.FONTS[1]
    assets.cut(font, tmp_path / "one")
    assets.cut(font, tmp_path / "two")

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (tmp_path / "one").read_bytes()[:4] == b"wOF2"


@pytest.mark.parametrize("font", [*assets.LATIN, assets.FONTS[-1]], ids=lambda font: font.target)
def test_fonts_hold_the_letters_of_the_north(font, tmp_path):
    from fontTools.ttLib import TTFont

    assets.cut(font, tmp_path / "cut")
    letters = TTFont(tmp_path / "cut").getBestCmap()

    wanted = "šžđ" if "-ext" in font.target else "æøåäöþðÆØÅÄÖÞÐéíóúý–“”„»«…·"
    assert {letter for letter in wanted if ord(letter) not in letters} == set()
    assert "fvar" not in TTFont(tmp_path / "cut")  # one weight
    assert (tmp_path / "cut").stat().st_size < 27 * KB


def test_fingerprint_follows_the_recipe(monkeypatch):
    before = assets.fingerprint()
    monkeypatch.setattr(assets, "FONTS", (replace(assets.FONTS[0], weight=600), *assets.FONTS[1:]))

    assert assets.fingerprint() != before


def test_what_the_portal_sends_stays_small():
    styles, scripts = assets.joined_styles(SOURCE).encode(), assets.joined_scripts(SOURCE).encode()

    assert len(gzip.compress(styles, 6)) < 14 * KB
    assert len(gzip.compress(scripts, 6)) < 7 * KB


def test_the_portals_own_styles_name_fonts_that_are_built():
    styles = assets.joined_styles(SOURCE)

    assert [font.target for font in assets.FONTS if f"fonts/{font.target}" not in styles] == []


def test_build_assets_tells_what_it_has_written(monkeypatch, capsys):
    monkeypatch.setattr("conference_portal.site.management.commands.build_assets.build", lambda: ["portal.css"])
    call_command("build_assets")
    call_command("build_assets", verbosity=0)

    assert capsys.readouterr().out == "portal.css\n"


def test_storage_compresses_with_gzip_alone(tmp_path):
    storage = assets.Storage(location=str(tmp_path), base_url="/static/")

    assert storage.create_compressor(extensions=(), quiet=True).use_brotli is False


def test_storage_names_files_plainly_until_they_are_collected(tmp_path):
    storage = assets.Storage(location=str(tmp_path), base_url="/static/")
    before = storage.stored_name("portal.css")
    storage.hashed_files = {"portal.css": "portal.123.css"}

    assert (before, storage.stored_name("portal.css")) == ("portal.css", "portal.123.css")
