"""From static/ to what browsers get: one stylesheet, one script, and three fonts cut to the letters that are needed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEETS = ("css/base.css", "css/layout.css", "css/components/*.css", "css/print.css")
SCRIPTS = ("js/*.js",)
# Latin-1, dashes, quotation marks, dots, euro, minus: all that the four languages need.
LETTERS = (*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2016), *range(0x2018, 0x2023), 0x2026, 0x2030)
LETTERS += (0x2039, 0x203A, 0x20AC, 0x2212)
# Latin Extended-A (Finnish š ž, most of Sámi, Greenlandic): fetched where a page has such a letter.
EXTENDED = tuple(range(0x100, 0x180))
# A string of CSS stays as it is; the rest loses its comments and the spaces that say nothing.
STRING = r"""("[^"\n]*"|'[^'\n]*')"""
STRING_OR_COMMENT = re.compile(STRING + r"|/\*.*?\*/", re.DOTALL)
AROUND = re.compile(r"\s*([{};,])\s*|(:)\s+")


@dataclass(frozen=True)
class Font:
    """A family's file in its package, and what is cut from it."""

    package: str
    file: str
    target: str
    features: tuple[str, ...]
    weight: int | None = None  # of a variable font
    letters: tuple[int, ...] = LETTERS

    @property
    def source(self) -> Path:
        return Path(str(files(self.package))) / "files" / self.file


# Without tnum for Schibsted: its tabular full stop is as wide as a figure, "10 . 50".
DISPLAY_FEATURES = ("kern", "mark", "ccmp", "locl", "case", "liga")
TEXT_FEATURES = ("kern", "mark", "ccmp", "locl", "tnum")
SCHIBSTED, ATKINSON = "fontpkg_schibsted_grotesk", "fontpkg_atkinson_hyperlegible"
LATIN = (
    Font(SCHIBSTED, "SchibstedGrotesk[wght].ttf", "schibsted-grotesk-700.woff2", DISPLAY_FEATURES, weight=700),
    Font(ATKINSON, "AtkinsonHyperlegible-Regular.ttf", "atkinson-hyperlegible-400.woff2", TEXT_FEATURES),
    Font(ATKINSON, "AtkinsonHyperlegible-Bold.ttf", "atkinson-hyperlegible-700.woff2", TEXT_FEATURES),
)
FONTS = (
    *LATIN,
    *(replace(font, target=font.target.replace(".woff2", "-ext.woff2"), letters=EXTENDED) for font in LATIN),
)


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed names and gzip. Before anything is collected (tests, first start) names are plain."""

    def create_compressor(self, **kwargs: Any) -> Compressor:
        return Compressor(**{**kwargs, "use_brotli": False})  # level 11 takes half a minute for the admin's files

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name


def build(source: Path | None = None, target: Path | None = None) -> list[str]:
    """Write what has changed; the names of what was written."""
    source = source or Path(settings.BASE_DIR) / "static"
    target = target or Path(settings.VAR_DIR) / "assets"
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    texts = {"portal.css": joined_styles(source), "portal.js": joined_scripts(source)}
    return [name for name, text in texts.items() if written(target / name, text.encode())] + cut_fonts(target / "fonts")


def joined_styles(source: Path) -> str:
    sheets = "\n".join(path.read_text(encoding="utf-8") for path in found(source, STYLESHEETS))
    return lighter(sheets).replace("../fonts/", "fonts/")


def joined_scripts(source: Path) -> str:
    """Each module in braces of its own: they import nothing, and share no names."""
    modules = [bare(path.read_text(encoding="utf-8")) for path in found(source, SCRIPTS)]
    return '"use strict";\n' + "".join(f"{{\n{module}\n}}\n" for module in modules)


def bare(script: str) -> str:
    """Without indents and lines of comment. No script of ours has a text of several lines."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def found(source: Path, patterns: tuple[str, ...]) -> list[Path]:
    return [path for pattern in patterns for path in sorted(source.glob(pattern))]


def lighter(styles: str) -> str:
    """The same stylesheet without comments and idle spaces."""
    parts = re.split(STRING, STRING_OR_COMMENT.sub(r"\1", styles))
    return "".join(part if place % 2 else squeezed(part) for place, part in enumerate(parts))  # odd ones are strings


def squeezed(styles: str) -> str:
    return AROUND.sub(r"\1\2", re.sub(r"\s+", " ", styles))


def written(path: Path, content: bytes) -> bool:
    """Leave a file alone that says this already: what is served is compressed anew when a file's time has changed."""
    if path.exists() and path.read_bytes() == content:
        return False
    path.write_bytes(content)
    return True


def cut_fonts(target: Path) -> list[str]:
    stamp = target / ".stamp"
    now = fingerprint()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == now and all((target / f.target).exists() for f in FONTS):
        return []
    for font in FONTS:
        cut(font, target / font.target)
    stamp.write_text(now, encoding="utf-8")
    return [f"fonts/{font.target}" for font in FONTS]


def fingerprint() -> str:
    """What the cut depends on: the recipe, the tool, the sources."""
    sizes = [(font, font.source.stat().st_size) for font in FONTS]
    return hashlib.sha256(repr((sizes, LETTERS, EXTENDED, version("fonttools"))).encode()).hexdigest()


def cut(font: Font, target: Path) -> None:
    """One weight, our letters, compressed; the same bytes every time."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    made = TTFont(font.source, recalcTimestamp=False)
    if font.weight:
        instantiateVariableFont(made, {"wght": font.weight}, inplace=True)
    options = subset.Options(layout_features=list(font.features), hinting=False, desubroutinize=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=font.letters)
    cutter.subset(made)
    made.flavor = "woff2"
    made.save(target)
